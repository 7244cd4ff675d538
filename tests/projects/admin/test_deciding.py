"""The page on which a submission is decided: what each button does."""

import pytest
from django.utils import timezone

from projects.models import Decision, Mail, Project, Submission
from projects.submissions.values import values_of
from tests.builders import make_location, make_project, make_submission, make_uk
from tests.projects.admin.decisions import (
    TODAY,
    as_shown,
    decide_page,
    press,
    row,
    text_of,
    undo_page,
)

pytestmark = pytest.mark.django_db


def test_a_new_project_is_corrected_accepted_and_dated_with_one_press(desk, staff, client):
    new = make_submission(name="Rungs", summary="wat it dose")
    answer = press(desk, new, "approve", summary="What it does.", message="Thank you!")
    assert answer["Location"] == TODAY
    new.refresh_from_db()
    project = new.project
    assert (project.state, project.summary) == ("published", "What it does.")
    assert (project.checked_on, project.checked_by) == (timezone.localdate(), staff)
    assert "Thank you!" in Mail.objects.get(decision__to_state="approved").text
    assert client.get(project.get_absolute_url()).status_code == 200


def test_the_tick_to_date_the_entry_can_be_taken_out(desk):
    new = make_submission()
    opened = as_shown(desk.get(decide_page(new)))
    del opened["is_checked"]
    press(desk, new, "approve", opened)
    new.refresh_from_db()
    assert new.project.checked_on is None


def test_a_new_organisation_needs_its_kind_and_nothing_typed_is_lost(desk):
    new = make_submission(organisation="Quite New", organisation_kind="")
    answer = press(desk, new, "approve", summary="Typed.")
    assert answer.status_code == 200
    assert b"There is a problem" in answer.content and b"Typed." in answer.content
    assert "Error: " in answer.context["title"]
    assert row(answer, "organisation_kind").matters
    assert not Project.objects.exists()


@pytest.mark.parametrize("button", ["ask", "reject"])
def test_asking_and_rejecting_need_words_which_reach_who_sent_it(desk, button):
    new = make_submission()
    answer = press(desk, new, button, message="  ")
    assert answer.status_code == 200 and answer.context["page"].problems
    assert not Decision.objects.filter(who__isnull=False).exists()
    press(desk, new, button, message="Which council is it in?")
    new.refresh_from_db()
    assert new.state == {"ask": "needs-information", "reject": "rejected"}[button]
    mail = Mail.objects.get(decision__who__isnull=False)
    assert "Which council is it in?" in mail.text
    assert b"What you typed" not in desk.get(decide_page(new)).content


def test_rejecting_does_not_need_fields_that_are_right(desk):
    new = make_submission(organisation="Quite New", organisation_kind="")
    assert press(desk, new, "reject", message="No.", name="").status_code == 302


def test_a_duplicate_becomes_a_change_of_the_entry(desk):
    project = make_project("Ladder", contact_phone="")
    new = make_submission(name="The ladder", contact_phone="020 7946 0000")
    answer = press(desk, new, f"duplicate-{project.pk}")
    assert answer["Location"] == decide_page(new)
    new.refresh_from_db()
    assert (new.kind, new.project, new.state) == ("change", project, "pending")
    answer = desk.get(decide_page(new))
    assert row(answer, "contact_phone").is_proposed
    press(desk, new, "approve", name="Ladder")
    project.refresh_from_db()
    assert (project.name, project.contact_phone) == ("Ladder", "020 7946 0000")
    assert Project.objects.count() == 1


def test_a_duplicate_that_is_none_is_a_new_project_again(desk):
    project, new = make_project("Ladder"), make_submission(name="Ladders")
    press(desk, new, f"duplicate-{project.pk}")
    decision = new.decisions.get(who__isnull=False)
    assert undo_page(decision) in text_of(desk, new)
    desk.post(undo_page(decision))
    new.refresh_from_db()
    assert (new.kind, new.project, new.payload["name"]) == ("new", None, "Ladders")


def test_another_entry_is_looked_for_by_name_or_address(desk):
    project = make_project("Ladder to Work", state="draft")
    new = make_submission()
    for text in ("ladder to", f"https://map.example/projects/{project.slug}/"):
        answer = press(desk, new, "look", entry=text, summary="Typed.")
        assert answer.context["found"] == [project]
        assert b"Typed." in answer.content
    assert press(desk, new, "look", entry="nothing like it").context["found"] == []


def test_a_report_of_closure_proposes_that_it_has_finished_and_can_take_it_off(desk, client):
    project = make_project(contact_phone="020 7946 0000")
    report = make_submission("report", project=project, about=["closed", "number-dead"], email="")
    answer = desk.get(decide_page(report))
    assert row(answer, "status").is_proposed and row(answer, "contact_phone").is_proposed
    page = answer.content.decode()
    assert "Dealt with" in page and "Ask for more" not in page
    press(desk, report, "approve", withdraw="on", message="It has closed.")
    project.refresh_from_db()
    assert (project.status, project.contact_phone, project.state) == ("past", "", "withdrawn")
    assert client.get(project.get_absolute_url()).status_code == 410


