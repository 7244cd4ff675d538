"""What somebody typed is never the price of a database that is gone."""

from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from tests.projects.views.forms import TYPED, proposal

NO_DATABASE = "postgresql://nobody@/nothing?host=/nonexistent"
PATHS = ["/submit/", "/projects/any/suggest/", f"/submissions/{'a' * 43}/edit/"]


def test_a_form_sent_to_a_site_without_its_database_comes_back_whole(gunicorn):
    token = "t" * 32
    body = urlencode(proposal(csrfmiddlewaretoken=token), doseq=True).encode()
    with gunicorn(NO_DATABASE) as site:
        for path in PATHS:
            headers = {"Cookie": f"csrftoken={token}", "Origin": site}
            with pytest.raises(HTTPError) as answer:
                urlopen(Request(site + path, body, headers), timeout=20)
            html = answer.value.read().decode()
            assert (answer.value.code, answer.value.headers["Retry-After"]) == (503, "30")
            assert "Send it again" in html and all(words in html for words in TYPED)
            assert f'action="{path}"' in html
