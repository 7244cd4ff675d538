"""What happens to submissions by the calendar: a reminder, and forgetting."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from projects.models import Mail, Submission
from projects.submissions import notifications

REMIND_AFTER = timedelta(days=3)
ERASE_AFTER = timedelta(days=notifications.DAYS_TO_CONFIRM)
FORGET_SENDER_AFTER = timedelta(days=2)
FORGET_MAIL_AFTER = timedelta(days=90)

_unconfirmed = Submission.objects.filter(state=Submission.State.UNCONFIRMED)


def tend(now=None):
    """Do all of it, and return {what: how many}."""
    now = now or timezone.now()
    return {
        "erased": erase_unconfirmed(now),
        "reminded": remind(now),
        "senders forgotten": forget_senders(now),
        "mails emptied": empty_old_mail(now),
    }


def remind(now):
    """Remind, once, those who have not confirmed for three days."""
    silent = _unconfirmed.filter(reminded_at__isnull=True, created__lte=now - REMIND_AFTER)
    return sum(_one_by_one(silent, lambda each: _remind(each, now)))


def erase_unconfirmed(now):
    """Erase what was not confirmed for thirty days, with its history and its mails."""
    return sum(_one_by_one(_unconfirmed.filter(created__lte=now - ERASE_AFTER), _erase))


def forget_senders(now):
    """Forget the digests of network addresses: the limits look back for a day."""
    old = Submission.objects.exclude(sender="").filter(created__lte=now - FORGET_SENDER_AFTER)
    return old.update(sender="")


def empty_old_mail(now):
    """Take the text out of mails that were written 90 days ago; that they were sent stays."""
    old = Mail.objects.filter(created__lte=now - FORGET_MAIL_AFTER).exclude(text="", html="")
    return old.update(text="", html="")


def _one_by_one(submissions, do):
    """Do it to each in a transaction of its own, unless it has changed or is in use just now."""
    for pk in submissions.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            held = submissions.select_for_update(of=["self"], skip_locked=True)
            if each := held.filter(pk=pk).first():
                do(each)
                yield 1


def _remind(submission, now):
    notifications.remind(submission)
    submission.reminded_at = now
    submission.save_without_historical_record(update_fields=["reminded_at"])


def _erase(submission):
    pk = submission.pk
    submission.delete()
    Submission.history.filter(id=pk).delete()  # deleting has added to it
