"""What is asked of the site: each case is one kind of page with several addresses."""

import random
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings

from bench.texts import TYPO
from projects.map.clusters import GRID_ZOOM, deinterleave
from projects.models import Location, Project

HOW_MANY = 20
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
        Case("list, two facets, sorted", _list(filtered)),
        Case("text, rare word (1 %)", _list({"q": "hospitality"})),
        Case("text, common word (40 %)", _list({"q": "workers"})),
        Case("text, typo", _list({"q": TYPO})),
        Case("place", _list(*({"near": place} for place in ("Manchester", "Cardiff", "Truro")))),
        Case("map page", ("/map/",)),
        Case("project page", tuple(f"/projects/{slug}/" for slug in slugs)),
        Case("tile, zoom 5", _tiles(pins, 5)),
        Case("tile, zoom 5, two facets", _tiles(pins, 5, TWO_FACETS)),
        Case("tile, zoom 8", _tiles(pins, 8)),
        Case("tile, zoom 12", _tiles(pins, 12)),
        Case("unchanged list (304)", ("/projects/",), revalidates=True),
    ]


def _list(*queries):
    return tuple(f"/projects/?{urlencode(query)}" for query in queries)


def _sample(rng, values):
    """Values from all over the table: every n-th by primary key, from a random start."""
    last = values.model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    starts = sorted(rng.randint(1, max(last, 1)) for _ in range(HOW_MANY))
    found = (values.filter(pk__gte=start).order_by("pk").first() for start in starts)
    return [value for value in found if value is not None]


def _tiles(cells, zoom, query=None):
    """The tiles that these pins are in, each once."""
    ending = f".json?{urlencode(query)}" if query else ".json"
    tiles = (deinterleave(cell >> 2 * (GRID_ZOOM - zoom)) for cell in cells)
    return tuple(dict.fromkeys(f"/map/tiles/{zoom}/{x}/{y}{ending}" for x, y in tiles))
