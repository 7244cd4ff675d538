"""What of the news is on somebody's list."""

from dataclasses import dataclass, field

from projects.alerts import wishes
from projects.alerts.wishes import Wish
from projects.bitmaps import ids_of
from projects.models import News, Project
from projects.refresh import current_revision

# So many are named of each kind; the mail links to the list for the others.
MOST_NAMED = 20
# What a reader would look at again. That somebody has checked an entry is said beside it at most.
WORTH_A_MAIL = (News.Kind.PUBLISHED, News.Kind.CHANGED)


@dataclass(frozen=True)
class Group:
    """The projects with news of one kind: how many there are, and the first of them."""

    kind: str
    number: int
    projects: list

    @property
    def more(self):
        """How many are not named."""
        return self.number - len(self.projects)


@dataclass(frozen=True)
class Found:
    """What was found up to a revision: groups of what is new, changed and only checked.

    wish: the Wish that it is for; None where there was nothing to look at.
    """

    revision: int
    wish: Wish | None = None
    groups: list = field(default_factory=list)

    @property
    def is_worth_a_mail(self):
        """Whether something is new or changed."""
        return any(group.kind in WORTH_A_MAIL for group in self.groups)

    def number(self, kind):
        """Return how many projects there are of one News.Kind."""
        return sum(group.number for group in self.groups if group.kind == kind)


def news_since(query, revision):
    """Return what has Found its way onto the list of a query string after a revision.

    Each project is in one group: what is new is not said to be changed as well. Call it inside a
    projects.reading.snapshot: the revision and the list then belong together, so that nothing is
    missed and nothing told twice.
    """
    now = current_revision()
    told = News.objects.filter(revision__gt=revision, revision__lte=now).order_by()
    if not told.filter(kind__in=WORTH_A_MAIL).exists():
        return Found(now)
    wish = wishes.read(query)
    if wish.is_lost:
        return Found(now, wish)
    left, groups = wish.filter.ids, []
    for kind in News.Kind.values:
        ids = ids_of(told.filter(kind=kind), "project_id") & left
        left -= ids
        if ids:
            groups.append(Group(kind, len(ids), _first(ids)))
    return Found(now, wish, groups)


def _first(ids):
    found = Project.objects.published().among(ids).in_default_order()
    return list(found.select_related("lead_organisation")[:MOST_NAMED])
