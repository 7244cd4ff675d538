"""Which words were likely meant, where no entry has all those that were typed."""

import re
from difflib import SequenceMatcher
from itertools import pairwise, product
from math import prod

from projects.finding.hints import hints
from projects.reading import connection
from projects.text import search_words

MOST_WORDS = 8
MOST_TEXTS = 5  # each costs a search
MOST_ALIKE = 3  # of each word
SHORTEST = 3  # letters: anything shorter is like everything
# How alike two words are, from 0 to 1: by their trigrams to be looked at, by their letters to be
# meant. Then how alike one is that was not typed to its end, one with two letters in each other's
# place, and one typed as two or two as one.
TRIGRAMS, LETTERS = 0.2, 0.7
CUT_SHORT, SHORTEST_CUT = 0.85, 4
SWAPPED, PARTED = 0.9, 0.95

_TOKEN = re.compile(r'(?<!\S)-(?:"[^"]*"|\S+)|[^\W_]+')

_IN_NAMES = "SELECT word FROM projects_nameword WHERE word = ANY(%s::text[])"
# A word without meaning ("the") is in every entry, as it were.
_ANYWHERE = """
SELECT word FROM unnest(%s::text[]) AS word
WHERE numnode(websearch_to_tsquery('english', word)) = 0 OR EXISTS (
    SELECT FROM projects_searchtext WHERE vector @@ websearch_to_tsquery('english', word)
)
"""
_ALIKE = """
SELECT typed, alike.word FROM unnest(%s::text[]) AS typed
CROSS JOIN LATERAL (
    SELECT word FROM projects_nameword WHERE word %% typed OR word LIKE typed || '%%'
    ORDER BY similarity(word, typed) DESC, word LIMIT 20
) AS alike
"""


def spellings(text):
    """Return texts to search instead, the most alike first, at most MOST_TEXTS.

    Every word that no entry has becomes a word of a name that is spelt much like it; where there
    are none such, one of the others may. A text may find nothing: names change, and few entries
    have all of several words.
    """
    tokens = _TOKEN.findall(search_words(text))
    words = [token for token in tokens if not token.startswith("-")]
    if not 0 < len(words) <= MOST_WORDS:
        return []
    names = _names_among(words)
    unknown = _unknown([word for word in words if word not in names])
    choices = _choices(unknown or words, names)
    if unknown:
        short = {word: {"": 1} for word in unknown if len(word) < SHORTEST}  # these are left out
        likely = _with_all_replaced(words, choices | short, unknown)
    else:
        likely = _with_one_replaced(words, choices)
    likely |= _with_two_joined(words, names)
    likely.pop("", None)
    excluded = [token for token in tokens if token.startswith("-")]
    best = sorted(likely, key=lambda other: (-likely[other], other))[:MOST_TEXTS]
    return [" ".join([other, *excluded]) for other in best]


def _with_all_replaced(words, choices, unknown):
    """{text: how alike it is} with every unknown word replaced; {} where one cannot be."""
    ways = [choices.get(word, {}) if word in unknown else {word: 1} for word in words]
    return {
        " ".join(other for other, _ in chosen if other): prod(likeness for _, likeness in chosen)
        for chosen in product(*(each.items() for each in ways))
    }


def _with_one_replaced(words, choices):
    return {
        " ".join([*words[:at], other, *words[at + 1 :]]): likeness
        for at, word in enumerate(words)
        for other, likeness in choices.get(word, {}).items()
    }


def _with_two_joined(words, names):
    return {
        " ".join([*words[:at], joined, *words[at + 2 :]]): PARTED
        for at, joined in enumerate(_joined(words))
        if joined in names
    }


def _choices(words, names):
    """{word: {other word or two: how alike it is}}, at most MOST_ALIKE each."""
    choices = {}
    for word, alike in _alike(words).items():
        swapped = {other: SWAPPED for other in _swaps(word) if other in names}
        parted = {" ".join(cut): PARTED for cut in _cuts(word) if names.issuperset(cut)}
        likely = alike | swapped | parted
        best = sorted(likely, key=lambda other: (-likely[other], other))[:MOST_ALIKE]
        choices[word] = {other: likely[other] for other in best}
    return choices


def _names_among(words):
    """The words of names that are among these, or would be but for a slip, a set."""
    slips = [part for word in words for cut in _cuts(word) for part in cut]
    slips += [other for word in words for other in _swaps(word)]
    return {word for (word,) in _rows(_IN_NAMES, [*words, *slips, *_joined(words)])}


def _joined(words):
    return [first + second for first, second in pairwise(words)]


def _cuts(word):
    """Every way to make two words of one."""
    return [(word[:at], word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1)]


def _swaps(word):
    """Every word that has two neighbouring letters in each other's place."""
    swaps = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return swaps - {word}


def _unknown(words):
    """The words that no entry has, of some that no name has."""
    if not words:
        return []
    with hints(enable_seqscan="off"):
        known = {word for (word,) in _rows(_ANYWHERE, words)}
    return [word for word in words if word not in known]


def _alike(words):
    """{word: {word of a name: how alike it is}} for all that are long enough."""
    found = {word: {} for word in words if len(word) >= SHORTEST}
    with hints(pg_trgm__similarity_threshold=str(TRIGRAMS)):
        for typed, word in _rows(_ALIKE, list(found)):
            if word != typed and (likeness := _likeness(typed, word)) >= LETTERS:
                found[typed][word] = likeness
    return found


def _likeness(typed, word):
    likeness = SequenceMatcher(None, typed, word).ratio()
    if len(typed) >= SHORTEST_CUT and word.startswith(typed):
        return max(likeness, CUT_SHORT)
    return likeness


def _rows(statement, words):
    with connection().cursor() as cursor:
        cursor.execute(statement, [words])
        return cursor.fetchall()
