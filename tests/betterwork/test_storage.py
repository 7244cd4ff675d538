import re

import pytest
from django.core.files.base import ContentFile

from betterwork.storage import StaticFilesStorage


@pytest.fixture
def collected(tmp_path):
    """Stores scripts as collectstatic does and gives back what one became."""

    def collect(scripts, name):
        storage = StaticFilesStorage(location=tmp_path, base_url="/static/")
        for path, text in scripts.items():
            storage.save(path, ContentFile(text))
        paths = {path: (storage, path) for path in scripts}
        for _, _, outcome in storage.post_process(paths):
            if isinstance(outcome, Exception):
                raise outcome
        return (tmp_path / storage.hashed_files[name]).read_text()

    return collect


@pytest.mark.parametrize(
    "statement",
    [
        'import { draw } from "./draw.js";',
        "import draw from './draw.js'",
        'import * as drawing from "./draw.js";',
        'import {\n  draw,\n} from "./draw.js";',
        'import "./draw.js";',
        'export { draw } from "./draw.js";',
        'const drawing = await import("./draw.js");',
    ],
)
def test_a_relative_import_gets_the_hashed_name(collected, statement):
    text = collected({"map.js": statement, "draw.js": "export const draw = 1;"}, "map.js")
    assert re.search(r"""["']\./draw\.[0-9a-f]{12}\.js["']""", text)
    assert "./draw.js" not in text


def test_a_type_in_a_comment_is_no_import(collected):
    text = '/** @type {import("../htmx").HtmxInternalApi} */'
    assert collected({"ext/sse.js": text}, "ext/sse.js") == text


def test_a_missing_module_fails_when_files_are_collected(collected):
    with pytest.raises(ValueError, match="missing"):
        collected({"map.js": 'import "./missing.js";'}, "map.js")
