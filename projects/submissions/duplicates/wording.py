"""A name as a row of words, each with how much it tells.

"Making Norwich a Living Wage City" is told from its sisters by "Norwich" and by nothing else; a
word of the field such as "employment" tells little, and "the", "project" or "pilot" next to
nothing. The lists hold ordinary words only, never a project's.
"""

import re
from dataclasses import dataclass, field

from projects.places.names import name_key


def _words(text):
    return frozenset(text.split())


GRAMMAR = _words("""
    a an and as at by for from in into is it its of on or our the their to via we who with y
    yn you your yr
""")
# Added and left out without making another project of it.
LIGHT = _words("""
    award awards campaign cic cio copy demonstration demonstrator desk draft duplicate
    edition fund funded help helpline initiative initiatives limited line ltd make making
    model models new offer official old part phase pilot pilots program programme programmes
    project projects promotion round scheme schemes service services stage test tests trial
    trials updated wave website year
""")
# Words of many names in this field.
FIELD = _words("""
    academies academy access accreditation action advancement advice advisory alliance
    apprenticeship apprenticeships better bureau business businesses career careers centre
    challenge charter charters city clinic club coaching commission communities community
    council deal development education employability employee employees employer employers
    employment england fair fairer flexible forum framework future futures good guide health
    help hour hours hub in-work initiative job jobs labour law learning living local market
    mentoring national network opportunities opportunity partnership partnerships pathway
    pathways pay people place places pledge poverty progress progression quality real region
    regional rights route routes sector skill skills social standard standards support
    sustainable team toolkit town training union unions up volunteer wage wages women work
    worker workers working workplace workplaces young youth
""")
# What an organisation's name has, so that a longer name may be "<organisation> <name>".
OF_ORGANISATIONS = _words("""
    agency alliance association authority borough cic college commission committee company
    congress council department foundation government group institute ltd ministry nhs
    office partnership society trust union university
""")
# Towns that are also everyday words: only as a word they are taken.
EVERYDAY = _words("""
    banks battle beer bow bridge church clare cliffe crook deal douglas eye fleet forth
    grove healing hook hope keith law leek locking march over pant plains pool rake reading
    rock sale sandy send settle stock stone street valley ware wick wing wool wye
""")
ADJECTIVES = {"scottish": "scotland", "welsh": "wales", "english": "england", "cymru": "wales"}
_ROMAN = {"ii": 2, "iii": 3, "iv": 4}
_SPELT = {"one": 1, "two": 2, "three": 3, "four": 4, "first": 1, "second": 2, "third": 3}
_COUNTED = {"phase", "stage", "round", "wave", "part", "cohort", "tranche"}
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}(?:\s*[-–/]\s*(?:20)?[0-9]{2}\b)?")
LONGEST = 300  # letters; what follows cannot be a name


@dataclass
class Word:
    """A word of a name. weight: 0 (tells nothing) to 1 (tells much)."""

    text: str
    weight: float = 1.0
    is_capitals: bool = False
    is_bracketed: bool = False
    place: int | None = None  # which of the name's places it is a part of
    stands_for: tuple = ()  # where it is an abbreviation of words beside it: their positions
    is_of_organisation: bool = False


@dataclass
class Name:
    """A name cut up. years: those named; numbers: other small numbers, as of a second phase.

    initials: what it is also called, in brackets in the name, as one key: "era".
    """

    words: list[Word]
    years: frozenset = frozenset()
    numbers: frozenset = frozenset()
    places: list = field(default_factory=list)
    initials: str = ""

    @property
    def weight(self):
        """How much the whole name tells."""
        return sum(word.weight for word in self.words)


def stem(text):
    """Return the word without the ending of a plural or a genitive."""
    if len(text) > 4 and text.endswith("ies"):
        return text[:-3] + "y"
    return text[:-1] if len(text) > 3 and text.endswith("s") and not text.endswith("ss") else text


def root(text):
    """Return the letters with which the word begins in the singular and in the plural."""
    return text[:-3] if len(text) > 5 and text.endswith("ies") else stem(text)


def cut_up(text):
    """Return the Name for a text as typed; its places are not looked for yet."""
    text = text[:LONGEST]
    years = frozenset(
        int(year) for found in _YEAR.findall(text) for year in re.findall(r"[0-9]{4}", found)
    )
    text = _YEAR.sub(" ", text)
    text = re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda m: m[0].replace(".", ""), text)  # J.R.F.
    text = re.sub(r"\b([A-Z])\s?&\s?([A-Z])\b", r"\1\2", text)  # L&W
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)  # CareerTech
    text = re.sub(r"(?<=[a-z]{2})(?=[0-9])|(?<=[0-9])(?=[A-Z][a-z])", " ", text)  # Steps2Work
    # In "LIVING HOURS" capitals say nothing; in "LW NI" they do.
    shouted = text.isupper() and max(map(len, text.split())) > 5
    words, numbers = [], set()
    for bracketed, piece in _pieces(text):
        for raw in re.findall(r"[\w'’.]+|&", piece):
            for key in name_key(raw).split():
                key = ADJECTIVES.get(key, key)
                capitals = raw.isupper() and not shouted
                words.append(Word(key, _weight(key), capitals, bracketed))
    for position, word in enumerate(words):
        number = _number(words, position)
        if number is not None:
            numbers.add(number)
            word.weight = 0.0
    also = re.search(r"\(([A-Z][A-Z0-9&-]{1,7})\)", text)
    return Name(words, years, frozenset(numbers), initials=squeezed(also[1]) if also else "")


def squeezed(text):
    """Return the key of a text without its spaces."""
    return name_key(text).replace(" ", "")


def _pieces(text):
    """Return (is in brackets, text) pieces."""
    end = 0
    for match in re.finditer(r"[(\[]([^)\]]*)[)\]]", text):
        yield False, text[end : match.start()]
        yield True, match[1]
        end = match.end()
    yield False, text[end:]


def _weight(text):
    if text in GRAMMAR:
        return 0.0
    if text in LIGHT:
        return 0.1
    return 0.5 if text in FIELD or stem(text) in FIELD else 1.0


def _number(words, position):
    text = words[position].text
    beside = {words[i].text for i in (position - 1, position + 1) if 0 <= i < len(words)}
    if text in ("2", "4") and len(beside) == 2 and not beside & _COUNTED:
        words[position].weight = 0.0  # ways 2 work
        return None
    if text.isascii() and text.isdecimal() and len(text) < 3:
        return int(text)
    if text in _ROMAN:
        return _ROMAN[text]
    return _SPELT.get(text) if beside & _COUNTED else None
