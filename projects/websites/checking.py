"""Which web addresses are looked at, when, and what is noted of it.

Each is looked at once a week, and two days after it failed for the first time; one that has failed
twice in a row is broken. A finished project's website is nobody's business any more. The work is
done in small batches, so that the worker is never away from its other jobs for long.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from projects.models import Project, Turn, WebsiteCheck
from projects.websites.fetching import Fetcher
from projects.websites.looking import look
from projects.websites.outcomes import Outcome
from projects.websites.robots import Robots
from projects.websites.turns import forget_turns, run_in_turns, take_turn

LOOK_AGAIN_AFTER = timedelta(days=7)
MAKE_SURE_AFTER = timedelta(days=2)
FAILURES_OF_A_BROKEN_ONE = 2
AT_ONCE = 20  # addresses in a batch
# Of a batch; a request that is under way then may take its ten seconds longer.
SECONDS_TO_BEGIN, SECONDS = 10, 25
SECONDS_TO_MAKE_SURE = 20  # that it is not our own network that is down
# How long to leave it where no site answers at all.
PAUSE = timedelta(hours=1)
_FIELDS = ("website", "contact_page", "lead_organisation__website")  # of an entry
_PAUSE_NAME = "all websites"


def websites_of(project):
    """Return (what, address) of the addresses on an entry that are looked at."""
    addresses = [
        ("Its website", project.website),
        ("Its contact page", project.contact_page),
        (f"The website of {project.lead_organisation}", project.lead_organisation.website),
    ]
    return [(what, address) for what, address in addresses if address]


@transaction.atomic
def list_addresses():
    """Bring the list of addresses to look at up to date with the entries."""
    running = Project.objects.published().exclude(status=Project.Status.PAST).order_by()
    wanted = set()
    for field in ("website", "contact_page", "lead_organisation__website"):
        wanted |= set(running.exclude(**{field: ""}).values_list(field, flat=True))
    known = set(WebsiteCheck.objects.values_list("address", flat=True))
    WebsiteCheck.objects.filter(address__in=known - wanted).delete()
    new = [WebsiteCheck(address=address) for address in sorted(wanted - known)]
    WebsiteCheck.objects.bulk_create(new, ignore_conflicts=True)
    forget_turns()


def due(now):
    """Return what is to be looked at, what has waited longest first."""
    again = Q(checked_at__lte=now - LOOK_AGAIN_AFTER)
    to_make_sure = Q(failures=1, checked_at__lte=now - MAKE_SURE_AFTER)
    checks = WebsiteCheck.objects.filter(Q(checked_at__isnull=True) | again | to_make_sure)
    return checks.order_by(F("checked_at").asc(nulls_first=True), "pk")


def check_some(fetcher=None, now=None):
    """Look at what is due, for a minute at most, and return how many addresses were judged.

    That an address fails is believed only where another one answers.
    """
    now = now or timezone.now()
    if Turn.objects.filter(name=_PAUSE_NAME, next_at__gt=now).exists():
        return 0
    batch = {check.address: check for check in due(now)[:AT_ONCE]}
    fetcher = fetcher or Fetcher(settings.WEBSITE_CHECK_USER_AGENT)
    verdicts = _verdicts(batch, fetcher, SECONDS)
    found = _outcomes(verdicts)
    is_in_doubt = Outcome.FAILS in found and Outcome.ANSWERS not in found
    if is_in_doubt and not _another_answers(batch, fetcher):
        Turn.objects.update_or_create(name=_PAUSE_NAME, defaults={"next_at": now + PAUSE})
        return 0
    for address, verdict in verdicts.items():
        note(batch[address], verdict, now)
    return len(verdicts)


def note(check, verdict, now):
    """Keep what was found at an address; verdict: None where it took too long to find out."""
    if verdict is not None:
        if verdict.outcome is not Outcome.FAILS:
            check.failures, check.failing_since = 0, None
        elif not check.failures or check.checked_at <= now - MAKE_SURE_AFTER:
            check.failures = min(check.failures + 1, 1000)
            check.failing_since = check.failing_since or now
        check.problem = verdict.problem[:300]
    check.checked_at = now
    check.save(update_fields=["failures", "failing_since", "problem", "checked_at"])


def _verdicts(addresses, fetcher, seconds):
    robots = Robots(fetcher)
    checks = {address: look(address, fetcher, robots) for address in addresses}
    return run_in_turns(checks, take_turn, SECONDS_TO_BEGIN, seconds)


def _outcomes(verdicts):
    return {verdict.outcome for verdict in verdicts.values() if verdict}


def _another_answers(batch, fetcher):
    """Whether the one address beside these that answered last still does."""
    answered = WebsiteCheck.objects.filter(checked_at__isnull=False, problem="")
    surest = answered.exclude(address__in=batch).order_by("-checked_at")
    addresses = surest.values_list("address", flat=True)[:1]
    return Outcome.ANSWERS in _outcomes(_verdicts(addresses, fetcher, SECONDS_TO_MAKE_SURE))


def broken():
    """Return the checks of addresses that fail and have been made sure of, with `known_on`.

    known_on: the day from which somebody who looked at the entry found it broken too.
    """
    failing = WebsiteCheck.objects.filter(failures__gte=FAILURES_OF_A_BROKEN_ONE)
    made_sure = ExpressionWrapper(
        F("failing_since") + MAKE_SURE_AFTER, output_field=DateTimeField()
    )
    return failing.annotate(known_on=TruncDate(made_sure))


def has_broken_website():
    """Condition: an address that it leads to has been found broken since it was last checked."""
    condition = Q()
    for field in _FIELDS:
        since = broken().filter(address=OuterRef(field), known_on__gt=OuterRef("checked_on"))
        is_broken = Q(**{f"{field}__in": broken().values("address")})
        condition |= is_broken & (Q(checked_on__isnull=True) | Exists(since))
    return condition
