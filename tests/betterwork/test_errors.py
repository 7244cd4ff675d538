"""Error pages. Most of these tests have no database at all, and pytest-django sees to that."""

import pytest
from django.db import connection, transaction

from projects.models import Bitmap
from tests.betterwork.servers import get, url_of

NO_DATABASE = "postgresql://nobody@/nothing?host=/nonexistent"
in_house_style = pytest.mark.urls("tests.betterwork.failing_urls")


@pytest.fixture
def answer(client_that_answers_errors):
    """Asks the failing site for one of its failures."""
    return lambda how: client_that_answers_errors.get(f"/fail/{how}")


@in_house_style
@pytest.mark.parametrize(
    ("how", "status"),
    [
        ("operational", 503),
        ("while-handling", 503),
        ("bug", 500),
        ("data", 500),
        ("nul", 400),
        ("surrogate", 400),
        ("suspicious", 400),
        ("forbidden", 403),
        ("missing", 404),
    ],
)
def test_every_failure_gets_its_status_and_a_page(answer, how, status):
    response = answer(how)
    assert response.status_code == status
    assert b"<h1" in response.content
    assert response["Cache-Control"] == "no-store"


@in_house_style
def test_only_what_passes_by_itself_says_when_to_come_back(answer):
    assert answer("operational")["Retry-After"] == "30"
    assert "Retry-After" not in answer("bug").headers


@in_house_style
@pytest.mark.parametrize("how", ["operational", "bug", "missing", "suspicious"])
def test_error_pages_carry_the_security_headers(answer, how):
    headers = answer(how).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=(self)" in headers["Permissions-Policy"]


@in_house_style
def test_no_error_page_shows_what_went_wrong(answer):
    assert b"a bug" not in answer("bug").content
    assert b"statement timeout" not in answer("operational").content


def test_a_database_that_is_down_gives_503_within_three_seconds(gunicorn):
    with gunicorn(NO_DATABASE) as site:
        get(f"{site}/about/")  # the first answer of a new process takes longer
        for path in ("/", "/projects/"):
            response, seconds = get(site + path)
            assert response.status == 503
            assert response.headers["Retry-After"] == "30"
            assert "<h1" in response.text
            assert seconds < 3
        for path in ("/healthz", "/readyz"):
            assert get(site + path)[0].status == 503


@pytest.mark.django_db(transaction=True)
def test_a_locked_table_gives_503_within_three_seconds(gunicorn):
    with gunicorn(url_of(connection.settings_dict)) as site:
        assert get(f"{site}/projects/")[0].status == 200
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Bitmap._meta.db_table} IN ACCESS EXCLUSIVE MODE")
            response, seconds = get(f"{site}/projects/?q=anything")
        assert response.status == 503
        assert response.headers["Retry-After"] == "30"
        assert seconds < 3
        assert get(f"{site}/projects/")[0].status == 200
