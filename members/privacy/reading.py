"""What the export holds, as people read it."""

from datetime import datetime

from django.apps import apps
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from projects.submissions.reports import LABELS as OF_REPORTS
from projects.submissions.values import LABELS as OF_ENTRIES

YES_NO = {True: _("yes"), False: _("no")}
# Numbers that say nothing to people; the file for programs has them.
UNREAD = {"id", "history_id", "version", "base_version", "message"}
AS_STAFF = _("What you did as an editor")
TITLES = {
    "members.Profile": _("Your profile"),
    "account.EmailAddress": _("Your e-mail addresses"),
    "mfa.Authenticator": _("Your second step when signing in"),
    "members.Application": _("Your asking to join"),
    "members.Stewardship": _("Organisations that you look after, or asked to"),
    "members.Registration": _("Your registrations for events"),
    "members.Message": _("Messages that you wrote or got through this site"),
    "members.MessageCopy": _("When messages went to you"),
    "members.Refusal": _("Messages that you do not want"),
    "members.ResourceProposal": _("Resources that you proposed"),
    "members.Complaint": _("Your complaints about your data"),
    "projects.Submission": _("What you proposed, corrected or reported"),
    "projects.HistoricalSubmission": _("Earlier versions of it"),
    "projects.Alert": _("Your e-mail alerts"),
    "projects.Mail": _("Our mails to you"),
    "projects.Review": _("When we asked you whether entries are still right"),
    "projects.DigestSent_to": _("Days on which you got the summary for editors"),
    "admin.LogEntry": AS_STAFF,
    "members.Export": AS_STAFF,
    "members.Step": AS_STAFF,
    "projects.Decision": AS_STAFF,
    "projects.NotTheSame": AS_STAFF,
    "projects.Project": AS_STAFF,
    **{
        f"projects.Historical{model}": AS_STAFF
        for model in ("Involvement", "Location", "Organisation", "Project", "Theme")
    },
}


def as_read(data):
    """Return {"made", "site", "account": row, "tables": [(title, [row])]}; row: [(label, text)]."""
    tables = {}
    for name in sorted(data["tables"], key=_place):
        rows = [_row(name, row) for row in data["tables"][name]]
        tables.setdefault(_title(name), []).extend(filter(None, rows))
    return {
        "made": _text(data["made"]),
        "site": data["site"],
        "account": _row("members.Member", data["account"]),
        "tables": list(tables.items()),
    }


def _place(name):
    return list(TITLES).index(name) if name in TITLES else len(TITLES)


def _title(name):
    known = TITLES.get(name)
    return str(known or capfirst(apps.get_model(name)._meta.verbose_name_plural))


def _row(model, row):
    fields = {each.name: each for each in apps.get_model(model)._meta.get_fields()}
    told = [
        (_label(name, fields.get(name)), _text(value))
        for name, value in row.items()
        if name not in UNREAD
    ]
    return [(label, text) for label, text in told if text]


def _label(name, field=None):
    words = getattr(field, "verbose_name", None) or OF_ENTRIES.get(name) or OF_REPORTS.get(name)
    return capfirst(str(words or name.replace("_", " ")))


def _text(value):
    """Several lines where a value has parts; "" for what is empty."""
    if isinstance(value, bool):
        return str(YES_NO[value])
    if isinstance(value, str):
        return _moment(value) or value
    if isinstance(value, dict):
        parts = ((_label(name), _text(part)) for name, part in value.items())
        return "\n".join(f"{label}: {text}" for label, text in parts if text)
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value)))
    return "" if value is None else str(value)


def _moment(text):
    """A day or moment in words, or "" where the text is none."""
    try:
        when = parse_datetime(text) or parse_date(text)
    except ValueError:
        return ""
    if isinstance(when, datetime):
        return date_format(localtime(when), "j F Y, H:i") if when.tzinfo else ""
    return date_format(when, "j F Y") if when else ""
