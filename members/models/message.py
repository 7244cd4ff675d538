"""A message that is passed on without showing anybody's address to who wrote it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from members.models.member import Member
from projects.models import Project
from projects.models.submission import new_token


class Message(models.Model):
    """To a member, or to the people who run a project. Its text is kept for 90 days."""

    class State(models.TextChoices):
        """Changed by members.workflow only."""

        UNCONFIRMED = "unconfirmed", _("Not confirmed by e-mail yet")
        PASSED_ON = "passed-on", _("Passed on")
        NOT_TAKEN = "not-taken", _("Not taken by anybody")

    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="+")
    recipient = models.ForeignKey(
        Member, models.CASCADE, null=True, blank=True, related_name="messages_received"
    )
    writer = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="messages_written"
    )
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True, help_text="Of who wrote it, so that it can be answered.")
    text = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.UNCONFIRMED)
    token = models.CharField(max_length=43, unique=True, default=new_token)
    form_token = models.CharField(max_length=64, unique=True)
    sender = models.CharField(
        max_length=64, blank=True, help_text="Keyed digest of the network address, for two days."
    )
    created = models.DateTimeField(auto_now_add=True)
    passed_on_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=True) ^ Q(recipient__isnull=True),
                name="message_is_to_one",
            ),
        ]

    def __str__(self):
        return f"To {self.recipient or self.project}"


class MessageCopy(models.Model):
    """One mail to one address; its token opens the page on which messages can be refused."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="copies")
    member = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="+")
    email = models.EmailField()
    token = models.CharField(max_length=43, unique=True, default=new_token)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "message copies"

    def __str__(self):
        return f"{self.message} ({self.pk})"


class Refusal(models.Model):
    """An address takes no messages any more: from one writer, or (writer empty) from anybody."""

    email = models.EmailField()
    writer = models.EmailField(blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), Lower("writer"), name="refusal_once"),
        ]

    def __str__(self):
        return f"Refusal {self.pk}"
