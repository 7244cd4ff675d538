"""Everything that is kept about a member, for them to read and to take along.

What belongs to others is left out: their names and addresses, entries and events that are not
public, and what would open a page or an account.
"""

import re
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from members.models import Event, Member, Message, Step
from members.privacy.finding import name_of, rows_about
from projects.models import (
    Approach,
    Area,
    Decision,
    DigestSent,
    Organisation,
    Project,
    Resource,
    ReviewedEntry,
)

# Ways from a row to a member that are not followed here, each with why.
LEFT_OUT = {
    "members.Member_groups.member": "Told with the account.",
    "members.Member_user_permissions.member": "Told with the account.",
    "members.Refusal.writer": "Somebody's wish not to hear from them is the other person's.",
    "projects.Mail.reply_to": "That there is one, or none, tells who takes messages from them.",
}
# Fields of any table: what opens a page, an account or a form, and what tells nothing to people.
SECRET = {"password", "token", "form_token", "message_id", "html", "sender", "data"}
# Where a project is may be a secret between its staff and us.
SECRET |= {"place_by_staff", "latitude", "longitude", "precision", "found_by", "geocoding"}
SECRET |= {"geocoding_reason", "geocoding_tries", "geocode_again_at"}
# What may be told by its name, since everybody may see it (see _label for what is not public).
NAMED = (Approach, Area, ContentType, DigestSent, Event, Group, Organisation, Permission, Project)
NAMED += (Resource,)
# What is told of a message to who has it, not to who wrote it: they never learn of a refusal.
OF_RECIPIENT = {"state", "passed_on_at"}
# What belongs to a row that is about them: (model, its field that leads to that row).
PARTS = [
    *((Step, field) for field in ("application", "stewardship", "proposal", "complaint")),
    (Decision, "submission"),
    (ReviewedEntry, "review"),
]
PART_FIELDS = {"when", "from_state", "to_state", "reason", "project", "answer", "answered_at"}
# What staff did may be about others: they are told what kind of thing it was, and when.
DEED_FIELDS = {"when", "from_state", "to_state", "undone_at", "checked_on", "rows"}
DEED_FIELDS |= {"history_date", "history_type", "action_time", "action_flag", "content_type"}
DEED_FIELDS |= {"project", "first", "second"}
_SECRET_PART = re.compile(r"/[\w-]{40,}")
_ADDRESS = re.compile(r"[\w.+'-]+@[\w.-]+\.\w+")


def data_of(member):
    """Return {"made", "site", "account", "tables": {"projects.Submission": [{field: value}]}}.

    Values are what JSON holds; moments are ISO 8601 with their offset.
    """
    tables = {}
    own = _own_addresses(member)
    for model, rows in rows_about(member, LEFT_OUT).items():
        found = model._base_manager.filter(pk__in=rows).order_by("pk")
        tables[name_of(model)] = [_row(row, member, own, is_deed=not rows[row.pk]) for row in found]
    return {
        "made": timezone.localtime().isoformat(timespec="seconds"),
        "site": settings.SITE_URL,
        "account": _account(member, own),
        "tables": dict(sorted(tables.items())),
    }


def _account(member, own):
    groups = [str(group) for group in member.groups.all()]
    permissions = [str(each) for each in member.user_permissions.all()]
    return _row(member, member, own) | {"groups": groups, "user_permissions": permissions}


def _row(row, member, own, is_deed=False):
    """Return {field: value} of a row; of a deed, only what it was and when."""
    told = {}
    for field in row._meta.concrete_fields:
        if field.name in SECRET or (is_deed and field.name not in DEED_FIELDS):
            continue
        if isinstance(row, Message) and field.name in OF_RECIPIENT and not _has_it(member, row):
            continue
        value = _value(row, field, member, own)
        if value not in (None, ""):
            told[field.name] = value
    if is_deed:
        return told | ({"name": _label(row)} if type(row) in NAMED and _label(row) else {})
    for field in row._meta.many_to_many:
        if field.related_model in NAMED and not isinstance(row, Member):
            told[field.name] = [_label(each) for each in getattr(row, field.name).all()]
    for model, field in PARTS:
        if model._meta.get_field(field).related_model is type(row):
            told.setdefault("steps", []).extend(
                _part(part, member, own) for part in model.objects.filter(**{field: row})
            )
    return told


def _has_it(member, message):
    return message.writer_id != member.pk and message.copies.filter(member=member).exists()


def _part(part, member, own):
    fields = [field for field in part._meta.concrete_fields if field.name in PART_FIELDS]
    values = {field.name: _value(part, field, member, own) for field in fields}
    return {name: value for name, value in values.items() if value not in (None, "")}


def _value(row, field, member, own):
    """A field's value as it may be given to this member, or None."""
    if field.related_model is Member:
        number = getattr(row, field.attname)
        return None if number is None else "you" if number == member.pk else "somebody else"
    if field.is_relation:
        if field.related_model not in NAMED:
            return getattr(row, field.attname)
        found = field.related_model._base_manager.filter(pk=getattr(row, field.attname)).first()
        return _label(found) if found else None
    value = getattr(row, field.name)
    if isinstance(field, models.EmailField):
        return value if value.lower() in own else None
    if row._meta.label == "projects.Mail" and field.name == "text":
        return _letter(row, own)
    if isinstance(value, date):  # a moment is one, too
        return (timezone.localtime(value) if isinstance(value, datetime) else value).isoformat()
    return value


def _label(thing):
    """Its name, where the public may know it."""
    state = getattr(thing, "state", "published")
    return str(thing) if state in ("published", "cancelled") else None


def _letter(mail, own):
    """The text of a mail, without links that open something and without addresses of others."""
    if mail.expires_at:
        return None

    def shown(found):
        address = found.group().lower()
        return found.group() if address in own | {settings.CONTACT_EMAIL.lower()} else "…"

    return _ADDRESS.sub(shown, _SECRET_PART.sub("/…", mail.text))


def _own_addresses(member):
    """Those that they have given, proved or not: to show, not to search by."""
    given = EmailAddress.objects.filter(user=member).values_list("email", flat=True)
    return {member.email.lower(), *(address.lower() for address in given)}
