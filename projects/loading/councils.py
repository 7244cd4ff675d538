"""Bringing our councils up to date from the ONS's lookup of local authority districts to regions.

The Office for National Statistics publishes it as CSV, a file for each year, whose columns have the
year in their names: LAD23CD, LAD23NM, RGN23CD, RGN23NM.
"""

import csv
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from projects.loading.files import reason
from projects.locks import Lock, hold
from projects.models import Area, Place
from projects.places.names import name_key
from projects.refresh import refresh_all

# The columns we read, by what stands in their heading once the year is taken out.
_COLUMNS = {
    "LADCD": "code", "LADNM": "name", "RGNCD": "region_code", "RGNNM": "region_name",
    "LAT": "latitude", "LONG": "longitude",
}  # fmt: skip
_NEEDED = {"code": "LAD…CD", "name": "LAD…NM"}
# Outside England the ONS has no regions; the code's first letter says the nation.
_NATIONS = {"W": "W92000004", "S": "S92000003", "N": "N92000002"}


class BadLookup(Exception):
    """The file is not such a lookup, or does not fit. Its text has a line for each thing wrong."""


@dataclass
class Report:
    """What was done, a line each, and the councils of ours that the file does not have."""

    done: list = field(default_factory=list)
    missing: list = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """A council as the file has it; the point in degrees, or None."""

    code: str
    name: str
    parent: Area | None
    point: tuple | None


@transaction.atomic
def load_councils(path):
    """Correct codes, names and regions of councils, and add new ones. Returns a Report.

    None is deleted, because projects may refer to it. Raises BadLookup, and then nothing has
    changed.
    """
    hold(Lock.LOADING)
    rows, problems, report = _rows(path), [], Report()
    councils = list(Area.objects.councils().order_by("pk"))
    by_code = {council.code: council for council in councils}
    # A council whose code is new keeps its name; only one that the file has no row for is meant.
    by_name = {name_key(each.name): each for each in councils if each.code not in rows}
    for row in rows.values():
        council = by_code.get(row.code) or by_name.pop(name_key(row.name), None)
        try:
            report.done += _add(row) if council is None else _update(council, row)
        except (ValidationError, ValueError) as error:
            problems.append(f"{row.code} {row.name}: {reason(error)}")
    if problems:
        raise BadLookup("\n".join(problems))
    nations = {code[0] for code in rows}
    report.missing = sorted(
        each.name for each in by_name.values() if (each.code or "")[:1] in nations
    )
    if report.done:
        refresh_all()
    return report


def _update(council, row):
    """Make a council what the row says; return what was done."""
    done = []
    if council.code != row.code:
        done.append(f"{council.name}: its code is now {row.code}, was {council.code or 'none'}")
        council.code = row.code
    if council.name != row.name:
        done.append(f"{council.name}: its name is now {row.name}")
        council.name = row.name
    if done:
        council.full_clean()
        council.save()
    present = set(council.parents.filter(kind__in=[Area.Kind.REGION, Area.Kind.NATION]))
    if row.parent and present != {row.parent}:
        council.parents.remove(*present)
        council.parents.add(row.parent)
        done.append(f"{council.name}: it is now in {row.parent}")
    return done


def _add(row):
    """Add a council; return what was done. Raises ValueError where its point is not known."""
    if row.parent is None:
        raise ValueError("new, and the file does not say its region")
    point = row.point or _town_of(row)
    if point is None:
        raise ValueError("new, and no point is known for it: give columns LAT and LONG")
    council = Area(
        kind=Area.Kind.COUNCIL, name=row.name, slug=slugify(row.name), code=row.code,
        latitude=point[0], longitude=point[1],
    )  # fmt: skip
    council.full_clean()
    council.save()
    council.parents.add(row.parent)
    return [f"{row.name}: added"]


def _town_of(row):
    """The point of the largest town of the council's name in its region."""
    inside = Area.objects.inside(row.parent.slug).values("pk")
    towns = Place.objects.filter(key=name_key(row.name), council__in=inside)
    return towns.order_by("-population").values_list("latitude", "longitude").first()


def _rows(path):
    """The rows by code. Raises BadLookup."""
    rows, problems = {}, []
    parents = list(Area.objects.filter(kind__in=[Area.Kind.REGION, Area.Kind.NATION]))
    for number, record in _records(path):
        try:
            row = _row(record, parents)
            if rows.setdefault(row.code, row) != row:
                raise ValueError(f"{row.code} stands there twice, not alike")
        except ValueError as error:
            problems.append(f"line {number}: {error}")
    if problems:
        raise BadLookup("\n".join(problems))
    if not rows:
        raise BadLookup("there is no row in it")
    return rows


def _row(record, parents):
    code, name = record["code"].upper(), record["name"]
    if not re.fullmatch(r"[EWSN]\d{8}", code) or not name:
        raise ValueError(f"“{code}”, “{name}” are not the code and name of a council")
    wanted = {record.get("region_code"), record.get("region_name"), _NATIONS.get(code[0])} - {
        "",
        None,
    }
    parent = next((each for each in parents if {each.code, each.name} & wanted), None)
    if wanted and parent is None:
        raise ValueError(f"we have no region {' '.join(sorted(wanted))}")
    point = None
    if record.get("latitude") and record.get("longitude"):
        point = float(record["latitude"]), float(record["longitude"])
    return Row(code, name, parent, point)


def _records(path):
    """Yield (line, {our name of a column: text}). Raises BadLookup."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            headings = [re.sub(r"\d+", "", heading.strip().upper()) for heading in next(reader, [])]
            names = [_COLUMNS.get(heading) for heading in headings]
            if missing := [shown for name, shown in _NEEDED.items() if name not in names]:
                raise BadLookup(f"there is no column {' or '.join(missing)} in it")
            for cells in filter(any, reader):
                if len(cells) < len(names):
                    raise BadLookup(f"line {reader.line_num} has too few columns")
                pairs = zip(names, cells, strict=False)
                yield reader.line_num, {name: cell.strip() for name, cell in pairs if name}
    except (OSError, ValueError, csv.Error) as error:
        raise BadLookup(str(error)) from error
