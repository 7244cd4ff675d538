"""Where the mail goes."""

import pytest

from tests.mail_server import MailServer


@pytest.fixture
def server(settings):
    """A mail server that takes all, and the site set up to use it."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    server.up()
    yield server
    server.down()