def test_a_report_is_dealt_with_by_correcting_what_is_wrong(desk):
    project = make_project(website="https://old.example/")
    report = make_submission("report", project=project, about=["wrong"], message="Old website.")
    press(desk, report, "approve", website="https://new.example/")
    project.refresh_from_db()
    assert (project.website, project.state) == ("https://new.example/", "published")


def test_enter_in_a_field_decides_nothing(desk):
    new = make_submission()
    page = text_of(desk, new)
    form = page[page.index('class="decide-form"') :]
    first = form[form.index("<button") :].split(">")[0]
    assert 'value="look"' in first
    answer = press(desk, new, "look", summary="Typed.")
    assert row(answer, "summary").is_corrected
    new.refresh_from_db()
    assert new.state == "pending"


def test_an_accepted_project_without_a_pin_gets_one_by_hand(desk):
    make_uk()
    new = make_submission(address="1 Lost Lane")
    Submission.objects.filter(pk=new.pk).update(geocoding="not-found")
    new.refresh_from_db()
    press(desk, new, "approve")
    new.refresh_from_db()
    assert not new.project.locations.exists()
    assert decide_page(new) in desk.get(TODAY).content.decode()
    for wrong in ({"latitude": "", "longitude": ""}, {"latitude": "10", "longitude": "0"}):
        assert press(desk, new, "pin", **wrong).context["page"].problems
    press(desk, new, "pin", latitude="51.46", longitude="-0.12")
    place = new.project.locations.get()
    assert (place.latitude, place.source, place.address) == (51.46, "pin", "1 Lost Lane")
    assert decide_page(new) not in desk.get(TODAY).content.decode()


def test_a_private_place_is_not_touched_by_who_may_not_see_it(desk, client):
    from django.contrib.auth.models import Permission

    from tests.builders import make_member

    project = make_project(contact_phone="0111")
    make_location(project, public=False, address="1 Secret Street", postcode="SW9 8HQ")
    change = make_submission("change", project=project, contact_phone="0222")
    member = make_member(is_staff=True)
    names = ["view_submission", "change_submission", "change_project"]
    member.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(member)
    assert "Secret" not in text_of(client, change)
    assert "1 Secret Street" in text_of(desk, change)
    press(client, change, "approve")
    project.refresh_from_db()
    values = values_of(project, private=True)
    assert (values["contact_phone"], values["address"]) == ("0222", "1 Secret Street")


def test_a_submission_whose_entry_is_gone_can_only_be_refused(desk):
    project = make_project()
    change = make_submission("change", project=project, contact_phone="0222")
    project.delete()
    assert "It cannot be accepted" in text_of(desk, change)
    opened = as_shown(desk.get(decide_page(change)))
    assert press(desk, change, "approve", opened).status_code == 403
    assert press(desk, change, "reject", opened, message="It is gone.").status_code == 302


def test_what_is_decided_can_be_read_again_without_a_form(desk):
    new = make_submission(summary="As proposed.")
    press(desk, new, "approve", summary="As corrected.")
    page = text_of(desk, new)
    assert "As proposed." in page and 'class="decide-form"' not in page
    assert press(desk, new, "reject", {"version": "1"}, message="x").status_code == 409


def test_a_report_that_an_entry_is_there_twice_leads_to_merging(desk):
    project, other = make_project("Ladder"), make_project("The Ladder")
    report = make_submission(
        "report", project=project, about=["duplicate"], duplicate_of="The Ladder"
    )
    unsure = make_submission("report", project=project, about=["duplicate"])
    merge = f"/admin/projects/project/{project.pk}/merge/"
    assert f'href="{merge}?with={other.pk}"' in text_of(desk, report)
    assert f'href="{merge}"' in text_of(desk, unsure)


def test_our_entry_is_taken_off_unless_the_tick_is_taken_out(desk):
    project = make_project()
    report = make_submission("report", project=project, about=["remove"])
    opened = as_shown(desk.get(decide_page(report)))
    assert opened["withdraw"] == ["on"]
    del opened["withdraw"]
    press(desk, report, "approve", opened)
    project.refresh_from_db()
    assert project.state == "published"


@pytest.mark.parametrize("message", ["x" * 4001, "a\0b"])
@pytest.mark.parametrize("button", ["approve", "ask", "reject", "duplicate-1"])
def test_a_message_that_cannot_be_sent_is_not_dropped_without_a_word(desk, button, message):
    new = make_submission()
    answer = press(desk, new, button, message=message)
    assert answer.status_code in (200, 400)
    assert not Decision.objects.filter(who__isnull=False).exists()
    if answer.status_code == 200:
        assert answer.context["page"].problems


def test_a_pin_is_not_set_on_what_is_closed(desk):
    new = make_submission()
    press(desk, new, "reject", message="No.")
    new.refresh_from_db()
    data = {"version": new.version, "latitude": "51.5", "longitude": "-0.1"}
    assert press(desk, new, "pin", data).status_code == 409
    new.refresh_from_db()
    assert new.payload["latitude"] is None
