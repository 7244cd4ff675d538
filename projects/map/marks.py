"""What stands on the server-drawn map: clusters, markers and badges, with the words for them."""

from dataclasses import dataclass

from django.urls import reverse

from projects.map.badges import Served
from projects.map.merging import SMALLEST_RADIUS, radius_of
from projects.map.room import Box
from projects.models import Area

MARKER_SIZE = 2 * SMALLEST_RADIUS
BADGE_HEIGHT = 22
# From these zooms on councils are named where there is room, and always.
COUNCILS_NAMED_IF_ROOM, COUNCILS_NAMED = 7, 9
# The usual width of a letter of a badge, and its two ends, in pixels.
_LETTER, _ENDS = 6.0, 13


@dataclass
class Cluster:
    """Several places drawn as one disc with their number."""

    x: float
    y: float
    count: int
    near: str
    members: tuple
    anchor: str
    href: str

    @property
    def radius(self):
        """In pixels, larger for more places."""
        return radius_of(self.count)

    @property
    def text(self):
        """The number as it fits on the disc."""
        if self.count < 10_000:
            return str(self.count)
        return f"{self.count // 1000}k" if self.count < 1_000_000 else f"{self.count // 1_000_000}M"

    @property
    def label(self):
        """What it is and what its link does."""
        action = "listed below" if self.members else "zoom in"
        return f"{self.count:,} places near {self.near}: {action}"

    @property
    def box(self):
        """The room it takes."""
        return Box(self.x, self.y, 2 * self.radius, 2 * self.radius)


@dataclass
class Marker:
    """One place of one project; its status decides the shape."""

    x: float
    y: float
    status: str
    label: str
    slug: str

    @property
    def href(self):
        """The project's page; nothing on that page itself."""
        return reverse("project", args=[self.slug]) if self.slug else ""

    @property
    def box(self):
        """The room it takes."""
        return Box(self.x, self.y, MARKER_SIZE, MARKER_SIZE)


@dataclass
class Badge:
    """One area, or councils close together, that projects serve as a whole."""

    name: str
    number: int | None
    label: str
    href: str
    is_shared: bool = False
    may_be_nameless: bool = False
    x: float = 0
    y: float = 0
    height: float = BADGE_HEIGHT

    @property
    def width(self):
        """In pixels, from the length of what is written on it."""
        text = " ".join(filter(None, [self.name, f"{self.number:,}" if self.number else ""]))
        return round(max(len(text) * _LETTER + _ENDS, BADGE_HEIGHT), 1)

    @property
    def half_width(self):
        """From its middle to its end."""
        return round(self.width / 2, 1)

    @property
    def box(self):
        """The room it takes."""
        return Box(self.x, self.y, self.width, self.height)


def badge_for(served, address_at, viewpoint):
    """Return the Badge of what projects serve (a projects.map.badges.Served) on a query's map.

    The areas have `href`, where one of them leads to; address_at(viewpoint) is where a view is.
    """
    count = served.count
    projects = "1 project" if count == 1 else f"{count:,} projects"
    if served.is_shared:
        return Badge(
            "",
            count,
            f"{projects} across {len(served.areas)} councils: zoom in",
            address_at(viewpoint.closer(served.latitude, served.longitude)),
            is_shared=True,
        )
    (area,) = served.areas
    is_council = area.kind == Area.Kind.COUNCIL
    is_named = not is_council or viewpoint.zoom >= COUNCILS_NAMED_IF_ROOM
    return Badge(
        area.name if is_named else "",
        count,
        f"{projects} across {area.name}",
        area.href,
        may_be_nameless=is_council and viewpoint.zoom < COUNCILS_NAMED,
    )


def locator_badges(areas):
    """Return [Served, …], the badges on the map of one project: its councils have one together."""
    councils = tuple(area for area in areas if area.kind == Area.Kind.COUNCIL)
    wider = [Served((area,)) for area in areas if area.kind != Area.Kind.COUNCIL]
    return [*wider, Served(councils)] if councils else wider


def badge_without_count(served):
    """Return the Badge of these areas on the map of one project that serves them."""
    areas = served.areas
    names = ", ".join(area.name for area in areas)
    if served.is_shared:
        return Badge(f"{len(areas)} councils", None, f"Serves {len(areas)} councils: {names}", "")
    return Badge(names, None, f"Serves {names}", areas[0].get_absolute_url())
