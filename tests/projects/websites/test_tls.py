"""Secure connections: certificates are verified, for the name that was asked for."""

import shutil
import socket
import ssl
import subprocess
import threading
import time

import pytest

from projects.websites.outcomes import Fails
from tests.projects.websites.servers import fetcher_of, page

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(not OPENSSL, reason="openssl makes the certificate")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of site.test, signed by itself, with its key in the same file."""
    file = tmp_path_factory.mktemp("tls") / "site.pem"
    command = [
        *(OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
        *("-subj", "/CN=site.test", "-addext", "subjectAltName=DNS:site.test"),
        *("-keyout", file, "-out", file.with_suffix(".crt")),
    ]
    subprocess.run(command, check=True, capture_output=True)
    file.write_text(file.read_text() + file.with_suffix(".crt").read_text())
    return file


@pytest.fixture
def port(certificate):
    """The port of a server with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(connection, server_side=True) as secure:
                    secure.recv(65536)
                    secure.sendall(page(200, b"Hello"))
            except OSError:
                connection.close()

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


def trusting(certificate, port):
    tls = ssl.create_default_context(cafile=certificate)
    return fetcher_of(ports=(port,), tls=tls)


def test_a_page_is_read_over_a_secure_connection(certificate, port):
    answer = trusting(certificate, port).ask("GET", f"https://site.test:{port}/", 5, with_body=True)
    assert (answer.status, answer.body) == (200, b"Hello")


def test_a_certificate_of_another_name_is_not_valid(certificate, port):
    with pytest.raises(Fails, match="not valid: Hostname mismatch"):
        trusting(certificate, port).ask("GET", f"https://other.test:{port}/", 5)


def test_a_certificate_that_nobody_vouches_for_is_not_valid(port):
    with pytest.raises(Fails, match="not valid: self.signed"):
        fetcher_of(ports=(port,)).ask("GET", f"https://site.test:{port}/", 5)


def test_a_server_that_never_shakes_hands_is_left():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port, begun = silent.getsockname()[1], time.monotonic()
        with pytest.raises(Fails, match="no answer in time"):
            fetcher_of(ports=(port,)).ask("GET", f"https://site.test:{port}/", 0.3)
    assert time.monotonic() - begun < 1
