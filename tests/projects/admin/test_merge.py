"""Possible duplicates and merging, as staff do it in the admin."""

import pytest

from projects import workflow
from projects.models import NotTheSame, Project
from projects.submissions import merging
from tests.builders import make_location, make_organisation, make_project
from tests.projects.admin.pages import change_page, page_of

pytestmark = pytest.mark.django_db
PAIRS = "/admin/projects/project/duplicates/"


@pytest.fixture
def pair(db):
    organisation = make_organisation("Walcot")
    return (
        make_project("Step Up", lead_organisation=organisation, summary="One."),
        make_project("Step Up pilot", lead_organisation=organisation, summary="Two."),
    )


def merge_page(one, other):
    return f"{page_of('merge', one.pk)}?with={other.pk}"


def as_opened(answer):
    """What the page would send if nothing were chosen anew."""
    rows = answer.context["rows"]
    data = {"kept": str(rows.kept.pk), "with": str(rows.entries[1].pk)}
    data |= {f"version-{entry.pk}": str(entry.version) for entry in rows.entries}
    data |= {
        f"field-{row.name}": option.value
        for row in rows.differing
        for option in row.options
        if option.is_chosen
    }
    data["locations"] = [str(place.pk) for place in rows.places if place.is_chosen]
    data["shown"] = [str(place.pk) for place in rows.places]
    return data


def state_of(project):
    project.refresh_from_db()
    return project.state


# --- Possible duplicates ---


def test_the_page_shows_the_pair_with_its_reasons_and_both_buttons(desk, pair):
    page = desk.get(PAIRS).content.decode()
    assert "The name is nearly the same" in page
    assert "Run by the same organisation" in page
    assert page_of("not_the_same", *(each.pk for each in pair)) in page
    assert merge_page(*pair) in page


def test_not_the_same_is_remembered_with_who_said_so(desk, staff, pair):
    address = page_of("not_the_same", pair[1].pk, pair[0].pk)
    for _ in range(2):
        assert desk.post(address)["Location"] == PAIRS
    judged = NotTheSame.objects.get()
    assert (judged.first, judged.second, judged.who) == (*pair, staff)
    page = desk.get(PAIRS)
    assert page.context["pairs"] == []
    listed = desk.get("/admin/projects/notthesame/").content.decode()
    assert "Step Up is not Step Up pilot" in listed


def test_a_judgement_can_be_taken_back(desk, pair):
    judged = NotTheSame.objects.create(first=pair[0], second=pair[1])
    desk.post(f"/admin/projects/notthesame/{judged.pk}/delete/", {"post": "yes"})
    assert len(desk.get(PAIRS).context["pairs"]) == 1


def test_a_get_judges_nothing_and_an_entry_is_not_judged_against_itself(desk, pair):
    assert desk.get(page_of("not_the_same", pair[0].pk, pair[1].pk)).status_code == 405
    assert desk.post(page_of("not_the_same", pair[0].pk, pair[0].pk)).status_code == 403
    assert not NotTheSame.objects.exists()


def test_the_list_and_the_entry_lead_there(desk, pair):
    assert PAIRS in desk.get("/admin/projects/project/").content.decode()
    assert page_of("merge", pair[0].pk) in desk.get(change_page(pair[0])).content.decode()


# --- Choosing the other ---


def test_without_the_other_it_asks_which_and_proposes(desk, pair):
    page = desk.get(page_of("merge", pair[0].pk)).content.decode()
    assert f"?with={pair[1].pk}" in page
    assert "The name is nearly the same" in page


@pytest.mark.parametrize(
    "typed", ["step-up-pilot", "https://map.example/projects/step-up-pilot/", "step UP pilot"]
)
def test_the_other_may_be_typed_as_an_address_or_a_name(desk, pair, typed):
    answer = desk.get(page_of("merge", pair[0].pk), {"with": typed})
    assert answer.context["rows"].entries == list(pair)


@pytest.mark.parametrize("typed", ["nothing", "9" * 40, "Step Up", "\0"])
def test_what_names_no_other_entry_is_said(desk, pair, typed):
    answer = desk.get(page_of("merge", pair[0].pk), {"with": typed})
    assert answer.status_code == 200
    assert "rows" not in answer.context


# --- Side by side ---


def test_fields_that_differ_are_offered_and_the_same_ones_are_not(desk, pair):
    rows = desk.get(merge_page(*pair)).context["rows"]
    assert [row.name for row in rows.differing] == ["name", "summary"]
    assert ("Who runs it", "Walcot") in rows.same


