"""Staff see which lists are followed, not by whom, and stop an alert for who asks for it."""

import pytest
from django.contrib.admin.models import LogEntry

from projects.models import Alert, Mail
from projects.submissions import mail as outbox
from tests.builders import make_project, make_staff, make_uk
from tests.mails import write_a_mail
from tests.projects.alerts.rows import make_alert

pytestmark = pytest.mark.django_db
LIST = "/admin/projects/alert/"


@pytest.fixture
def desk(client):
    client.force_login(make_staff())
    return client


def test_the_list_says_what_is_followed_and_a_part_of_the_address(desk):
    make_uk()
    alert = make_alert("area=wales", "quokka@example.org")
    for page in (LIST, f"{LIST}{alert.pk}/change/"):
        html = desk.get(page).content.decode()
        assert "Wales" in html and "q…@example.org" in html
        assert "quokka" not in html and alert.token not in html


def test_an_alert_is_found_by_a_whole_address_only(desk):
    make_alert("q=ladders", "quokka@example.org")
    for typed, is_found in [("QUOKKA@example.org", True), ("quokka", False), ("q", False)]:
        assert ("ladders" in desk.get(LIST, {"q": typed}).content.decode()) == is_found
    for lookup in ("email__startswith", "token__startswith"):
        assert desk.get(LIST, {lookup: "q"}).status_code in (302, 400)


def test_stopping_one_erases_it_and_notes_that_it_was_done_and_not_for_whom(desk):
    alert, other = make_alert(email="quokka@example.org"), make_alert()
    answer = desk.post(LIST, {"action": "stop", "_selected_action": [alert.pk]}, follow=True)
    assert "Stopped: 1." in answer.content.decode()
    assert list(Alert.objects.all()) == [other]
    assert LogEntry.objects.get().object_repr == f"Alert {alert.pk}"


def test_the_outbox_shows_of_alerts_only_what_could_not_be_sent_and_never_its_text(desk):
    make_project()
    alert = make_alert()
    letter = write_a_mail(alert=alert, title="Quokka steps")
    page = f"/admin/projects/mail/{letter.pk}/change/"
    assert "Quokka" not in desk.get("/admin/projects/mail/").content.decode()
    assert desk.get(page).status_code == 302
    Mail.objects.update(tries=1)
    assert outbox.stuck().exists()
    assert "Quokka steps" in desk.get("/admin/projects/mail/").content.decode()
    assert "Only its recipient" in desk.get(page).content.decode()
