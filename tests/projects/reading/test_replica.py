"""Which database a page is read from; tests/betterwork/test_replica.py has real ones."""

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from psycopg.errors import AdminShutdown, LockNotAvailable, QueryCanceled

from projects.reading import replica

PRIMARY = "default"


@pytest.fixture(autouse=True)
def with_a_replica(monkeypatch):
    monkeypatch.setattr(replica, "is_there", lambda: True)
    monkeypatch.setattr(replica, "_paused_until", 0.0)


def read(answer=lambda database: database, address="/"):
    return replica.read(RequestFactory().get(address), answer)


def failing_with(reason, asked):
    """Answers a page from the primary; the replica fails."""

    def answer(database):
        asked.append(database)
        if database == replica.REPLICA:
            raise OperationalError("failed") from reason
        return "page"

    return answer


def test_a_page_is_read_from_the_replica_if_there_is_one(monkeypatch):
    assert read() == replica.REPLICA
    monkeypatch.setattr(replica, "is_there", lambda: False)
    assert read() == PRIMARY


def test_where_the_replica_fails_the_primary_answers_and_the_replica_has_a_rest():
    asked = []
    assert read(failing_with(AdminShutdown(), asked)) == "page"
    assert asked == [replica.REPLICA, PRIMARY]
    assert read() == PRIMARY


def test_after_the_rest_the_replica_is_asked_again(monkeypatch):
    read(failing_with(AdminShutdown(), []))
    monkeypatch.setattr(replica.time, "monotonic", lambda: replica._paused_until)
    assert read() == replica.REPLICA


@pytest.mark.parametrize("reason", [QueryCanceled, LockNotAvailable])
def test_what_takes_too_long_is_not_tried_a_second_time(reason):
    asked = []
    with pytest.raises(OperationalError):
        read(failing_with(reason(), asked))
    assert asked == [replica.REPLICA]


def test_a_place_that_may_just_have_been_learnt_is_looked_up_in_the_primary(settings):
    settings.PLACE_SEARCH_ASKS_POSTCODES_IO = True
    assert (read(address="/?near=BT1"), read(address="/?q=x")) == (PRIMARY, replica.REPLICA)
    settings.PLACE_SEARCH_ASKS_POSTCODES_IO = False
    assert read(address="/?near=BT1") == replica.REPLICA
