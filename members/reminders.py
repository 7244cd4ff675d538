"""Reminding those who registered, the day before an event."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from members.mails import events as event_mail
from members.models import Event, Registration

DAY_BEFORE = timedelta(hours=24)


def remind(now=None):
    """Write to all who come to an event within a day, once, and return how many that are.

    Not to those who registered within that day, nor to members who want no mail about events.
    """
    now = now or timezone.now()
    count = 0
    for pk in _to_remind(now).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            held = _to_remind(now).select_for_update(of=["self"], skip_locked=True)
            if registration := held.select_related("event", "member").filter(pk=pk).first():
                event_mail.reminder(registration)
                registration.reminded_at = now
                registration.save(update_fields=["reminded_at"])
                count += 1
    return count


def _to_remind(now):
    return Registration.objects.filter(
        Q(member=None) | Q(member__profile=None) | Q(member__profile__mail_about_events=True),
        Q(member=None) | Q(member__is_active=True),
        state=Registration.State.REGISTERED,
        reminded_at=None,
        registered_at__lte=F("event__starts") - DAY_BEFORE,
        event__state=Event.State.PUBLISHED,
        event__starts__gt=now,
        event__starts__lte=now + DAY_BEFORE,
    )
