"""What stands beside a submission: who sent it, what looks like it, what was decided before."""

from django.db.models import Q

from projects.models import Decision, Location, Submission
from projects.submissions import duplicates, reports
from projects.submissions.values import LABELS

MOST_DECISIONS = 50
MOST_OTHERS = 20
MOST_PROPOSALS = 100


def record_of_sender(submission):
    """Return {"approved", "rejected"} of what else the same person sent; None for nobody."""
    if not submission.email and not submission.submitter_id:
        return None
    theirs = Submission.objects.by_the_same_person(submission.email)
    if submission.submitter_id:
        theirs |= Submission.objects.filter(submitter=submission.submitter_id)
    return theirs.exclude(pk=submission.pk).record()


def entries_alike(submission, values):
    """Return (entry, likeness) of what may be the same project, drafts too, likeliest first."""
    is_near = submission.precision in (Location.Precision.EXACT, Location.Precision.POSTCODE)
    point = (submission.latitude, submission.longitude) if is_near else None
    described = duplicates.describe_values(values, point)
    return duplicates.find_alike(described, published_only=False)


def proposals_alike(submission, values):
    """Return (submission, likeness) of other new projects that wait and may be the same one."""
    mine = duplicates.describe_values(values)
    waiting = Submission.objects.waiting_for_us().filter(kind=Submission.Kind.NEW)
    pairs = (
        (other, duplicates.likeness(mine, duplicates.describe_values(other.payload)))
        for other in waiting.exclude(pk=submission.pk)[:MOST_PROPOSALS]
    )
    alike = [pair for pair in pairs if pair[1].is_likely]
    return sorted(alike, key=lambda pair: pair[1].score, reverse=True)


def decisions_about(submission):
    """Return every decision about the submission and its entry, latest first."""
    about = Q(submission=submission)
    if submission.project_id:
        entry = submission.project_id
        about |= Q(project=entry) | Q(submission__project=entry)
    decisions = Decision.objects.filter(about)
    return decisions.select_related("who", "undone_by", "submission", "project")[:MOST_DECISIONS]


def edits_of_what_was_sent(submission):
    """Return (when, who or None, labels of fields) of each change of it, latest first.

    None stands for who sent it.
    """
    labels = LABELS | reports.LABELS
    edits, before = [], None
    for record in submission.history.select_related("history_user").order_by("history_id"):
        known = record.payload | record.place_by_staff
        if before is not None and known != before:
            names = [name for name in labels if before.get(name) != known.get(name)]
            edits.append(
                (record.history_date, record.history_user, [labels[name] for name in names])
            )
        before = known
    return edits[::-1]


def others_about_the_entry(submission):
    """Return the other submissions about the same entry, those that wait first."""
    if not submission.project_id:
        return []
    others = Submission.objects.filter(project=submission.project_id).select_related("project")
    others = others.exclude(pk=submission.pk).exclude(state=Submission.State.UNCONFIRMED)
    latest = others.order_by("-created", "-pk")[:MOST_OTHERS]
    return sorted(latest, key=lambda each: each.state != Submission.State.PENDING)


def claims_of(submission):
    """Return what a report says, as (label, words)."""
    payload = submission.payload
    said = [(name, reports.in_words(name, payload.get(name))) for name in reports.FIELDS]
    labels = reports.LABELS | {"message": "In their words"}
    return [(labels[name], words) for name, words in said if payload.get(name)]


def fixed_pins(submission, now):
    """Return the pins that cannot be moved: where the entry stands, and where it was found.

    now: the entry's values, or None. Degrees of WGS 84.
    """
    pins = []
    if now and now["latitude"] is not None:
        pins.append(_pin("N", "Now", now["latitude"], now["longitude"]))
    if submission.latitude is not None:
        words = "Found for the address"
        pins.append(_pin("F", words, submission.latitude, submission.longitude))
    return pins


def _pin(letter, label, latitude, longitude):
    return {"letter": letter, "label": label, "latitude": latitude, "longitude": longitude}
