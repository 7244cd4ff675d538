"""That somebody took a list of members out of the site."""

from django.conf import settings
from django.db import models


class Export(models.Model):
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    when = models.DateTimeField(auto_now_add=True)
    rows = models.PositiveIntegerField()
    chosen = models.CharField(
        max_length=500, blank=True, help_text="The filters of the list that was exported."
    )

    class Meta:
        ordering = ["-when", "-pk"]
        verbose_name = "export of members"
        verbose_name_plural = "exports of members"

    def __str__(self):
        return f"{self.rows} members, {self.when:%Y-%m-%d %H:%M}"