def test_the_fuller_value_and_both_lists_are_proposed(desk, pair):
    Project.objects.filter(pk=pair[1].pk).update(contact_phone="020 7946 0000")
    for entry, name in zip(pair, ("Aviva", "Nesta"), strict=True):
        entry.involvements.create(organisation=make_organisation(name), role="partner")
    sent = as_opened(desk.get(merge_page(*pair)))
    assert sent["field-contact_phone"] == str(pair[1].pk)
    assert (sent["field-partners"], sent["field-name"]) == ("both", str(pair[0].pk))


def test_what_was_chosen_is_what_stays(desk, pair):
    places = [make_location(each, label=each.name, latitude=51 + each.pk % 7 / 10) for each in pair]
    address = merge_page(*pair)
    sent = as_opened(desk.get(address)) | {
        "kept": str(pair[1].pk),
        "field-summary": str(pair[0].pk),
        "locations": [str(places[0].pk)],
    }
    answer = desk.post(address, sent, follow=True)
    assert "was merged into “Step Up”" in answer.content.decode()
    assert (state_of(pair[0]), state_of(pair[1])) == ("withdrawn", "published")
    assert (pair[1].name, pair[1].summary) == ("Step Up", "One.")
    assert [each.label for each in pair[1].locations.all()] == ["Step Up"]


def test_the_published_one_is_proposed_to_stay(desk, pair):
    Project.objects.filter(pk=pair[0].pk).update(state="draft")
    assert desk.get(merge_page(*pair)).context["rows"].kept == pair[1]
    sent = as_opened(desk.get(merge_page(*pair))) | {"kept": str(pair[0].pk)}
    page = desk.post(merge_page(*pair), sent).content.decode()
    assert "“Step Up pilot” is published: keep that one." in page
    assert state_of(pair[1]) == "published"


def test_a_change_meanwhile_shows_both_anew_with_what_was_chosen(desk, staff, pair):
    address = merge_page(*pair)
    sent = as_opened(desk.get(address)) | {"field-summary": str(pair[1].pk)}
    workflow.confirm(pair[0], staff)
    answer = desk.post(address, sent)
    assert "was changed after you opened this page" in answer.content.decode()
    assert state_of(pair[1]) == "published"
    again = as_opened(answer)
    assert again["field-summary"] == str(pair[1].pk)
    assert desk.post(address, again).status_code == 302
    pair[0].refresh_from_db()
    assert pair[0].summary == "Two."


def test_a_location_added_meanwhile_is_not_dropped_unseen(desk, staff, pair):
    address = merge_page(*pair)
    sent = as_opened(desk.get(address))
    make_location(pair[0], label="New")
    workflow.confirm(pair[0], staff)
    assert desk.post(address, as_opened(desk.post(address, sent))).status_code == 302
    assert pair[0].locations.get().label == "New"


def test_without_the_check_of_the_versions_a_change_is_overwritten(desk, staff, pair, monkeypatch):
    address = merge_page(*pair)
    sent = as_opened(desk.get(address)) | {"field-summary": str(pair[1].pk)}
    workflow.confirm(pair[0], staff)
    monkeypatch.setattr(merging, "_must_be_possible", lambda *arguments: None)
    assert desk.post(address, sent).status_code == 302


def test_nonsense_sent_is_refused_in_words(desk, pair):
    address = merge_page(*pair)
    sent = {"kept": "x", "with": str(pair[1].pk), "field-summary": "99999", "locations": ["x"]}
    answer = desk.post(address, sent | {f"version-{pair[0].pk}": "9" * 30})
    assert answer.status_code == 200
    assert state_of(pair[1]) == "published"


def test_a_get_merges_nothing(desk, pair):
    desk.get(merge_page(*pair), {"kept": str(pair[0].pk)})
    assert {state_of(each) for each in pair} == {"published"}


def test_who_may_only_look_can_neither_merge_nor_judge(onlooker, pair):
    addresses = [PAIRS, merge_page(*pair), page_of("not_the_same", *(each.pk for each in pair))]
    for address in addresses:
        assert onlooker.post(address, {"kept": str(pair[0].pk)}).status_code == 403
    for address in addresses[:2]:
        assert onlooker.get(address).status_code == 403
    assert PAIRS not in onlooker.get("/admin/projects/project/").content.decode()
    assert not NotTheSame.objects.exists()
    assert {state_of(each) for each in pair} == {"published"}


def test_strangers_are_sent_to_sign_in(client, pair):
    for address in (PAIRS, merge_page(*pair)):
        assert client.post(address)["Location"].startswith("/admin/login/")
