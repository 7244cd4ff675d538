"""Made-up projects and organisations, as plain values; the same for the same seed."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.text import slugify

from bench.chance import Skewed
from bench.texts import BODIES, Writer

TODAY = date(2025, 6, 1)  # fixed: a database made tomorrow is the same
PROJECTS_TO_AN_ORGANISATION = 6
ORGANISATION_KINDS = Skewed(
    ["charity", "local-authority", "social-enterprise", "company", "college-or-university",
     "employer-body", "trade-union", "funder", "research-body", "nhs-body", "combined-authority",
     "national-government"]
)  # fmt: skip


@dataclass
class Pin:
    """A location to be; degrees."""

    role: str
    label: str
    council: str
    latitude: float
    longitude: float
    precision: str
    public: bool


@dataclass
class Entry:
    """A project to be. Terms and areas are slugs, organisations numbers from 1."""

    number: int
    fields: dict
    terms: dict
    coverage: list
    pins: list
    partners: set
    funders: set
    resource_kind: str | None


def make_organisations(world, number, seed):
    """Yield `number` organisations as dictionaries of the model's columns; ids from 1."""
    rng = random.Random(f"organisations {seed}")
    for pk in range(1, number + 1):
        town = world.towns.draw(rng)
        name = f"{town.name} {rng.choice(BODIES)} {pk}"
        yield {
            "id": pk,
            "name": name,
            "slug": slugify(name),
            "kind": ORGANISATION_KINDS.draw(rng),
            "website": f"https://organisation-{pk}.example.org/",
            "town": town.name,
            "latitude": town.latitude,
            "longitude": town.longitude,
            "created": _moment(rng, 3000),
            "updated": _moment(rng, 300),
        }


def organisation_count(projects):
    """Return how many organisations so many projects have."""
    return max(20, projects // PROJECTS_TO_AN_ORGANISATION)


def make_entries(world, number, seed):
    """Yield `number` Entries, numbered from 1."""
    rng = random.Random(f"entries {seed}")
    writer = Writer(world.summaries, seed)
    organisations = organisation_count(number)
    for pk in range(1, number + 1):
        town = world.towns.draw(rng)
        name = f"{town.name} {writer.theme(rng)}"
        lead = _organisation(rng, organisations)
        yield Entry(
            number=pk,
            fields=_fields(rng, writer, world.statuses, name, pk) | {"lead_organisation_id": lead},
            terms=_terms(rng, world.terms),
            coverage=_coverage(rng, world, town),
            pins=_pins(rng, world, town),
            partners={_organisation(rng, organisations) for _ in range(rng.choice((0, 0, 1, 2)))},
            funders={_organisation(rng, organisations) for _ in range(rng.choice((0, 1)))},
            resource_kind=rng.choice(("evaluation", "report", "guide"))
            if rng.random() < 0.1
            else None,
        )


def _organisation(rng, number):
    """A few have a part in very many projects, most in a few."""
    return 1 + int(number * rng.random() ** 2.5)


def _fields(rng, writer, statuses, name, pk):
    status = statuses.draw(rng)
    start = rng.choice((None, *range(2014, 2025), *range(2018, 2025)))
    ended = status == "past" and rng.random() < 0.5
    is_own_page = rng.random() < 0.3
    checked = rng.random() < 0.35
    return {
        "name": name,
        "slug": f"{slugify(name)}-{pk}",
        "summary": writer.summary(rng),
        "description": writer.text(rng, 40) if rng.random() < 0.6 else "",
        "how_to_join": writer.text(rng, 3) if rng.random() < 0.3 else "",
        "results": writer.text(rng, 12) if rng.random() < 0.2 else "",
        "learned": writer.text(rng, 8) if rng.random() < 0.1 else "",
        "sources": f"https://source.example.org/{pk}" if rng.random() < 0.8 else "",
        "start_year": start,
        "end_year": (start or 2015) + rng.randint(0, 4) if ended else None,
        "status": status,
        "contact_phone": f"01632 960{rng.randrange(1000):03}" if rng.random() < 0.2 else "",
        "website": f"https://project-{pk}.example.org/" if is_own_page or checked else "",
        "website_is_own_page": is_own_page,
        "state": "published",
        "checked_on": TODAY - timedelta(days=int(900 * rng.random() ** 2)) if checked else None,
        "created": _moment(rng, 2500),
        "updated": _moment(rng, 400),
    }


def _moment(rng, days):
    midnight = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)
    return midnight - timedelta(seconds=int(days * 86_400 * rng.random()))


def _terms(rng, terms):
    numbers = {
        "offers": (1, 1, 1, 2),
        "approaches": (1, 1, 2, 2, 2, 3),
        "audiences": (1, 2, 2, 3, 4),
        "sectors": (1, 1, 1, 1, 2, 4),
        "delivery_modes": (0, 1, 1, 2),
    }
    return {name: terms[name].draw_some(rng, rng.choice(of)) for name, of in numbers.items()}


def _coverage(rng, world, town):
    """Most serve one council; others a few, a wider area around it, the UK, or nobody knows."""
    chance = rng.random()
    if chance < 0.55:
        return [town.council]
    if chance < 0.65:
        others = {world.towns.draw(rng).council for _ in range(rng.randint(1, 9))}
        return sorted({town.council} | others)
    if chance < 0.85:
        return [rng.choice(town.around)]
    return ["uk"] if chance < 0.97 else []


def _pins(rng, world, town):
    number = rng.choices((0, 1, 2, 3, 12), cum_weights=(4, 92, 97, 99.5, 100))[0]
    neighbours = world.by_council[town.council]
    return [
        _pin(rng, town if at == 0 or rng.random() < 0.5 else rng.choice(neighbours))
        for at in range(number)
    ]


def _pin(rng, town):
    """A point about the town, further out the more people live there."""
    degrees = 0.005 * (town.population / 10_000) ** 0.5
    precision = rng.choices(("postcode", "exact", "town"), cum_weights=(60, 85, 100))[0]
    spread = 0 if precision == "town" else degrees  # those known by town only share a point
    return Pin(
        role="delivery" if rng.random() < 0.6 else "office",
        label=town.name,
        council=town.council,
        latitude=round(min(max(rng.gauss(town.latitude, spread), 49.2), 61.2), 5),
        longitude=round(min(max(rng.gauss(town.longitude, spread * 1.6), -9), 2.2), 5),
        precision=precision,
        public=rng.random() > 0.01,
    )
