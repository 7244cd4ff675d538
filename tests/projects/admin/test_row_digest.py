"""Two people at one row of a table that has no version: nobody's work is lost either."""

import pytest
from django.forms.models import model_to_dict

from projects.models import Approach
from tests.builders import (
    make_project,
    make_resource,
    make_signpost,
    make_term,
    make_uk,
)
from tests.projects.admin.pages import as_opened, change_page, open_and_save

pytestmark = pytest.mark.django_db


def make_table_row(kind):
    """Save a row of a table without a version; return it and what to type into its form."""
    areas = make_uk()
    if kind == "signpost":
        return make_signpost(areas=[areas["england"]]), {"phone": "0300 1"}, {"hours": "9 to 5"}
    if kind == "resource":
        return make_resource(), {"title": "Theirs"}, {"year": "2020"}
    if kind == "area":
        wales = [str(areas["wales"].pk)]
        return areas["salford"], {"parents": wales}, {"other_names": "Sal"}
    return make_term(Approach, "Coaching"), {"name": "Theirs"}, {"order": "7"}


def written(row):
    """What stands in the database, lists of others included."""
    values = model_to_dict(type(row).objects.get(pk=row.pk))
    return {name: sorted(map(str, v)) if type(v) is list else v for name, v in values.items()}


@pytest.mark.parametrize("kind", ["signpost", "resource", "area", "approach"])
def test_tables_without_a_version_are_guarded_in_the_same_way(desk, colleague, kind):
    row, theirs, mine = make_table_row(kind)
    stale = as_opened(desk.get(change_page(row))) | mine
    assert open_and_save(colleague, change_page(row), **theirs).status_code == 302
    saved = written(row)
    answer = desk.post(change_page(row), stale)
    assert answer.status_code == 200
    assert len(answer.context["conflict"].differences) == 2
    assert "Save mine over theirs" in answer.content.decode()
    assert f'name="opened_version" value="{answer.context["opened_version"]}"' in (
        answer.content.decode()
    )
    assert written(row) == saved
    assert desk.post(change_page(row), as_opened(answer)).status_code == 302
    assert written(row) != saved


@pytest.mark.parametrize("version", ["", "x", "0" * 64])
def test_without_a_version_to_go_by_nothing_is_saved(desk, version):
    signpost = make_signpost(areas=make_uk().values())
    answer = open_and_save(desk, change_page(signpost), phone="1", opened_version=version)
    assert answer.status_code == 200
    assert written(signpost)["phone"] == "0300 000 0000"


def test_a_form_with_a_mistake_in_it_can_be_mended_and_saved(desk):
    signpost = make_signpost(areas=make_uk().values())
    answer = open_and_save(desk, change_page(signpost), name="", phone="0300 1")
    assert answer.status_code == 200
    mended = as_opened(answer) | {"name": "Advice"}
    assert desk.post(change_page(signpost), mended).status_code == 302
    assert written(signpost)["phone"] == "0300 1"


def test_a_resource_that_a_project_gains_elsewhere_is_not_taken_away_again(desk, colleague):
    project, resource = make_project(), make_resource()
    mine = as_opened(desk.get(change_page(project))) | {"summary": "Mine."}
    open_and_save(colleague, change_page(resource), projects=[str(project.pk)])
    assert desk.post(change_page(project), mine).status_code == 200
    project.refresh_from_db()
    assert project.version == 2
    open_and_save(colleague, change_page(resource), title="Only its title")
    project.refresh_from_db()
    assert project.version == 2
