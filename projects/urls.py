"""Addresses of the directory and its map."""

from django.urls import path, register_converter

from projects.views import area, home, map, organisation, pages, project, project_list


class SlugConverter:
    """A slug as our models hold it; anything else is no address of ours."""

    regex = "[-a-zA-Z0-9_]{1,200}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(SlugConverter, "entry")

urlpatterns = [
    path("", home.home, name="home"),
    path("projects/", project_list.project_list, name="project_list"),
    path("projects/<entry:slug>/", project.project, name="project"),
    path("map/", map.map_page, name="map"),
    path("map/tiles/<int:z>/<int:x>/<int:y>.json", map.tile, name="tile"),
    path("map/areas.json", map.areas, name="map_areas"),
    path("organisations/", organisation.organisation_list, name="organisation_list"),
    path("organisations/<entry:slug>/", organisation.organisation, name="organisation"),
    path("areas/<entry:slug>/", area.area, name="area"),
    path("about/", pages.about, name="about"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
]
