"""Who signs in with which address: Member.email alone says so; allauth's table follows it."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from members.models import Member


def member_with(email):
    """Return the active member with this address, whatever its case, or None."""
    return Member.objects.filter(email__iexact=email, is_active=True).first()


def agree(member):
    """Make allauth's table hold the member's address, once, as the one that is confirmed.

    To be called after `Member.email` was set by anybody but its owner. An address that staff have
    replaced must sign nobody in any more.
    """
    email = member.email.lower()
    theirs = EmailAddress.objects.filter(Q(user=member) | Q(email=email))
    held = list(theirs.values_list("user", "email", "verified", "primary"))
    if held == [(member.pk, email, True, True)]:
        return
    with transaction.atomic():
        Member.objects.select_for_update().get(pk=member.pk)
        theirs.delete()
        EmailAddress.objects.create(user=member, email=email, verified=True, primary=True)
