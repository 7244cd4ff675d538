"""Whether an address is known here. Whoever typed it is never told; whoever has it is."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from members.models import Application, Member

WAITING = (Application.State.PENDING, Application.State.NEEDS_INFORMATION)


def member_with(email):
    """Who signs in with this address, whatever its case; None if nobody."""
    proven = EmailAddress.objects.filter(email__same_address=email, verified=True).values("user")
    found = Member.objects.filter(Q(email__same_address=email) | Q(pk__in=proven))
    return found.select_related("profile").first()


def is_of_the_network(member):
    """Whether somebody, or None, is a member of the network; staff need not be."""
    return member is not None and hasattr(member, "profile")


def waiting_with(email):
    """The application of this address that is with us; None if there is none."""
    return Application.objects.filter(email__same_address=email, state__in=WAITING).first()
