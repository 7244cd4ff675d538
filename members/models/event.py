"""Meetings of the network, and who comes."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models.member import Member
from members.querysets.event import EventQuerySet
from projects.models import Resource
from projects.models.submission import new_token


class Event(models.Model):
    """`starts` and `ends` are moments; people read and type them as London's time.

    The joining link is for those who registered, and for nobody else.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        WORKSHOP = "workshop", _("Workshop")
        CONFERENCE = "conference", _("Conference")
        WEBINAR = "webinar", _("Online talk")

    class State(models.TextChoices):
        """Changed by members.workflow only."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        CANCELLED = "cancelled", _("Cancelled")

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.MEETING)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    place = models.CharField(
        max_length=300, blank=True, help_text="Where, with the address. Empty for online only."
    )
    joining_link = models.URLField(
        max_length=500, blank=True, help_text="Shown to those who registered, and in their mails."
    )
    summary = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True, help_text="Markdown.")
    capacity = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many may register; empty for any number."
    )
    is_open = models.BooleanField(
        "open to all", default=False, help_text="Others than members may register too, by e-mail."
    )
    resources = models.ManyToManyField(
        Resource, related_name="events", blank=True, verbose_name="papers"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="event_ends_after_it_starts",
                violation_error_message=_("An event ends after it starts."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return the address of its page."""
        return reverse("event", args=[self.slug])


class Registration(models.Model):
    """Somebody comes: a member, or a name and an e-mail address that was confirmed."""

    class State(models.TextChoices):
        """Changed by members.workflow only."""

        UNCONFIRMED = "unconfirmed", _("Not confirmed by e-mail yet")
        REGISTERED = "registered", _("Registered")
        CANCELLED = "cancelled", _("Cancelled")

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    member = models.ForeignKey(
        Member, models.CASCADE, null=True, blank=True, related_name="registrations"
    )
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.UNCONFIRMED)
    token = models.CharField(max_length=43, unique=True, default=new_token)
    created = models.DateTimeField(auto_now_add=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "member"], name="registration_once_for_a_member"
            ),
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=Q(member__isnull=True),
                name="registration_once_for_an_address",
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False) | ~Q(email=""),
                name="registration_is_somebodys",
            ),
        ]

    def __str__(self):
        return f"{self.event}: {self.member or self.name}"
