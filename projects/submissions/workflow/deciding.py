"""What staff do: accept, refuse, ask, say what it is a duplicate of, set its pin."""

from django.db import transaction
from django.utils import timezone

from projects import workflow as entries
from projects.models import Project, Submission
from projects.submissions import naming, notifications, writing
from projects.submissions.values import differences, empty_values, only_place, values_of
from projects.submissions.workflow.rows import locked, look_up_place, move, same_version, save
from projects.workflow import ChangedMeanwhile, NotAllowed

State, Kind = Submission.State, Submission.Kind


@transaction.atomic
def approve(
    submission,
    who,
    values,
    version,
    project_version=None,
    is_checked=False,
    then="",
    message="",
):
    """Put it into the directory as staff have corrected it, and return the decision.

    values: the whole form, as projects.submissions.values has it. project_version: that of the
    entry that was looked at. is_checked: date the entry today. then: "withdraw" takes the entry off
    the site. message: to the sender. Raises NotAllowed, ChangedMeanwhile, writing.InvalidValues.
    """
    submission = locked(submission)
    must_be_open(submission, version)
    reason = f"{submission.get_kind_display()} {submission.reference} accepted"
    point = _point(submission, values)
    place_before = submission.place_by_staff
    naming.one_name_at_a_time()
    if submission.kind == Kind.NEW:
        project, before = writing.create_project(values, who, point), {}
        entries.publish(project, who, reason)
    else:
        project = _entry(submission, project_version)
        before = _snapshot(project)
        now = values_of(project, private=True)
        writing.apply_values(project, differences(values, now), who, reason, point)
        if then == "withdraw":
            entries.withdraw(project, who, message or reason)
    if is_checked and then != "withdraw":
        entries.confirm(project, who)
    project.refresh_from_db(fields=["version"])
    submission.project = project
    _keep_looking(submission, project, values)
    decision = decide(submission, State.APPROVED, who, message)
    decision.before = before | {
        "project": project.pk,
        "withdrawn": then == "withdraw",
        "place_by_staff": place_before,
        "organisations": getattr(project, "new_organisations", []),
    }
    decision.project_version = project.version
    decision.save(update_fields=["before", "project_version"])
    return decision


@transaction.atomic
def reject(submission, who, reason, version):
    """Say no, with a reason that its sender will read. Raises NotAllowed, ChangedMeanwhile."""
    submission = locked(submission)
    must_be_open(submission, version)
    return decide(submission, State.REJECTED, who, _reason(reason))


@transaction.atomic
def ask(submission, who, question, version):
    """Ask its sender something first. Raises NotAllowed, ChangedMeanwhile."""
    submission = locked(submission)
    must_be_open(submission, version)
    if not submission.email:
        raise NotAllowed("There is nobody to ask: it was sent without an e-mail address.")
    return decide(submission, State.NEEDS_INFORMATION, who, _reason(question))


@transaction.atomic
def make_change_of(submission, who, project, version, message=""):
    """Turn a new project into a change of the entry it is a duplicate of; it stays to be decided.

    What was typed is carried over; what was left empty proposes nothing. Returns the decision;
    raises NotAllowed, ChangedMeanwhile.
    """
    submission = locked(submission)
    must_be_open(submission, version)
    if submission.kind != Kind.NEW:
        raise NotAllowed("Only a new project can become a change of an entry.")
    if project.state != Project.State.PUBLISHED:
        # Who sent it sees the entry's values beside theirs.
        raise NotAllowed("That entry is not on the site: publish it first.")
    before = {"payload": submission.payload, "kind": submission.kind}
    base = values_of(project)
    submission.kind, submission.project = Kind.CHANGE, project
    submission.base, submission.base_version = base, project.version
    submission.payload = differences(carried_over(before["payload"], base), base)
    decision = decide(submission, submission.state, who, message)
    decision.before = before | {"version": submission.version}
    decision.save(update_fields=["before"])
    return decision


