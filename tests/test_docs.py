"""What the documents name exists, and every setting is named in them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SETTINGS = [ROOT / "betterwork" / name for name in ("settings.py", "geocoders.py")]
_LINK = re.compile(r"!?\[[^]]*\]\(([^)#\s]+)[^)]*\)")
_SETTING = re.compile(r"\benv\.\w+\(\s*\"(\w+)\"")


def missing(document, text):
    """Return the files that a document leads to and that are not there."""
    links = [link for link in _LINK.findall(text) if "://" not in link and ":" not in link]
    return [link for link in links if not (document.parent / link).exists()]


def settings_read():
    """Return the names of the variables that the settings are read from."""
    return {name for path in SETTINGS for name in _SETTING.findall(path.read_text())}


def unnamed(text):
    """Return the settings that a document does not name."""
    return sorted(name for name in settings_read() if f"`{name}`" not in text)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_picture_and_file_that_a_document_names_is_there(document):
    assert missing(document, document.read_text()) == []


def test_a_missing_picture_is_noticed():
    text = "![A picture](images/none.png) [a page](none.md#part) [web](https://example.org/a.md)"
    assert missing(ROOT / "docs" / "a.md", text) == ["images/none.png", "none.md"]


def test_every_setting_is_explained():
    assert {"DATABASE_URL", "GEOCODERS", "EMAIL_URL", "LOG_LEVEL"} <= settings_read()
    assert unnamed((ROOT / "docs" / "operations.md").read_text()) == []


def test_a_setting_that_is_not_explained_is_noticed():
    assert "GEOCODERS" in unnamed("Set `LOG_LEVEL`.")
    assert "LOG_LEVEL" not in unnamed("Set `LOG_LEVEL`.")
