"""A pin that was set in another council than the one chosen is saved, and asked about."""

import pytest

from projects.models import Location, Place, Project
from projects.places.names import name_key
from tests.builders import make_location, make_organisation, make_project, make_uk
from tests.projects.admin.pages import add_page, as_opened, change_page, open_and_save

pytestmark = pytest.mark.django_db


def add_town(name, council, latitude, longitude):
    Place.objects.create(
        name=name,
        key=name_key(name),
        population=5_000,
        council=council,
        latitude=latitude,
        longitude=longitude,
    )


@pytest.fixture
def project():
    areas = make_uk()
    add_town("Brixton", areas["lambeth"], 51.46, -0.115)
    add_town("Kentish Town", areas["camden"], 51.55, -0.14)
    project = make_project()
    make_location(project, label="Hub", council=areas["lambeth"], latitude=51.461, longitude=-0.114)
    return project


def messages_after(desk, project, **typed):
    response = open_and_save(desk, change_page(project), **typed)
    assert response.status_code == 302
    page = desk.get(response["Location"])
    return " ".join(str(message) for message in page.context["messages"])


def test_a_pin_moved_out_of_its_council_is_asked_about(desk, project):
    said = messages_after(
        desk, project, **{"locations-0-latitude": "51.549", "locations-0-longitude": "-0.141"}
    )
    assert "its pin seems to stand in Camden (near Kentish Town)" in said
    assert Location.objects.get().latitude == 51.549


def test_a_pin_moved_inside_its_council_is_not(desk, project):
    said = messages_after(desk, project, **{"locations-0-latitude": "51.462"})
    assert "seems to stand" not in said


def test_another_field_changed_asks_nothing(desk, project):
    Location.objects.update(latitude=51.55)
    said = messages_after(desk, project, **{"locations-0-label": "Another name"})
    assert "seems to stand" not in said


def test_a_new_project_can_be_published_at_once(desk):
    data = as_opened(desk.get(add_page(Project))) | {
        "name": "New",
        "slug": "new",
        "summary": "Better pay.",
        "lead_organisation": str(make_organisation().pk),
        "_publish": "Save and publish",
    }
    data.pop("_save", None)
    assert desk.post(add_page(Project), data).status_code == 302
    project = Project.objects.get()
    assert project.state == Project.State.PUBLISHED
    assert project.decisions.count() == 1
