"""What came of asking the contacts of entries: conditions for lists of projects."""

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from projects.models import Project, Review, ReviewedEntry, Submission

Answer = ReviewedEntry.Answer
OF_THE_PROJECT = ReviewedEntry.objects.filter(project=OuterRef("pk"))
# The round began after the entry was last checked, so it is what is known now.
_NOT_CHECKED_SINCE = Q(project__checked_on__isnull=True) | Q(
    project__checked_on__lt=F("review__started__date")
)
_SAME_CONTACT = Q(review__email=Lower("project__contact_email"))


def is_being_asked():
    """Condition: its contact has been asked, and may still answer."""
    open_rounds = OF_THE_PROJECT.filter(review__closed_at__isnull=True, answer="")
    return Exists(open_rounds.filter(_SAME_CONTACT))


def was_asked_in_vain():
    """Condition: its contact was asked as often as we ask, and nobody has checked it since."""
    return Exists(_in_vain(OF_THE_PROJECT))


def is_to_be_changed():
    """Condition: its contact said that it has to be changed or has ended, and it is not on Today.

    A check by staff on the same day came later: what a contact confirms is dated that day too.
    """
    newer = Q(project__checked_on__isnull=True) | Q(answered_at__date__gt=F("project__checked_on"))
    same_day = Q(answered_at__date=F("project__checked_on"), project__checked_by__isnull=True)
    said = OF_THE_PROJECT.filter(newer | same_day, answer__in=[Answer.CHANGE, Answer.ENDED])
    return Exists(said) & ~is_on_today()


def is_on_today():
    """Condition: something that was sent about it waits for staff, or for its sender."""
    waiting = [Submission.State.PENDING, Submission.State.NEEDS_INFORMATION]
    return Exists(Submission.objects.filter(project=OuterRef("pk"), state__in=waiting))


def round_in_vain(project):
    """Return the Review in which its contact was asked in vain since the last check, or None."""
    if not project.contact_email:
        return None
    rounds = _in_vain(ReviewedEntry.objects.filter(project=project))
    return Review.objects.filter(entries__in=rounds).order_by("-started").first()


def latest_answer(project):
    """Return the latest ReviewedEntry that was answered, or None."""
    return project.reviewed.exclude(answer="").order_by("-answered_at").first()


def _in_vain(entries):
    ended = entries.filter(review__closed_at__isnull=False, answer="")
    return ended.filter(_NOT_CHECKED_SINCE, _SAME_CONTACT).exclude(
        project__status=Project.Status.PAST
    )
