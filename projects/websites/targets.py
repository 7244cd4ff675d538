"""Web addresses, taken apart into what one request needs."""

from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from projects.websites.outcomes import CannotTell, Fails

PORTS = {"http": 80, "https": 443}
_UNCHANGED = "/%:@!$&'()*+,;=~-._?[]"
LONGEST = 2000  # characters: what browsers and servers take without complaint


@dataclass(frozen=True)
class Target:
    """Where a request goes and what it asks for. `host` is lower-case ASCII."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self):
        """The part of the address before its path; what robots.txt is about."""
        usual = self.port == PORTS[self.scheme]
        return (
            f"{self.scheme}://{self.name}" if usual else f"{self.scheme}://{self.name}:{self.port}"
        )

    @property
    def name(self):
        """The host as addresses write it: IPv6 in brackets."""
        return f"[{self.host}]" if ":" in self.host else self.host


def target_of(address, ports):
    """Take an address apart. Raises Fails where it makes no sense, CannotTell on other ports."""
    if len(address) > LONGEST:
        raise Fails("it leads to an address that is too long")
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port or PORTS.get(parts.scheme)
        if parts.scheme not in PORTS or not host:
            raise Fails("it does not lead to a web page")
        if "@" in parts.netloc:
            raise CannotTell("it holds a user name or a password")
        if ":" not in host:
            host = host.encode("idna").decode().lower()
    except ValueError:  # UnicodeError is one
        raise Fails("it makes no sense as an address") from None
    if port not in ports:
        raise CannotTell(f"it leads to port {port}")
    path = quote(parts.path, safe=_UNCHANGED) or "/"
    query = f"?{quote(parts.query, safe=_UNCHANGED)}" if parts.query else ""
    return Target(parts.scheme, host, port, path + query)


def follow(address, location):
    """Return the address that a Location header leads to from this one. Raises Fails.

    location: as http.client read it, each byte a character.
    """
    try:
        return urljoin(address, location.encode("latin-1").decode("utf-8", "replace"))
    except ValueError:
        raise Fails("it leads on to an address that makes no sense") from None
