"""Which words of one name are words of the other: misspelt, shortened, run together, in initials.

Each step looks only at words that no earlier one has paired.
"""

import difflib
from functools import lru_cache

from projects.submissions.duplicates.wording import GRAMMAR, stem

IN_INITIALS, RUN_TOGETHER, SHORTENED = 0.95, 0.95, 0.85  # how sure such a pair is, 0 to 1
LEAST_ALIKE = 0.78  # of two spellings, 0 to 1


def pair_words(one, other):
    """Return how surely each word of one Name is in the other, and the other way round: 0 to 1.

    Two lists, as long as the names' words.
    """
    pairing = _Pairing(one, other)
    pairing.pair_equal()
    pairing.pair_run_together()
    pairing.pair_initials()
    pairing.pair_misspelt()
    return pairing.found


def initials(words):
    """Return the first letters with those of "and", "of" and the like, and without them."""
    telling = "".join(word[0] for word in words if word not in GRAMMAR)
    return {telling, "".join(word[0] for word in words)}


@lru_cache(maxsize=50_000)
def spelt_alike(one, other):
    """Return how alike two words are spelt, 0 to 1."""
    if abs(len(one) - len(other)) > 3 or min(len(one), len(other)) < 4:
        return 0.0
    if one == other:
        return 1.0
    if sorted(one) == sorted(other) and one[0] == other[0]:
        return 0.95  # letters changed places
    ratio = difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
    # A wrong first letter is rare: "newham" is not "lewisham".
    return ratio if one[0] == other[0] else ratio - 0.06


def is_short_for(short, word):
    """Whether "emp", "govt" or "bham" may stand for a longer word."""
    if not 3 <= len(short) <= 5 or len(word) < 1.5 * len(short) or short[0] != word[0]:
        return False
    if word.startswith(short):
        return True
    letters = iter(word)
    return short[-1] == word[-1] and all(letter in letters for letter in short)


class _Pairing:
    def __init__(self, one, other):
        self.names = (one, other)
        self.words = (one.words, other.words)
        self.found = ([0.0] * len(one.words), [0.0] * len(other.words))

    def _free(self, side):
        return [i for i, sure in enumerate(self.found[side]) if not sure]

    def _pair(self, side, positions, others, sure):
        for which, each in ((side, positions), (1 - side, others)):
            for position in each:
                self.found[which][position] = sure
                for stood_for in self.words[which][position].stands_for:
                    self.found[which][stood_for] = self.found[which][stood_for] or sure

    def pair_equal(self):
        places = {}
        for j in self._free(1):
            places.setdefault(stem(self.words[1][j].text), []).append(j)
        for i in self._free(0):
            if same := places.get(stem(self.words[0][i].text)):
                self._pair(0, [i], [same.pop(0)], 1.0)

    def pair_run_together(self):
        for side in (0, 1):
            wholes = {self.words[1 - side][j].text: j for j in self._free(1 - side)}
            free = set(self._free(side))
            for i in sorted(free):
                if i + 1 not in free:
                    continue
                both = self.words[side][i].text + self.words[side][i + 1].text
                if both in wholes and not self.found[1 - side][wholes[both]]:
                    self._pair(side, [i, i + 1], [wholes[both]], RUN_TOGETHER)

    def pair_initials(self):
        for side in (0, 1):
            for i in self._free(side):
                word = self.words[side][i]
                if len(word.text) >= 3 or (len(word.text) == 2 and word.is_capitals):
                    run = self._run_with_initials(1 - side, word.text)
                    if run:
                        self._pair(side, [i], run, IN_INITIALS)

    def _run_with_initials(self, side, letters):
        words = self.words[side]
        for start in range(len(words)):
            if words[start].text[0] != letters[0]:
                continue
            for end in range(start + 2, min(start + 2 * len(letters), len(words)) + 1):
                run = range(start, end)
                if words[start].text in GRAMMAR or words[end - 1].text in GRAMMAR:
                    continue
                telling = [k for k in run if words[k].text not in GRAMMAR]
                if any(self.found[side][k] for k in telling):
                    continue
                if letters in initials([words[k].text for k in run]):
                    return list(run)
        return None

    def pair_misspelt(self):
        scored = []
        for i in self._free(0):
            for j in self._free(1):
                sure = self._alike(self.words[0][i], self.words[1][j])
                if sure >= LEAST_ALIKE:
                    scored.append((-sure, i, j))
        for sure, i, j in sorted(scored):
            if not self.found[0][i] and not self.found[1][j]:
                self._pair(0, [i], [j], -sure)

    def _alike(self, one, other):
        if one.place is not None and other.place is not None:
            return 0.0  # both are known places, and not the same
        if not (one.weight or other.weight):
            return 0.0
        if is_short_for(one.text, other.text) or is_short_for(other.text, one.text):
            return SHORTENED
        return spelt_alike(stem(one.text), stem(other.text))
