"""What a member of the network says of themselves, and to whom each part of it is shown."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.member import Member
from members.querysets.profile import ProfileQuerySet
from projects.models import Approach, Area, Organisation


class Audience(models.TextChoices):
    """Who sees a part of a profile, from the fewest to the most."""

    NOBODY = "nobody", _("Nobody")
    MEMBERS = "members", _("Members")
    EVERYONE = "everyone", _("Everyone")


class Kind(models.TextChoices):
    """What somebody does in this field."""

    COMMISSIONER = "commissioner", _("Commissioner")
    FUNDER = "funder", _("Funder")
    EMPLOYER = "employer", _("Employer")
    PROVIDER = "support-provider", _("Support provider")
    POLICYMAKER = "policymaker", _("Policymaker")
    RESEARCHER = "researcher", _("Researcher")
    UNION = "union", _("Union")
    OTHER = "other", _("Other")


def new_key():
    """Return what stands in the address of a member's page: it tells nothing about them."""
    return secrets.token_hex(5)


def _shown(default):
    return models.CharField(max_length=10, choices=Audience, default=default)


# The parts of a profile, each with a field shows_<part> that says who sees it.
PARTS = ["name", "organisation", "kind", "interests", "area", "about", "email", "phone"]


class Profile(models.Model):
    """Who has one is a member of the network; staff need none. An e-mail address is Member.email.

    Nobody is listed anywhere without their name: `shows_name` says who finds them at all.
    """

    member = models.OneToOneField(Member, models.CASCADE, primary_key=True, related_name="profile")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="people"
    )
    organisation_name = models.CharField(
        max_length=200, blank=True, help_text="Where the directory does not have the organisation."
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    interests = models.ManyToManyField(Approach, related_name="+", blank=True)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="+")
    about = models.TextField(max_length=2000, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    shows_name = _shown(Audience.MEMBERS)
    shows_organisation = _shown(Audience.MEMBERS)
    shows_kind = _shown(Audience.NOBODY)
    shows_interests = _shown(Audience.NOBODY)
    shows_area = _shown(Audience.NOBODY)
    shows_about = _shown(Audience.NOBODY)
    shows_email = _shown(Audience.NOBODY)
    shows_phone = _shown(Audience.NOBODY)

    takes_messages = models.BooleanField(default=True)
    mail_about_events = models.BooleanField(default=True)
    mail_about_entries = models.BooleanField(default=True)

    joined_at = models.DateTimeField(default=timezone.now)
    seen_on = models.DateField(null=True, blank=True, help_text="The last day they were here.")
    asked_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When they were asked, after long silence, whether to stay.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ["member__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(**{f"shows_{part}__in": Audience.values}),
                name=f"profile_shows_{part}_to_somebody_known",
            )
            for part in PARTS
        ]
        permissions = [("export_profile", "Can export members")]

    def __str__(self):
        return str(self.member)

    @property
    def organisation_label(self):
        """The name of the organisation, in the directory or as it was typed; may be ""."""
        return self.organisation.name if self.organisation else self.organisation_name
