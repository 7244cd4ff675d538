"""A connection that has been lost is found out without asking the server."""

import pytest
from django.db import close_old_connections, connection, connections

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other():
    """A connection of the same kind that the tests may break."""
    other = connection.copy()
    other.ensure_connection()
    yield other
    other.close()


def end(other, seconds=5):
    """Have the server end the connection, and wait until it is gone."""
    with connection.cursor() as cursor:
        pid = other.connection.info.backend_pid
        cursor.execute("SELECT pg_terminate_backend(%s, %s)", [pid, seconds * 1000])
        assert cursor.fetchone() == (True,)


def test_a_connection_that_stands_is_usable(other):
    assert other.is_usable()
    with other.cursor() as cursor:
        cursor.execute("SELECT generate_series(1, 100000)")
        cursor.fetchone()
    assert other.is_usable()


def test_one_that_the_server_has_ended_is_not(other):
    end(other)
    assert not other.is_usable()


def test_one_that_broke_while_it_was_used_is_not(other):
    end(other)
    with pytest.raises(Exception, match="terminating|closed"), other.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert not other.is_usable()


def test_one_that_was_left_in_a_failed_transaction_is_not(other):
    other.set_autocommit(False)
    with pytest.raises(Exception, match="division"), other.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    assert not other.is_usable()


def test_a_page_asked_for_after_the_server_was_restarted_is_answered(client, other):
    client.get("/healthz")
    close_old_connections()  # as each request begins; the test client leaves it out
    pid = connection.connection.info.backend_pid
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    assert client.get("/healthz").status_code == 200
    assert connection.connection.info.backend_pid != pid


def test_all_databases_are_of_this_kind():
    assert {each.__class__.__module__ for each in connections.all()} == {"betterwork.database.base"}
