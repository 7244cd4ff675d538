"""Names that are new to the directory: slugs that are free, organisations it does not know."""

from django.db.models import Q
from django.utils.text import slugify

from projects.locks import Lock, hold
from projects.models import FormerSlug, Organisation, Project
from projects.places.names import name_key

LONGEST_SLUG = 200


def one_name_at_a_time():
    """Let nobody else choose a slug or make an organisation until this transaction ends.

    Of two who accept the same new organisation at once, the second then finds it.
    """
    hold(Lock.NAMES)


def free_slug(name):
    """Return a slug made of the name that no entry has or had."""

    def is_taken(slug):
        return (
            Project.objects.filter(slug=slug).exists()
            or FormerSlug.objects.filter(slug=slug).exists()
        )

    return _free(slugify(name) or "project", is_taken)


def known_organisation(name):
    """Return the organisation of this name, whatever its case, accents and "&"; None if none."""
    exact = Organisation.objects.filter(name__iexact=name.strip()).first()
    if exact or not name_key(name):
        return exact
    # Of a few candidates at most: those that begin alike without accents.
    first = name_key(name).split()[0]
    alike = Organisation.objects.filter(
        Q(name__unaccent__istartswith=first)
        | Q(name__unaccent__istartswith=f"the {first}")
        | Q(name__unaccent__istartswith=name.strip()[:1])
    )
    return next((each for each in alike if name_key(each.name) == name_key(name)), None)


def make_organisation(name, kind, who):
    """Save an organisation of this kind and return it. Raises ValidationError."""

    def is_taken(slug):
        return Organisation.objects.filter(slug=slug).exists()

    slug = _free(slugify(name) or "organisation", is_taken)
    organisation = Organisation(name=name, slug=slug, kind=kind)
    organisation.full_clean()
    organisation._history_user = who
    organisation.save()
    return organisation


def forget_organisations(keys):
    """Delete those of these organisations that nothing refers to: what made them was undone."""
    unused = Organisation.objects.filter(
        pk__in=keys, led_projects=None, involvements=None, resources=None
    )
    for organisation in unused:
        organisation.delete()


def _free(start, is_taken):
    slug, number = start[:LONGEST_SLUG], 1
    while is_taken(slug):
        number += 1
        slug = f"{start[: LONGEST_SLUG - 6].rstrip('-')}-{number}"
    return slug
