"""Who is at the desk, as in tests.projects.admin."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.builders import make_member
from tests.projects.admin.conftest import desk, staff

__all__ = ["desk", "staff"]


@pytest.fixture
def desk_of(db):
    """A function from permissions to a browser of somebody of the staff who has these alone."""

    def make(*codes):
        member = make_member(is_staff=True)
        member.user_permissions.set(Permission.objects.filter(codename__in=codes))
        client = Client()
        client.force_login(member)
        return client

    return make
