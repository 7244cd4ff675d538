"""Who only reads is not followed: no cookie, no session, nothing that depends on who asks."""

import pytest
from django.contrib.sessions.backends.base import SessionBase

from tests.betterwork.pages import PUBLIC_PAGES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_public_page_sets_no_cookie_and_does_not_vary_with_one(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_public_page_does_not_look_into_the_session(admin_client, monkeypatch, path):
    def refuse(session, *arguments):
        raise AssertionError("a public page read the session")

    monkeypatch.setattr(SessionBase, "_get_session", refuse)
    monkeypatch.setattr(SessionBase, "_session", property(refuse))
    assert admin_client.get(path).status_code == 200


def test_a_page_that_does_look_is_found_out(admin_client, monkeypatch):
    """The control for the test above: Django admin reads the session."""

    def refuse(session, *arguments):
        raise AssertionError("read")

    monkeypatch.setattr(SessionBase, "_session", property(refuse))
    with pytest.raises(AssertionError, match="read"):
        admin_client.get("/admin/")
