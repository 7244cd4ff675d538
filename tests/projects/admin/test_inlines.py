"""The rows beside a project have names that are read aloud."""

import re

import pytest

from tests.builders import make_organisation, make_project, make_resource
from tests.projects.admin.pages import change_page

pytestmark = pytest.mark.django_db


def test_roles_and_the_boxes_that_delete_rows_have_accessible_names(desk):
    project = make_project(partners=[make_organisation()])
    make_resource(projects=[project])
    page = desk.get(change_page(project)).content.decode()
    roles = re.findall(r'<select name="involvements-(?:\d+|__prefix__)-role"[^>]*>', page)
    boxes = re.findall(r'<input type="checkbox" name="(?:inv|Res)[^"]*-DELETE"[^>]*>', page)
    assert len(roles) == 2
    assert len(boxes) == 2
    assert all("aria-label=" in tag for tag in [*roles, *boxes])
