"""What people have published, changed or checked, in the order in which it became public."""

from django.db import models

from projects.models.project import Project


class News(models.Model):
    """One row for each project and change; written by projects.refresh only.

    An import and a nightly job write none, so they flood neither the feed nor the alerts.
    `revision` is that of the change: rows with a higher one became public later, whatever their
    times say. A row says nothing of what is not published (any more): whoever reads rows joins
    the published projects.
    """

    class Kind(models.TextChoices):
        PUBLISHED = "published", "New"
        CHANGED = "changed", "Changed"
        CHECKED = "checked", "Checked"

    project = models.ForeignKey(Project, models.CASCADE, related_name="news")
    kind = models.CharField(max_length=10, choices=Kind)
    revision = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-revision", "-pk"]
        indexes = [models.Index("revision", "id", name="news_in_order")]
        verbose_name_plural = "news"

    def __str__(self):
        return f"{self.project}: {self.get_kind_display()}"
