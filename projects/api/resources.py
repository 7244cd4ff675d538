"""Resources: what has been written, for the same query as the list of resources."""

from django.db.models import FloatField
from django.db.models.functions import Cast, Lower

from projects.api import describe
from projects.api.continuing import read_after
from projects.api.cursors import Cursor, number, whole, words
from projects.api.lists import limit_of, page_of
from projects.api.orders import Key
from projects.api.views import PublicView, understood
from projects.filters import ResourceFilter

_TITLE = [Key("title_key", words), Key("pk", whole)]
_LATEST = [Key("year", lambda year: year if year is None else whole(year), True), *_TITLE]
# The orders of projects.filters.ResourceFilter.ordered.
ORDERS = {
    "title": _TITLE,
    "latest": _LATEST,
    "relevance": [Key("likeness", number, True), *_LATEST],
}


class Resources(PublicView):
    """The resources of a query, in the order of the list."""

    @describe.resources
    def get(self, request):
        """Answer with a page of them."""
        asked, limit = understood(ResourceFilter, request.GET), limit_of(request)
        usual = "relevance" if "q" in asked.data else "latest"
        order = asked.data.get("sort", usual)
        keys = ORDERS[order]
        cursor = Cursor.read(request.GET.get("cursor", ""), order, [key.type for key in keys])
        ordered = asked.ordered().annotate(title_key=Lower("title"))
        if order == "relevance":
            ordered = ordered.annotate(likeness=Cast("rank", FloatField()))
        rows = read_after(ordered, keys, cursor and cursor.keys, limit + 1, few=True)
        following = Cursor(order, rows[limit - 1]) if len(rows) > limit else None
        ids = [row[-1] for row in rows[:limit]]
        shown = asked.qs.filter(pk__in=ids).for_list().in_bulk()
        results = [as_json(shown[pk]) for pk in ids]
        return page_of(request, asked.data, asked.found.count(), results, following)


def as_json(resource):
    """Return a resource of `for_list` as the API gives it."""
    publisher = resource.organisation
    return {
        "slug": resource.slug,
        "title": resource.title,
        "kind": {"slug": resource.kind, "name": resource.get_kind_display()},
        "year": resource.year,
        "link": resource.link,
        "summary": resource.summary,
        "organisation": publisher and _named(publisher),
        "topics": [_named(term) for term in resource.topics.all()],
        "approaches": [_named(term) for term in resource.approaches.all()],
        "projects": [_named(each) for each in resource.published_projects],
    }


def _named(row):
    return {"slug": row.slug, "name": row.name}
