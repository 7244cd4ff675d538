"""Which words were likely meant, where no entry has all those that were typed."""

import re
from difflib import SequenceMatcher
from itertools import pairwise

from projects.finding.hints import hints
from projects.reading import connection
from projects.text import MOST_WORDS, search_words

MOST_LOOKED_UP = 8  # words; each costs a look at the words of all names
MOST_TEXTS = 5  # each costs a search
MOST_ALIKE = 3  # of each word
SHORTEST = 3  # letters: anything shorter is like everything
# How alike two words are, from 0 to 1: by their trigrams to be looked at, by their letters to be
# meant. Then how alike one is that was not typed to its end (times the letters that were), one with
# two letters in each other's place, and one typed as two or two as one.
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
    SELECT word FROM projects_nameword WHERE word %% typed OR word LIKE left(typed, 2) || '%%'
    ORDER BY greatest(
        similarity(word, typed), similarity(left(word, length(typed) + 1), typed)
    ) DESC, word LIMIT 20
) AS alike
"""


def spellings(text):
    """Return texts to search instead, the most alike first, at most MOST_TEXTS.

    The same words without punctuation come first. Every word that no entry has becomes a word of a
    name that is spelt much like it; where there are none such, one of the others may. A text may
    find nothing: names change, and few entries have all of several words.
    """
    searched = search_words(text)
    tokens = _TOKEN.findall(searched)
    words = [token for token in tokens if not token.startswith("-")]
    if not 0 < len(words) <= MOST_WORDS:  # more only where punctuation joins them
        return []
    names = _names_among(words)
    unknown = _unknown({word for word in words if word not in names})
    if len(unknown) > MOST_LOOKED_UP:
        return []
    if unknown:
        likely = _with_all_replaced(words, _choices(unknown, names), unknown)
    else:
        longest = sorted(set(words), key=lambda word: (-len(word), word))[:MOST_LOOKED_UP]
        likely = _with_one_replaced(words, _choices(longest, names))
    likely |= _with_two_joined(words, names)
    if not unknown and " ".join(tokens) != searched:
        likely[" ".join(words)] = 1
    likely.pop("", None)
    excluded = [token for token in tokens if token.startswith("-")]
    return [" ".join([other, *excluded]) for other in _best(likely, MOST_TEXTS)]


def _best(likely, most):
    """The most alike of {text: how alike it is}, in this order, a dictionary."""
    best = sorted(likely, key=lambda other: (-likely[other], other))[:most]
    return {other: likely[other] for other in best}


def _with_all_replaced(words, choices, unknown):
    """{text: how alike it is} with every unknown word replaced; {} where one cannot be.

    Those too short to be like anything are left out.
    """
    texts = {"": 1}
    for word in words:
        if word not in unknown:
            others = {word: 1}
        else:
            others = choices.get(word, {}) if len(word) >= SHORTEST else {"": 1}
        # The best texts begin with the best beginnings, so that the others need not be kept.
        texts = _best(
            {
                f"{text} {other}".strip(): so_far * likeness
                for text, so_far in texts.items()
                for other, likeness in others.items()
            },
            MOST_TEXTS,
        )
    return texts


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
        choices[word] = _best(alike | swapped | parted, MOST_ALIKE)
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
    """The words that no entry has, of a set that no name has."""
    if not words:
        return set()
    # The limit lets the index stop short where very many entries have a word: one is enough.
    with hints(enable_seqscan="off", gin_fuzzy_search_limit="1000"):
        return words - {word for (word,) in _rows(_ANYWHERE, list(words))}


def _alike(words):
    """{word: {word of a name: how alike it is}} for all that are long enough."""
    found = {word: {} for word in words if len(word) >= SHORTEST}
    with hints(pg_trgm__similarity_threshold=str(TRIGRAMS)):
        for typed, word in _rows(_ALIKE, list(found)):
            if word != typed and (likeness := _likeness(typed, word)) >= LETTERS:
                found[typed][word] = likeness
    return found


def _likeness(typed, word):
    likeness = _letters_alike(typed, word)
    if len(typed) >= SHORTEST_CUT:
        for end in (len(typed), len(typed) + 1):  # a letter may be missing
            likeness = max(likeness, CUT_SHORT * _letters_alike(typed, word[:end]))
    return likeness


def _letters_alike(typed, word):
    return SequenceMatcher(None, typed, word).ratio()


def _rows(statement, words):
    with connection().cursor() as cursor:
        cursor.execute(statement, [words])
        return cursor.fetchall()
