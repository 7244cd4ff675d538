"""A Monday: fourteen mixed submissions, cleared from "Today" without opening another list."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.models import Mail, Offer, Project, Submission
from projects.submissions.mail import cancel
from tests.builders import (
    make_organisation,
    make_project,
    make_staff,
    make_submission,
    make_term,
    make_uk,
)
from tests.people import Fields

pytestmark = pytest.mark.django_db
TODAY = reverse("admin:projects_submission_today")


@pytest.fixture
def desk(client):
    client.force_login(make_staff(name="Ada"))
    return client


@pytest.fixture
def monday():
    """What came in over the weekend, and a week ago: five new, five changes, four reports."""
    uk = make_uk()
    make_term(Offer, "Help for workers")
    bridge = make_organisation("Bridge")
    ladder = make_project(
        "Ladder to Better Pay",
        lead_organisation=bridge,
        coverage=[uk["lambeth"]],
        contact_phone="020 7946 0001",
    )
    shift = make_project(
        "Shift Workers Advice", coverage=[uk["camden"]], contact_phone="020 7946 0002"
    )
    late = make_project("Late Nights Campaign", coverage=[uk["london"]])
    usual = {"offers": ["help-for-workers"], "coverage": ["lambeth"]}
    make_submission(name="New Start Lambeth", **usual)
    make_submission(name="Fair Rota Salford", **usual)
    make_submission(name="Ladder to Better Pay pilot", organisation="Bridge", **usual)
    make_submission(name="A Job Advert", **usual)
    make_submission(name="Care Workers Circle", postcode="ZZ9 9ZZ", **usual)
    make_submission("change", project=ladder, contact_phone="020 7946 0011")
    make_submission("change", project=ladder, summary="Another summary.")
    make_submission("change", project=shift, contact_email="shift@example.org")
    make_submission("change", project=shift, coverage=["camden", "lambeth"])
    make_submission("change", project=late, name="Late Nights")
    make_submission("report", project=shift, about=["number-dead"], message="It rings out.")
    make_submission("report", project=late, about=["closed"], message="It shut in May.")
    make_submission("report", project=ladder, about=["wrong"], message="Nothing in particular.")
    make_submission("report", project=late, about=["remove"], message="Take us off.", email="")
    Submission.objects.filter(payload__name="Fair Rota Salford").update(
        waiting_since=timezone.now() - timedelta(days=9)
    )
    return Submission.objects.all()


class Desk:
    """Follows links from Today and presses buttons; opens no other page by itself."""

    def __init__(self, client):
        self.client, self.opened = client, []
        self.page = client.get(TODAY)

    def open(self, submission):
        address = reverse("admin:projects_submission_decide", args=[submission.pk])
        assert f'href="{address}"' in self.page.content.decode(), submission
        self.go(address)

    def go(self, address):
        self.address, self.page = address, self.client.get(address)
        self.opened.append(address)

    def press(self, do, **typed):
        text = self.page.content.decode()
        form = next(form for form in Fields(text).forms if "version" in form)
        answer = self.client.post(self.address, form | {"do": do, **typed})
        problems = re.findall(r"(?s)error.{0,300}", answer.content.decode())
        assert answer.status_code == 302, problems
        self.go(answer["Location"])


def test_fourteen_mixed_submissions_are_cleared_from_today(desk, monday):
    assert monday.waiting_for_us().count() == 14
    ada = Desk(desk)
    text = ada.page.content.decode()
    assert "To decide: 14" in text
    # Closures first; what is older than five working days is marked.
    links = re.findall(r"/admin/projects/submission/(\d+)/decide/", text)
    assert len(set(links)) == 14
    assert monday.get(pk=links[0]).payload.get("about") == ["closed"]

    def named(**values):
        return monday.get(**{f"payload__{key}": value for key, value in values.items()})

    ada.open(named(about=["closed"]))
    ada.press("approve")
    ada.open(named(about=["remove"]))
    ada.press("approve", withdraw="on")
    ada.open(named(name="Late Nights"))
    ada.press("reject", message="This entry was taken off at their wish.")
    ada.open(named(name="A Job Advert"))
    ada.press("reject", message="A single job is not a project.")
    twin = named(name="Ladder to Better Pay pilot")
    ada.open(twin)
    assert "Duplicate of this" in ada.page.content.decode()
    ladder = Project.objects.get(name="Ladder to Better Pay")
    ada.press(f"duplicate-{ladder.pk}")
    ada.press("reject", message="It says nothing new.")  # the page it leads to is the change
    ada.open(named(name="New Start Lambeth"))
    ada.press("ask", message="Which council is it?")
    ada.open(named(name="Care Workers Circle"))
    while "/decide/" in ada.address:  # all the rest, one after the other
        ada.press("next", message="Thank you.")

    assert "To decide: 0" in ada.page.content.decode() or not monday.waiting_for_us().exists()
    assert not monday.waiting_for_us().exists()
    lists = [address for address in ada.opened if "/decide/" not in address and address != TODAY]
    assert lists == []
    states = sorted(monday.values_list("state", flat=True))
    assert states == sorted(["approved"] * 10 + ["rejected"] * 3 + ["needs-information"])
    shift = Project.objects.get(name="Shift Workers Advice")
    assert (shift.contact_phone, shift.contact_email) == ("", "shift@example.org")
    assert {area.slug for area in shift.coverage.all()} == {"camden", "lambeth"}
    assert Project.objects.get(slug="late-nights-campaign").state == "withdrawn"
    ladder.refresh_from_db()
    assert (ladder.contact_phone, ladder.summary) == ("020 7946 0011", "Another summary.")
    # Every sender hears of it, and only once; whoever gave no address hears nothing.
    decided = Mail.objects.filter(decision__isnull=False)
    assert decided.count() == 15 - 1  # one of them was decided twice, one has no address
    assert all(cancel(mail.decision) for mail in decided)
