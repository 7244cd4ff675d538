"""What a role may not see is on no page of the site, whatever is asked for (reliability F1).

tests/test_visibility.py walks the public pages under every query; here everybody who may sign in
walks the admin, and a stranger the rest.
"""

import logging

import pytest
from django.test import Client

from projects.models import Resource, Revision, Submission
from projects.submissions import workflow
from tests.builders import make_project, make_staff, make_submission
from tests.everywhere import (
    HIDDEN_ENTRY,
    OWN_TOKEN,
    PERSON,
    PRIVATE_PLACE,
    SUBMITTED,
    TOKENS,
    addresses_of,
    body_of,
    browser,
    every_address,
    fill_everything,
    routes,
)
from tests.members.rows import APPLICANT, HIDDEN_MEMBER, JOINING_LINK, UNPUBLISHED
from tests.members.rows import TOKENS as NETWORK_TOKENS
from tests.projects.admin.pages import change_page, open_and_save

pytestmark = pytest.mark.django_db

SECRETS = {
    "hidden entries": HIDDEN_ENTRY,
    "private places": PRIVATE_PLACE,
    "what was sent": SUBMITTED,
    "who sent it": PERSON,
    "members": HIDDEN_MEMBER,
    "who writes to the network": APPLICANT,
    "what is not published": UNPUBLISHED,
    "joining links": JOINING_LINK,
    "tokens": [*TOKENS, *NETWORK_TOKENS],
}
# What somebody sees with these permissions alone. Nobody ever sees a token.
ENTRIES, SENT = {"hidden entries"}, {"what was sent", "who sent it"}
MEMBERS, WRITERS, PLANS = {"members"}, {"who writes to the network"}, {"what is not published"}
HARMLESS = (
    "view_group view_area view_offer view_strand view_location view_involvement"
    " view_decision view_savedreply view_organisation view_resource view_signpost change_resource"
    " view_review view_procrastinatejob view_export view_registration view_step"
    " view_topic view_emailaddress"
)
ROLES = {
    HARMLESS: set(),
    "view_notthesame": ENTRIES,
    "view_mail": SENT,
    "view_project": ENTRIES,
    "change_project": ENTRIES,
    "view_submission": SENT,
    "change_submission": SENT,
}
NETWORK_ROLES = {
    HARMLESS: set(),
    "view_member": MEMBERS,
    "view_profile": MEMBERS,
    "view_application": WRITERS,
    "view_complaint": WRITERS,
    "view_stewardship": MEMBERS,
    "view_resourceproposal": MEMBERS | PLANS,
    "view_event": PLANS | {"joining links"},
    "view_event view_registration": PLANS | {"joining links"} | MEMBERS | WRITERS,
    "view_message": MEMBERS | WRITERS,
}
# The tables of words have one admin, so one of them stands for all.
LIKE_OFFERS = ("strand", "approach", "audience", "sector", "deliverymode", "topic")
QUERIES = {
    "admin:autocomplete": [
        f"?app_label=projects&model_name=project&field_name={name}&term=u"
        for name in ("part_of", "lead_organisation", "coverage")
    ],
    "admin:projects_project_merge": ["?with=shown", "?with=quokk"],
}


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """Refusals are what is asked for here, and a line and a traceback for each take long."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


def staffs_addresses(most=1, left_out=()):
    """The admin's addresses, with the queries that some of them need."""
    found = []
    for route in routes():
        if not route.is_staffs or route.name == "admin:logout":
            continue
        if any(f"/{model}/" in route.written for model in left_out):
            continue
        for address in addresses_of(route, most):
            queries = QUERIES.get(route.name, [])
            found += [address, *(f"{address}{query}" for query in queries)]
    return found


def seen_by(client, addresses):
    """Return {kind of secret: addresses that show it}."""
    seen = {}
    for address in addresses:
        text = body_of(client.get(address))
        for what, words in SECRETS.items():
            if any(word in text for word in words):
                seen.setdefault(what, []).append(address)
    return seen


