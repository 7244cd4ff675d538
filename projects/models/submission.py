"""What somebody proposes or reports. It is not an entry, so nothing of it can show on the site."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from projects.models.points import IN_THE_UK
from projects.models.project import Project
from projects.querysets import SubmissionQuerySet

# Without letters and digits that are mistaken for one another when read out.
_READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference():
    """Return a reference to quote on the telephone: "BW-7K3M-9PQR". It opens nothing."""
    letters = [secrets.choice(_READABLE) for _ in range(8)]
    return f"BW-{''.join(letters[:4])}-{''.join(letters[4:])}"


def new_token():
    """Return the secret part of an address: 256 random bits in 43 characters."""
    return secrets.token_urlsafe(32)


class Submission(models.Model):
    """A proposal of a new entry, a change of one, or a report about one.

    `payload` holds what was typed, by the names of projects.submissions.values: everything for a
    new entry, only what differs for a change. `base` holds, for a change, the same fields as the
    entry had them when the change was proposed, at `base_version`. A report's payload is about the
    report: see projects.submissions.reports.
    """

    class Kind(models.TextChoices):
        NEW = "new", "New project"
        CHANGE = "change", "Change"
        REPORT = "report", "Report"

    class State(models.TextChoices):
        """Changed by projects.submissions.workflow only."""

        UNCONFIRMED = "unconfirmed", "Not confirmed by e-mail yet"
        PENDING = "pending", "Waiting for us"
        NEEDS_INFORMATION = "needs-information", "Waiting for an answer from who sent it"
        APPROVED = "approved", "Accepted"
        REJECTED = "rejected", "Not accepted"
        WITHDRAWN = "withdrawn", "Withdrawn by who sent it"

    class Geocoding(models.TextChoices):
        NOT_NEEDED = "not-needed", "No address to look up, or a pin was set by hand"
        WAITING = "waiting", "Being looked up"
        FOUND = "found", "Found"
        NOT_FOUND = "not-found", "Not found"
        GIVEN_UP = "given-up", "The services could not be reached"

    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=20, choices=State, default=State.UNCONFIRMED)
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="submissions",
        help_text="The entry it is about, or the one it became.",
    )
    payload = models.JSONField(default=dict)
    base = models.JSONField(default=dict)
    base_version = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True, help_text="To staff; not shown to the public.")
    # Kept apart from the payload, which its sender is shown: it may be a refuge's address.
    place_by_staff = models.JSONField(default=dict, blank=True)

    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="submissions"
    )
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    sender = models.CharField(
        max_length=64, blank=True, help_text="Keyed digest of the network address, for two days."
    )

    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    token = models.CharField(max_length=43, unique=True, default=new_token)
    # Of the form that was sent, so that sending it twice makes one submission.
    form_token = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField(default=1)

    created = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    # The place that was looked up for the address or postcode in the payload; degrees of WGS 84.
    geocoding = models.CharField(
        max_length=12, choices=Geocoding, default=Geocoding.NOT_NEEDED, editable=False
    )
    geocoding_reason = models.CharField(max_length=300, blank=True)
    geocoding_tries = models.PositiveSmallIntegerField(default=0)
    geocode_again_at = models.DateTimeField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    precision = models.CharField(max_length=10, blank=True)
    found_by = models.CharField(max_length=40, blank=True)

    objects = SubmissionQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["name", "email", "sender", "token", "form_token", "version"]
    )

    class Meta:
        ordering = ["waiting_since", "created", "pk"]
        indexes = [
            models.Index("state", "waiting_since", name="submission_queue"),
            models.Index(Lower("email"), "created", name="submission_by_email"),
            models.Index("sender", "created", name="submission_by_sender"),
            models.Index("created", name="submission_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False) & IN_THE_UK,
                name="submission_point_whole_and_in_the_uk",
            ),
        ]

    def __str__(self):
        what = self.payload.get("name") or self.base.get("name") or self.project
        return f"{self.get_kind_display()}: {what}" if what else self.get_kind_display()

    @property
    def as_known(self):
        """What was sent, with what staff know of its place laid over it. For staff only."""
        return self.payload | self.place_by_staff


class SavedReply(models.Model):
    """A text that staff start from when they ask or reject."""

    class Use(models.TextChoices):
        REJECT = "reject", "Reject"
        ASK = "ask", "Ask for more"

    title = models.CharField(max_length=100)
    use = models.CharField(max_length=10, choices=Use)
    text = models.TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["use", "order", "title"]
        verbose_name_plural = "saved replies"
        constraints = [
            models.UniqueConstraint(fields=["use", "title"], name="saved_reply_title_once"),
        ]

    def __str__(self):
        return self.title
