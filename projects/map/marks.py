"""What stands on the server-drawn map: clusters, markers and badges, with the words for them."""

from dataclasses import dataclass

from django.urls import reverse

from projects.map import addresses
from projects.map.room import Box
from projects.models import Area

# (Fewest places, radius in pixels); also in static/js/map/marks.js.
_RADII = [(1000, 26), (100, 22), (10, 18), (0, 15)]
MARKER_SIZE = 22
BADGE_HEIGHT = 22
# Before this zoom there is no room for the names of councils.
COUNCILS_NAMED = 9
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
        return next(radius for fewest, radius in _RADII if self.count >= fewest)

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


def badge_for(areas, project_filter, viewpoint):
    """Return the Badge of these areas (annotated with `count`) on a map of the query."""
    if len(areas) > 1:
        names = ", ".join(area.name for area in areas)
        return Badge(
            "",
            len(areas),
            f"{len(areas)} councils: {names}. Zoom in",
            addresses.map_address(project_filter, viewpoint.closer(*middle(areas))),
            is_shared=True,
        )
    (area,) = areas
    projects = "1 project" if area.count == 1 else f"{area.count} projects"
    is_named = area.kind != Area.Kind.COUNCIL or viewpoint.zoom >= COUNCILS_NAMED
    return Badge(
        area.name if is_named else "",
        area.count,
        f"{projects} across {area.name}",
        addresses.list_address(project_filter, area.slug),
    )


def badge_without_count(areas):
    """Return the Badge of these areas on the map of one project that serves them."""
    names = ", ".join(area.name for area in areas)
    if len(areas) > 1:
        return Badge("", len(areas), f"{len(areas)} councils: {names}", "", is_shared=True)
    return Badge(names, None, f"Serves {names}", areas[0].get_absolute_url())


def middle(areas):
    """Return (latitude, longitude) amid the areas, in degrees."""
    return (
        sum(area.latitude for area in areas) / len(areas),
        sum(area.longitude for area in areas) / len(areas),
    )
