"""What a query costs: it is read on every page."""

import pytest
from django.http import QueryDict

from projects.filters import ProjectFilter
from projects.models import Offer
from tests.builders import make_project, make_term

pytestmark = pytest.mark.django_db


def read(query=""):
    return ProjectFilter.read(QueryDict(query))


def test_only_what_is_asked_for_has_a_field():
    make_term(Offer, "A campaign")
    assert list(read().form.fields) == []
    assert list(read("sort=name&offer=a-campaign&page=2").form.fields) == ["offer", "sort"]


def test_queries_read_at_the_same_time_do_not_answer_for_each_other():
    make_project("Ash", offers=["A campaign"])
    make_project("Birch", offers=["Help for workers"])
    one, other = read("q=ash&offer=a-campaign"), read("q=birch&offer=help-for-workers")

    assert [project.name for project in one.projects] == ["Ash"]
    assert [project.name for project in other.projects] == ["Birch"]
    assert one.filters["q"].filter.f.parent is one
    assert not hasattr(ProjectFilter.base_filters["q"], "parent")
    assert "choices" not in ProjectFilter.base_filters["offer"].extra
