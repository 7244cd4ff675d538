"""Two people at one entry: nobody's work is lost without a word."""

import contextlib
import threading

import pytest
from django.db import connections
from django.test import Client

from projects import workflow
from projects.admin.locking import GuardsVersion
from projects.admin.project import ProjectAdmin
from projects.models import Location, Offer, Organisation, Project
from tests.builders import (
    make_organisation,
    make_project,
    make_staff,
    make_term,
)
from tests.projects.admin.pages import as_opened, change_page, new_row, open_and_save

pytestmark = pytest.mark.django_db


def labels(answer):
    """The fields on which the page says that the two differ."""
    return {difference.label for difference in answer.context["conflict"].differences}


def test_who_saves_over_a_newer_version_is_shown_both_and_keeps_what_was_typed(desk, colleague):
    project = make_project("A name", summary="As it was.")
    mine = as_opened(desk.get(change_page(project))) | {"summary": "Mine, typed at length."}
    open_and_save(colleague, change_page(project), summary="Theirs.", contact_phone="020 1234")
    answer = desk.post(change_page(project), mine)
    assert answer.status_code == 200
    project.refresh_from_db()
    assert project.summary == "Theirs."
    page = answer.content.decode()
    assert "Bob" in page
    assert "Mine, typed at length." in page
    assert labels(answer) == {"Summary", "Contact phone"}
    summary, phone = sorted(answer.context["conflict"].differences, key=lambda d: d.label)[::-1]
    assert (summary.old, summary.new) == ("Theirs.", "Mine, typed at length.")
    assert (phone.old, phone.new, phone.by_them) == ("020 1234", "nothing", True)
    assert answer.context["adminform"].form["summary"].value() == "Mine, typed at length."


def test_mine_can_be_saved_over_theirs_by_saving_again(desk, colleague):
    project = make_project()
    mine = as_opened(desk.get(change_page(project))) | {"summary": "Mine."}
    open_and_save(colleague, change_page(project), summary="Theirs.")
    refused = desk.post(change_page(project), mine)
    assert desk.post(change_page(project), as_opened(refused)).status_code == 302
    project.refresh_from_db()
    assert (project.summary, project.version) == ("Mine.", 3)


def test_after_a_refusal_a_third_change_is_refused_again(desk, colleague):
    project = make_project()
    mine = as_opened(desk.get(change_page(project))) | {"summary": "Mine."}
    open_and_save(colleague, change_page(project), summary="Theirs.")
    refused = desk.post(change_page(project), mine)
    open_and_save(colleague, change_page(project), summary="Theirs again.")
    assert desk.post(change_page(project), as_opened(refused)).status_code == 200
    project.refresh_from_db()
    assert project.summary == "Theirs again."


@pytest.mark.parametrize("version", [None, "", "x", "0", "9" * 50, "\0"])
def test_a_form_that_does_not_say_its_version_is_refused(desk, version):
    project = make_project(summary="As it was.")
    data = as_opened(desk.get(change_page(project))) | {"summary": "Mine."}
    data.pop("opened_version")
    if version is not None:
        data["opened_version"] = version
    assert desk.post(change_page(project), data).status_code == 200
    project.refresh_from_db()
    assert project.summary == "As it was."


def test_lists_of_words_and_rows_beside_the_entry_are_guarded_too(desk, colleague):
    project = make_project(pins=[{"latitude": 51.46, "longitude": -0.12, "label": "Hall"}])
    offer = make_term(Offer, "A campaign")
    mine = as_opened(desk.get(change_page(project))) | {"locations-0-latitude": "52.0"}
    open_and_save(
        colleague, change_page(project), offers=[str(offer.pk)], **{"locations-0-latitude": "53.0"}
    )
    answer = desk.post(change_page(project), mine)
    assert labels(answer) == {"Offers", "Location “Hall”: Latitude"}
    assert all(difference.by_them for difference in answer.context["conflict"].differences)
    assert project.locations.get().latitude == 53.0
    assert list(project.offers.all()) == [offer]


