import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

ADDRESSES = ["/healthz", "/readyz"]


@pytest.fixture
def no_database(monkeypatch):
    """Let no statement through."""

    def refuse(*arguments, **keywords):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_all_is_well(client, address):
    response = client.get(address)
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_they_say_so_when_the_database_does_not_answer(client, no_database, address):
    response = client.get(address)
    assert response.status_code == 503
    assert response.content == b"the database does not answer\n"


@pytest.mark.django_db
def test_a_migration_that_is_not_applied_is_not_ready_but_healthy(client):
    recorder = MigrationRecorder(connection)
    newest = max(name for app, name in recorder.applied_migrations() if app == "projects")
    recorder.record_unapplied("projects", newest)
    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").content.endswith(b"migrations to apply\n")
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_they_take_get_and_head_only(client, address):
    assert client.head(address).status_code == 200
    refused = client.post(address)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")


def test_they_are_not_redirected_to_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.post("/healthz").status_code == 405
    assert client.get("/about/").status_code == 301
