"""An entry as plain values: what a form holds, a submission keeps and two versions differ in.

Texts are str ("" for none), lists are lists of str in one order, numbers are numbers or None. Areas
and terms stand as slugs, organisations as names: a name need not be known yet.
"""

from projects.models import Area, Containment, Location, Project

TEXTS = [
    "name", "organisation", "organisation_kind", "summary", "description", "status",
    "how_to_join", "contact_phone", "contact_email", "contact_page", "website",
    "results", "learned", "sources", "address", "postcode",
]  # fmt: skip
TERMS = ["offers", "approaches", "audiences", "sectors", "delivery_modes"]
LISTS = ["partners", "funders", *TERMS, "coverage"]
NUMBERS = ["start_year", "end_year", "latitude", "longitude"]
BOOLS = ["website_is_own_page", "place_is_private"]
PLACE = ["address", "postcode", "latitude", "longitude", "place_is_private"]

# Every field, in the order in which forms and comparisons show them.
LABELS = {
    "name": "Name of the project",
    "organisation": "Who runs it",
    "organisation_kind": "Kind of organisation",
    "summary": "In one sentence",
    "offers": "What it offers",
    "status": "Is it running?",
    "coverage": "Areas it serves",
    "address": "Address where it happens",
    "postcode": "Postcode where it happens",
    "latitude": "Latitude of the pin",
    "longitude": "Longitude of the pin",
    "place_is_private": "The exact place is private",
    "how_to_join": "How to join",
    "contact_phone": "Telephone",
    "contact_email": "E-mail",
    "contact_page": "Contact page",
    "website": "Website",
    "website_is_own_page": "The website is the project’s own page",
    "description": "More about it",
    "delivery_modes": "How it is given",
    "audiences": "Whom it is for",
    "sectors": "Sectors",
    "approaches": "Approaches",
    "partners": "Partners",
    "funders": "Paid for by",
    "start_year": "Year it started",
    "end_year": "Year it ended",
    "results": "What came of it",
    "learned": "What was learned",
    "sources": "Sources",
}
FIELDS = list(LABELS)

# The columns of Project that hold a value of the same name.
COLUMNS = [
    "name", "summary", "description", "status", "how_to_join", "contact_phone", "contact_email",
    "contact_page", "website", "website_is_own_page", "results", "learned", "sources",
    "start_year", "end_year",
]  # fmt: skip
NOTHING = "nothing"


def empty_values():
    """Return the values of an entry of which nothing is known."""
    return (
        dict.fromkeys(TEXTS, "")
        | {field: [] for field in LISTS}
        | dict.fromkeys(NUMBERS)
        | dict.fromkeys(BOOLS, False)
    )


def values_of(project, private=False):
    """Return the values of an entry.

    The place is that of its only place of delivery, and blank where it has none or several.
    private: whether a place that is not shown to the public may be told.
    """
    values = empty_values() | {column: getattr(project, column) for column in COLUMNS}
    values["organisation"] = project.lead_organisation.name
    for field in TERMS:
        values[field] = sorted(getattr(project, field).values_list("slug", flat=True))
    values["coverage"] = sorted(project.coverage.values_list("slug", flat=True))
    for involvement in project.involvements.select_related("organisation"):
        values[f"{involvement.role}s"].append(involvement.organisation.name)
    for field in ("partners", "funders"):
        values[field].sort()
    if place := only_place(project, private):
        values |= {
            "address": place.address,
            "postcode": place.postcode,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "place_is_private": not place.public,
        }
    return values


def only_place(project, private=False):
    """Return the one location where it happens, or None where there is none, or several."""
    places = project.locations.filter(role=Location.Role.DELIVERY)
    if not private:
        places = places.filter(public=True)
    found = list(places[:2])
    return found[0] if len(found) == 1 else None


def differences(values, base):
    """Return of the values those that differ from base.

    A pin belongs to its address: where only the address or postcode differs, the old pin is taken
    away, so that the new address is looked up.
    """
    changed = {
        field: value
        for field, value in values.items()
        if _comparable(value) != _comparable(base.get(field))
    }
    changed.pop("organisation_kind", None)  # an entry does not tell it; a new organisation needs it
    if "organisation" in changed and values.get("organisation_kind"):
        changed["organisation_kind"] = values["organisation_kind"]
    if {"address", "postcode"} & set(changed) and not {"latitude", "longitude"} & set(changed):
        changed |= {"latitude": None, "longitude": None}
    elif {"latitude", "longitude"} & set(changed):
        changed |= {field: values.get(field) for field in ("latitude", "longitude")}
    return changed


def _comparable(value):
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.strip().splitlines()) or None
    if isinstance(value, list):
        return sorted(value) or None
    if isinstance(value, float):
        return round(value, 6)
    return value or None


def expand_areas(slugs):
    """Return the slugs sorted, city regions replaced by their councils, unknown ones dropped."""
    areas = list(Area.objects.filter(slug__in=slugs))
    regions = [area.pk for area in areas if area.kind == Area.Kind.CITY_REGION]
    councils = Containment.objects.filter(
        outer__in=regions, inner__kind=Area.Kind.COUNCIL
    ).values_list("inner__slug", flat=True)
    others = [area.slug for area in areas if area.kind != Area.Kind.CITY_REGION]
    return sorted({*others, *councils})


def in_words(field, value):
    """Return a value as people read it: names instead of slugs, "nothing" for nothing."""
    if _comparable(value) is None:
        return "no" if field in BOOLS else NOTHING
    if field in TERMS:
        model = Project._meta.get_field(field).related_model
        return _names(model, value)
    if field == "coverage":
        return _names(Area, value)
    if field == "status":
        return str(dict(Project.Status.choices).get(value, value))
    if field == "organisation_kind":
        kinds = Project._meta.get_field("lead_organisation").related_model.Kind
        return str(dict(kinds.choices).get(value, value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "yes" if value is True else str(value)


def _names(model, slugs):
    known = dict(model.objects.filter(slug__in=slugs).values_list("slug", "name"))
    return ", ".join(sorted(known.get(slug, slug) for slug in slugs))
