"""What staff do with events."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client

from members.models import Event
from projects.models import Mail
from tests.builders import make_member, make_resource, make_staff
from tests.members.builders import make_event, make_network_member, make_registration
from tests.projects.views.forms import text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/members/event/"


@pytest.fixture
def desk():
    client = Client()
    client.force_login(make_staff(name="Ann"))
    return client


def typed(**changes):
    return {
        "title": "Spring Meeting", "slug": "", "kind": "meeting",
        "starts_0": "03/02/2030", "starts_1": "14:00", "ends_0": "03/02/2030", "ends_1": "16:30",
        "place": "Leeds", "joining_link": "", "summary": "", "description": "", "capacity": "",
    } | changes  # fmt: skip


def opened(desk, event, **changes):
    """What the event's form would send."""
    form = desk.get(f"{LIST}{event.pk}/change/").context["adminform"].form
    data = {"opened_version": event.version}
    for bound in form:
        value = bound.value()
        if bound.name in ("starts", "ends"):
            for number, part in enumerate(bound.field.widget.decompress(value)):
                data[f"{bound.name}_{number}"] = str(part)
        elif value not in (None, False):
            data[bound.name] = "on" if value is True else value
    return {name: value for name, value in (data | changes).items() if value is not None}


def test_a_new_one_is_a_draft_with_an_address_made_of_its_title(desk):
    paper = make_resource("Paper")
    for _ in range(2):
        response = desk.post(f"{LIST}add/", typed(resources=[paper.pk]))
        assert response.status_code == 302, response.context["errors"]
    first, second = Event.objects.order_by("pk")
    assert (first.slug, second.slug) == ("spring-meeting", "spring-meeting-2")
    assert (first.state, first.version, first.resources.get()) == ("draft", 1, paper)
    desk.post(f"{LIST}add/", typed(title="次", _publish="1"))
    assert Event.objects.get(slug="event").state == "published"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_0": "29/03/2026", "starts_1": "01:30"}, "There is no 1.30am on Sunday 29 March"),
        ({"starts_0": "25/10/2026", "starts_1": "01:30"}, "It is 1.30am twice on Sunday 25 Oct"),
        ({"starts_0": "29/02/2027"}, "Enter a valid date"),
        ({"starts_0": "01/01/0001"}, "Give a year from 2000 to 2100"),
        ({"ends_0": "31/12/9999", "ends_1": "23:59:59"}, "Give a year from 2000 to 2100"),
        ({"ends_1": "14:00"}, "It has to end after it starts"),
        ({"joining_link": "javascript:alert(1)"}, "This is no web address"),
        ({"capacity": "99999999999"}, "less than or equal"),
        ({"title": "a\x00b"}, "Null characters"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(desk, changes, words):
    response = desk.post(f"{LIST}add/", typed(**changes))
    assert response.status_code == 200 and words in text_of(response)
    assert not Event.objects.exists()


def test_times_in_summer_are_londons(desk):
    desk.post(f"{LIST}add/", typed(starts_0="03/07/2030", ends_0="03/07/2030"))
    assert Event.objects.get().starts.isoformat() == "2030-07-03T13:00:00+00:00"


def test_an_edit_raises_the_version_and_tells_those_who_come_if_asked_to(desk):
    event = make_event("Spring")
    make_registration(event, email="gus@example.org")
    assert "tell" in opened(desk, event)
    address = f"{LIST}{event.pk}/change/"
    data = opened(desk, event, summary="Bring a pen.")
    assert desk.post(address, data).status_code == 302
    event.refresh_from_db()
    assert (event.version, Mail.objects.count()) == (2, 0)
    desk.post(address, opened(desk, event, place="York", tell=None))
    event.refresh_from_db()
    assert (event.version, Mail.objects.count()) == (3, 0)
    desk.post(address, opened(desk, event, place="Hull"))
    letter = Mail.objects.get()
    assert letter.subject == "Changed: Spring" and "Hull" in letter.text and "York" in letter.text
    before = opened(desk, event)  # an older version now
    event.refresh_from_db()
    response = desk.post(address, before | {"place": "Bath"})
    assert "Not saved" in text_of(response)
    assert Event.objects.get().place == "Hull"


def test_publishing_and_calling_off_go_through_the_workflow(desk):
    event = make_event("Spring", state="draft")
    make_registration(event)
    desk.post(f"{LIST}{event.pk}/change/", opened(desk, event, _publish="1"))
    address = f"{LIST}{event.pk}/cancel/"
    assert desk.post(address, {"reason": " "}).status_code == 200
    assert Event.objects.get().state == "published"
    assert "1 person has registered" in text_of(desk.get(address))
    desk.post(address, {"reason": "No heating."})
    assert Event.objects.get().state == "cancelled" and Mail.objects.count() == 1
    notes = list(LogEntry.objects.values_list("change_message", flat=True))
    assert "Published." in notes and "Called off: No heating." in notes
    assert desk.post(address, {"reason": "Again."}).status_code == 302
    assert desk.get(f"{LIST}999/cancel/").status_code == 404
    assert desk.get(f"{LIST}x/cancel/").status_code == 404
    desk.post(LIST, {"action": "publish", "_selected_action": [event.pk]})
    assert Event.objects.get().state == "cancelled"


def test_what_was_published_is_not_deleted_and_keeps_its_address(desk):
    event, draft = make_event(slug="a"), make_event(state="draft")
    desk.post(f"{LIST}{event.pk}/delete/", {"post": "yes"})
    desk.post(LIST, {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"})
    desk.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"})
    desk.post(f"{LIST}{event.pk}/change/", opened(desk, event, slug="b"))
    assert Event.objects.get().slug == "a"


def test_who_comes_is_shown_only_to_those_who_may_see_it():
    event = make_event(capacity=9)
    make_registration(event, make_network_member("Ada", email="ada@example.org"))
    make_registration(event, name="Gus", email="gus@example.org")
    make_registration(event, name="Eve Quick", email="eve@example.org", state="unconfirmed")
    secrets = ["ada@example.org", "Gus", "gus@example.org"]
    for codenames, sees in [
        (["view_event"], False),
        (["change_event"], False),
        (["view_event", "view_registration"], True),
    ]:
        member = make_member(is_staff=True)
        member.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client = Client()
        client.force_login(member)
        html = client.get(f"{LIST}{event.pk}/change/").content.decode()
        assert [each in html for each in secrets] == [sees] * 3 and "Eve Quick" not in html
        assert "2 of 9" in client.get(LIST).content.decode()
        if codenames == ["view_event"]:
            assert client.get(f"{LIST}{event.pk}/cancel/").status_code == 403
