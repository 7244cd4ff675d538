"""A mail server on loopback that does what a test tells it to, and keeps what it has taken."""

import contextlib
import email
import email.policy
import socket
import threading

from aiosmtpd.controller import Controller

from tests.betterwork.servers import free_port


class MailServer:
    """Takes mail while it is `up`; refuses and fails as it is told.

    refusals: {address of a recipient: the reply to it}. answer: the reply to every text. drops:
    whether it takes a text and then breaks the connection without a reply. together: so many texts
    are awaited, for at most half a second, before any is taken.
    """

    def __init__(self):
        self.port = free_port()
        self.taken = []
        self.refusals = {}
        self.answer = "250 OK"
        self.drops = False
        self.together = None
        self.asked = threading.Event()  # whether a text has come, taken or not
        self._controller = None

    def up(self):
        """Listen."""
        # A client has gone before its connection is closed here, and that is nothing to warn of.
        self._controller = Controller(self, "127.0.0.1", self.port)
        self._controller.start()

    def down(self):
        """Listen no more."""
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if reply := self.refusals.get(address):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.asked.set()
        if self.together:
            await server.loop.run_in_executor(None, self._wait_for_the_others)
        if not self.answer.startswith("250"):
            return self.answer
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.taken.append((envelope.rcpt_tos, message))
        if self.drops:
            server.transport.abort()
        return self.answer

    def await_together(self, number):
        """Take texts only once so many have come at the same time, or half a second has passed."""
        self.together = threading.Barrier(number, timeout=0.5)

    def _wait_for_the_others(self):
        with contextlib.suppress(threading.BrokenBarrierError):
            self.together.wait()

    @property
    def recipients(self):
        """Who has got a mail, in the order in which they were taken."""
        return [address for addresses, _ in self.taken for address in addresses]

    @property
    def ids(self):
        """The Message-IDs of what was taken."""
        return [message["Message-ID"] for _, message in self.taken]


@contextlib.contextmanager
def silent_server():
    """A port of loopback where connections are taken and nothing is ever said; gives its number."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]
