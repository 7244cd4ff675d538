"""The page on which a submission is decided: what it shows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import Project, Submission
from projects.submissions import workflow
from tests.builders import make_project, make_staff, make_submission, make_uk
from tests.projects.admin.decisions import TODAY, as_shown, decide_page, press, row, text_of

pytestmark = pytest.mark.django_db


def test_a_change_stands_beside_what_the_entry_says_with_the_difference_marked(desk):
    project = make_project("Ladder", summary="Help twice a week.", contact_phone="0111")
    change = make_submission("change", project=project, summary="Help three times a week.")
    answer = desk.get(decide_page(change))
    page = answer.content.decode()
    assert "<del>twice </del> <ins>three times </ins>" in page
    assert [each.name for each in answer.context["comparison"].rows] == ["summary"]
    assert 'name="contact_phone" value="0111"' in page  # folded, and can be corrected all the same


def test_an_entry_edited_since_shows_all_three_versions(desk, staff):
    project = make_project("Ladder", summary="As it was.", contact_phone="0161 first")
    change = make_submission("change", project=project, contact_phone="0163 proposed")
    Project.objects.filter(pk=project.pk).update(
        contact_phone="0162 now", summary="Edited.", version=2
    )
    answer = desk.get(decide_page(change))
    phone, summary = row(answer, "contact_phone"), row(answer, "summary")
    assert (phone.before, phone.old, phone.new) == ("0161 first", "0162 now", "0163 proposed")
    assert (summary.before, summary.is_proposed, summary.matters) == ("As it was.", False, True)
    page = answer.content.decode()
    for words in ("0161 first", "0162 now", "0163 proposed", "As it was.", "changed here after"):
        assert words in page, words
    press(desk, change, "approve")
    project.refresh_from_db()
    assert (project.contact_phone, project.summary) == ("0163 proposed", "Edited.")


def test_an_entry_not_edited_since_shows_two(desk):
    project = make_project(contact_phone="0111")
    change = make_submission("change", project=project, contact_phone="0222")
    answer = desk.get(decide_page(change))
    assert not answer.context["comparison"].was_changed_since
    assert "When it was proposed" not in answer.content.decode()


def test_who_sent_it_the_note_and_the_record_stand_at_its_head(desk, staff):
    for number, state in enumerate(["approve", "reject", "approve"]):
        earlier = make_submission(email=["G@example.org", "g@example.org"][number % 2])
        press(desk, earlier, state, message="Because.")
    now = make_submission(person="Grace", email="g@EXAMPLE.org")
    Submission.objects.filter(pk=now.pk).update(note="Please hurry.")
    page = text_of(desk, now)
    assert "Before: 2 approved, 1 rejected." in page
    for words in ("Grace", "g@EXAMPLE.org", "Please hurry.", now.reference):
        assert words in page


def test_every_earlier_decision_about_it_and_its_entry_is_told_and_the_undone_struck(desk, staff):
    project = make_project()
    first = make_submission("change", project=project, contact_phone="0222")
    press(desk, first, "reject", message="It is right as it is.")
    second = make_submission("change", project=project, contact_phone="3")
    decision = workflow.ask(second, staff, "Are you sure?", second.version)
    workflow.undo(decision, staff)
    page = text_of(desk, second)
    assert "It is right as it is." in page
    assert first.reference in page
    assert page.count("<s>") == 1
    assert "undone by Ann" in page


def test_likely_duplicates_stand_beside_it_with_the_reasons(desk):
    alike = make_project("Norwich Night Shift Support", website="https://nss.example.org/x")
    draft = make_project("Norwich Night Shift Support", state="draft", slug="nnss")
    new = make_submission(name="Norwich Night Shift Support", website="https://nss.example.org/x")
    answer = desk.get(decide_page(new))
    shown = [entry for entry, _likeness in answer.context["alike"]]
    assert set(shown) == {alike, draft}
    assert all(likeness.reasons for _entry, likeness in answer.context["alike"])
    assert f'value="duplicate-{alike.pk}"' in answer.content.decode()


def test_both_pins_are_on_the_map_and_the_place_is_told(desk):
    make_uk()
    project = make_project(pins=[{"latitude": 51.46, "longitude": -0.12, "address": "1 Old Road"}])
    change = make_submission("change", project=project, address="2 New Road")
    Submission.objects.filter(pk=change.pk).update(
        geocoding="found", latitude=51.5, longitude=-0.1, precision="postcode", found_by="table"
    )
    answer = desk.get(decide_page(change))
    assert '"letter": "N", "label": "Now", "latitude": 51.46' in answer.context["pins"]
    assert '"letter": "F"' in answer.context["pins"]
    page = answer.content.decode()
    assert "1 Old Road" in page and "51.50000" in page
    assert as_shown(answer)["latitude"] == [""]  # so that what was found is used
    press(desk, change, "approve")
    place = project.locations.get()
    assert (place.latitude, place.source, place.address) == (51.5, "geocoder", "2 New Road")


def test_an_address_that_was_not_found_says_why_and_can_be_looked_up_again(desk):
    new = make_submission(address="1 Lost Lane")
    Submission.objects.filter(pk=new.pk).update(geocoding="not-found", geocoding_reason="No lane.")
    assert "No lane." in text_of(desk, new)
    answer = press(desk, new, "locate", summary="Typed meanwhile.")
    new.refresh_from_db()
    assert new.geocoding == "waiting"
    assert b"Typed meanwhile." in answer.content


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "java\tscript:x", "data:text/html,x", "//evil.example"]
)
def test_only_addresses_of_the_web_become_links(desk, address):
    project = make_project()
    change = make_submission("change", project=project, website=address)
    good = make_submission("change", project=project, website="https://good.example/")
    assert f'href="{address}"' not in text_of(desk, change)
    link = 'href="https://good.example/" target="_blank" rel="noopener noreferrer nofollow"'
    assert link in text_of(desk, good)


def test_hostile_text_is_text_everywhere(desk):
    script = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>"
    project = make_project(script, summary=script)
    texts = {"name": script, "summary": script, "how_to_join": script, "results": script}
    every = [
        make_submission("change", project=project, person=script, partners=[script], **texts),
        make_submission("report", project=project, about=["wrong"], message=script),
        make_submission(person=script, organisation=script, **texts),
    ]
    Submission.objects.update(note=script, geocoding_reason=script, geocoding="not-found")
    for address in [TODAY, "/admin/projects/submission/", *(decide_page(each) for each in every)]:
        page = desk.get(address).content.decode()
        assert "alert(1)" in page
        assert "<script>alert" not in page and "<img src=x" not in page, address


def test_a_waiting_time_older_than_five_working_days_is_marked(desk):
    new = make_submission()
    assert "Late:" not in text_of(desk, new)
    long_ago = timezone.now() - timedelta(days=20)
    Submission.objects.filter(pk=new.pk).update(waiting_since=long_ago)
    assert "Late:" in text_of(desk, new)


def test_the_page_does_not_ask_the_database_for_each_row(desk, django_assert_max_num_queries):
    make_staff()
    project = make_project()
    for number in range(6):
        make_submission("change", project=project, contact_phone=f"02{number}")
    change = make_submission("change", project=project, contact_phone="0222")
    with django_assert_max_num_queries(45):
        desk.get(decide_page(change))


def test_what_its_sender_changed_in_it_is_told(desk, staff):
    new = make_submission(summary="First.")
    workflow.resend(new, new.payload | {"summary": "Second.", "website": "https://x.org/"}, "", 2)
    new.refresh_from_db()
    workflow.place_pin(new, staff, 51.5, -0.1, new.version)
    answer = desk.get(decide_page(new))
    (_, by_staff, pin), (_, by_sender, fields) = answer.context["edits"]
    assert (by_staff, pin) == (staff, ["Latitude of the pin", "Longitude of the pin"])
    assert (by_sender, fields) == (None, ["In one sentence", "Website"])
    assert "Who sent it" in answer.content.decode()


def test_what_the_entry_says_by_now_is_told_and_not_shown_as_a_difference(desk):
    project = make_project(contact_phone="0111")
    change = make_submission("change", project=project, contact_phone="0222")
    Project.objects.filter(pk=project.pk).update(contact_phone="0222", version=2)
    phone = row(desk.get(decide_page(change)), "contact_phone")
    assert (phone.is_said_already, phone.is_proposed, phone.before) == (True, False, "0111")
    assert "the entry says it by now" in text_of(desk, change)


def test_two_who_propose_the_same_project_are_shown_beside_each_other(desk):
    first = make_submission(name="Night Owls Advice", organisation="Bridge")
    second = make_submission(name="Night Owls Advice", organisation="Bridge")
    other = make_submission(name="Fair Rotas for Carers", organisation="Purse")
    text = text_of(desk, first)
    assert "Proposed as well" in text
    assert decide_page(second) in text and decide_page(other) not in text
