"""What staff decide, and what follows from it."""

import pytest

from projects import workflow as entries
from projects.admin.history import edits_of
from projects.models import Decision, Mail, Project, Submission
from projects.submissions import workflow
from projects.submissions.values import values_of
from projects.submissions.workflow import ChangedMeanwhile, NotAllowed
from projects.submissions.writing import InvalidValues
from tests.builders import make_location, make_project, make_staff, make_submission, make_uk

pytestmark = pytest.mark.django_db
State = Submission.State


@pytest.fixture
def ada():
    return make_staff(name="Ada")


def approve(submission, who, **more):
    """Accept it as its form would show it."""
    submission.refresh_from_db()
    values = more.pop("values", None)
    if values is None and submission.kind == "new":
        values = submission.payload
    elif values is None:
        values = values_of(submission.project, private=True) | {
            field: value for field, value in submission.payload.items() if field != "about"
        }
    return workflow.approve(submission, who, values, submission.version, **more)


def test_an_accepted_project_is_published_and_its_sender_told(ada):
    submission = make_submission(person="Grace", summary="What it does.")
    decision = approve(submission, ada, is_checked=True, message="Thank you!")
    submission.refresh_from_db()
    project = submission.project
    assert project in Project.objects.published()
    assert project.summary == "What it does."
    assert project.checked_by == ada and project.checked_on
    assert submission.state == State.APPROVED and submission.decided_at
    assert (decision.who, decision.from_state, decision.to_state) == (ada, "pending", "approved")
    mail = Mail.objects.get(decision=decision)
    assert mail.to == submission.email
    assert "Thank you!" in mail.text and project.get_absolute_url() in mail.text
    assert mail.send_at > decision.when


def test_staff_correct_before_they_accept(ada):
    submission = make_submission(summary="wat it dose")
    approve(submission, ada, values=submission.payload | {"summary": "What it does."})
    submission.refresh_from_db()
    assert submission.project.summary == "What it does."
    assert submission.payload["summary"] == "wat it dose"


def test_an_accepted_change_changes_only_what_was_proposed(ada):
    project = make_project("Ladder", contact_phone="1", website="https://a.example.org/")
    submission = make_submission("change", project=project, contact_phone="2")
    assert submission.payload == {"contact_phone": "2"}
    assert values_of(project)["contact_phone"] == "1"  # the entry stays as it is while it waits
    approve(submission, ada)
    project.refresh_from_db()
    assert (project.contact_phone, project.website) == ("2", "https://a.example.org/")
    assert project.checked_on is None
    assert edits_of(project)[0].who == ada


def test_an_entry_that_changed_since_it_was_looked_at_is_looked_at_again(ada):
    project = make_project("Ladder")
    submission = make_submission("change", project=project, contact_phone="2")
    opened = project.version
    entries.confirm(project, ada)
    with pytest.raises(ChangedMeanwhile, match="Ladder"):
        approve(submission, ada, project_version=opened)
    submission.refresh_from_db()
    assert submission.state == State.PENDING


def test_what_cannot_be_stored_decides_nothing(ada):
    submission = make_submission()
    with pytest.raises(InvalidValues):
        approve(submission, ada, values=submission.payload | {"website": "javascript:alert(1)"})
    submission.refresh_from_db()
    assert submission.state == State.PENDING
    assert not Project.objects.exists()


def test_a_report_can_take_the_entry_off_the_site(ada):
    project = make_project("Ladder")
    report = make_submission("report", project=project, about=["closed"], message="It shut.")
    approve(report, ada, values=values_of(project), then="withdraw", message="Thank you.")
    project.refresh_from_db()
    assert project.state == Project.State.WITHDRAWN
    report.refresh_from_db()
    assert report.state == State.APPROVED


def test_rejecting_and_asking_need_words_that_reach_the_sender(ada):
    submission = make_submission()
    for step in (workflow.reject, workflow.ask):
        with pytest.raises(NotAllowed):
            step(submission, ada, "  ", submission.version)
    decision = workflow.reject(submission, ada, "It has ended.", submission.version)
    assert "It has ended." in Mail.objects.get(decision=decision).text
    submission.refresh_from_db()
    assert submission.state == State.REJECTED


def test_nobody_is_asked_where_there_is_no_address(ada):
    report = make_submission("report", project=make_project(), email="")
    with pytest.raises(NotAllowed):
        workflow.ask(report, ada, "Which one?", report.version)


def test_deciding_twice_is_refused_and_says_who_was_first(ada):
    submission = make_submission()
    workflow.reject(submission, ada, "It has ended.", submission.version)
    with pytest.raises(NotAllowed, match="Ada got here first"):
        approve(submission, make_staff(name="Bob"))
    assert Decision.objects.filter(to_state__in=["approved", "rejected"]).count() == 1


def test_what_the_sender_changed_meanwhile_is_looked_at_first(ada):
    submission = make_submission()
    opened = submission.version
    workflow.resend(submission, submission.payload | {"summary": "Other."}, "", opened)
    with pytest.raises(ChangedMeanwhile):
        workflow.approve(submission, ada, submission.payload, opened)
    assert not Project.objects.exists()


