"""The sitemap: an index, and parts of a bounded size however many entries there are.

A part holds the entries of a range of ids, so making one reads no more than that range.
"""

from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import F
from django.http import Http404, HttpResponse
from django.urls import reverse

from projects.bitmaps import count_values
from projects.models import Area, Involvement, Organisation, Project, Theme
from projects.views.public import public_page

# Ids in one part. The format allows 50,000 addresses; fewer are made and fetched sooner.
PART = 10_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Pages that are there whatever is in the directory. Those of the network stand in another app.
PAGES = ["home", "project_list", "map", "organisation_list", "theme_list", "insight"]
PAGES += ["resource_list", "data", "schema", "api_documentation", "about", "accessibility"]
PAGES += ["network", "event_list", "privacy"]


def _projects():
    return Project.objects.published()


# What has parts: the page above its entries, these, and the columns of each: the end of its address
# and when it last changed. What an organisation's page shows changes with its projects, so of it no
# date is given.
KINDS = {
    "projects": ("project_list", _projects, ["slug", "updated"]),
    "organisations": (
        "organisation_list",
        Organisation.objects.with_published_projects,
        ["slug"],
    ),
}


@public_page
def index(request):
    """Answer with the addresses of all parts."""
    parts = [reverse("sitemap_pages")]
    for kind in KINDS:
        parts += [reverse("sitemap_part", args=[kind, number]) for number in _numbers(kind)]
    return _xml("sitemapindex", "sitemap", [(path,) for path in parts])


@public_page
def pages(request):
    """Answer with the pages of the site, of themes, and of areas in which there is a project."""
    paths = [reverse(name) for name in PAGES]
    paths += [theme.get_absolute_url() for theme in Theme.objects.published()]
    areas = {f"area:{area.slug}": area for area in Area.objects.order_by("pk")}
    counts = count_values(areas)
    paths += [area.get_absolute_url() for value, area in areas.items() if counts.get(value)]
    return _xml("urlset", "url", [(path,) for path in paths])


@public_page
def part(request, kind, number):
    """Answer with one part of the projects or organisations."""
    if kind not in KINDS:
        raise Http404("There is no such sitemap.")
    above, rows, columns = KINDS[kind]
    entries = rows().filter(pk__gte=number * PART, pk__lt=(number + 1) * PART)
    prefix = reverse(above)
    found = [
        (f"{prefix}{slug}/", *updated)
        for slug, *updated in entries.order_by("pk").values_list(*columns)
    ]
    if not found:
        raise Http404("There is no such part of the sitemap.")
    return _xml("urlset", "url", found)


def _numbers(kind):
    """The numbers of the parts in which there is an entry; one look at each project, in all."""
    ids = [(_projects(), "pk")]
    if kind == "organisations":
        involved = Involvement.objects.filter(project__state=Project.State.PUBLISHED)
        ids = [(_projects(), "lead_organisation_id"), (involved, "organisation_id")]
    numbers = [rows.order_by().values_list(F(column) / PART).distinct() for rows, column in ids]
    return sorted({number for each in numbers for (number,) in each})


def _xml(root, element, entries):
    """An answer with an element for each of the entries: (path,) or (path, when it changed)."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{NAMESPACE}">']
    for path, *changes in entries:
        changed = next(iter(changes), None)
        lastmod = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
        address = escape(settings.SITE_URL + path)
        lines.append(f"<{element}><loc>{address}</loc>{lastmod}</{element}>")
    lines.append(f"</{root}>\n")
    return HttpResponse("\n".join(lines), content_type="application/xml")
