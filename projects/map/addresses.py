"""Addresses that the links on the map lead to."""

from urllib.parse import urlencode

from django.urls import reverse

ANCHOR = "#map"


def map_address(project_filter=None, viewpoint=None):
    """Return the address of the map page for this query and view."""
    return _address("map", project_filter.query_string if project_filter else "", viewpoint, ANCHOR)


def list_address(project_filter=None, area=None):
    """Return the address of the list for this query, of what works in the area if one is given."""
    if project_filter is None or area is None:
        return _address("project_list", urlencode({"area": area}) if area else "")
    data = project_filter.data.copy()
    data["area"] = area
    return _address("project_list", data.urlencode())


def _address(name, query_string, viewpoint=None, anchor=""):
    parts = [query_string, f"at={viewpoint}" if viewpoint else ""]
    query = "&".join(filter(None, parts))
    return reverse(name) + (f"?{query}" if query else "") + anchor
