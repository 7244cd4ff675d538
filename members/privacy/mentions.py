"""Where staff, and the site itself, write of people in sentences."""

import re

from django.contrib.admin.models import LogEntry
from django.db.models import Q
from django.utils.html import escape

from members.models import Export, Step
from projects.models import Decision, Mail

PLACES = [
    (Decision, ["reason"]),
    (Step, ["reason"]),
    (Export, ["chosen"]),
    (LogEntry, ["object_repr", "change_message"]),
    (Mail, ["subject", "text", "html", "problem"]),
]
GONE = "…"


def forget_mentions(name, addresses):
    """Put "…" in the place of a full name and of addresses.

    A name of one word stays: "Will" stands in too many sentences that are about nobody.
    """
    words = [*addresses, *([name] if " " in name.strip() else [])]
    words = {each for word in words for each in (word, escape(word))}  # mails are HTML, too
    if not words:
        return
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.I)
    for model, fields in PLACES:
        said = Q(pk__in=[])
        for field in fields:
            for word in words:
                said |= Q(**{f"{field}__icontains": word})
        for row in model.objects.filter(said):
            changed = {field: pattern.sub(GONE, getattr(row, field)) for field in fields}
            model.objects.filter(pk=row.pk).update(**changed)
