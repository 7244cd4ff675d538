"""What is asked of the site: each case is one kind of page with several addresses."""

import random
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings

from bench.texts import TYPO
from projects.map.clusters import GRID_ZOOM, deinterleave
from projects.models import Location, Project
from projects.views.results import PAGE_SIZE

HOW_MANY = 20
# Of zoom 5, column and row.
TILES_OF_THE_UK = ("15/9", "15/10", "16/9", "16/10")
TWO_FACETS = {"audience": "people-in-low-paid-work", "approach": "skills-and-training"}


@dataclass(frozen=True)
class Case:
    """Addresses to ask for in turn. `revalidates`: with If-None-Match, so that 304 is right."""

    name: str
    paths: tuple
    revalidates: bool = False


def make_cases(seed):
    """Return the Cases for the projects of this database, the empty page first."""
    rng = random.Random(f"cases {seed}")
    pins = _sample(rng, Location.objects.on_map().values_list("cell", flat=True))
    slugs = _sample(rng, Project.objects.published().values_list("slug", flat=True))
    filtered = TWO_FACETS | {"sort": "name"}
    return [
        Case("empty view", (settings.EMPTY_PAGE,)),
        Case("home", ("/",)),
        Case("list", ("/projects/",)),
        Case("list, page 5,000", _far_down(5000)),
        Case("list, two facets, sorted", _list(filtered)),
        Case("text, rare word (1 %)", _list({"q": "hospitality"})),
        Case("text, common word (40 %)", _list({"q": "workers"})),
        Case("text, typo", _list({"q": TYPO})),
        Case("place", _list(*({"near": place} for place in ("Manchester", "Cardiff", "Truro")))),
        Case("map page", ("/map/",)),
        Case("project page", tuple(f"/projects/{slug}/" for slug in slugs)),
        Case("badges of the map", ("/map/areas.json?zoom=6",)),
        *(Case(f"tile 5/{tile}", _tile(5, tile)) for tile in TILES_OF_THE_UK),
        *(
            Case(f"tile 5/{tile}, two facets", _tile(5, tile, TWO_FACETS))
            for tile in TILES_OF_THE_UK
        ),
        Case("tile, zoom 8", _tiles(pins, 8)),
        Case("tile, zoom 12", _tiles(pins, 12)),
        Case("unchanged list (304)", ("/projects/",), revalidates=True),
    ]


def _far_down(page):
    """The page with this number, or the last one where there are fewer."""
    pages = Project.objects.published().count() // PAGE_SIZE
    return _list({"page": max(1, min(page, pages))})


def _list(*queries):
    return tuple(f"/projects/?{urlencode(query)}" for query in queries)


def _sample(rng, values):
    """Values from all over the table: every n-th by primary key, from a random start."""
    last = values.model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    starts = sorted(rng.randint(1, max(last, 1)) for _ in range(HOW_MANY))
    found = (values.filter(pk__gte=start).order_by("pk").first() for start in starts)
    return [value for value in found if value is not None]


def _tile(zoom, tile, query=None):
    return (f"/map/tiles/{zoom}/{tile}.json" + (f"?{urlencode(query)}" if query else ""),)


def _tiles(cells, zoom):
    """The tiles that these pins are in, each once."""
    tiles = (deinterleave(cell >> 2 * (GRID_ZOOM - zoom)) for cell in cells)
    return tuple(dict.fromkeys(path for x, y in tiles for path in _tile(zoom, f"{x}/{y}")))
