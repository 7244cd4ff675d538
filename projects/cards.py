"""Projects as the cards of a list show them: few columns, in one query, and in words."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.urls import reverse

from projects.models import Project
from projects.places.names import short_name
from projects.vocabulary import Vocabulary

Status = Project.Status

NAMED_AREAS = 3
_COLUMNS = (
    "pk",
    "name",
    "slug",
    "summary",
    "status",
    "start_year",
    "end_year",
    "checked_on",
    "facets",
    "lead_organisation__name",
)
# What a place search says of each project besides.
_PLACED = ("miles", "place_group")


@dataclass(slots=True)
class Card:
    """What one project in a list shows; all but the numbers are words for people.

    miles: from the place that is searched near, in a straight line, or None.
    place_group: a projects.querysets.PlaceGroup, or None where no place is searched near.
    """

    pk: int
    name: str
    address: str
    lead: str
    summary: str
    status: str
    status_words: str
    places: str
    offers: str
    checked: str
    miles: float | None = None
    place_group: int | None = None


def cards(projects):
    """Return a Card for each project of a queryset, in its order: one query, at most two."""
    placed = [name for name in _PLACED if name in projects.query.annotations]
    rows = projects.prefetch_related(None).values_list(*_COLUMNS, *placed)
    return _cards(rows, placed)


def cards_of(projects):
    """Return a Card for each of some Projects that are read already, with their organisations."""
    columns = [name.replace("__", ".") for name in _COLUMNS]
    placed = [name for name in _PLACED if projects and hasattr(projects[0], name)]
    return _cards(map(attrgetter(*columns, *placed), projects), placed)


def _cards(rows, placed):
    rows = list(rows)
    if not rows:
        return []
    vocabulary, prefix = Vocabulary.load(), reverse("project_list")
    return [
        _card(*row[:10], dict(zip(placed, row[10:], strict=True)), vocabulary, prefix)
        for row in rows
    ]


def _card(
    pk,
    name,
    slug,
    summary,
    status,
    start_year,
    end_year,
    checked_on,
    facets,
    lead,
    placed,
    vocabulary,
    prefix,
):
    return Card(
        pk,
        name,
        f"{prefix}{slug}/",
        lead,
        summary,
        status,
        status_in_few_words(status, checked_on, start_year, end_year),
        places_in_words(facets, vocabulary),
        offers_in_words(facets, vocabulary),
        checked_in_few_words(checked_on),
        **placed,
    )


def status_in_few_words(status, checked_on: date | None, start_year=None, end_year=None):
    """Return the status in two or three words, for a card beside its sign."""
    match status:
        case Status.CURRENT if not checked_on:
            return "Listed as running"
        case Status.UNKNOWN:
            return "Not known if running"
        case Status.PAST if end_year:
            return f"Finished {end_year}"
        case Status.PLANNED if start_year:
            return f"Planned for {start_year}"
    return str(Status(status).label)


def checked_in_few_words(checked_on: date | None):
    """Return when somebody last confirmed the entry."""
    if not checked_on:
        return "Not yet checked"
    return f"Checked {checked_on.day} {checked_on:%B %Y}"


def places_in_words(facets, vocabulary):
    """Return the areas that a project serves in a few words: "Leeds, Bradford and 4 more"."""
    names = vocabulary.names("area", _slugs(facets, "serves:"))
    if names:
        return _some([short_name(name) for name in names])
    if "delivery:online" in facets:
        return "Online"
    return "See the map" if _slugs(facets, "area:") else "Area not known"


def offers_in_words(facets, vocabulary):
    """Return what it offers as one phrase: "A scheme for employers, a campaign"."""
    first, *others = vocabulary.names("offer", _slugs(facets, "offer:")) or [""]
    return ", ".join([first, *(name[:1].lower() + name[1:] for name in others)])


def _slugs(facets, beginning):
    return [facet[len(beginning) :] for facet in facets if facet.startswith(beginning)]


def _some(names):
    if len(names) > NAMED_AREAS + 1:
        return f"{', '.join(names[:NAMED_AREAS])} and {len(names) - NAMED_AREAS} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
