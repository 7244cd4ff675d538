"""A server for a test, stopped after it."""

import pytest

from tests.projects.websites.servers import Server


@pytest.fixture
def serve():
    """Start servers: serve({"/": answer}) returns one."""
    servers = []

    def start(answers):
        servers.append(Server(answers))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
