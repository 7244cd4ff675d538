"""Keeping the secret part of addresses out of the log."""

import logging
import re

# As it stands in an address, and in one that is part of another address (?next=%2F…).
_SLASH = r"(?:/|%(?:25)*2f)"
_REST = r"[^/\s?&\"']"
_SECRET = re.compile(
    # The end of a link that sets a new password, and of one by which a member stays.
    rf"(?P<before>password{_SLASH}forgotten{_SLASH}(?={_REST}*-)|account{_SLASH}stay{_SLASH}){_REST}+"
    # As projects.models.submission makes them: whoever has one may confirm, change and erase.
    rf"|(?P<slash>{_SLASH})[\w-]{{43}}(?![\w-])",
    re.IGNORECASE,
)


class MaskSecrets(logging.Filter):
    """Writes /submissions/…/ where an address holds a secret."""

    def filter(self, record):
        message = record.getMessage()
        masked = _SECRET.sub(r"\g<before>\g<slash>…", message)
        if masked != message:
            record.msg, record.args = masked, ()
        return True
