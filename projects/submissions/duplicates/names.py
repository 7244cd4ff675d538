"""How alike two names of projects are, and in what they differ."""

from dataclasses import dataclass

from projects.submissions.duplicates.alignment import initials, pair_words
from projects.submissions.duplicates.wording import GRAMMAR, OF_ORGANISATIONS, cut_up, stem

BRACKETED, OF_ORGANISATION = 0.4, 0.25  # what is left of the weight of such words


@dataclass(frozen=True)
class Comparison:
    """Weights of the words in both names, only in the first and only in the second.

    places: Named places that only the first holds, and those that only the second does.
    """

    shared: float
    only: tuple = (0.0, 0.0)
    places: tuple = ((), ())
    conflicting_places: bool = False
    conflicting_numbers: bool = False
    number_on_one_side: bool = False
    conflicting_years: bool = False

    @property
    def likeness(self):
        """0 (nothing in common) to 1 (the same words)."""
        whole = 2 * self.shared + sum(self.only)
        return 2 * self.shared / whole if whole else 0.0


def read_name(text, gazetteer, organisations=()):
    """Return the Name for a text: its places marked, the organisations' own words made light."""
    name = cut_up(text)
    gazetteer.mark(name)
    _mark_initials(name)
    for organisation in organisations:
        _lighten(name, organisation)
    return name


def compare(one, other, gazetteer):
    """Return the Comparison of two Names."""
    for name, beside in ((one, other), (other, one)):
        if beside.initials and "".join(word.text for word in name.words) == beside.initials:
            return Comparison(shared=1.0)
    found = pair_words(one, other)
    shared, only = [], []
    for name, sure in zip((one, other), found, strict=True):
        shared.append(sum(w.weight * s for w, s in zip(name.words, sure, strict=True)))
        only.append(_unpaired(name, sure))
    places = _places_apart(one, other, found, gazetteer)
    years = one.years and other.years and not one.years & other.years
    return Comparison(
        shared=sum(shared) / 2,
        only=tuple(only),
        places=places,
        conflicting_places=bool(places[0] and places[1]),
        conflicting_numbers=bool(one.numbers and other.numbers and not one.numbers & other.numbers),
        number_on_one_side=bool(one.numbers) != bool(other.numbers),
        conflicting_years=bool(years),
    )


def _unpaired(name, sure):
    """The weight of what is in one name only; less for "(…)" and for an organisation's name."""
    total, run = 0.0, []
    for word, paired in [*zip(name.words, sure, strict=True), (None, 1.0)]:
        if word is not None and paired < 0.5:
            run.append(word)
            continue
        factor = OF_ORGANISATION if any(w.text in OF_ORGANISATIONS for w in run[1:]) else 1.0
        # Capitals are most often the initials of who runs or pays for it.
        total += factor * sum(
            w.weight * (BRACKETED if w.is_bracketed or w.is_capitals else 1.0) for w in run
        )
        run = []
        if word is not None:
            total += word.weight * (1 - paired)
    return total


def _places_apart(one, other, found, gazetteer):
    whole = [_whole_places(name, sure) for name, sure in zip((one, other), found, strict=True)]
    apart = []
    for side, (name, beside) in enumerate(((one, other), (other, one))):
        apart.append(
            [
                place
                for number, place in enumerate(name.places)
                if not any(gazetteer.are_the_same(place, each) for each in beside.places)
                and (
                    number not in whole[side]
                    or _is_in_a_longer_one(name, number, beside, whole[1 - side])
                )
            ]
        )
    return tuple(apart)


def _whole_places(name, sure):
    """The numbers of the places of which every word has its pair in the other name."""
    missing = {
        word.place
        for word, paired in zip(name.words, sure, strict=True)
        if paired < 0.5 and word.text not in GRAMMAR
    }
    return set(range(len(name.places))) - missing


def _is_in_a_longer_one(name, number, other, whole):
    """Whether the place is a part only of one in the other name: (Greater) Manchester."""
    texts = {stem(word.text) for word in name.words if word.place == number} - GRAMMAR
    return any(
        word.place is not None and word.place not in whole and stem(word.text) in texts
        for word in other.words
    )


def _mark_initials(name):
    """Note which word is the initials of words beside it: "(ERA)"."""
    words = name.words
    for position, word in enumerate(words):
        if not (word.is_capitals and len(word.text) >= 3):
            continue
        for start in range(len(words)):
            for end in range(start + 2, min(start + 2 * len(word.text), len(words)) + 1):
                run = range(start, end)
                if position in run or word.weight == 0:
                    continue
                if words[start].text not in GRAMMAR and word.text in initials(
                    [words[k].text for k in run]
                ):
                    word.stands_for, word.weight = tuple(run), 0.0


def _lighten(name, organisation):
    """Make the words light that only say who runs it, unless that is the whole name."""
    own = [word.text for word in organisation.words if word.text not in GRAMMAR]
    if not own:
        return
    texts = [word.text for word in name.words]
    mentioned = _find(texts, own, name) or _find_initials(name, own)
    if not mentioned and _is_telling(organisation.words):
        mentioned = [i for i, text in enumerate(texts) if text == own[0]]
    rest = sum(word.weight for i, word in enumerate(name.words) if i not in mentioned)
    if rest >= 0.5:
        for i in mentioned:
            if not name.words[i].is_of_organisation:
                name.words[i].is_of_organisation = True
                name.words[i].weight *= OF_ORGANISATION


def _is_telling(words):
    """Whether the first word alone names the organisation: "Walcot" does, "Oxford" does not."""
    first = next(word for word in words if word.text not in GRAMMAR)
    return first.weight == 1.0 and first.place is None and len(first.text) > 3


def _find(texts, own, name):
    telling = [i for i, text in enumerate(texts) if text not in GRAMMAR]
    for start in range(len(telling) - len(own) + 1):
        run = telling[start : start + len(own)]
        if [texts[i] for i in run] == own and len(run) < len(name.words):
            return run
    return []


def _find_initials(name, own):
    if len(own) < 2:
        return []
    short = initials(own)
    return [i for i, w in enumerate(name.words) if w.text in short and len(w.text) >= 2]
