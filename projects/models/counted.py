"""What is kept beside the entries so that counting them stays fast; see projects.bitmaps.

Derived, and written by projects.refresh only. Rows name entries and locations by their numbers,
without a foreign key: what has been deleted is taken off by the next refresh.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Repeat

from projects.bitmaps.layout import CHUNKS_IN_CELL, PINS_IN_CHUNK
from projects.models.project import Project
from projects.querysets.words import NAME, NAMES, NAMES_AND_SUMMARY, PartsOf

SLOTS = CHUNKS_IN_CELL * PINS_IN_CHUNK


class BitString(models.Field):
    """PostgreSQL's `bit varying`, read and written by SQL only."""

    def db_type(self, connection):
        """Return the column's type."""
        return "bit varying"


class Bitmap(models.Model):
    """Which published projects, or which of their pins, have a value: one bit for each.

    The bits of one value are cut into chunks. Chunk and place are: of a project, its id divided by
    projects.bitmaps.PROJECTS_IN_CHUNK and the rest; of a pin, its PinSlot. Places are counted from
    the right. A row whose bits are all 0 may be missing.
    """

    class Kind(models.TextChoices):
        PROJECT = "project"
        PIN = "pin"

    kind = models.CharField(max_length=7, choices=Kind)
    value = models.TextField(db_collation="C")
    chunk = models.BigIntegerField()
    bits = BitString()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value", "chunk"], name="bitmap_once"),
        ]
        indexes = [models.Index("kind", "chunk", name="bitmap_chunk")]

    def __str__(self):
        return f"{self.value} of {self.kind}s, chunk {self.chunk}"


class PinSlot(models.Model):
    """Where a pin has its bit: a number that no other pin of its cell of the map has."""

    location_id = models.BigIntegerField(primary_key=True)
    project_id = models.BigIntegerField(db_index=True)
    cell = models.BigIntegerField(help_text="The first 2 × 9 bits of Location.cell.")
    slot = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cell", "slot"], name="pin_slot_once"),
            # Beyond, its chunk would be one of the next cell. `manage.py recount` numbers anew.
            models.CheckConstraint(condition=models.Q(slot__lt=SLOTS), name="pin_slot_in_its_cell"),
        ]

    def __str__(self):
        return f"pin {self.location_id} in {self.cell}"


class SearchText(models.Model):
    """The words of a published project, apart from it: a narrow table is searched faster.

    PostgreSQL moves a long value out of a row only where the row is longer than 2 kB. The padding
    makes every row so long, and packs to nothing; so the vectors, which are rarely read again once
    an index has found them, are kept elsewhere, and a hundred rows fill a page.
    """

    project = models.OneToOneField(
        Project, models.CASCADE, primary_key=True, related_name="search_text"
    )
    vector = SearchVectorField()
    sort_key = models.TextField(db_collation="C", help_text="Of the project.")
    padding = models.TextField(db_default=Repeat(Value(" "), 2100), editable=False)

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="search_text_vector", fastupdate=False),
            # Where the words stand decides the order of the answers.
            GinIndex(PartsOf("vector", NAME), name="search_text_name", fastupdate=False),
            GinIndex(PartsOf("vector", NAMES), name="search_text_names", fastupdate=False),
            GinIndex(
                PartsOf("vector", NAMES_AND_SUMMARY), name="search_text_summary", fastupdate=False
            ),
        ]

    def __str__(self):
        return str(self.project_id)


class NameWord(models.Model):
    """A word in the name of a published project, or of an organisation that has a part in one.

    It may outlive the last name that has it: whoever suggests it asks first if it finds anything.
    """

    word = models.TextField(primary_key=True, db_collation="C")

    class Meta:
        indexes = [GinIndex(OpClass(F("word"), "gin_trgm_ops"), name="name_word_trigrams")]

    def __str__(self):
        return self.word
