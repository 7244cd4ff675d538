"""Where a person is in the database, found by looking at the tables: none can be forgotten."""

from collections import defaultdict

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models

from members.accounts import mails
from members.models import Member, Message
from projects.models import Mail

# What somebody did here is not about them, but says when they did it.
DEEDS = {"checked_by", "history_user", "undone_by", "who"}
LOG_OF_STAFF = "admin.LogEntry.user"
# An address that is shown to everybody as the contact of an entry is the entry's, not a person's
# account's: who wants it off the map reports it.
OF_ENTRIES = {"projects.Project.contact_email", "projects.HistoricalProject.contact_email"}


def name_of(model, field=None):
    """Return "projects.Mail" or "projects.Mail.to", as all lists of this package name them."""
    return f"{model._meta.label}.{field.name}" if field else model._meta.label


def relations():
    """Return every (model, field) that leads to a member, of every app, history included."""
    return [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is Member
    ]


def address_fields():
    """Return every (model, field) that holds somebody's e-mail address, but for accounts' own."""
    return [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.EmailField)
        and model is not Member
        and name_of(model, field) not in OF_ENTRIES
    ]


def addresses_of(member):
    """Return the member's e-mail addresses, small letters; none that they have not proved theirs.

    Anybody can say that an address is theirs, and must not get, or erase, what belongs to another.
    """
    proved = EmailAddress.objects.filter(user=member, verified=True)
    return {member.email.lower(), *(each.email.lower() for each in proved)}


def rows_about(member, left_out=()):
    """Return {model: {primary key: whether it is about them, or only their deed}}.

    left_out: names of fields, as "members.Refusal.writer", that are not followed.
    """
    found, addresses = defaultdict(dict), addresses_of(member)
    ways = [way for way in relations() if name_of(*way) not in left_out]
    holders = [way for way in address_fields() if name_of(*way) not in left_out]
    for model, field in ways:
        is_about = field.name not in DEEDS and name_of(model, field) != LOG_OF_STAFF
        _add(found[model], model, models.Q(**{field.name: member}), is_about)
    for model, field in holders:
        _add(found[model], model, with_address(addresses, field.name), True)
    left = models.Q(purpose=mails.left_by(member))
    _add(found[Mail], Mail, left, True)
    received = Message.objects.filter(copies__member=member).values_list("pk", flat=True)
    found[Message].update(dict.fromkeys(received, True))
    return {model: rows for model, rows in found.items() if rows}


def _add(rows, model, question, is_about):
    for pk in model._base_manager.filter(question).values_list("pk", flat=True):
        rows[pk] = rows.get(pk, False) or is_about


def with_address(addresses, *fields):
    """A condition: one of the fields holds one of the addresses, whatever its case."""
    found = models.Q(pk__in=[])
    for field in fields:
        for address in addresses:
            found |= models.Q(**{f"{field}__same_address": address})
    return found
