"""Members who have not been here for two years: asked whether to stay, then erased.

Being here, or pressing the button that the mail leads to, keeps them. Staff are never erased by a
job: colleagues end their accounts.
"""

from django.core import signing
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from members.models import Profile
from members.privacy import durations
from members.privacy.erase import erase_member
from projects.submissions.mail import address_of, write_mail

_signer = signing.Signer(salt="members.privacy.stay", sep="~")


def keep_those_who_came_back(now):
    """Note that those who were asked and have been here since are to stay."""
    since = Q(member__last_login__gte=F("asked_at")) | Q(seen_on__gte=F("asked_at__date"))
    return Profile.objects.filter(since).update(asked_at=None)


def erase_the_silent(now):
    """Erase those who were asked and did not answer."""
    asked = _silent(now).filter(asked_at__lte=now - durations.ANSWER_TO_SILENCE)
    return _one_by_one(asked, lambda profile: erase_member(profile.member))


def ask_the_silent(now):
    """Ask those of whom nothing was seen for long, by mail, once."""
    return _one_by_one(_silent(now).filter(asked_at=None), lambda profile: _ask(profile, now))


def mark_of(profile):
    """Return what stands in the address of the page with the button; good for this question."""
    return _signer.sign(f"{profile.pk}-{profile.asked_at.timestamp():.0f}")


def profile_of(mark):
    """Return the Profile that was asked with this mark, or None where it is over or no mark."""
    try:
        pk = int(_signer.unsign(mark).partition("-")[0])
    except (signing.BadSignature, ValueError):
        return None
    profile = Profile.objects.filter(pk=pk, asked_at__isnull=False).first()
    return profile if profile and mark_of(profile) == mark else None


def stay(profile):
    """They want to stay: the two years begin anew."""
    Profile.objects.filter(pk=profile.pk).update(seen_on=timezone.localdate(), asked_at=None)


def _silent(now):
    until = now - durations.SILENCE
    return Profile.objects.filter(
        member__is_staff=False, member__is_superuser=False, joined_at__lte=until
    ).exclude(Q(member__last_login__gt=until) | Q(seen_on__gt=timezone.localdate(until)))


def _one_by_one(profiles, do):
    """Do it to each in a transaction of its own, unless it has changed or is in use just now."""
    done = 0
    for pk in profiles.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            held = profiles.select_for_update(of=["self"], skip_locked=True)
            if profile := held.select_related("member").filter(pk=pk).first():
                do(profile)
                done += 1
    return done


def _ask(profile, now):
    profile.asked_at = now
    profile.save(update_fields=["asked_at"])
    until = timezone.localdate(now + durations.ANSWER_TO_SILENCE)
    write_mail(
        "silence",
        profile.member.email,
        "network/silence_asked",
        {
            "name": profile.member.name,
            "until": until,
            "link": address_of("stay", mark_of(profile)),
            "sign_in": address_of("account"),
        },
        f"silence/{profile.pk}/{now.timestamp():.0f}",
    )
