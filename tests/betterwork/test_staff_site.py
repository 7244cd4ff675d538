"""The admin's front page shows the directory, not the machine."""

import pytest

from tests.builders import make_staff


@pytest.mark.django_db
def test_the_front_page_does_not_list_the_queue_but_its_address_shows_it(client):
    client.force_login(make_staff())
    assert "procrastinate" not in client.get("/admin/").content.decode().lower()
    assert client.get("/admin/procrastinate/procrastinatejob/").status_code == 200
