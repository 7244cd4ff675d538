"""What means something in SQL is but a letter to every page (reliability E3)."""

import logging
import re

import pytest
from django.urls import reverse

from projects.filters import ProjectFilter
from tests.builders import make_project, make_uk
from tests.everywhere import browser, fill_everything

pytestmark = pytest.mark.django_db

# A word that is nowhere, and what would make it everything, or an error, if it became SQL.
WORD = "zzqx"
SIGNS = [
    *[f"{WORD}'", f'{WORD}"', f"{WORD}' --", f"{WORD}'; SELECT 1; --", f"{WORD}\\'", f"{WORD}\\"],
    *[f"{WORD}') UNION SELECT NULL --", f"{WORD}' AND '1'='1", f"{WORD}'||'", f"$${WORD}$$"],
    *[f"%s{WORD}", f"%({WORD})s", f"{{{WORD}}}", f"{WORD}%", f"{WORD}_", f"%{WORD}", f":{WORD}"],
    *[f"{WORD}'/*", f"{WORD}\u02bc", f"{WORD}::text", f"(SELECT '{WORD}')", f"E'{WORD}\\x27'"],
]


@pytest.fixture
def entries():
    uk = make_uk()
    for name in ("One", "Two"):
        make_project(name, coverage=[uk["lambeth"]], pins=[(51.5, -0.1)])


def total(client, query):
    page = client.get(reverse("project_list"), query)
    assert page.status_code == 200, query
    return re.search(rb'data-total="(\d+)"', page.content)[1]


@pytest.mark.parametrize("name", [*ProjectFilter.base_filters, "page", "at", "near", "bbox"])
def test_a_parameter_with_a_sign_answers_as_without_it(client, entries, name):
    plain = total(client, {name: WORD})
    for text in SIGNS:
        assert total(client, {name: text}) == plain, (name, text)


def test_a_word_with_a_sign_does_not_become_everything(client, entries):
    assert total(client, {"q": WORD}) == b"0"
    assert total(client, {}) == b"2"


def test_what_is_alike_is_asked_for_with_every_sign(client, entries):
    plain = client.get("/submit/alike/", {"name": WORD}).content
    for text in SIGNS:
        for name in ("name", "organisation", "postcode", "website"):
            answer = client.get("/submit/alike/", {"name": WORD} | {name: text})
            assert (answer.status_code, answer.content) == (200, plain), (name, text)


TABLES = ["project", "submission", "organisation", "resource", "mail", "area", "signpost", "offer"]


@pytest.mark.parametrize("table", TABLES)
def test_a_search_of_the_admin_takes_every_sign_as_a_letter(table):
    fill_everything()
    client = browser(everything=True)
    for text in [*SIGNS, "%", "_\\_", "\\"]:
        answer = client.get(f"/admin/projects/{table}/", {"q": text})
        assert answer.status_code == 200, text
        assert answer.context["cl"].result_count == 0, text
    assert client.get(f"/admin/projects/{table}/").context["cl"].result_count > 0


@pytest.mark.parametrize("text", SIGNS)
def test_no_token_or_slug_is_more_than_a_name(client, entries, text, monkeypatch):
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    for folder in ("submissions", "reviews", "projects", "organisations", "areas"):
        for name in (text, text.ljust(43, "a")):
            assert client.get(f"/{folder}/{name}/").status_code == 404, (folder, name)
