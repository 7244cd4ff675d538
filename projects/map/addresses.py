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
    return area_addresses(project_filter)(area)


def area_addresses(project_filter):
    """Return a function that returns for an area's slug the list of the query there.

    For many areas this is much faster than asking for the address of each.
    """
    data = project_filter.data.copy()
    data.pop("area", None)
    address = _address("project_list", data.urlencode())
    joint = "&" if data else "?"
    return lambda slug: f"{address}{joint}area={slug}"


def _address(name, query_string, viewpoint=None, anchor=""):
    parts = [query_string, f"at={viewpoint}" if viewpoint else ""]
    query = "&".join(filter(None, parts))
    return reverse(name) + (f"?{query}" if query else "") + anchor
