"""Keeping the secret part of addresses out of the log."""

import logging
import re

# As projects.models.submission makes them: whoever has one may confirm, change and erase. And the
# end of a link that sets a new password.
_SECRET = re.compile(r"(?<=/)[\w-]{43}(?=/|$|\s)|(?<=/password/forgotten/)[^/\s]*-[^/\s]*")


class MaskSecrets(logging.Filter):
    """Writes /submissions/…/ where an address holds a secret."""

    def filter(self, record):
        message = record.getMessage()
        masked = _SECRET.sub("…", message)
        if masked != message:
            record.msg, record.args = masked, ()
        return True
