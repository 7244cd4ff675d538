"""Values written into an entry: one version, one edit in its history."""

import pytest
from django.db import transaction

from projects.admin.history import edits_of
from projects.models import Location, Offer, Organisation, Outcode, Project
from projects.submissions.values import values_of
from projects.submissions.writing import (
    InvalidValues,
    Point,
    apply_values,
    create_project,
    free_slug,
    known_organisation,
    tidy_postcode,
)
from tests.builders import (
    make_location,
    make_organisation,
    make_project,
    make_staff,
    make_term,
    make_uk,
    make_values,
)

pytestmark = pytest.mark.django_db
POINT = Point(51.47, -0.11, "postcode")


@pytest.fixture
def ada():
    return make_staff(name="Ada")


def create(ada, point=None, **values):
    with transaction.atomic():
        return create_project(make_values(**values), ada, point)


def apply(project, values, ada, point=None):
    with transaction.atomic():
        apply_values(project, values, ada, "Because", point)
    project.refresh_from_db()


def test_a_new_entry_is_a_draft_with_all_that_was_said(ada):
    make_uk()
    make_term(Offer, "Help for workers")
    values = make_values(
        name="Ladder",
        organisation="Bridge",
        partners=["Alpha"],
        funders=["Purse"],
        coverage=["lambeth"],
        offers=["help-for-workers"],
        start_year=2020,
        website="https://ladder.example.org/",
    )
    with transaction.atomic():
        project = create_project(values, ada)
    assert project.state == Project.State.DRAFT
    # The kind is that of the organisation, which was made with it.
    assert values_of(project) == values | {"organisation_kind": ""}
    assert Organisation.objects.get(name="Bridge").kind == "charity"
    project.refresh_from_db()
    assert "offer:help-for-workers" in project.facets
    edits = edits_of(project)
    assert len(edits) == 1 and edits[0].is_first and edits[0].who == ada


def test_two_projects_of_one_name_have_two_addresses(ada):
    assert create(ada, name="Ladder").slug == "ladder"
    assert create(ada, name="Ladder").slug == "ladder-2"
    assert free_slug("…") == "project"


def test_an_organisation_is_found_however_it_is_written():
    bridge = make_organisation("The Bridge & Sons")
    cafe = make_organisation("Café Work")
    assert known_organisation("the bridge and sons") == bridge
    assert known_organisation("Bridge & Sons ") == bridge
    assert known_organisation("cafe work") == cafe
    assert known_organisation("Bridges") is None
    assert known_organisation("…") is None


def test_an_edit_is_one_version_and_one_edit_of_the_history(ada):
    make_uk()
    project = make_project("Ladder", partners=[make_organisation("Alpha")])
    make_location(project)
    values = {
        "summary": "Another.",
        "partners": ["Beta"],
        "coverage": ["camden"],
        "address": "2 Low Road",
        "latitude": 51.5,
        "longitude": -0.2,
    }
    apply(project, values, ada)
    assert project.version == 2
    assert values_of(project) == values_of(project) | values
    latest = edits_of(project)[0]
    assert latest.who == ada and latest.reasons == ["Because"]
    labels = " / ".join(change.label for change in latest.changes)
    assert all(word in labels for word in ("Summary", "Coverage", "Involvement", "Location"))


def test_without_values_nothing_is_written(ada):
    project = make_project()
    apply(project, {}, ada)
    assert project.version == 1


def test_what_a_table_refuses_is_told_by_field_and_nothing_is_kept(ada):
    project = make_project("Ladder")
    with pytest.raises(InvalidValues) as refused, transaction.atomic():
        apply_values(project, {"website": "javascript:alert(1)"}, ada, "Because")
    assert "website" in refused.value.errors
    project.refresh_from_db()
    assert (project.website, project.version) == ("", 1)


def test_a_place_is_put_where_its_address_was_found(ada):
    uk = make_uk()
    Outcode.objects.create(outcode="SW9", latitude=51.47, longitude=-0.11, council=uk["lambeth"])
    place = create(ada, POINT, postcode="sw98hq", address="1 High Street").locations.get()
    assert (place.latitude, place.longitude) == (51.47, -0.11)
    assert (place.source, place.precision) == (Location.Source.GEOCODER, "postcode")
    assert (place.postcode, place.council) == ("SW9 8HQ", uk["lambeth"])


def test_a_pin_set_by_hand_goes_before_what_was_found(ada):
    project = create(ada, POINT, postcode="SW9 8HQ", latitude=51.5, longitude=-0.2)
    place = project.locations.get()
    assert (place.latitude, place.source) == (51.5, Location.Source.PIN)


def test_an_address_without_a_point_is_not_put_at_the_pin_of_another(ada):
    project = make_project(pins=[{"postcode": "SW9 8HQ"}])
    apply(project, {"postcode": "M1 1AE", "latitude": None, "longitude": None}, ada)
    assert project.locations.get().postcode == "SW9 8HQ"
    assert not create(ada, postcode="M1 1AE").locations.exists()


def test_a_place_can_be_taken_away_and_be_made_private(ada):
    project = make_project(pins=[{"postcode": "SW9 8HQ"}])
    apply(project, {"place_is_private": True}, ada)
    assert not project.locations.get().public
    nothing = {"address": "", "postcode": "", "latitude": None, "longitude": None}
    apply(project, nothing, ada)
    assert not project.locations.exists()


def test_a_changed_year_takes_a_day_of_another_year_away(ada):
    project = make_project(end_year=2024, end_date="2024-05-01")
    apply(project, {"end_year": 2025}, ada)
    assert project.end_date is None


def test_postcodes_are_tidied():
    assert tidy_postcode("sw98hq") == "SW9 8HQ"
    assert tidy_postcode("") == tidy_postcode(None) == ""
    assert len(tidy_postcode("no postcode at all")) == 8
