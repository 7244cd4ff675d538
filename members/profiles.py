"""What of a member's profile somebody sees, and nothing else of it."""

from members.models import Profile
from members.models.profile import PARTS
from members.querysets.profile import FELLOWS, PUBLIC

_VALUES = {
    "name": lambda profile: profile.member.name,  # never str(member), which may be the address
    "organisation": lambda profile: profile.organisation_label,
    "kind": lambda profile: profile.get_kind_display(),
    "interests": lambda profile: list(profile.interests.all()),
    "area": lambda profile: profile.area,
    "about": lambda profile: profile.about,
    "email": lambda profile: profile.member.email,
    "phone": lambda profile: profile.phone,
}


def visible(profile, audiences):
    """Return {part: value} of what is shown to these audiences (PUBLIC or FELLOWS).

    The keys are some of PARTS, in that order, and the values what a page can print; what is empty
    is left out. It is empty where somebody is not found at all: without their name, nothing is
    shown.
    """
    if not profile.member.is_active:
        return {}
    shown = [part for part in PARTS if getattr(profile, f"shows_{part}") in audiences]
    values = {part: value for part in shown if (value := _VALUES[part](profile))}
    return values if "name" in values else {}


def profile_of(user):
    """Return the profile of whoever asks; None for the public, and for staff who have none."""
    if not user.is_authenticated:
        return None
    return Profile.objects.filter(pk=user.pk).first()


def audiences_of(user):
    """Return as what somebody sees the members: FELLOWS or PUBLIC."""
    return FELLOWS if profile_of(user) else PUBLIC
