"""Which entries are worth a closer look: a few queries that indexes answer, and then the score."""

import re

from django.db import transaction
from django.db.models import Case, Q, When
from django.db.models.functions import Length

from projects import reading
from projects.models import Location, NotTheSame, Organisation, Project
from projects.places.names import split_postcode
from projects.submissions.duplicates.alignment import initials
from projects.submissions.duplicates.description import describe_project, host_and_path
from projects.submissions.duplicates.gazetteer import known_places
from projects.submissions.duplicates.scoring import Reader
from projects.submissions.duplicates.wording import cut_up, root
from projects.text import plain

# Of each kind of hint, so many entries at most are read and scored.
BY_NAME, BY_HINT = 60, 30
MOST_WORDS = 6
NEAR_MILES = 0.6
_LEAST_ALIKE = 0.45  # of a word, by pg_trgm's word_similarity; its 0.6 misses misspellings


def find_alike(description, exclude_pk=None, published_only=True, limit=5):
    """Return up to `limit` likely duplicates as (project, Likeness), likeliest first.

    exclude_pk: the entry itself, if it is one; what it was judged not to be is left out too.
    published_only: as for anybody; else drafts and what was withdrawn without a successor as well.
    """
    rows = Project.objects.published() if published_only else _not_merged()
    if exclude_pk:
        rows = rows.exclude(pk__in=[exclude_pk, *_judged_different(exclude_pk)])
    reader = Reader(description, known_places())
    found = with_details(rows.filter(pk__in=_candidates(description, rows)))
    scored = [(each, reader.compare(Reader(describe_project(each), reader.gazetteer)))
              for each in found]  # fmt: skip
    likely = [pair for pair in scored if pair[1].is_likely]
    return sorted(likely, key=lambda pair: (-pair[1].score, pair[0].pk))[:limit]


def with_details(projects):
    """Return the queryset with all that a Description needs, in a fixed number of queries."""
    derived = ("search_names", "sort_key", "facets")
    return (
        projects.select_related("lead_organisation")
        .prefetch_related("locations", "coverage")
        .defer(*derived)
    )


def _not_merged():
    return Project.objects.exclude(state=Project.State.WITHDRAWN, replaced_by__isnull=False)


def _judged_different(pk):
    pairs = NotTheSame.objects.filter(Q(first=pk) | Q(second=pk)).values_list("first", "second")
    return {each for pair in pairs for each in pair}


def _candidates(description, rows):
    name = cut_up(description.name)
    with (
        transaction.atomic(using=reading.database()),
        reading.connection().cursor() as cursor,
    ):
        cursor.execute(
            "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(_LEAST_ALIKE)]
        )
        queries = [
            *_by_words(name, rows),
            *_by_initials(name, rows),
            *_by_organisation(description, rows),
            *_by_website(description, rows),
            *_by_place(description, rows),
        ]
        return {pk for query in queries for pk in query}


def _by_words(name, rows):
    """Those with all words of the name, all but one, or one that tells much, misspelt or not."""
    telling = [word for word in name.words if word.weight >= 0.5 and len(word.text) > 2]
    if not telling:
        telling = [word for word in name.words if len(word.text) > 2]
    words = list(dict.fromkeys(root(word.text) for word in telling))[:MOST_WORDS]
    if words:
        yield _shortest(_with_words(rows, words), BY_NAME)
    for word in words:
        others = _with_words(rows, [other for other in words if other != word])
        if len(words) > 2:
            yield _shortest(others)
        found = list(_some(_with_words(rows, [word])))
        if found and (len(words) < 3 or len(found) < BY_HINT):
            yield found
        elif not found and len(word) > 3:  # nobody spells it so
            yield _some(others.filter(search_names__trigram_word_similar=word))
            if len(words) > 1:
                yield _some(others.filter(search_names__regex=rf"\m{re.escape(word[:3])}"))


def _by_initials(name, rows):
    words = [word.text for word in name.words]
    for short in initials(words) if len(words) > 2 else ():
        if len(short) > 2 and short.isalnum():
            yield _some(rows.filter(search_names__regex=rf"\m{short}\M"))
    if len(words) < 4:  # in a longer name, the other words lead to it
        for word in name.words:
            if word.is_capitals and (spelt := _as_initials(word.text)):
                yield _some(rows.filter(name_key__regex=spelt))


def _by_organisation(description, rows):
    text = description.organisation[:200]
    words = [root(word.text) for word in cut_up(text).words if len(word.text) > 2]
    if words:
        yield _some(_with_words(rows, words[:MOST_WORDS]))
    if text.isupper() and (spelt := _as_initials(plain(text))):
        known = Organisation.objects.filter(name__iregex=spelt).values_list("pk", flat=True)
        yield _some(rows.filter(lead_organisation__in=list(known[:5])))


def _by_website(description, rows):
    host, path = host_and_path(description.website)
    if host:
        is_the_page = Q(website__contains=host + path)
        yield (
            rows.filter(website__contains=host)
            .order_by(Case(When(is_the_page, then=0), default=1))
            .values_list("pk", flat=True)[:BY_HINT]
        )


def _by_place(description, rows):
    near = Location.objects.public()
    for latitude, longitude in description.points[:3]:
        close = near.on_map().within_miles(latitude, longitude, NEAR_MILES)
        yield _some(rows.filter(locations__in=close.order_by("miles_away")[:BY_HINT]))
    parts = [split_postcode(postcode) for postcode in description.postcodes[:3]]
    codes = [form for part in parts if part and part[1] for form in ("".join(part), " ".join(part))]
    if codes and not description.points:
        yield _some(rows.filter(locations__in=near.filter(postcode__in=codes)))


def _with_words(rows, words):
    return rows.filter(*(Q(search_names__contains=word) for word in words))


def _as_initials(letters):
    """Return a regular expression of words that begin with these letters; "" for odd ones."""
    if not (3 <= len(letters) <= 8 and letters.isascii() and letters.isalnum()):
        return ""
    return r"\m" + r"[a-z]*[^a-z0-9]+((and|of|in|for|the) )?".join(letters)


def _shortest(rows, limit=BY_HINT):
    """The shorter the name, the less is in it beside the words that were looked for."""
    return rows.order_by(Length("search_names")).values_list("pk", flat=True)[:limit]


def _some(rows):
    """So many of these as come first: without an order the database stops there."""
    return rows.order_by().values_list("pk", flat=True)[:BY_HINT]