def test_rows_that_came_and_went_meanwhile_are_neither_lost_nor_mixed_up(desk, colleague):
    project = make_project(
        pins=[
            {"latitude": 51.1, "longitude": -0.1, "label": "A"},
            {"latitude": 51.2, "longitude": -0.2, "label": "B"},
        ]
    )
    mine = as_opened(desk.get(change_page(project)))
    mine |= {"locations-0-address": "Typed for A", "locations-1-address": "Typed for B"}
    theirs = as_opened(colleague.get(change_page(project))) | {"locations-0-DELETE": "on"}
    theirs = new_row(
        theirs, "locations", role="delivery", label="0 new", latitude="51.3", longitude="-0.3",
        precision="exact", source="pin", public="on",
    )  # fmt: skip
    assert colleague.post(change_page(project), theirs).status_code == 302
    answer = desk.post(change_page(project), mine)
    notes = " ".join(answer.context["conflict"].notes)
    assert "They added the location “0 new”" in notes
    assert "They removed 1 location" in notes
    assert desk.post(change_page(project), as_opened(answer)).status_code == 302
    found = Location.objects.values_list("label", "address").order_by("label")
    assert list(found) == [("0 new", ""), ("A", "Typed for A"), ("B", "Typed for B")]


def test_publishing_and_confirming_raise_the_version_too(desk, staff):
    project = make_project(state="draft")
    mine = as_opened(desk.get(change_page(project))) | {"summary": "Mine."}
    workflow.publish(project, staff)
    assert desk.post(change_page(project), mine).status_code == 200
    mine = as_opened(desk.get(change_page(project))) | {"summary": "Mine."}
    workflow.confirm(project, staff)
    assert desk.post(change_page(project), mine).status_code == 200


def test_organisations_are_guarded_in_the_same_way(desk, colleague):
    organisation = make_organisation("Work Advice")
    mine = as_opened(desk.get(change_page(organisation))) | {"town": "Leeds"}
    open_and_save(colleague, change_page(organisation), town="York")
    answer = desk.post(change_page(organisation), mine)
    assert labels(answer) == {"Town"}
    assert Organisation.objects.get().town == "York"
    assert desk.post(change_page(organisation), as_opened(answer)).status_code == 302
    assert Organisation.objects.get().town == "Leeds"


# --- Two at the very same moment ---


def race(monkeypatch, project, staff):
    """Save two forms that were opened with the same version, at once; return the statuses.

    Whoever has passed the check of the version waits a second for the other, so that without the
    lock both would pass.
    """
    both_inside = threading.Barrier(2)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(staff)
    opened = as_opened(clients[0].get(change_page(project)))
    forms = [opened | {"summary": "First."}, opened | {"contact_phone": "020 1234"}]

    stock = ProjectAdmin.save_model

    def slow_save_model(self, request, obj, form, change):
        with contextlib.suppress(threading.BrokenBarrierError):
            both_inside.wait(timeout=1)
        stock(self, request, obj, form, change)

    monkeypatch.setattr(ProjectAdmin, "save_model", slow_save_model)
    statuses = []

    def save(client, form):
        try:
            statuses.append(client.post(change_page(project), form).status_code)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=save, args=pair) for pair in zip(clients, forms, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    project.refresh_from_db()
    return sorted(statuses)


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_refused(monkeypatch):
    project = make_project(summary="As it was.")
    assert race(monkeypatch, project, make_staff()) == [200, 302]
    assert (project.summary == "First.") != (project.contact_phone == "020 1234")
    assert project.version == 2


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_race_loses_an_edit(monkeypatch):
    project = make_project(summary="As it was.")
    monkeypatch.setattr(GuardsVersion, "read_and_lock", lambda self, entry: entry)
    assert race(monkeypatch, project, make_staff()) == [302, 302]
    assert (project.summary == "First.") != (project.contact_phone == "020 1234")


def test_without_the_check_of_the_version_an_edit_is_lost(desk, colleague, monkeypatch):
    project = make_project(summary="As it was.")
    mine = as_opened(desk.get(change_page(project))) | {"contact_phone": "020 1234"}
    open_and_save(colleague, change_page(project), summary="Theirs.")
    monkeypatch.setattr(GuardsVersion, "is_outdated", lambda *arguments: False)
    assert desk.post(change_page(project), mine).status_code == 302
    assert Project.objects.get().summary == "As it was."
