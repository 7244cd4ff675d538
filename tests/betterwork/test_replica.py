"""Public pages from a real streaming replica, beside its primary."""

import contextlib
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings

from betterwork.preparation import CHECKOUT
from tests.betterwork import servers
from tests.betterwork.pages import PUBLIC_PAGES
from tests.betterwork.replicas import Replica, copy_tables
from tests.betterwork.test_postgres import cluster_in
from tests.people import Person

pytestmark = pytest.mark.django_db  # the tables of the tests' own database are copied

ADDRESS = "/projects/first/"
MORE_PAGES = [
    ADDRESS,
    "/projects/?q=frist&offer=a-campaign&sort=name",
    "/projects/?near=Lambeth",
    "/map/?near=Lambeth",
    "/organisations/bridge/",
    "/areas/lambeth/",
    "/submit/alike/?name=Frist",
    "/resources/",
    "/network/",
    "/events/",
    "/events.ics",
    "/messages/sent/",
]
FILL = """
import django
django.setup()
from tests.builders import make_organisation, make_project, make_uk
make_uk()
organisation = make_organisation(name="Bridge", slug="bridge")
make_project(name="First", slug="first", lead_organisation=organisation, offers=["A campaign"])
"""


@pytest.fixture(scope="module")
def folder():
    """Where both servers keep their files."""
    base = Path(tempfile.mkdtemp(prefix="betterwork-replica-", dir="/tmp"))
    base.chmod(0o711)
    yield base
    shutil.rmtree(base)


@pytest.fixture(scope="module")
def primary(folder, django_db_setup):
    """A server with a prepared database."""
    (folder / "primary").mkdir(mode=0o711)
    cluster = cluster_in(folder / "primary")
    cluster.start()
    copy_tables(servers.url_of(settings.DATABASES["default"]), cluster, "betterwork")
    variables = {"DATABASE_URL": url(cluster), "DJANGO_SETTINGS_MODULE": "betterwork.settings"}
    environment = servers.environment(SECRET_KEY="x" * 60, **variables)
    subprocess.run([sys.executable, "-c", FILL], cwd=CHECKOUT, env=environment, check=True)
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def replica(folder, primary):
    """Its replica, which follows it."""
    replica = Replica(primary, folder / "replica")
    replica.cluster.start()
    yield replica
    replica.cluster.stop()


@pytest.fixture(scope="module")
def site(primary, replica, static_files):
    """The address of a site that has both."""
    with serve(primary, replica) as address:
        yield address


@pytest.fixture
def behind(replica):
    """The replica, while it takes in nothing new."""
    replica.fall_behind()
    yield replica
    replica.catch_up()


def url(cluster):
    return f"postgresql://postgres@/betterwork?host={quote(str(cluster.sockets), safe='')}"


def serve(primary, replica):
    return servers.gunicorn(url(primary), DATABASE_REPLICA_URL=url(replica.cluster))


def rename(primary, name):
    """Change the project, as a decision of staff would."""
    with primary.connect("betterwork") as connection, connection.transaction():
        connection.execute("UPDATE projects_project SET name = %s", [name])
        connection.execute("UPDATE projects_revision SET number = number + 1")


def get(site, etag="", cookies=()):
    """(status, ETag, text) of the page of the project."""
    request = urllib.request.Request(site + ADDRESS, headers={"If-None-Match": etag})
    for cookie in cookies:
        request.add_header("Cookie", f"{cookie.name}={cookie.value}")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers["ETag"], answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["ETag"], ""


def somebody_who_sent_something(site):
    """A person who has just sent a form; not even one that was right."""
    person = Person(site).open("/submit/")
    person.open("/submit/", person.form_with("summary"))
    assert person.status == 422
    return person


def test_a_page_and_its_etag_come_from_the_replica(site, primary, behind):
    _, etag, _ = get(site)
    rename(primary, "Second")
    status, same_etag, text = get(site)
    assert (status, same_etag, "Second" in text) == (200, etag, False)
    assert get(site, etag)[0] == 304
    behind.catch_up()
    status, new_etag, text = get(site, etag)
    assert (status, new_etag != etag, "Second" in text) == (200, True, True)


def test_who_has_just_sent_something_sees_it_although_the_replica_is_behind(site, primary, behind):
    _, etag, _ = get(site)
    rename(primary, "Third")
    person = somebody_who_sent_something(site)
    assert "Third" in person.open(ADDRESS).text
    status, new_etag, text = get(site, etag, person.cookies)
    assert (status, "Third" in text) == (200, True)
    assert get(site, new_etag, person.cookies)[0] == 304
    status, old_etag, text = get(site)  # the negative control: somebody else
    assert (status, old_etag, "Third" in text) == (200, etag, False)
    behind.catch_up()
    assert get(site, new_etag)[0] == 304  # both servers give the same page the same ETag


@pytest.mark.parametrize("value", ["", "a", "-1", "9" * 30, "²", "1; DROP TABLE x"])
def test_a_cookie_that_makes_no_sense_does_no_harm(site, value):
    person = Person(site)
    person.opener.addheaders = [("Cookie", f"written={quote(value)}")]
    assert person.open(ADDRESS).status == 200


def test_public_pages_need_no_primary(site, primary, replica):
    """So none of them reads anything from there."""
    replica.catch_up()
    with stopped(primary):
        pages = [*PUBLIC_PAGES, *MORE_PAGES, "/healthz"]
        statuses = {path: Person(site).open(path).status for path in pages}
        assert set(statuses.values()) == {200}, statuses
        assert Person(site).open("/submit/").status == 503


def test_without_the_replica_pages_come_from_the_primary(primary, replica, static_files):
    # A site of its own: one that has met a broken replica leaves it alone for a while.
    with serve(primary, replica) as site, stopped(replica.cluster):
        rename(primary, "Fourth")
        status, etag, text = get(site)
        assert (status, "Fourth" in text) == (200, True)
        assert get(site, etag)[0] == 304


@contextlib.contextmanager
def stopped(cluster):
    cluster.stop()
    cluster._process.wait()
    try:
        yield
    finally:
        cluster.start()
