"""Identifiers: UUIDs that never change, as the standard wants them.

A row's is made of its number, and the number can be read from it again (a UUID of version 8, RFC
9562), so that one service is found among a million without a table of identifiers. What nobody
looks up has a UUID of version 5, of its names. Both also depend on the name of the site: two sites
never give different things the same one.
"""

import uuid
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings

_NUMBER = (1 << 62) - 1


def row_uuid(kind, number):
    """Return the identifier of a row. kind: such as "service". number: its id, 0 to 2**62 - 1."""
    beginning = sha256(_site().bytes + kind.encode()).digest()[:8]
    value = int.from_bytes(beginning + number.to_bytes(8))
    value = value & ~(0xF << 76) | 8 << 76  # the version
    value |= 0b10 << 62  # the variant
    return str(uuid.UUID(int=value))


def number_of(kind, identifier):
    """Return the number in an identifier (a uuid.UUID), or None if it is none of this kind."""
    number = identifier.int & _NUMBER
    return number if row_uuid(kind, number) == str(identifier) else None


def named_uuid(*names):
    """Return the identifier of what is known by these names (texts, in their order)."""
    return str(uuid.uuid5(_site(), "/".join(names)))


def _site():
    return uuid.uuid5(uuid.NAMESPACE_DNS, urlsplit(settings.SITE_URL).hostname or "")
