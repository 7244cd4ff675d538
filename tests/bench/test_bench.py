"""The made-up projects are valid, published, derived as all others, and the same each time."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice

import pytest
from django.core.management import call_command
from django.db import transaction

from bench.__main__ import read_options
from bench.client import Connection
from bench.copying import copy_entries
from bench.database import database_url, signature
from bench.entries import make_entries, make_organisations
from bench.measure import Figures
from bench.report import pages_table
from bench.texts import SPRINKLED
from bench.world import read_world
from projects.filters import ProjectFilter
from projects.models import Location, Organisation, Project
from projects.refresh import refresh_all
from tests.builders import make_organisation

NUMBER = 120


@pytest.fixture(scope="module")
def world():
    return read_world()


@pytest.fixture
def directory(db, world):
    call_command("load_directory", "--without-entries", verbosity=0)
    copy_entries(world, NUMBER, seed=1)
    with transaction.atomic():
        refresh_all()


def test_all_are_published_and_valid_and_what_is_derived_follows_from_what_was_copied(directory):
    assert Project.objects.published().count() == NUMBER
    for project in Project.objects.all()[:40]:
        project.full_clean()
    for location in Location.objects.all()[:40]:
        location.full_clean()
    for organisation in Organisation.objects.all()[:10]:
        organisation.full_clean()
    # In the same test, because loading the areas takes most of its time.
    for project in Project.objects.prefetch_related("coverage", "approaches", "locations"):
        assert f"status:{project.status}" in project.facets
        served = {f"serves:{area.slug}" for area in project.coverage.all()}
        assert {value for value in project.facets if value.startswith("serves:")} == served
        approaches = {f"approach:{term.slug}" for term in project.approaches.all()}
        assert {value for value in project.facets if value.startswith("approach:")} == approaches
        assert project.search_names.startswith(project.name_key) and project.sort_key
        for location in project.locations.all():
            if not location.public:
                assert not location.on_map
            elif location.role == Location.Role.DELIVERY:
                assert location.on_map


def test_the_site_answers_from_them_and_can_add_to_them(directory, rf):
    found = ProjectFilter.read(rf.get("/", {"q": "workers"}).GET)
    expected = Project.objects.filter(summary__contains="Meant for workers.").count()
    assert 0 < found.placing()["total"] == expected < NUMBER
    assert make_organisation("One more").pk > 20


def test_the_same_seed_makes_the_same_entries_and_another_seed_others(world):
    first, again, other = (list(islice(make_entries(world, 1000, seed), 50)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert list(make_organisations(world, 20, 1)) == list(make_organisations(world, 20, 1))


def test_facets_words_and_places_are_as_uneven_as_real_ones(world):
    entries = list(make_entries(world, 4000, seed=1))
    assert 1.0 < sum(len(entry.pins) for entry in entries) / len(entries) < 1.15
    for word, share in SPRINKLED.items():
        having = sum(f"Meant for {word}." in entry.fields["summary"] for entry in entries)
        assert share / 2 < having / len(entries) < share * 1.5
    lengths = sorted(len(entry.fields["description"]) for entry in entries)
    assert lengths[0] == 0 and lengths[-1] > 5 * lengths[len(lengths) // 2] > 0
    assert max(len(entry.fields["summary"]) for entry in entries) <= 600
    councils = [pin.council for entry in entries for pin in entry.pins]
    assert len(set(councils)) > 300
    assert councils.count("birmingham") > 10 * councils.count("isles-of-scilly")


def test_a_database_is_kept_only_for_the_same_number_and_seed():
    assert signature(1000, 1) == signature(1000, 1)
    assert len({signature(1000, 1), signature(1000, 2), signature(100, 1)}) == 3


def test_the_bench_stays_on_the_server_of_the_site():
    assert database_url("postgresql://a@/site?host=%2Ftmp%2Fx", 5) == (
        "postgresql://a@/betterwork_bench_5?host=%2Ftmp%2Fx"
    )


@pytest.mark.parametrize("argument", ["N=0", "N=many", "N=-1", "M=5", "1000"])
def test_an_argument_that_makes_no_sense_ends_with_one_line(argument):
    with pytest.raises(SystemExit, match="not understood"):
        read_options([argument])


def test_a_page_that_was_never_right_has_no_time_and_its_failures_are_told():
    def figures(**values):
        common = {"memory": 60.0, "bytes": 10, "answers": 400, "refused": 0, "wrong": {}}
        return Figures(**{"median": 0.5, "p95": 0.6, "per_second": 2000.0} | common | values)

    nothing = {"median": None, "p95": None, "per_second": 0.0, "answers": 0}
    lines = pages_table(
        {
            "empty view": figures(),
            "list": figures(median=5.0, per_second=200.0),
            "slow": figures(**nothing, refused=10),
            "broken": figures(**nothing, wrong={500: 7}),
        }
    )
    assert lines[2].split()[:6] == ["list", "5.00", "0.60", "10.0", "200", "10.0"]
    assert lines[3].split()[-3:] == ["0", "10", "0"]
    assert lines[4].endswith("7 × 500") and "–" in lines[4]


class PathAsText(BaseHTTPRequestHandler):
    """Answers with its path, or 304 to a client that has it; hangs up after /last, unannounced."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.headers["If-None-Match"]:
            self.send_response(304)
            self.end_headers()
        else:
            self.send_response(200)
            self.send_header("Content-Length", str(len(self.path)))
            self.end_headers()
            self.wfile.write(self.path.encode())
        self.close_connection = self.path == "/last"

    def log_message(self, *arguments):
        pass


def test_the_client_reads_whole_answers_and_connects_anew_when_the_server_has_hung_up():
    server = ThreadingHTTPServer(("127.0.0.1", 0), PathAsText)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    try:
        connection = Connection(*server.server_address)
        long = "/" + "x" * 60_000
        assert (connection.get(long).status, connection.get(long).length) == (200, 60_001)
        assert connection.get("/a", [("If-None-Match", '"a"')]).status == 304
        assert connection.get("/last").length == len("/last")
        assert connection.get("/b").length == len("/b")
        connection.close()
    finally:
        server.shutdown()
        server.server_close()
