"""Who is at the desk."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.builders import make_member, make_staff


@pytest.fixture
def staff(db):
    """A member of staff who may do everything."""
    return make_staff(name="Ann")


@pytest.fixture
def desk(staff):
    """A browser in which she has signed in."""
    client = Client()
    client.force_login(staff)
    return client


@pytest.fixture
def colleague(db):
    """A browser in which another member of staff has signed in."""
    client = Client()
    client.force_login(make_staff(name="Bob"))
    return client


@pytest.fixture
def onlooker(db):
    """A browser of somebody who may look at everything in the directory and change nothing."""
    member = make_member(is_staff=True)
    member.user_permissions.set(
        Permission.objects.filter(content_type__app_label="projects", codename__startswith="view")
    )
    client = Client()
    client.force_login(member)
    return client
