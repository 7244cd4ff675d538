"""Suspicious pairs in the whole directory, without comparing each entry with every other."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from projects.models import NotTheSame, Project
from projects.submissions.duplicates.alignment import initials
from projects.submissions.duplicates.candidates import with_details
from projects.submissions.duplicates.description import describe_project
from projects.submissions.duplicates.gazetteer import known_places
from projects.submissions.duplicates.scoring import Likeness, Reader
from projects.submissions.duplicates.wording import cut_up, stem

# Entries that share a thing with more than so many others are not paired by that thing alone.
MOST_SHARING = 30
MOST_WORDS = 8
AT_ONCE = 2_000


@dataclass(frozen=True)
class SuspiciousPair:
    """Two entries that may be one project; `first` has the smaller id."""

    first: Project
    second: Project
    likeness: Likeness


def suspicious_pairs(limit=None, among=None):
    """Return the SuspiciousPairs of published entries and drafts, likeliest first.

    Without those judged not the same, and those known to be related (a part, a successor). among:
    so many of the entries changed latest; all unless given. limit: so many pairs at most.
    """
    entries = Project.objects.exclude(state=Project.State.WITHDRAWN).order_by("-updated", "pk")
    keys = list(entries.values_list("pk", flat=True)[:among])
    gazetteer = known_places()
    readers, blocks, related = {}, defaultdict(list), _judged_different()
    for start in range(0, len(keys), AT_ONCE):
        rows = with_details(Project.objects.filter(pk__in=keys[start : start + AT_ONCE]))
        for project in rows.order_by("pk"):
            readers[project.pk] = Reader(describe_project(project), gazetteer)
            for other in filter(None, (project.part_of_id, project.replaced_by_id)):
                related.add(_ordered(project.pk, other))
            for key in _keys(readers[project.pk]):
                blocks[key].append(project.pk)
    scored = [
        (readers[a].compare(readers[b]), a, b) for a, b in _pairs(blocks) if (a, b) not in related
    ]
    likely = sorted(
        (each for each in scored if each[0].is_likely),
        key=lambda each: (-each[0].score, each[1:]),
    )[:limit]
    projects = Project.objects.select_related("lead_organisation").in_bulk(
        {pk for _, *both in likely for pk in both}
    )
    return [SuspiciousPair(projects[a], projects[b], found) for found, a, b in likely]


def _judged_different():
    return set(NotTheSame.objects.values_list("first_id", "second_id"))


def _ordered(one, other):
    return min(one, other), max(one, other)


def _pairs(blocks):
    return {
        _ordered(a, b)
        for keys in blocks.values()
        if len(keys) <= MOST_SHARING
        for a, b in combinations(keys, 2)
    }


def _keys(reader):
    """What another entry has to share at least one of.

    A rare word, two words, a page, initials, or all words but one, which then may be misspelt.
    """
    name = cut_up(reader.description.name)
    reader.gazetteer.mark(name)
    telling = [word for word in name.words if word.weight > 0.1]
    words = sorted({stem(word.text) for word in telling})[:MOST_WORDS]
    keys = {("word", word) for word in words}
    keys |= {("words", *pair) for pair in combinations(words, 2)}
    keys |= {("beginning", word[:4]) for word in words if len(word) > 5}
    if len(words) > 1:
        keys |= {("rest", *rest) for rest in combinations(words, len(words) - 1)}
    keys.add(("rest", *words))
    texts = [word.text for word in name.words]
    keys |= {("initials", short) for short in initials(texts) if len(short) > 2}
    keys |= {("initials", word.text) for word in name.words if word.is_capitals}
    keys.add(("whole", "".join(texts)))
    if reader.page[1]:
        keys.add(("page", *reader.page))
    return keys
