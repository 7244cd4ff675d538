"""What every step shares: the row locked, its record written, its address looked up."""

from projects.models import Decision, Submission
from projects.submissions import locating
from projects.workflow import ChangedMeanwhile


def locked(submission):
    """Return the submission as it stands now, its row locked until the transaction ends."""
    return Submission.objects.select_for_update(of=["self"]).get(pk=submission.pk)


def save(submission):
    """Save it as its next version. What nobody has confirmed has no history yet."""
    submission.version += 1
    if submission.state == Submission.State.UNCONFIRMED:
        submission.skip_history_when_saving = True
    elif hasattr(submission, "skip_history_when_saving"):
        del submission.skip_history_when_saving
    submission.save()


def same_version(submission, version):
    """Raise ChangedMeanwhile where another version was looked at."""
    if version != submission.version:
        raise ChangedMeanwhile("It was changed after you opened it. Here it is as it stands now.")


def move(submission, target, who, reason):
    """Set the state and write its record; the caller saves the row."""
    source, submission.state = submission.state, target
    return Decision.objects.create(
        submission=submission, who=who, from_state=source, to_state=target, reason=reason
    )


def look_up_place(submission):
    """Let its address be looked up by a job, where it has one and no pin."""
    needed = submission.kind != Submission.Kind.REPORT and locating.needs_lookup(
        submission.as_known
    )
    choice = Submission.Geocoding
    submission.geocoding = choice.WAITING if needed else choice.NOT_NEEDED
    submission.geocoding_reason, submission.geocoding_tries = "", 0
    submission.geocode_again_at = None
    submission.latitude = submission.longitude = None
    submission.precision = submission.found_by = ""
    if needed:
        locating.wake()
