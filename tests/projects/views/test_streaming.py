"""What is sent while it is read: one state of the data to the end, and no more held than needed."""

import socket
import threading
import tracemalloc

import pytest
from django.db import DatabaseError, OperationalError, connection, connections, transaction

from projects import reading
from projects.channels import batches, records
from projects.models import Project
from projects.views import downloads, streaming
from tests.builders import make_organisation, make_project

ADDRESS = "/projects.csv"


@pytest.fixture
def small(monkeypatch):
    """One row in each piece and in each batch."""
    monkeypatch.setattr(records, "BATCH", 1)
    monkeypatch.setattr(batches, "BATCH", 1)


def in_another_thread(function):
    """Run it on a connection of its own."""

    def run():
        try:
            function()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def pieces_of(response):
    return iter(response.streaming_content)


@pytest.mark.django_db(transaction=True)
def test_a_file_shows_one_state_of_the_data_to_its_end(client, small):
    for name in ("Ann", "Bob", "Cid"):
        make_project(name)
    pieces = pieces_of(client.get(ADDRESS))
    begun = next(pieces) + next(pieces)
    in_another_thread(lambda: Project.objects.update(name="Changed"))
    whole = (begun + b"".join(pieces)).decode()
    assert [name in whole for name in ("Ann", "Bob", "Cid", "Changed")] == [True] * 3 + [False]
    assert b"Changed" in b"".join(client.get(ADDRESS))
    assert not connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_goes_away_leaves_no_snapshot_open(client, small):
    for _ in range(3):
        make_project()
    response = client.get(ADDRESS)
    next(pieces_of(response))
    assert connection.in_atomic_block
    response.close()
    assert not connection.in_atomic_block
    assert reading.database() == "default"
    make_project("Written after")


@pytest.mark.django_db(transaction=True)
def test_nobody_but_the_file_is_in_its_snapshot(client, small):
    make_project()
    make_project()
    response = client.get(ADDRESS)
    next(pieces_of(response))
    assert reading.snapshot_key() is None
    response.close()


@pytest.mark.django_db(transaction=True)
def test_the_transaction_of_a_reader_who_takes_nothing_is_ended(client, small, monkeypatch):
    monkeypatch.setattr(streaming, "STALLED_SECONDS", 0.1)
    for _ in range(3):
        make_project()
    response = client.get(ADDRESS)
    pieces = pieces_of(response)
    next(pieces)
    threading.Event().wait(0.5)
    with pytest.raises(DatabaseError, match="idle-in-transaction"):
        list(pieces)
    response.close()
    connection.close()
    assert Project.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_the_connection_of_a_reader_who_takes_nothing_is_given_up(client):
    ours, readers = socket.socketpair()
    with ours, readers:
        list(client.get(ADDRESS, **{"gunicorn.socket": ours}).streaming_content)
        assert ours.gettimeout() == streaming.STALLED_SECONDS


@pytest.mark.django_db(transaction=True)
def test_nobody_has_longer_than_the_limit_in_all(client, small, monkeypatch):
    monkeypatch.setattr(streaming, "MOST_SECONDS", -1)
    make_project()
    with pytest.raises(OperationalError, match="too long"):
        list(pieces_of(client.get(ADDRESS)))
    assert not connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_an_error_in_the_middle_breaks_off_and_does_not_look_like_the_end(
    client, small, monkeypatch
):
    for _ in range(3):
        make_project()
    fail_after(monkeypatch, 2)
    pieces = pieces_of(client.get(ADDRESS))
    with pytest.raises(OperationalError, match="gone"):
        list(pieces)
    assert not connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_an_error_before_the_first_row_is_an_error_page(
    client_that_answers_errors, small, monkeypatch
):
    monkeypatch.setattr(downloads, "ids_in_order", lambda asked: fail("gone"))
    for ending in ("csv", "json", "geojson", "xlsx"):
        response = client_that_answers_errors.get(f"/projects.{ending}")
        assert (response.status_code, "Retry-After" in response) == (503, True)
    assert not connection.in_atomic_block


def fail(words):
    raise OperationalError(words)


def fail_after(monkeypatch, number):
    """Let the database be gone after so many batches of records."""
    read, done = records._record, []

    def fail_late(row, words):
        done.append(row)
        return read(row, words) if len(done) <= number else fail("gone")

    monkeypatch.setattr(records, "_record", fail_late)


@pytest.mark.django_db
def test_pages_keep_threads_while_large_files_are_sent(client, monkeypatch):
    monkeypatch.setattr(streaming, "LARGE", 1)
    make_project()
    sent = [client.get(ADDRESS) for _ in range(streaming.LARGE_AT_ONCE)]
    refused = client.get(ADDRESS)
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert refused["Content-Type"] == "application/problem+json"
    assert client.get("/projects.csv?q=zzzzzz").status_code == 200  # no large one
    assert b"".join(sent.pop())
    sent.append(client.get(ADDRESS))
    assert [b"".join(each).count(b"\r\n") for each in sent] == [2] * len(sent)


@pytest.mark.django_db
def test_a_place_in_the_turn_is_given_back_after_an_error(client, monkeypatch):
    monkeypatch.setattr(streaming, "LARGE", 1)
    make_project()
    fail_after(monkeypatch, 0)
    for _ in range(streaming.LARGE_AT_ONCE + 1):
        with pytest.raises(OperationalError):
            client.get(ADDRESS)


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["csv", "json", "geojson", "xlsx"])
def test_a_file_with_three_times_the_rows_needs_no_more_memory(client, ending, monkeypatch):
    monkeypatch.setattr(records, "BATCH", 100)
    lead = make_organisation()
    with transaction.atomic():
        for number in range(100):
            make_project(f"P{number}", lead_organisation=lead, description="long " * 1000)
    ids = list(Project.objects.values_list("pk", flat=True))
    peak_of(client, ending, ids)  # what is made once is there
    few, many = (peak_of(client, ending, ids * times) for times in (3, 10))
    assert many < few + 2**19  # 700 rows more, of 5 kB each


def peak_of(client, ending, ids):
    """Return the most bytes that were held while a file of these projects was sent."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(downloads, "ids_in_order", lambda asked: ids)
        tracemalloc.start()
        total = sum(map(len, client.get(f"/projects.{ending}")))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert total > 1000
    return peak
