"""Why an entry is to be checked next, in sentences for staff."""

from django.utils import timezone
from django.utils.formats import date_format

from projects.admin.queue import long_ago
from projects.models import Project, Review, ReviewedEntry
from projects.submissions.asked import latest_answer, round_in_vain
from projects.websites.checking import broken, websites_of
from projects.words import in_vain_in_words

_SAID = {
    ReviewedEntry.Answer.STILL_RIGHT: "all was still right",
    ReviewedEntry.Answer.CHANGE: "it has to be changed",
    ReviewedEntry.Answer.ENDED: "it has ended",
}


def reasons_to_check(entry):
    """Return what is known about the need to check an entry, most urgent first; may be empty."""
    reasons = [*_of_websites(entry), in_vain_in_words(round_in_vain(entry)), _of_answer(entry)]
    if entry.checked_on is None:
        reasons.append("Nobody has checked it yet.")
    elif entry.checked_on <= long_ago() and entry.status != Project.Status.PAST:
        reasons.append("It was checked more than a year ago.")
    if not entry.contact_email and entry.status != Project.Status.PAST:
        reasons.append("Nobody to ask: it has no e-mail address of a contact.")
    reasons.append(_of_asking(entry))
    return [reason for reason in reasons if reason]


def _of_websites(entry):
    addresses = websites_of(entry)
    checks = broken().filter(address__in=[address for _what, address in addresses])
    found = {check.address: check for check in checks}
    for what, address in addresses:
        if check := found.get(address):
            yield f"{what} has failed since {_day(check.failing_since)}: {check.problem}."


def _of_answer(entry):
    answered = latest_answer(entry)
    if answered is None:
        return ""
    return f"Its contact said on {_day(answered.answered_at)} that {_SAID[answered.answer]}."


def _of_asking(entry):
    waiting = ReviewedEntry.objects.filter(project=entry, answer="")
    asked = Review.objects.filter(closed_at__isnull=True, entries__in=waiting).first()
    if asked is None or asked.email != entry.contact_email.lower():
        return ""
    return f"Its contact was asked on {_day(asked.asked_at)} and may still answer."


def _day(moment):
    return date_format(timezone.localdate(moment), "j F Y")
