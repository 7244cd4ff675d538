import pytest
from django.db import connection, transaction

from projects import reading
from projects.refresh import raise_revision
from tests.builders import make_organisation


@pytest.fixture
def revision(transactional_db):
    """A revision that is committed."""
    change()


def change():
    with transaction.atomic():
        raise_revision()


def key():
    with reading.snapshot():
        return reading.snapshot_key()


def test_the_key_is_the_same_as_long_as_nothing_public_changes(revision):
    first = key()
    make_organisation()  # nobody sees it yet
    assert first == key() is not None
    change()
    assert key() != first


def test_the_same_number_written_by_somebody_else_is_another_key(revision):
    """As after a backup has been restored."""
    first = key()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projects_revision SET number = number")
    assert key() != first


def test_a_snapshot_keeps_its_key_although_something_changes_meanwhile(revision, elsewhere):
    with reading.snapshot():
        first = reading.snapshot_key()
        elsewhere("UPDATE projects_revision SET number = number + 1")
        assert reading.snapshot_key() == first
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM projects_revision")
            assert str(cursor.fetchone()[0]) == first[1].split(".")[0]
    assert key() != first


@pytest.mark.django_db
def test_there_is_no_key_where_data_may_change():
    assert reading.snapshot_key() is None
    with reading.snapshot():  # no more than the transaction of the test
        assert reading.snapshot_key() is None


def test_after_a_snapshot_the_connection_writes_as_before(revision):
    with pytest.raises(ZeroDivisionError), reading.snapshot():
        raise ZeroDivisionError
    change()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("read committed",)


def test_a_snapshot_whose_connection_breaks_leaves_a_connection_that_can_be_used(
    revision, elsewhere
):
    with pytest.raises(Exception, match="terminating connection|closed"), reading.snapshot():
        elsewhere(f"SELECT pg_terminate_backend({connection.connection.info.backend_pid}, 5000)")
        reading.edition()
    connection.close_if_unusable_or_obsolete()
    change()


@pytest.fixture
def elsewhere():
    """Executes a statement in a connection of its own."""

    def execute(statement):
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute(statement)
        finally:
            other.close()

    return execute
