"""Who signs in with which address: Member.email alone says so; allauth's table follows it."""

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from members.models import Member
from members.privacy import moved


def member_with(email):
    """Return the active member with this address, whatever its case, or None."""
    return Member.objects.filter(email__same_address=email, is_active=True).first()


def where_mail_goes(email):
    """Return the address as the account has it, whatever was typed; as typed if there is none."""
    member = member_with(email)
    return member.email if member else email


def proved(member):
    """Return the addresses of which the member has shown that they are theirs."""
    return list(
        EmailAddress.objects.filter(user=member, verified=True).values_list("email", flat=True)
    )


def agree(member, is_proved=True):
    """Make allauth's table hold the member's address, once, as the one that is confirmed.

    To be called after `Member.email` was set by anybody but its owner. An address that staff have
    replaced must sign nobody in any more. is_proved: whether the member has shown that it is
    theirs; once they have, that stays.
    """
    email = member.email.lower()
    theirs = EmailAddress.objects.filter(Q(user=member) | Q(email=email))
    held = list(theirs.values_list("user", "email", "verified", "primary"))
    is_proved = is_proved or (member.pk, email, True, True) in held
    if held == [(member.pk, email, is_proved, True)]:
        return
    with transaction.atomic():
        Member.objects.select_for_update().get(pk=member.pk)
        former = proved(member)
        theirs.delete()
        EmailAddress.objects.create(user=member, email=email, verified=is_proved, primary=True)
        for each in former:
            moved.follow(member, each)


def end_sessions(member, but=None):
    """Sign a member out everywhere, and drop what has been begun: codes, and second steps.

    but: the key of a session that stays.
    """
    pk = str(member.pk)
    begun_by = user_pk_to_url_str(member)
    for session in Session.objects.exclude(session_key=but).iterator():
        held = session.get_decoded()
        login = held.get(LOGIN_SESSION_KEY) or {}
        if held.get(SESSION_KEY) == pk or login.get("user_pk") == begun_by:
            session.delete()
