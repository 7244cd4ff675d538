"""What services outside this site answered, kept so that nobody has to be asked twice.

An address may be that of a person: answers are deleted when they are old, and when whoever sent
the address has it erased.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from projects.models import GeocoderAnswer
from projects.places.outside import Answer, as_query, ask

KEPT_FOUND = timedelta(days=180)
KEPT_NOT_FOUND = timedelta(days=30)


def look_up(service, text, seconds):
    """Return the service's Answer about a postcode, district or address, perhaps a kept one.

    Takes at most so many seconds. Raises Unavailable, which is never kept.
    """
    query = as_query(text)
    kept = GeocoderAnswer.objects.filter(service=service, query=query.lower()).first()
    if kept and not _is_old(kept):
        return Answer(kept.latitude, kept.longitude, kept.precision, kept.label)
    answer = ask(service, query, seconds)
    keep(service, query, answer)
    return answer


def keep(service, query, answer):
    """Keep an answer, in place of an older one."""
    GeocoderAnswer.objects.update_or_create(
        service=service,
        query=query.lower(),
        defaults={
            "latitude": answer.latitude,
            "longitude": answer.longitude,
            "precision": answer.precision,
            "label": answer.label,
        },
    )


def is_known_as_nothing(service, query):
    """Whether the service has said of late that it knows no such place."""
    kept = GeocoderAnswer.objects.filter(service=service, query=query.lower()).first()
    return bool(kept) and kept.latitude is None and not _is_old(kept)


def forget(texts):
    """Delete what was answered about these texts."""
    queries = [as_query(text).lower() for text in texts]
    GeocoderAnswer.objects.filter(query__in=queries).delete()


def forget_old(now=None):
    """Delete the answers that are too old to be used, and return how many they were."""
    now = now or timezone.now()
    found = Q(latitude__isnull=False, asked_at__lt=now - KEPT_FOUND)
    not_found = Q(latitude__isnull=True, asked_at__lt=now - KEPT_NOT_FOUND)
    return GeocoderAnswer.objects.filter(found | not_found).delete()[0]


def _is_old(kept):
    longest = KEPT_NOT_FOUND if kept.latitude is None else KEPT_FOUND
    return kept.asked_at < timezone.now() - longest
