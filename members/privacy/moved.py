"""When somebody's address changes, what is kept under the former one goes over to the new one.

So it stays theirs: it is in the data that they are given, it goes when they are erased, and whose
messages they do not want still holds. From then on the former address may be somebody else's.
"""

from members.accounts import mails
from members.models import Member, Refusal, Registration
from members.privacy.finding import address_fields, name_of, with_address
from members.privacy.mentions import forget_mentions
from projects.models import Alert, Mail, Project
from projects.models.address import is_same

# Fields of addresses that stay as they are, each with why.
STAYS = {
    "account.EmailAddress.email": "It says itself which address is whose.",
    "projects.Review.email": "An entry's contact was asked: the address is the entry's.",
}
State = Registration.State


def follow(member, former):
    """Make the member's present address stand wherever an address that they had proved stood.

    Belongs into the transaction in which the address changes. What staff have written of the
    former address becomes "…", unless an entry shows it to everybody.
    """
    new = member.email.lower()
    others = Member.objects.filter(email__same_address=former).exclude(pk=member.pk)
    if is_same(former, new) or others.exists():
        return
    _keep_notices(member, former)
    _one_registration_each(former, new)
    _one_refusal_each(former, new)
    _one_alert_each(former, new)
    for model, field in address_fields():
        if name_of(model, field) not in STAYS:
            rows = model._base_manager.filter(with_address({former}, field.name))
            if model is Mail:
                rows = rows.exclude(purpose=mails.left_by(member))
            rows.update(**{field.name: new})
    if not Project.objects.filter(contact_email__same_address=former).exists():
        forget_mentions("", {former})


def _keep_notices(member, former):
    """What is still to say that the account has changed goes to the address that it had then."""
    waiting = Mail.objects.filter(with_address({former}, "to"), sent_at=None)
    waiting.filter(purpose=mails.PURPOSE).update(purpose=mails.left_by(member))


def _one_registration_each(former, new):
    """Where both addresses are guests at an event, drop the one that has not got a place."""
    guests = Registration.objects.filter(member=None)
    for row in guests.filter(with_address({former}, "email")):
        other = guests.filter(with_address({new}, "email"), event=row.event_id).first()
        if other:
            (other if row.state == State.REGISTERED else row).delete()


def _one_refusal_each(former, new):
    """Drop what the new address has refused, or been refused, as well."""
    for row in Refusal.objects.filter(with_address({former}, "email", "writer")):
        pair = [new if each and is_same(each, former) else each for each in (row.email, row.writer)]
        same = Refusal.objects.filter(email__same_address=pair[0], writer__same_address=pair[1])
        if same.exclude(pk=row.pk).exists():
            row.delete()


def _one_alert_each(former, new):
    """Where both addresses follow the same list, drop the alert that is not confirmed."""
    for row in Alert.objects.filter(with_address({former}, "email")):
        other = Alert.objects.filter(with_address({new}, "email"), query=row.query).first()
        if other:
            (other if row.confirmed_at else row).delete()
