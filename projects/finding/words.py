"""Words: the projects that have them, and the best answers first.

All of it in SQL: a word may be in every second entry.
"""

from dataclasses import dataclass

from django.db.models import F

from projects.bitmaps import Ids, ids_of
from projects.finding.groups import in_groups
from projects.finding.hints import hints
from projects.finding.spelling import spellings
from projects.models import SearchText
from projects.querysets.words import NAME, NAMES, NAMES_AND_SUMMARY, has_words


@dataclass(frozen=True)
class WordsFound:
    """What a text finds: the `ids` of published projects.

    `is_close_match`: none has the words themselves. `text`: what was searched in the end; for a
    close match words that are spelt much like those typed, or "" where there are none.
    """

    ids: Ids
    is_close_match: bool
    text: str


def find_words(text):
    """Return the WordsFound of a text in websearch syntax."""
    if ids := _having(text):
        return WordsFound(ids, False, text)
    for other in spellings(text):
        if ids := _having(other):
            return WordsFound(ids, True, other)
    return WordsFound(Ids(), True, "")


def ranked(text, ids, start, stop):
    """Return a list of ids from start to stop, the best answers to the text first.

    ids: of projects that have the words. The order is that of ProjectQuerySet.by_relevance.
    """
    return in_groups(best_first(text, ids), start, stop)


def best_first(text, ids):
    """Yield the Ids of `ranked` in its four groups, the best first; some may be empty."""
    # One after the other: most pages are full before the next has to be asked for.
    for parts in (NAME, NAMES, NAMES_AND_SUMMARY):
        best = ids & _having(text, parts) if ids else ids
        yield best
        ids -= best
    yield ids


def _having(text, parts=None):
    """The Ids of the published projects that have the words in these parts, or anywhere."""
    texts = SearchText.objects.filter(has_words(F("vector"), text, parts))
    # To read the table, or to look at a vector again, costs far more than the planner thinks.
    with hints(enable_seqscan="off", work_mem="32MB"):
        return ids_of(texts, "project")
