"""Asking those who run projects whether their entries are still right, by mail.

A day job does what is due. An entry that nobody has confirmed for a year is asked about once a
year: in one round for each contact of each lead organisation, with up to three mails, each naming
only what is not answered yet. A round ends when the time for answering the last mail is over, and
earlier where a mail's time is over and all is answered. What happens to an entry then, and to one
without a contact, is for projects.admin.queue to say.
"""

import logging
from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, Q
from django.db.models.functions import Coalesce, Lower, TruncDate
from django.utils import timezone

from projects.models import Project, Review, ReviewedEntry
from projects.refresh import refresh
from projects.submissions.asked import OF_THE_PROJECT
from projects.submissions.mail import address_of, write_mail

logger = logging.getLogger(__name__)

MOST_ASKS = 3
# A contact's other entries are asked about along, where they are due within so many days.
TOGETHER = timedelta(days=90)


def ask(now=None):
    """Ask, ask again and close what is due, and return how many mails were written.

    Can run twice at once or again at any time: each contact has one open round, whose row is
    locked for each step, and each mail of a round is written once.
    """
    now = now or timezone.now()
    _forget(now)
    written = 0
    for (organisation, email), projects in _contacts_to_ask(now).items():
        written += _begin(organisation, email, projects, now)
    last_asked = now - timedelta(days=settings.REVIEW_AGAIN_DAYS)
    waited = Review.objects.filter(closed_at__isnull=True, asked_at__lte=last_asked)
    for pk in waited.order_by("pk").values_list("pk", flat=True):
        written += _go_on(pk, last_asked, now)
    return written


def published_entries(review):
    """Return its ReviewedEntries that are on the site and still have this contact."""
    return review.entries.filter(
        project__in=Project.objects.published(),
        project__lead_organisation=review.organisation_id,
        project__contact_email__iexact=review.email,
    ).select_related("project")


def unanswered(review):
    """Return its entries that there is still something to ask about."""
    started = timezone.localdate(review.started)
    checked_since = Q(project__checked_on__gte=started)
    return (
        published_entries(review)
        .filter(answer="")
        .exclude(checked_since | Q(project__status=Project.Status.PAST))
    )


def _contacts_to_ask(now):
    """Return {(organisation id, e-mail address): projects} of the rounds to begin."""
    long_ago = timezone.localdate(now) - timedelta(days=settings.REVIEW_AFTER_DAYS)
    asked_lately = OF_THE_PROJECT.filter(
        review__email=Lower("project__contact_email"), review__started__date__gt=long_ago
    )
    entries = (
        Project.objects.published()
        .exclude(Q(status=Project.Status.PAST) | Q(contact_email=""))
        .annotate(last_check=Coalesce(F("checked_on"), TruncDate("created")))
        .filter(~Exists(asked_lately), last_check__lte=long_ago + TOGETHER)
        .order_by("sort_key", "pk")
    )
    contacts = defaultdict(list)
    for project in entries.only("pk", "lead_organisation_id", "contact_email"):
        contacts[project.lead_organisation_id, project.contact_email.lower()].append(project)
    return {
        contact: projects
        for contact, projects in contacts.items()
        if any(project.last_check <= long_ago for project in projects)
    }


def _forget(now):
    """Delete rounds from which nothing follows any more: they hold addresses of people."""
    long_ago = now - timedelta(days=2 * settings.REVIEW_AFTER_DAYS)
    Review.objects.filter(closed_at__lt=long_ago).delete()


@transaction.atomic
def _begin(organisation, email, projects, now):
    review, is_new = Review.objects.get_or_create(
        organisation_id=organisation, email=email, closed_at=None, defaults={"asked_at": now}
    )
    if not is_new:  # asked about others at present; these wait until that is over
        return 0
    ReviewedEntry.objects.bulk_create(
        [ReviewedEntry(review=review, project=project) for project in projects]
    )
    return _write(review, now)


@transaction.atomic
def _go_on(pk, last_asked, now):
    review = Review.objects.select_for_update().get(pk=pk)
    if review.closed_at or review.asked_at > last_asked:
        return 0  # another run of the job was faster
    if review.times_asked < MOST_ASKS and unanswered(review).exists():
        return _write(review, now)
    _close(review, now)
    return 0


def _write(review, now):
    """Write the next mail of the round; inside the transaction that holds its lock."""
    review.times_asked, review.asked_at = review.times_asked + 1, now
    context = {
        "review": review,
        "organisation": review.organisation,
        "projects": [entry.project for entry in unanswered(review)],
        "is_last": review.times_asked == MOST_ASKS,
        "again_days": settings.REVIEW_AGAIN_DAYS,
        "link": address_of("review", review.token),
    }
    key = f"review/{review.pk}/{review.times_asked}"
    try:
        mail = write_mail("review", review.email, "review", context, key)
    except ValueError:
        logger.warning("Review %s: the contact's address is not one", review.pk)
        review.times_asked -= 1
        _close(review, now)
        return 0
    review.save(update_fields=["times_asked", "asked_at"])
    return int(mail is not None)


def _close(review, now):
    """End the round; the pages of what was not answered say so from now on."""
    review.closed_at = now
    review.save(update_fields=["times_asked", "closed_at"])
    if left := [entry.project_id for entry in unanswered(review)]:
        refresh(left)