def test_a_duplicate_becomes_a_change_that_takes_nothing_away(ada):
    project = make_project("Ladder", contact_phone="1", offers=["Campaign"], website="")
    submission = make_submission(
        contact_phone="", website="https://ladder.example.org/", offers=["help-for-workers"]
    )
    workflow.make_change_of(submission, ada, project, submission.version)
    submission.refresh_from_db()
    assert (submission.kind, submission.project, submission.state) == ("change", project, "pending")
    assert "contact_phone" not in submission.payload
    assert submission.payload["website"] == "https://ladder.example.org/"
    assert submission.payload["offers"] == ["campaign", "help-for-workers"]
    approve(submission, ada)
    assert Project.objects.count() == 1


def test_an_accepted_address_is_put_on_the_map_where_it_was_found(ada):
    make_uk()
    submission = make_submission(postcode="SW9 8HQ", coverage=["lambeth"])
    Submission.objects.filter(pk=submission.pk).update(
        latitude=51.47, longitude=-0.11, precision="postcode", geocoding="found"
    )
    submission.refresh_from_db()
    approve(submission, ada)
    assert Project.objects.get().locations.get().on_map


def test_an_accepted_address_that_is_not_found_yet_goes_on_being_looked_up(ada):
    submission = make_submission(postcode="SW9 8HQ")
    approve(submission, ada)
    submission.refresh_from_db()
    assert submission.geocoding == "waiting"
    assert not submission.project.locations.exists()
    workflow.place_pin(submission, ada, 51.47, -0.11, submission.version)
    place = submission.project.locations.get()
    assert (place.latitude, place.postcode, place.source) == (51.47, "SW9 8HQ", "pin")
    submission.refresh_from_db()
    assert submission.geocoding == "not-needed"


def test_a_new_address_of_an_entry_that_has_one_goes_where_it_was_found(ada):
    project = make_project()
    make_location(project, postcode="SW9 8HQ")
    submission = make_submission("change", project=project, postcode="M1 1AE")
    assert submission.geocoding == "waiting"
    Submission.objects.filter(pk=submission.pk).update(
        latitude=53.48, longitude=-2.24, precision="postcode", geocoding="found"
    )
    submission.refresh_from_db()
    approve(submission, ada)
    place = project.locations.get()
    assert (place.postcode, place.latitude) == ("M1 1AE", 53.48)


def moved_but_not_found(ada, project):
    submission = make_submission("change", project=project, postcode="M1 1AE")
    Submission.objects.filter(pk=submission.pk).update(geocoding="not-found")
    submission.refresh_from_db()
    approve(submission, ada)
    submission.refresh_from_db()
    return submission


def test_the_pin_of_an_entry_that_moved_is_set_by_hand(ada):
    project = make_project(pins=[{"postcode": "SW9 8HQ"}])
    submission = moved_but_not_found(ada, project)
    assert project.locations.get().postcode == "SW9 8HQ"
    assert submission in Submission.objects.without_a_pin()
    workflow.place_pin(submission, ada, 53.48, -2.24, submission.version)
    place = project.locations.get()
    assert (place.postcode, place.latitude, place.source) == ("M1 1AE", 53.48, "pin")
    assert submission not in Submission.objects.without_a_pin()


def test_where_an_entry_has_several_places_the_pin_is_set_on_its_own_page(ada):
    project = make_project(pins=[{"postcode": "SW9 8HQ"}])
    submission = moved_but_not_found(ada, project)
    make_location(project)
    with pytest.raises(NotAllowed, match="several places"):
        workflow.place_pin(submission, ada, 53.48, -2.24, submission.version)
    assert submission in Submission.objects.without_a_pin()


def test_a_change_of_an_entry_that_is_not_shown_says_nothing_untrue(ada):
    project = make_project("Ladder", state=Project.State.DRAFT)
    submission = make_submission("change", project=project, summary="Other.")
    mail = Mail.objects.get(decision=approve(submission, ada))
    assert "taken" not in mail.text and "not shown" in mail.text
    assert "Ladder" not in mail.text


def test_what_staff_know_of_a_place_is_not_told_to_who_sent_the_change(ada):
    project = make_project(contact_phone="020 7946 0001")
    make_location(project, public=False, address="7 Refuge Lane", postcode="sw98hq")
    submission = make_submission("change", project=project, contact_phone="020 7946 0002")
    approve(submission, ada)
    other = make_submission("change", project=make_project(), contact_phone="020 7946 0003")
    whole = values_of(other.project) | other.payload
    private = whole | {"address": "8 Refuge Lane", "place_is_private": True}
    approve(other, ada, values=private)
    for each in (submission, other):
        each.refresh_from_db()
        assert set(each.payload) == {"contact_phone"}
    assert other.place_by_staff["address"] == "8 Refuge Lane"
    assert other.geocoding == "waiting"


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_an_entry_that_is_not_on_the_site_is_not_shown_to_who_proposes_it_again(ada, state):
    submission = make_submission()
    hidden = make_project("Hidden", state=state)
    with pytest.raises(NotAllowed):
        workflow.make_change_of(submission, ada, hidden, submission.version)
