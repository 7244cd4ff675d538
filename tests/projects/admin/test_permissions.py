"""Who may do what, by which method, and addresses that name nothing."""

import pytest
from django.test import Client

from projects.models import Decision
from tests.builders import make_member, make_project
from tests.projects.admin.pages import as_opened, change_page, page_of

pytestmark = pytest.mark.django_db
POST_ONLY = ["still_right", "skip"]
OF_AN_ENTRY = ["check", "withdraw", *POST_ONLY]


def all_pages(project):
    return [
        "/admin/",
        "/admin/projects/project/",
        change_page(project),
        f"{change_page(project)[:-7]}history/",
        page_of("check_next"),
        page_of("locate"),
        *(page_of(name, project.pk) for name in OF_AN_ENTRY),
    ]


def test_strangers_and_members_are_sent_to_sign_in(client):
    project, member = make_project(), make_member()
    for _ in range(2):
        for page in all_pages(project):
            for answer in (client.get(page), client.post(page, {"reason": "x"})):
                assert answer.status_code == 302, page
                assert answer["Location"].startswith("/admin/login/"), page
        client.force_login(member)
    project.refresh_from_db()
    assert (project.state, project.checked_on) == ("published", None)


def test_who_may_only_look_changes_nothing(onlooker):
    project, draft = make_project(), make_project(state="draft")
    data = {"action": "publish", "_selected_action": draft.pk}
    onlooker.post("/admin/projects/project/", data)
    opened = as_opened(onlooker.get(change_page(project)))
    assert onlooker.post(change_page(project), opened | {"_publish": "1"}).status_code == 403
    for name in OF_AN_ENTRY:
        answer = onlooker.post(page_of(name, project.pk), {"reason": "x", "opened_version": "1"})
        assert answer.status_code == 403, name
    assert onlooker.get(page_of("check_next")).status_code == 403
    for entry, state in ((project, "published"), (draft, "draft")):
        entry.refresh_from_db()
        assert (entry.state, entry.checked_on, entry.version) == (state, None, 1)
    assert not Decision.objects.exists()


def test_who_may_only_look_sees_the_entry_and_its_history_without_buttons(onlooker):
    project = make_project()
    page = onlooker.get(change_page(project)).content.decode()
    assert project.name in page
    for button in ("Withdraw…", "_publish", "_confirm", "_save"):
        assert button not in page
    history = onlooker.get(f"{change_page(project)[:-7]}history/")
    assert history.status_code == 200
    assert b"Open the form as it was" not in history.content
    record = project.history.first().history_id
    answer = onlooker.get(f"{change_page(project)[:-7]}history/{record}/")
    assert answer.status_code == 403
    assert onlooker.get("/admin/").context["work"][2][2].endswith("?checked=due")


@pytest.mark.parametrize("name", POST_ONLY)
def test_what_changes_something_is_not_done_by_get(desk, name):
    assert desk.get(page_of(name, make_project().pk)).status_code == 405


def test_without_the_token_nothing_is_done(staff):
    project = make_project()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(staff)
    for name in ("still_right", "skip", "withdraw"):
        assert strict.post(page_of(name, project.pk), {"reason": "x"}).status_code == 403
    project.refresh_from_db()
    assert (project.state, project.checked_on) == ("published", None)


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "9" * 40, "1.5", "_00", "٣"])
@pytest.mark.parametrize("name", OF_AN_ENTRY)
def test_an_entry_that_is_not_there_is_404(desk, name, number):
    address = f"/admin/projects/project/{number}/{name.replace('_', '-')}/"
    assert desk.post(address, {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("number", ["x", "9" * 40, "-1"])
def test_odd_ids_of_stock_pages_are_never_a_failure(desk, number):
    for page in ("change", "delete", "history"):
        for kind in ("project", "organisation"):
            answer = desk.get(f"/admin/projects/{kind}/{number}/{page}/")
            assert answer.status_code in (302, 404)


@pytest.mark.parametrize("posted", ["", "x", "9" * 40, "-1", "1\0"])
def test_still_right_without_a_sensible_version_confirms_nothing(desk, posted):
    project = make_project()
    desk.post(page_of("still_right", project.pk), {"opened_version": posted})
    project.refresh_from_db()
    assert project.checked_on is None
