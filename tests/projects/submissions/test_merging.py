"""Two entries become one: nothing that belongs to them is lost, nothing shows that should not."""

import contextlib
import threading

import pytest

from projects import workflow
from projects.models import (
    Area,
    Decision,
    FormerSlug,
    Location,
    Offer,
    Project,
    Revision,
    Submission,
)
from projects.submissions import merging
from projects.submissions.merging import BOTH, Choices, merge
from projects.workflow import ChangedMeanwhile, NotAllowed
from tests.at_once import at_once
from tests.builders import (
    make_location,
    make_organisation,
    make_project,
    make_resource,
    make_staff,
    make_term,
    make_uk,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    return make_staff()


def chosen(*projects, locations=None, **fields):
    return Choices({each.pk: each.version for each in projects}, fields, locations)


def make_pair(**fields):
    return make_project("Step Up", summary="One.", **fields), make_project(
        "Step Up pilot", summary="Two."
    )


def test_each_field_is_taken_from_the_entry_chosen_and_lists_from_both(staff):
    kept, away = make_pair()
    for entry, offer in ((kept, "A campaign"), (away, "Help for workers")):
        entry.offers.set([make_term(Offer, offer)])
    funder = make_organisation("Trust")
    away.involvements.create(organisation=funder, role="funder")
    fields = {"summary": away.pk, "name": kept.pk, "offers": BOTH, "funders": BOTH}
    merged = merge(kept, away, chosen(kept, away, **fields), staff)
    assert (merged.pk, merged.name, merged.summary) == (kept.pk, "Step Up", "Two.")
    assert {each.name for each in merged.offers.all()} == {"A campaign", "Help for workers"}
    assert [each.organisation for each in merged.involvements.all()] == [funder]
    assert "organisation:trust" in merged.facets
    assert merged.version == kept.version + 1


def test_the_one_merged_away_keeps_its_values_its_history_and_a_decision(staff):
    kept, away = make_pair()
    location = make_location(away, label="Hall")
    merge(kept, away, chosen(kept, away), staff)
    away.refresh_from_db()
    assert (away.state, away.replaced_by, away.name) == ("withdrawn", kept, "Step Up pilot")
    decision = Decision.objects.get(project=away)
    assert (decision.who, decision.reason) == (staff, "Merged into “Step Up”")
    assert (decision.from_state, decision.to_state) == ("published", "withdrawn")
    assert list(away.locations.all()) == [location]
    assert away.history.count() >= 2
    assert kept.history.first().history_change_reason == "Merged with “Step Up pilot”"


def test_its_addresses_lead_to_the_one_kept(staff, client):
    kept, away = make_pair()
    FormerSlug.objects.create(slug="older", project=away)
    merge(kept, away, chosen(kept, away), staff)
    for slug in ("step-up-pilot", "older"):
        answer = client.get(f"/projects/{slug}/")
        assert (answer.status_code, answer["Location"]) == (301, "/projects/step-up/")
    away.refresh_from_db()
    page = client.get(away.get_absolute_url())
    assert page.status_code == 410
    assert client.get("/projects/").content.decode().count("Step Up pilot") == 0


def test_a_merge_into_what_had_its_address_before_does_not_go_in_circles(staff, client):
    kept, away = make_pair()
    FormerSlug.objects.create(slug=kept.slug, project=away)
    merge(kept, away, chosen(kept, away), staff)
    assert client.get("/projects/step-up/").status_code == 200


def test_locations_are_chosen_one_by_one_and_copied(staff):
    kept, away = make_pair()
    drop = make_location(kept, label="Old hall", latitude=51.1)
    stay = make_location(kept, label="Hall", latitude=51.2)
    take = make_location(away, label="Annexe", latitude=51.3, public=False)
    leave = make_location(away, label="Wrong", latitude=51.4)
    wanted = frozenset({stay.pk, take.pk})
    merge(kept, away, chosen(kept, away, locations=wanted), staff)
    assert set(kept.locations.values_list("label", "public")) == {
        ("Hall", True),
        ("Annexe", False),
    }
    assert set(away.locations.all()) == {take, leave}
    assert not Location.objects.filter(pk=drop.pk).exists()
    assert Location.history.filter(id=drop.pk, history_type="-").exists()


def test_without_a_choice_all_locations_stay_and_the_same_one_is_not_doubled(staff):
    kept, away = make_pair()
    for entry in (kept, away):
        make_location(entry, label="Hall", latitude=51.2)
    make_location(away, label="Annexe", latitude=51.3)
    merge(kept, away, chosen(kept, away), staff)
    assert sorted(each.label for each in kept.locations.all()) == ["Annexe", "Hall"]


def test_resources_submissions_parts_and_predecessors_come_along(staff):
    kept, away = make_pair()
    resource = make_resource(projects=[away])
    part, before = make_project(part_of=away), make_project(replaced_by=away)
    wider = make_project()
    Project.objects.filter(pk=away.pk).update(part_of=wider)
    submission = Submission.objects.create(
        kind="change", state="pending", project=away, form_token="a", base_version=1
    )
    merge(kept, away, chosen(kept, away), staff)
    for each in (kept, part, before, submission):
        each.refresh_from_db()
    assert kept.part_of == wider
    assert (part.part_of, part.version, before.replaced_by) == (kept, 2, kept)
    assert (submission.project, submission.version, submission.base_version) == (kept, 2, 0)
    assert list(kept.resources.all()) == [resource]
    assert "evidence:evaluation" in kept.facets


def test_a_part_merged_with_its_whole_is_no_part_of_itself(staff):
    whole = make_project("Whole")
    part = make_project("Part", part_of=whole)
    merge(part, whole, chosen(part, whole), staff)
    part.refresh_from_db()
    assert part.part_of is None
    outer = make_project("Outer", part_of=part)
    inner = make_project("Inner", part_of=outer)
    part.refresh_from_db()
    merge(part, inner, chosen(part, inner), staff)
    part.refresh_from_db()
    assert part.part_of is None


def test_a_draft_merged_away_leaves_no_address_and_tells_nothing(staff, client):
    kept = make_project("Step Up", summary="One.")
    draft = make_project("Secret plan", state="draft", summary="Not for you.")
    merge(kept, draft, chosen(kept, draft), staff)
    draft.refresh_from_db()
    assert client.get("/projects/secret-plan/").status_code == 404
    for page in ("/projects/", "/projects/step-up/", draft.get_absolute_url()):
        text = client.get(page).content.decode()
        assert "Secret plan" not in text
        assert "Not for you." not in text


@pytest.mark.parametrize(
    ("kept_state", "away_state"),
    [("draft", "published"), ("withdrawn", "draft"), ("withdrawn", "published")],
)
def test_a_published_entry_is_not_lost_to_one_nobody_sees(staff, kept_state, away_state):
    kept, away = make_project(state=kept_state), make_project(state=away_state)
    with pytest.raises(NotAllowed):
        merge(kept, away, chosen(kept, away), staff)
    away.refresh_from_db()
    assert away.state == away_state


def test_an_entry_is_not_merged_with_itself(staff):
    project = make_project()
    with pytest.raises(NotAllowed):
        merge(project, project, chosen(project), staff)


@pytest.mark.parametrize("changed", ["kept", "away"])
def test_what_was_changed_meanwhile_is_not_merged(staff, changed):
    pair = dict(zip(("kept", "away"), make_pair(), strict=True))
    seen = chosen(*pair.values(), summary=pair["away"].pk)
    workflow.confirm(pair[changed], staff)
    with pytest.raises(ChangedMeanwhile):
        merge(pair["kept"], pair["away"], seen, staff)
    pair["kept"].refresh_from_db()
    assert pair["kept"].summary == "One."


def test_a_merge_that_fails_changes_nothing(staff, monkeypatch):
    kept, away = make_pair()
    make_location(away, label="Hall")
    revision = Revision.objects.get().number

    def fail(*arguments):
        raise RuntimeError

    monkeypatch.setattr(merging, "retire", fail)
    with pytest.raises(RuntimeError):
        merge(kept, away, chosen(kept, away, summary=away.pk), staff)
    kept.refresh_from_db()
    assert (kept.summary, kept.version, kept.locations.count()) == ("One.", 1, 0)
    assert Revision.objects.get().number == revision


def test_the_areas_it_serves_are_those_of_both(staff):
    areas = make_uk()
    kept = make_project(coverage=[areas["camden"]])
    away = make_project(coverage=[areas["lambeth"]])
    merge(kept, away, chosen(kept, away, coverage=BOTH), staff)
    assert set(kept.coverage.all()) == {areas["camden"], areas["lambeth"]}
    kept.refresh_from_db()
    assert {"area:camden", "area:lambeth"} <= set(kept.facets)
    assert Area.objects.filter(projects=kept).count() == 2


# --- Two at once ---


def merge_both_ways(staff):
    """Merge one into the other and the other into the one, at the same moment."""
    one, other = make_project("One"), make_project("Other")
    seen = chosen(one, other)
    outcomes = at_once(
        [lambda: merge(one, other, seen, staff), lambda: merge(other, one, seen, staff)], 20
    )
    return outcomes, set(Project.objects.values_list("state", flat=True))


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_at_once_one_is_refused():
    outcomes, states = merge_both_ways(make_staff())
    assert sorted(type(each).__name__ for each in outcomes) == ["ChangedMeanwhile", "Project"]
    assert states == {"published", "withdrawn"}


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_and_the_check_both_are_merged_away(monkeypatch):
    both_inside = threading.Barrier(2)

    def unlocked(kept, away):
        rows = Project.objects.in_bulk([kept, away])
        with contextlib.suppress(threading.BrokenBarrierError):
            both_inside.wait(timeout=2)
        return rows

    monkeypatch.setattr(merging, "_locked", unlocked)
    monkeypatch.setattr(merging, "_must_be_possible", lambda *arguments: None)
    outcomes, _states = merge_both_ways(make_staff())
    # Both go through, or the database breaks a deadlock: in no case one merge and one refusal.
    names = {type(each).__name__ for each in outcomes}
    assert names == {"Project"} or names & {"OperationalError", "IntegrityError"}
