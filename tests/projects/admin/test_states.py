"""Publish, withdraw and confirm, from the list and from an entry's page."""

import pytest
from django.utils import timezone

from projects.models import Decision, Project
from tests.builders import make_project
from tests.projects.admin.pages import as_opened, change_page, open_and_save, page_of

pytestmark = pytest.mark.django_db
LIST = "/admin/projects/project/"


def act(client, action, *projects, **data):
    data |= {"action": action, "_selected_action": [project.pk for project in projects]}
    return client.post(LIST, data, follow=True)


def states():
    return list(Project.objects.order_by("pk").values_list("state", flat=True))


def test_several_drafts_are_published_at_once_and_each_decision_is_kept(desk, staff):
    drafts = [make_project(state="draft") for _ in range(2)]
    answer = act(desk, "publish", *drafts)
    assert states() == ["published", "published"]
    assert set(Decision.objects.values_list("who", "to_state")) == {(staff.pk, "published")}
    assert "were published" in str(list(answer.context["messages"])[0])


def test_what_cannot_be_published_is_said_and_the_rest_is_done(desk):
    draft, public = make_project(state="draft"), make_project("Already there")
    answer = act(desk, "publish", public, draft)
    assert states() == ["published", "published"]
    said = [str(message) for message in answer.context["messages"]]
    assert any("Not published: “Already there” is published already" in words for words in said)
    assert Decision.objects.count() == 1


def test_withdrawing_from_the_list_asks_for_a_reason_first(desk, client):
    project = make_project()
    asked = act(desk, "withdraw", project)
    assert states() == ["published"]
    assert (
        str(project.pk) in dict(asked.context["hidden"]).values()
        or (
            "_selected_action",
            project.pk,
        )
        in asked.context["hidden"]
    )
    empty = act(desk, "withdraw", project, reason=" ")
    assert empty.context["form"].errors
    assert states() == ["published"]
    act(desk, "withdraw", project, reason="It has closed.")
    assert Decision.objects.get().reason == "It has closed."
    assert client.get(f"/projects/{project.slug}/").status_code == 410


def test_an_entry_is_withdrawn_from_its_own_page(desk):
    project = make_project()
    address = page_of("withdraw", project.pk)
    assert address in desk.get(change_page(project)).content.decode()
    assert desk.get(address).status_code == 200
    assert states() == ["published"]
    assert desk.post(address, {"reason": ""}).status_code == 200
    answer = desk.post(address, {"reason": "Closed"}, follow=True)
    assert states() == ["withdrawn"]
    assert b"its address says that it is gone" in answer.content


def test_save_and_publish_does_both(desk):
    project = make_project(state="draft")
    open_and_save(desk, change_page(project), summary="Now complete.", _publish="1")
    project.refresh_from_db()
    assert (project.summary, project.state) == ("Now complete.", "published")


def test_save_and_publish_with_an_error_does_neither(desk):
    project = make_project(state="draft")
    answer = open_and_save(desk, change_page(project), name="", _publish="1")
    assert answer.status_code == 200
    assert states() == ["draft"]


def test_save_and_mark_as_checked_does_both(desk, staff):
    project = make_project()
    open_and_save(desk, change_page(project), summary="Right now.", _confirm="1")
    project.refresh_from_db()
    assert (project.summary, project.checked_on) == ("Right now.", timezone.localdate())
    assert project.checked_by == staff
    assert project.sort_key.startswith("00")


def test_only_what_is_published_can_be_viewed_on_the_site(desk):
    public, draft = make_project(), make_project(state="draft")
    assert b"viewsitelink" in desk.get(change_page(public)).content
    page = desk.get(change_page(draft)).content
    assert b"viewsitelink" not in page
    assert b"nobody sees it on the site yet" in page


def test_no_action_is_done_by_a_link(desk):
    project = make_project(state="draft")
    desk.get(LIST, {"action": "publish", "_selected_action": project.pk})
    desk.get(change_page(project), {"_publish": "1"})
    assert states() == ["draft"]


def test_a_withdrawn_entry_can_be_edited_and_published_again(desk):
    project = make_project(state="withdrawn")
    assert b"Save and publish" in desk.get(change_page(project)).content
    data = as_opened(desk.get(change_page(project))) | {"_publish": "1"}
    desk.post(change_page(project), data)
    assert states() == ["published"]
