"""Mail that is to be sent: written in the transaction it tells of, sent later by a job."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from projects.models.alert import Alert
from projects.models.decision import Decision
from projects.models.submission import Submission


class Mail(models.Model):
    """One message to one person, whole, so that it says tomorrow what was true when it was written.

    Not sent before `send_at`. After a failure it is tried again at `send_at`, under the same
    `message_id`.
    """

    to = models.EmailField()
    reply_to = models.EmailField(blank=True, help_text="Of who wrote what is passed on.")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    purpose = models.CharField(max_length=40)
    submission = models.ForeignKey(
        Submission, models.CASCADE, null=True, blank=True, related_name="mails"
    )
    decision = models.ForeignKey(
        Decision, models.CASCADE, null=True, blank=True, related_name="mails"
    )
    alert = models.ForeignKey(Alert, models.CASCADE, null=True, blank=True, related_name="mails")
    created = models.DateTimeField(auto_now_add=True)
    send_at = models.DateTimeField()
    # After this it is worth nothing, a code to sign in with: it is not sent any more, staff never
    # see its text, and the text goes as soon as it was sent.
    expires_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-created", "-pk"]
        verbose_name_plural = "mail"
        indexes = [
            models.Index(
                "send_at",
                name="mail_to_send",
                condition=Q(
                    sent_at__isnull=True, cancelled_at__isnull=True, given_up_at__isnull=True
                ),
            ),
        ]

    def __str__(self):
        return self.subject


class DigestSent(models.Model):
    """A day on which the digest was written, so that no day has two."""

    day = models.DateField(primary_key=True)
    to = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)

    def __str__(self):
        return self.day.isoformat()
