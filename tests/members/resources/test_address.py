"""The address of one resource in the list holds it, whatever its title."""

import pytest

from members.resource_address import in_list
from tests.builders import make_resource

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "title",
    ["In-work progression - what works?", 'The "shift" or -not <b>', "It is what it is", "—",
     "Uncommonly " * 25 + "long", "Cyfraddau’r cyflog: Ynys Môn", "Pay/hours & rights/2024"],
)  # fmt: skip
def test_the_list_holds_it_there(client, title):
    make_resource("Something else")
    resource = make_resource(title, slug="it")
    answer = client.get(in_list(resource))
    assert 'id="resource-it"' in answer.content.decode()
