"""The fixture files, few and in a folder of their own, for a test to change."""

import json
import shutil

import pytest
from django.conf import settings

from tests.projects.loading.fixtures import FEW


@pytest.fixture
def folder(tmp_path):
    """The real fixtures, cut down to a few entries and what these refer to."""
    source = settings.BASE_DIR / "fixtures"
    projects = json.loads((source / "projects.json").read_text())[:FEW]
    used = json.dumps(projects) + '"timewise"'
    for name in ["organisations.json", "signposts.json"]:
        records = json.loads((source / name).read_text())
        kept = [each for each in records if f'"{each["slug"]}"' in used]
        (tmp_path / name).write_text(json.dumps(kept))
    heading, *areas = (source / "areas.csv").read_text().splitlines()
    areas = [line for line in areas if ",council," not in line or f'"{line.split(",")[0]}"' in used]
    (tmp_path / "areas.csv").write_text("\n".join([heading, *areas]) + "\n")
    (tmp_path / "places.csv").write_text(
        "name,latitude,longitude,population,council\nHounslow,51.468,-0.361,103337,hounslow\n"
    )
    (tmp_path / "outcodes.csv").write_text(
        "outcode,latitude,longitude,council\nTW3,51.4675,-0.3658,hounslow\n"
    )
    shutil.copy(source / "taxonomy.json", tmp_path)
    (tmp_path / "projects.json").write_text(json.dumps(projects))
    (tmp_path / "resources.json").write_text("[]")
    (tmp_path / "themes.json").write_text("[]")
    return tmp_path
