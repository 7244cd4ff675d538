"""The words an entry is sorted by. Kept by staff; their slugs stand in addresses."""

from django.db import models


class Term(models.Model):
    """What all lists of words have in common."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class Offer(Term):
    """What a project gives: help for workers, a scheme for employers …"""

    description = models.CharField(max_length=300, blank=True)


class Strand(Term):
    """One of the three strands of the field."""

    description = models.CharField(max_length=300, blank=True)


class Approach(Term):
    """A way of working, within one strand."""

    strand = models.ForeignKey(Strand, models.PROTECT, related_name="approaches")
    description = models.CharField(max_length=300, blank=True)

    class Meta(Term.Meta):
        verbose_name_plural = "approaches"


class Audience(Term):
    """Whom a project is for."""

    class Group(models.TextChoices):
        WORK = "work", "Work situation"
        PEOPLE = "people", "People"
        ORGANISATIONS = "organisations", "Organisations"

    group = models.CharField(max_length=20, choices=Group)


class Sector(Term):
    """A section of the Standard Industrial Classification 2007, or all of them."""

    ALL = "all-sectors"

    code = models.CharField("SIC 2007 section", max_length=1, blank=True)


class DeliveryMode(Term):
    """How a project reaches people: one to one, online …"""

    ONLINE = "online"


class Topic(Term):
    """What a resource helps with: engaging workers, working with employers …"""