@pytest.mark.parametrize(("roles", "where"), [(ROLES, "projects"), (NETWORK_ROLES, "members")])
def test_each_permission_alone_shows_what_it_is_for_and_no_more(roles, where):
    """Takes seconds: seven roles, each at a hundred addresses.

    What permissions for one app open in the other one tests/access.txt says: nothing but Today.
    """
    fill_everything()
    other = {"projects": "/admin/members/", "members": "/admin/projects/"}[where]
    found = staffs_addresses(left_out=LIKE_OFFERS)
    addresses = [each for each in found if other not in each or "/today/" in each]
    for role, expected in roles.items():
        seen = seen_by(browser(*role.split()), addresses)
        assert set(seen) == expected, (role, seen)


def test_a_superuser_sees_everything_but_the_keys_of_other_peoples_pages():
    fill_everything()
    seen = seen_by(browser(everything=True), staffs_addresses(most=20))
    assert set(seen) == set(SECRETS) - {"tokens"}, seen.get("tokens")


def test_a_stranger_sees_nothing_and_a_member_no_more():
    fill_everything()
    for client in (Client(), browser(staff=False)):
        assert seen_by(client, every_address(staffs=False)) == {}


def test_the_pages_of_a_submission_show_its_own_words_to_who_has_its_address():
    """The negative control of the tokens: with another one the same pages tell."""
    fill_everything()
    seen = seen_by(Client(), [f"/submissions/{TOKENS[0]}/", f"/submissions/{OWN_TOKEN}/"])
    assert seen["what was sent"] == [f"/submissions/{TOKENS[0]}/"]


@pytest.mark.parametrize(
    ("table", "lookup"),
    [
        ("submission", "token__startswith=T"),
        ("submission", "form_token__startswith=form"),
        ("submission", "sender__startswith=a"),
        ("submission", "mails__text__contains=submissions"),
        ("mail", "text__contains=submissions"),
        ("mail", "html__contains=submissions"),
        ("mail", "submission__token__startswith=T"),
        ("project", "locations__postcode__startswith=QQ"),
        ("project", "submissions__email__contains=numbat"),
        ("notthesame", "first__submissions__token__startswith=T"),
        ("resource", "projects__name__contains=Quokka"),
        ("organisation", "led_projects__name__contains=Quokka"),
        ("organisation", "reviews__token__startswith=r"),
        ("area", "locations__postcode__startswith=QQ"),
    ],
)
def test_no_list_tells_by_its_length_what_it_does_not_show(table, lookup):
    fill_everything()
    answer = browser(f"view_{table}").get(f"/admin/projects/{table}/?{lookup}")
    assert answer.status_code in (302, 400), "the lookup was carried out"


def revision():
    return Revision.objects.get().number


def test_what_is_sent_and_refused_leaves_every_public_etag_as_it_is(client):
    project = make_project("Shown")
    before, etag = revision(), client.get("/projects/")["ETag"]
    for kind in Submission.Kind.values:
        sent = make_submission(kind, project=None if kind == "new" else project)
        workflow.reject(sent, make_staff(), "No.", sent.version)
    workflow.withdraw(make_submission())
    workflow.erase(make_submission())
    assert revision() == before
    assert client.get("/projects/")["ETag"] == etag


def test_what_is_accepted_raises_it():
    """The negative control."""
    sent, before = make_submission(), revision()
    workflow.approve(sent, make_staff(), sent.payload, sent.version)
    assert revision() > before


def test_who_may_not_see_projects_edits_a_resource_and_leaves_them_in_it():
    fill_everything()
    resource = Resource.objects.get()
    before = sorted(resource.projects.values_list("pk", flat=True))
    client = browser("change_resource")
    answer = open_and_save(client, change_page(resource), title="Anew")
    assert answer.status_code == 302
    assert Resource.objects.get().title == "Anew"
    assert sorted(resource.projects.values_list("pk", flat=True)) == before
    assert client.get("/admin/projects/resource/?q=Quokka").context["cl"].result_count == 0
