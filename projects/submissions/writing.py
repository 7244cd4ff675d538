"""Writing values into an entry: one version, one moment of history, whatever was changed."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from projects.models import (
    Area,
    Involvement,
    Location,
    News,
    Organisation,
    Project,
)
from projects.places.names import split_postcode
from projects.places.surroundings import council_at
from projects.refresh import refresh
from projects.submissions.naming import free_slug, known_organisation, make_organisation
from projects.submissions.values import COLUMNS, PLACE, TERMS, only_place


@dataclass(frozen=True)
class Point:
    """Where an address was found: degrees of WGS 84 and a Location.Precision."""

    latitude: float
    longitude: float
    precision: str


class InvalidValues(Exception):
    """The values cannot be stored. `errors` has a list of texts for people by field."""

    def __init__(self, errors):
        super().__init__(str(errors))
        self.errors = errors


def create_project(values, who, point=None):
    """Return a new draft with these values. Inside a transaction; raises InvalidValues.

    point: where its address was found, unless the values hold a pin.
    """
    project = Project(slug=free_slug(values["name"]))
    project._history_date = timezone.now()
    _write(project, values, who, point)
    project.history.update(history_type="+", history_change_reason="Proposed and accepted")
    refresh([project.pk])
    return project


def apply_values(project, values, who, reason, point=None):
    """Write these values into the entry, whose row the caller has locked. Raises InvalidValues.

    Values that are left out stay as they are; with none at all nothing is written.
    """
    if not values:
        return
    project._history_date = timezone.now()
    project._change_reason = reason[:100]
    project.version += 1
    _write(project, values, who, point)
    refresh([project.pk], News.Kind.CHANGED)


def _write(project, values, who, point):
    project._history_user = who
    for column in COLUMNS:
        if column in values:
            setattr(project, column, values[column])
    # A day belongs to its year: where the year was changed, the day is not known any more.
    for end in ("start", "end"):
        date = getattr(project, f"{end}_date")
        if date and date.year != getattr(project, f"{end}_year"):
            setattr(project, f"{end}_date", None)
    project.new_organisations = []
    if "organisation" in values:
        project.lead_organisation = _organisation(project, values, "organisation", who)
    _check(project)
    project.skip_history_when_saving = True
    project.save()
    for field in TERMS:
        if field in values:
            terms = Project._meta.get_field(field).related_model
            getattr(project, field).set(terms.objects.filter(slug__in=values[field]))
    if "coverage" in values:
        project.coverage.set(Area.objects.filter(slug__in=values["coverage"]))
    for role in Involvement.Role.values:
        if f"{role}s" in values:
            _involve(project, role, values, who)
    if any(field in values for field in PLACE):
        _place(project, values, who, point)
    del project.skip_history_when_saving
    project.save(update_fields=["version", "updated"])
    del project._history_date


def _check(project):
    try:
        project.full_clean()
    except ValidationError as error:
        raise InvalidValues(error.message_dict) from error


def _organisation(project, values, field, who, name=None):
    name = (name or values[field]).strip()
    if found := known_organisation(name):
        return found
    kind = values.get("organisation_kind") if field == "organisation" else ""
    # A partner or funder that is new: who pays is a funder, and most partners are charities.
    guess = {"funders": Organisation.Kind.FUNDER}.get(field, Organisation.Kind.CHARITY)
    try:
        organisation = make_organisation(name, kind or guess, who)
    except ValidationError as error:
        raise InvalidValues({field: sum(error.message_dict.values(), [])}) from error
    project.new_organisations.append(organisation.pk)
    return organisation


def _involve(project, role, values, who):
    wanted = {
        _organisation(project, values, f"{role}s", who, name).pk
        for name in values[f"{role}s"]
        if name
    }
    there = {each.organisation_id: each for each in project.involvements.filter(role=role)}
    for key, involvement in there.items():
        if key not in wanted:
            _as_one(project, involvement, who)
            involvement.delete()
    for key in wanted - set(there):
        involvement = Involvement(project=project, organisation_id=key, role=role)
        _as_one(project, involvement, who)
        involvement.save()


def _place(project, values, who, point):
    """Write the place where it happens.

    An address whose point is not known stays unwritten, because a pin that stands elsewhere is
    worse than none: the submission then stands in staff's list of places to be found.
    """
    place = only_place(project, private=True)
    if place and not any(values.get(field, True) for field in ("address", "postcode", "latitude")):
        _as_one(project, place, who)
        place.delete()
        return
    place = place or Location(project=project, role=Location.Role.DELIVERY)
    if not _move(place, values, point) and (place.pk is None or _names_another(place, values)):
        return
    place.address = values.get("address", place.address)[:300]
    place.postcode = tidy_postcode(values.get("postcode", place.postcode))
    place.public = not values.get("place_is_private", not place.public)
    _as_one(project, place, who)
    place.save()


def _names_another(place, values):
    return any(
        field in values and values[field] != getattr(place, field)
        for field in ("address", "postcode")
    )


def _move(place, values, point):
    """Set the point of a place: the pin in the values before what was found. Whether it was set."""
    if values.get("latitude") is not None and values.get("longitude") is not None:
        place.latitude, place.longitude = values["latitude"], values["longitude"]
        place.precision, place.source = Location.Precision.EXACT, Location.Source.PIN
    elif point is not None and ("address" in values or "postcode" in values):
        place.latitude, place.longitude = point.latitude, point.longitude
        place.precision, place.source = point.precision, Location.Source.GEOCODER
    else:
        return False
    place.council = council_at(place.latitude, place.longitude)
    return True


def tidy_postcode(text):
    """Return a postcode in capitals with its space ("SW9 8HQ"); other text cut to 8 characters."""
    parts = split_postcode(text or "")
    return " ".join(filter(None, parts)) if parts else re.sub(r"\s+", " ", text or "").strip()[:8]


def _as_one(project, row, who):
    """Let the row's record share the date of the entry's, so that the history shows one edit."""
    row._history_date = project._history_date
    row._history_user = who


def put_on_the_map(submission, who=None):
    """Give the entry of an accepted submission the place that was found for it since.

    Inside a transaction. Returns whether it did: never over a place that the entry has by now.
    """
    project = Project.objects.select_for_update(of=["self"]).get(pk=submission.project_id)
    known = submission.as_known
    place = only_place(project, private=True)
    if place or project.locations.filter(role=Location.Role.DELIVERY).exists():
        return False
    point = None
    if submission.latitude is not None:
        point = Point(submission.latitude, submission.longitude, submission.precision)
    values = {field: known[field] for field in PLACE if field in known}
    if point is None and values.get("latitude") is None:
        return False
    apply_values(project, values, who, f"Place of {submission.reference} found", point)
    return True


def has_room(project):
    """Whether the entry has one place where it happens, or none: otherwise which one is meant?"""
    return project.locations.filter(role=Location.Role.DELIVERY).count() < 2


def place_by_hand(submission, who):
    """Move the one place of the entry of an accepted submission to the address and pin in it.

    Inside a transaction; only where the entry has room.
    """
    project = Project.objects.select_for_update(of=["self"]).get(pk=submission.project_id)
    known = submission.as_known
    place = {field: known[field] for field in PLACE if field in known}
    apply_values(project, place, who, f"Pin of {submission.reference} set by hand")


def restore(project, before):
    """Put back what values do not hold: how exact the place was, and when it was checked."""
    place = only_place(project, private=True)
    if place and before["place"]:
        project.locations.filter(pk=place.pk).update(**before["place"])
    Project.objects.filter(pk=project.pk).update(
        checked_on=before["checked_on"], checked_by=before["checked_by"]
    )
    refresh([project.pk])
