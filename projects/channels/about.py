"""What a file says of itself: which query it answers, of what day it is, how it may be used."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from projects.chips import query_in_words

# Of a file name, between the site's name and the date.
LONGEST_QUERY = 60
LEFT_OUT = {"sort", "within", "wider"}


@dataclass(frozen=True)
class About:
    """What stands beside the rows of a file. `query` is in words; addresses are whole."""

    title: str
    query: str
    query_string: str
    page: str
    total: int
    date: date
    licence_name: str
    licence_url: str
    attribution: str
    schema_page: str
    schema_json: str

    @property
    def members(self):
        """The same as JSON has it, {name: value}, without the rows."""
        return {
            "title": self.title,
            "query": self.query,
            "query_string": self.query_string,
            "page": self.page,
            "total": self.total,
            "date": self.date.isoformat(),
            "licence": {"name": self.licence_name, "url": self.licence_url},
            "attribution": self.attribution,
            "schema": self.schema_json,
        }


def about(project_filter, total):
    """Return the About of a file with so many projects of a query."""
    query_string, site = project_filter.query_string, settings.SITE_URL
    return About(
        title="Better Work Map",
        query=query_in_words(project_filter) or "All projects",
        query_string=query_string,
        page=f"{site}{reverse('project_list')}{f'?{query_string}' if query_string else ''}",
        total=total,
        date=timezone.localdate(),
        licence_name=settings.LICENCE_NAME,
        licence_url=settings.LICENCE_URL,
        attribution=settings.ATTRIBUTION,
        schema_page=site + reverse("schema"),
        schema_json=site + reverse("schema_json"),
    )


def file_name(project_filter, ending):
    """Return a short name in ASCII: better-work-map-help-for-workers-2026-11-23.csv."""
    words = slugify("-".join(_words(project_filter)))
    if len(words) > LONGEST_QUERY:
        words = words[: LONGEST_QUERY + 1].rpartition("-")[0] or words[:LONGEST_QUERY]
    if not words and project_filter.data:
        words = "search"  # in another script, or a mere order
    parts = ["better-work-map", words, timezone.localdate().isoformat()]
    return f"{'-'.join(filter(None, parts))}.{ending}"


def _words(project_filter):
    for name, values in project_filter.data.lists():
        if name == "near":
            yield project_filter.place.name
        elif name == "bbox":
            yield "part-of-the-map"
        elif name not in LEFT_OUT:
            yield from values