def carried_over(typed, base):
    """Return the values of an entry with what was typed elsewhere laid over them.

    Lists are joined; what was left empty there leaves the entry as it is.
    """
    values = empty_values() | base
    for field, value in typed.items():
        if isinstance(value, list):
            values[field] = sorted({*values.get(field, []), *value})
        elif value not in ("", None, False):
            values[field] = value
    return values


@transaction.atomic
def place_pin(submission, who, latitude, longitude, version):
    """Set the pin by hand, in degrees of WGS 84; nothing that is looked up replaces it.

    What was accepted already gets its place in the entry at once. Raises NotAllowed,
    ChangedMeanwhile.
    """
    submission = locked(submission)
    same_version(submission, version)
    is_accepted = submission.state == State.APPROVED and submission.project_id is not None
    if is_accepted and not writing.has_room(submission.project):
        raise NotAllowed("The entry has several places. Set the pin on the entry’s own page.")
    submission.place_by_staff |= {"latitude": latitude, "longitude": longitude}
    submission.latitude = submission.longitude = None
    submission.geocoding, submission.geocoding_reason = Submission.Geocoding.NOT_NEEDED, ""
    submission._history_user = who
    save(submission)
    if is_accepted:
        writing.place_by_hand(submission, who)
    return submission


def decide(submission, target, who, reason):
    submission._history_user = who
    decision = move(submission, target, who, reason)
    submission.decided_at = None if target == State.PENDING else timezone.now()
    save(submission)
    notifications.decided(decision)
    return decision


def must_be_open(submission, version):
    """Raise, in words that say who did what, unless it waits for staff as they have seen it."""
    if submission.state != State.PENDING:
        last = submission.decisions.filter(undone_at__isnull=True).first()
        who = (last and last.who) or submission.name or "Its sender"
        when = timezone.localtime(last.when) if last else None
        at = f" at {when:%H:%M} on {when.day} {when:%B}" if when else ""
        raise NotAllowed(f"{who} got here first{at}: {submission.get_state_display().lower()}.")
    same_version(submission, version)


def _reason(text):
    if not text.strip():
        raise NotAllowed("Say why: whoever sent it will read it.")
    return text.strip()


def _point(submission, values):
    """Where the address was found, if it is still the address in the values."""
    known = submission.base | submission.as_known
    same = all(
        (values.get(field) or "") == (known.get(field) or "") for field in ("address", "postcode")
    )
    if submission.latitude is None or not same:
        return None
    return writing.Point(submission.latitude, submission.longitude, submission.precision)


def _entry(submission, project_version):
    if submission.project_id is None:
        raise NotAllowed("The entry that this is about was deleted.")
    project = Project.objects.select_for_update(of=["self"]).get(pk=submission.project_id)
    if project_version is not None and project.version != project_version:
        raise ChangedMeanwhile(f"“{project.name}” was changed after you opened this page.")
    return project


def _keep_looking(submission, project, values):
    """Where an accepted address has no point yet, let it be looked up and put on the map later."""
    has_address = values.get("address") or values.get("postcode")
    place = only_place(project, private=True)
    on_the_map = place and (place.address, writing.tidy_postcode(place.postcode)) == (
        values["address"][:300],
        writing.tidy_postcode(values["postcode"]),
    )
    if not has_address or on_the_map or submission.kind == Kind.REPORT:
        return
    submission.place_by_staff = {
        "address": values["address"],
        "postcode": values["postcode"],
        "latitude": None,
        "longitude": None,
        "place_is_private": values["place_is_private"],
    }
    if submission.geocoding not in (
        Submission.Geocoding.NOT_FOUND,
        Submission.Geocoding.GIVEN_UP,
    ):
        look_up_place(submission)


def _snapshot(project):
    """What undoing needs of an entry beside the values."""
    place = only_place(project, private=True)
    return {
        "values": values_of(project, private=True),
        "place": {"precision": place.precision, "source": place.source} if place else None,
        "checked_on": project.checked_on.isoformat() if project.checked_on else None,
        "checked_by": project.checked_by_id,
    }
