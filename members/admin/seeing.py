"""What of a member each of the staff may see."""

from django.urls import reverse

from members.models import Member, Profile
from projects.admin.seeing import may_see


def address_for(user, member):
    """Return the address of a member's page in the admin, as far as this member of staff may open
    one; "" for none."""
    if address := profile_address(user, member):
        return address
    if member and may_see(user, Member):
        return reverse("admin:members_member_change", args=[member.pk])
    return ""


def profile_address(user, member):
    """Return the address of a member's page in the network, for those who may open it, or ""."""
    if member and may_see(user, Profile) and Profile.objects.filter(pk=member.pk).exists():
        return reverse("admin:members_profile_change", args=[member.pk])
    return ""


def sees_addresses(user):
    """Whether e-mail addresses and telephone numbers of members are for this member of staff."""
    return may_see(user, Member)
