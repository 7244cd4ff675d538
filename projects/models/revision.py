"""The one row that orders public changes, and the rows that remember what was loaded."""

from django.db import models


class Revision(models.Model):
    """One row. Raised last in every transaction that changes something public.

    Its row lock orders such changes; its number is the heart of every ETag.
    """

    number = models.BigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="revision_is_one_row")]

    def __str__(self):
        return str(self.number)


class LoadedRecord(models.Model):
    """What `manage.py load_directory` wrote, so that it never overwrites what staff have edited.

    `digest` is that of the record as it stood in the database just after loading, `file_digest`
    that of the record in the file.
    """

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    file_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="loaded_record_once"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"
