"""What people are told about events they registered for, in the transaction of what it tells.

Nothing here changes a state.
"""

from django.conf import settings
from django.utils import timezone

from members.event_words import place_in_words, when_in_words
from members.models import Registration
from projects.models import Mail
from projects.submissions.mail import address_of, write_mail

# Both are answers to the form that asks for a name and an address, and are counted together:
# the number of its mails must not tell whether somebody is registered.
FORM_MAILS = ["event_confirm", "event_again"]


def answer_form(registration, key):
    """Answer who filled in the form: ask whether it was them, or say that they are registered.

    key: of the form, so that the same form sent twice writes one mail.
    """
    is_there = registration.state == Registration.State.REGISTERED
    purpose = "event_again" if is_there else "event_confirm"
    # Nobody knows yet whose address it is, so it carries no text of the sender's choice.
    return _write(registration, purpose, key, name="")


def registered(registration):
    """Say that they have a place, and how to join; once a day, and again after each change."""
    key = f"{registration.token}/registered/{registration.event.version}/{timezone.localdate()}"
    return _write(registration, "event_registered", key)


def changed(registration, was):
    """Say that its time, place or joining link is another.

    was: {"when", "place", "joining_link"}, the first two in words, as they were.
    """
    event = registration.event
    key = f"{registration.token}/changed/{event.version}"
    is_moved = (was["when"], was["place"]) != (when_in_words(event), place_in_words(event))
    return _write(registration, "event_changed", key, was=was if is_moved else None)


def cancelled(registration, reason):
    """Say that the event does not take place, and why."""
    return _write(
        registration, "event_cancelled", f"{registration.token}/event-cancelled", reason=reason
    )


def reminder(registration):
    """Remind them the day before; worth nothing once it has begun."""
    event = registration.event
    key = f"{registration.token}/reminder/{event.starts.isoformat()}"
    choices = address_of("mail_choices") if registration.member else ""
    return _write(registration, "event_reminder", key, expires_at=event.starts, choices=choices)


def erase(registration):
    """Forget all mail about a registration: it holds the name and the secret address."""
    Mail.objects.filter(
        to__same_address=address_for(registration),
        purpose__startswith="event_",
        text__contains=registration.token,
    ).delete()


def address_for(registration):
    """Return the e-mail address of who comes."""
    return registration.member.email if registration.member else registration.email


def name_for(registration):
    """Return the name of who comes; may be ""."""
    return registration.member.name if registration.member else registration.name


def _write(registration, purpose, key, *, expires_at=None, **more):
    event = registration.event
    context = {
        "event": event,
        "name": name_for(registration),
        "link": address_of("registration", registration.token),
        "page": settings.SITE_URL + event.get_absolute_url(),
        "calendar": address_of("event_file", event.slug),
    }
    return write_mail(
        purpose,
        address_for(registration),
        f"network/{purpose}",
        context | more,
        key,
        expires_at=expires_at,
    )
