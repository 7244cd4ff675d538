"""Forgetting who asked to sign in."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from members.accounts.mails import PURPOSE
from projects.models import Mail

# Whether a mail has left is looked up within days; and it may have gone to a stranger.
FORGET_MAIL_AFTER = timedelta(days=7)


def tidy(now=None):
    """Delete the sessions that are over, and the traces of mails about signing in."""
    now = now or timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    Mail.objects.filter(purpose__startswith=PURPOSE, created__lte=now - FORGET_MAIL_AFTER).delete()
