"""What the made-up projects are made from: the site's own fixtures."""

import csv
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.chance import Skewed

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


@dataclass(frozen=True)
class Town:
    """A place of the gazetteer; `council` and `around` are slugs of areas."""

    name: str
    latitude: float
    longitude: float
    population: int
    council: str
    around: tuple


@dataclass(frozen=True)
class World:
    """Towns by population, terms by how often real projects have them."""

    towns: Skewed
    by_council: dict
    terms: dict
    statuses: Skewed
    summaries: list


def read_world(folder=FIXTURES):
    """Return the World of these fixtures. Raises OSError or KeyError where they are not whole."""
    with open(folder / "areas.csv", encoding="utf-8") as file:
        parents = {row["slug"]: row["parents"].split(";") for row in csv.DictReader(file)}
    with open(folder / "places.csv", encoding="utf-8") as file:
        towns = [_town(row, parents) for row in csv.DictReader(file)]
    # The row of London as a whole would put nine million people into one of its boroughs.
    towns = [town for town in towns if town.name != "London"]
    projects = json.loads((folder / "projects.json").read_text(encoding="utf-8"))
    taxonomy = json.loads((folder / "taxonomy.json").read_text(encoding="utf-8"))
    taxonomy["approaches"] = [a for strand in taxonomy["strands"] for a in strand["approaches"]]
    by_council = {}
    for town in towns:
        by_council.setdefault(town.council, []).append(town)
    status = Counter(project["status"] for project in projects)
    status |= {"planned": 4, "paused": 2}  # the real data has none yet
    return World(
        towns=Skewed(towns, [town.population for town in towns]),
        by_council=by_council,
        terms={
            dimension: Skewed(_by_use(taxonomy[dimension], projects, dimension))
            for dimension in ("offers", "approaches", "audiences", "sectors", "delivery_modes")
        },
        statuses=Skewed(list(status), list(status.values())),
        summaries=[project["summary"] for project in projects],
    )


def _town(row, parents):
    around = dict.fromkeys(parents[row["council"]])
    for slug in list(around):
        around |= dict.fromkeys(parents[slug])
    for slug in list(around):
        around |= dict.fromkeys(filter(None, parents[slug]))
    return Town(
        row["name"],
        float(row["latitude"]),
        float(row["longitude"]),
        max(int(row["population"]), 100),
        row["council"],
        tuple(slug for slug in around if slug and slug != "uk"),
    )


def _by_use(terms, projects, dimension):
    used = Counter(slug for project in projects for slug in project[dimension])
    return sorted((term["slug"] for term in terms), key=lambda slug: (-used[slug], slug))
