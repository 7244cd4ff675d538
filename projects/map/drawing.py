"""A drawing of the map under way: its size and view, and the room on it for badges and names."""

from dataclasses import dataclass, field, replace

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from projects.map.labels import all_labels
from projects.map.mercator import TILE_SIZE, to_pixels
from projects.map.room import NEAR, STEPS, Box, find_room
from projects.map.viewpoint import HEIGHT, PINS, REACH, UK, WIDTH, Viewpoint, edges
from projects.models import Project

# Units across the world in static/map/outline.svg.
OUTLINE_WORLD = 16384
# Pixels: the usual width of a letter, and the height of a line, of a label.
LETTER, LINE = 6.2, 15


@dataclass
class Drawing:
    """Everything on one server-drawn map; x and y are pixels from its north-west corner."""

    viewpoint: Viewpoint
    title: str = "Map"
    width: int = WIDTH
    height: int = HEIGHT
    clusters: list = field(default_factory=list)
    markers: list = field(default_factory=list)
    badges: list = field(default_factory=list)
    labels: list = field(default_factory=list)
    coincident: list = field(default_factory=list)
    moves: list = field(default_factory=list)
    areas: list = field(default_factory=list)
    shown: int = 0
    outside: int = 0
    query_string: str = ""
    page: str = ""
    whole_uk: str = ""
    list_page: str = ""
    bounds: list = field(default_factory=list)
    is_framed: bool = False

    @property
    def scale(self):
        """How many pixels one unit of the outline is long."""
        return TILE_SIZE * 2**self.viewpoint.zoom / OUTLINE_WORLD

    @property
    def outline_shift(self):
        """Return "x,y", by how many of its units the outline moves before it is scaled."""
        left, top = self.viewpoint.corner(self.width, self.height)
        return f"{-left / self.scale:.4f},{-top / self.scale:.4f}"

    @property
    def statuses(self):
        """Return [(value, name), …] for the legend."""
        return Project.Status.choices

    @property
    def settings(self):
        """What the script needs to know beside Leaflet's own configuration."""
        return {
            "page": reverse("embed" if self.is_framed else "map"),
            "isFramed": self.is_framed,
            "project": reverse("project", args=["SLUG"]),
            "tiles": reverse("tile", args=[0, 0, 0]).replace("0/0/0", "{z}/{x}/{y}"),
            "areas": reverse("map_areas"),
            "list": reverse("project_list"),
            "outline": static("map/outline.svg"),
            "coastline": static("map/coastline.json"),
            "labels": static("map/labels.json"),
            "bounds": self.bounds,
            "reach": edges(REACH),
            "pins": edges(PINS),
            "uk": edges(UK),
            "streets": settings.MAP_TILES_URL,
            "streetsCredit": settings.MAP_TILES_ATTRIBUTION,
            "streetsDefault": settings.MAP_STREETS_DEFAULT,
            "statuses": dict(self.statuses),
        }

    def place(self, latitude, longitude):
        """Return (x, y) of a point in degrees."""
        x, y = to_pixels(latitude, longitude, self.viewpoint.zoom)
        left, top = self.viewpoint.corner(self.width, self.height)
        return round(x - left, 1), round(y - top, 1)

    def has(self, latitude, longitude):
        """Whether a point in degrees is in view."""
        x, y = self.place(latitude, longitude)
        return 0 <= x <= self.width and 0 <= y <= self.height

    @property
    def frame(self):
        """The whole drawing as a box."""
        return Box(self.width / 2, self.height / 2, self.width, self.height)


def add_badges(drawing, badges, draw):
    """Put the badges where they cover nothing, near where they belong.

    badges: list of projects.map.badges.Served. draw: returns the projects.map.marks.Badge of one.
    """
    taken = [mark.box for mark in [*drawing.clusters, *drawing.markers]]
    for served in badges:
        if not drawing.has(served.latitude, served.longitude):
            continue
        badge = draw(served)
        badge.x, badge.y = drawing.place(served.latitude, served.longitude)
        if badge.may_be_nameless and not find_room(badge.box, NEAR, taken, drawing.frame):
            badge = replace(badge, name="")
        box = find_room(badge.box, STEPS, taken, drawing.frame) or badge.box
        badge.x, badge.y = box.x, box.y
        taken.append(box)
        drawing.badges.append(badge)


def add_labels(drawing):
    """Put place names wherever there is room beside everything else."""
    taken = [mark.box for mark in [*drawing.clusters, *drawing.markers, *drawing.badges]]
    for label in all_labels():
        if label.zoom > drawing.viewpoint.zoom or not drawing.has(label.latitude, label.longitude):
            continue
        x, y = drawing.place(label.latitude, label.longitude)
        wanted = Box(x, y, len(label.name) * LETTER, LINE)
        aside = wanted.width / 2 + 8
        steps = [(0, 11), (0, -11), (aside, 0), (-aside, 0), (0, 26), (0, -26)]
        if box := find_room(wanted, steps, taken, drawing.frame):
            taken.append(box)
            on_dot = Box(x, y, 4, 4)
            dot = not any(on_dot.overlaps(other) for other in taken[:-1])
            drawing.labels.append(
                {"name": label.name, "x": box.x, "y": box.y + 4, "dot": (x, y) if dot else None}
            )
