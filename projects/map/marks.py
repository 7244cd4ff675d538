"""What stands on the server-drawn map: clusters, markers and badges, with the words for them."""

from dataclasses import dataclass

from django.urls import reverse

from projects.map import addresses
from projects.map.badges import count_different
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
        return str(self.count) if self.count < 10_000 else f"{self.count // 1000}k"

    @property
    def label(self):
        """What it is and what its link does."""
        action = "listed below" if self.members else "zoom in"
        return f"{self.count} places near {self.near}: {action}"

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
        text = " ".join(filter(None, [self.name, str(self.number or "")]))
        return round(max(len(text) * _LETTER + _ENDS, BADGE_HEIGHT), 1)

    @property
    def half_width(self):
        """From its middle to its end."""
        return round(self.width / 2, 1)

    @property
    def box(self):
        """The room it takes."""
        return Box(self.x, self.y, self.width, self.height)


def badge_for(areas, together, project_filter, viewpoint):
    """Return the Badge of these areas (annotated with `count`) on a map of the query.

    together: what projects.map.badges.served_together says of the same projects.
    """
    count = count_different(areas, together)
    projects = "1 project" if count == 1 else f"{count} projects"
    if len(areas) > 1:
        return Badge(
            "",
            count,
            f"{projects} across {len(areas)} councils: zoom in",
            addresses.map_address(project_filter, viewpoint.closer(*middle(areas))),
            is_shared=True,
        )
    (area,) = areas
    is_council = area.kind == Area.Kind.COUNCIL
    is_named = not is_council or viewpoint.zoom >= COUNCILS_NAMED_IF_ROOM
    return Badge(
        area.name if is_named else "",
        count,
        f"{projects} across {area.name}",
        addresses.list_address(project_filter, area.slug),
        may_be_nameless=is_council and viewpoint.zoom < COUNCILS_NAMED,
    )


def locator_groups(areas):
    """Return [[area, …], …], the areas of each badge on the map of one project: councils in one."""
    councils = [area for area in areas if area.kind == Area.Kind.COUNCIL]
    wider = [[area] for area in areas if area.kind != Area.Kind.COUNCIL]
    return [*wider, councils] if councils else wider


def badge_without_count(areas):
    """Return the Badge of these areas on the map of one project that serves them."""
    names = ", ".join(area.name for area in areas)
    if len(areas) > 1:
        return Badge(f"{len(areas)} councils", None, f"Serves {len(areas)} councils: {names}", "")
    return Badge(names, None, f"Serves {names}", areas[0].get_absolute_url())


def middle(areas):
    """Return (latitude, longitude) amid the areas, in degrees."""
    return (
        sum(area.latitude for area in areas) / len(areas),
        sum(area.longitude for area in areas) / len(areas),
    )
