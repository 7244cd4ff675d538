"""How a query is shown inside another site: the address of the frame, and the frame as HTML."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from projects.chips import query_in_words
from projects.filters import Problem
from projects.map.viewpoint import Viewpoint

VIEWS = {"both": "Map and list", "map": "Map", "list": "List"}
THEMES = {"auto": "As each visitor’s device is set", "light": "Light", "dark": "Dark"}
# Pixels.
HEIGHT, LEAST_HEIGHT, MOST_HEIGHT = 640, 300, 2000


@dataclass(frozen=True)
class Embed:
    """What a frame shows of a query. view and theme: of VIEWS and THEMES; at: what the map shows.

    query_string: the cleaned query.
    """

    query_string: str = ""
    view: str = "both"
    theme: str = "auto"
    at: Viewpoint | None = None

    @classmethod
    def read(cls, project_filter, data):
        """Return (the Embed that a QueryDict asks for, the Problems with its own parameters)."""
        problems = [
            Problem(name, data[name], f"The {name} is one of: {', '.join(allowed)}.")
            for name, allowed in (("view", VIEWS), ("theme", THEMES))
            if name in data and data[name] not in allowed
        ]
        wrong = {problem.parameter for problem in problems}
        chosen = {name: data[name] for name in ("view", "theme") if name in data}
        known = {name: value for name, value in chosen.items() if name not in wrong}
        at = Viewpoint.parse(data.get("at", ""))
        return cls(project_filter.query_string, at=at, **known), problems

    @property
    def has_map(self):
        """Whether the map is shown."""
        return self.view != "list"

    @property
    def has_list(self):
        """Whether the list is shown."""
        return self.view != "map"

    @property
    def color_scheme(self):
        """What CSS calls the theme."""
        return "light dark" if self.theme == "auto" else self.theme

    def address(self, page=1):
        """Return the path of the frame, of a page of its list."""
        own = {"view": self.view}
        if self.theme != "auto":
            own["theme"] = self.theme
        parts = [urlencode(own), self.query_string, f"at={self.at}" if self.at else ""]
        parts.append(f"page={page}" if page > 1 else "")
        return f"{reverse('embed')}?{'&'.join(filter(None, parts))}"

    def address_at(self, viewpoint):
        """Return the path of the frame with another Viewpoint."""
        return replace(self, at=viewpoint).address()

    def html(self, title, width="100%", height=HEIGHT):
        """Return the frame for the page of another site. width, height: pixels, or a width in %.

        It tells this site nothing of the page that it is in, and may ask the visitor for nothing.
        """
        return format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"'
            ' referrerpolicy="no-referrer" style="border: 0"></iframe>',
            settings.SITE_URL + self.address(),
            title,
            width,
            height,
        )


def title_of(project_filter):
    """Return what a frame is called: "Better Work Map, Works in: Wales"."""
    words = query_in_words(project_filter)
    return f"Better Work Map, {words}" if words else "Better Work Map"
