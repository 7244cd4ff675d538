"""A member's profile: what it says, who sees each part, and two windows that both change it."""

import pytest

from members.models import Profile
from projects.models import Approach
from tests.builders import make_organisation, make_project, make_term, make_uk
from tests.members.builders import make_network_member
from tests.people import Fields
from tests.projects.views.forms import text_of

pytestmark = pytest.mark.django_db
PAGE = "/account/profile/"


@pytest.fixture
def ann(client):
    ann = make_network_member("Ann", organisation_name="A small body", about="First.")
    client.force_login(ann)
    return ann


def opened(client):
    """What a browser would send from the form as it stands."""
    return next(form for form in Fields(client.get(PAGE).content.decode()).forms if "name" in form)


def test_every_part_is_saved_with_who_sees_it(client, ann):
    make_uk()
    approach = make_term(Approach, "Careers guidance")
    known = make_organisation("Walcot & Foundation")
    typed = {
        "name": "Ann  Evans",
        "organisation": "walcot and foundation",
        "kind": "funder",
        "interests": [approach.slug],
        "area": "lambeth",
        "about": "Line one.\r\nLine two.",
        "phone": "020 7946 0000",
        "shows_phone": "members",
        "shows_about": "everyone",
    }
    response = client.post(PAGE, opened(client) | typed, follow=True)
    assert response.status_code == 200, text_of(response)
    saved = Profile.objects.select_related("member", "area").get()
    assert (saved.member.name, saved.organisation, saved.organisation_name) == (
        "Ann Evans",
        known,
        "",
    )
    assert (saved.kind, saved.area.slug, saved.about) == (
        "funder",
        "lambeth",
        "Line one.\nLine two.",
    )
    assert (saved.shows_phone, saved.shows_about, saved.shows_name) == (
        "members",
        "everyone",
        "members",
    )
    assert list(saved.interests.all()) == [approach]
    assert opened(client)["about"] == ["Line one.\nLine two."]


def test_an_organisation_that_is_new_stays_as_it_was_typed(client, ann):
    client.post(PAGE, opened(client) | {"organisation": "Bread & Roses <1912>"})
    assert Profile.objects.get().organisation_label == "Bread & Roses <1912>"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "A\0B"},
        {"about": "x" * 2001},
        {"phone": "none"},
        {"kind": "boss"},
        {"area": "atlantis"},
        {"interests": ["nothing"]},
        {"shows_phone": "the press"},
        {"shows_name": ""},
        {"organisation": "x" * 201},
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_kept(client, ann, wrong):
    data = opened(client) | {"organisation": "Typed by hand", "about": "Typed too."} | wrong
    response = client.post(PAGE, data)
    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: My profile" in html
    assert "There is a problem" in html
    assert "Typed too." in html or "about" in wrong
    assert Profile.objects.get().about == "First."


def test_the_second_of_two_windows_is_told_and_loses_nothing(client, ann):
    first, second = opened(client), opened(client)
    client.post(PAGE, first | {"about": "From the first window.", "shows_phone": "members"})
    response = client.post(PAGE, second | {"about": "From the second window."})
    assert response.status_code == 409
    words = text_of(response)
    assert "changed in another window" in words
    assert "From the first window." in words
    assert "Who sees it: telephone Members" in words
    assert Profile.objects.get().about == "From the first window."
    again = next(form for form in Fields(response.content.decode()).forms if "name" in form)
    assert again["about"] == ["From the second window."]
    assert client.post(PAGE, again).status_code == 302
    assert Profile.objects.get().about == "From the second window."


@pytest.mark.parametrize("version", ["", "x", "9" * 30, "\0"])
def test_without_our_mark_it_is_looked_over_once_more(client, ann, version):
    response = client.post(PAGE, opened(client) | {"about": "Typed.", "version": version})
    assert response.status_code == 409
    again = next(form for form in Fields(response.content.decode()).forms if "name" in form)
    client.post(PAGE, again)
    assert Profile.objects.get().about == "Typed."


def test_mail_choices_are_saved(client, ann):
    assert Fields(client.get("/account/mail/").content.decode()).forms[-1]["takes_messages"]
    client.post("/account/mail/", {"mail_about_events": "on"})
    saved = Profile.objects.get()
    assert (saved.takes_messages, saved.mail_about_events, saved.mail_about_entries) == (
        False,
        True,
        False,
    )


def test_only_organisations_that_the_site_shows_are_offered(client, ann):
    make_project(lead_organisation=make_organisation("Shown body"))
    make_project(lead_organisation=make_organisation("Hidden body"), state="draft")
    html = client.get(PAGE).content.decode()
    assert "Shown body" in html
    assert "Hidden body" not in html
