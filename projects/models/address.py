"""When two e-mail addresses are the same: the one place that says so.

Letters outside ASCII are refused. Some of them become plain ones when the case is changed ("ı" and
"ſ" in PostgreSQL, the sign for kelvin in Python), so that the address of a stranger's mailbox would
be taken for somebody else's.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

NOT_PLAIN = _("Write the e-mail address with plain letters: a to z, without accents.")


def check_plain(email):
    """Raise ValidationError for an address with letters outside ASCII."""
    if not email.isascii():
        raise ValidationError(NOT_PLAIN, code="not_plain")


def is_same(one, other):
    """Whether two addresses are the same, but for the case of A to Z."""
    return one.encode().lower() == other.encode().lower()


class SameAddress(models.Lookup):
    """As is_same(), in the database, where the collation "C" knows no letters but A to Z."""

    lookup_name = "same_address"

    def as_sql(self, compiler, connection):
        """Return the condition and its parameters."""
        held, held_params = self.process_lhs(compiler, connection)
        typed, typed_params = self.process_rhs(compiler, connection)
        condition = f'UPPER(({held})::text COLLATE "C") = UPPER(({typed})::text COLLATE "C")'
        return condition, [*held_params, *typed_params]
