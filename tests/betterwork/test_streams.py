"""A file that breaks off in the middle does not look whole to whoever fetches it."""

import http.client
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction

from projects.models import Project
from projects.refresh import refresh
from tests.betterwork.servers import url_of
from tests.builders import make_organisation

pytestmark = pytest.mark.django_db(transaction=True)

# More than a batch of records, and more than the sockets between server and reader hold.
NUMBER, DESCRIPTION = 1200, "word " * 6000

_END_STREAMS = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'
"""


@pytest.fixture
def site(gunicorn):
    """A site with a file of 36 MB."""
    lead = make_organisation()
    made = Project.objects.bulk_create(
        Project(
            name=f"Project {number}",
            slug=f"project-{number}",
            summary="What it does.",
            description=DESCRIPTION,
            lead_organisation=lead,
            state=Project.State.PUBLISHED,
        )
        for number in range(NUMBER)
    )
    with transaction.atomic():
        refresh([project.pk for project in made])
    with gunicorn(url_of(connection.settings_dict)) as address:
        yield urlsplit(address).netloc


def begun(site):
    """Return the answer to a request for the file, of which one line has been read."""
    reader = http.client.HTTPConnection(site, timeout=30)
    reader.request("GET", "/projects.csv")
    answer = reader.getresponse()
    assert (answer.status, answer.headers["Transfer-Encoding"]) == (200, "chunked")
    assert answer.readline().startswith(b"\xef\xbb\xbfid,slug")
    return answer


def test_a_file_breaks_off_where_the_database_does_and_is_whole_otherwise(site):
    assert begun(site).read().count(b"\r\n") == NUMBER
    answer = begun(site)
    with connection.cursor() as cursor:
        cursor.execute(_END_STREAMS)
        assert cursor.fetchone() == (1,)
    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    assert begun(site).read().count(b"\r\n") == NUMBER  # the thread goes on with a new connection
