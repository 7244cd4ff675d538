"""The map as the server draws it: complete without JavaScript, and on paper.

This module settles where everything stands, in pixels of the drawing; the markup is in
templates/projects/_map.html and _map_locator.html.
"""

from functools import partial

from projects.filters import Bounds
from projects.map import addresses
from projects.map.badges import badges_at, served_areas
from projects.map.drawing import Drawing, add_badges, add_labels
from projects.map.labels import nearest_name
from projects.map.marks import Cluster, Marker, badge_for, badge_without_count, locator_badges
from projects.map.merging import merged
from projects.map.tiles import tiles
from projects.map.viewpoint import FIRST_ZOOM, UK, Viewpoint, bounds_of, edges
from projects.models import Area, Project

LOCATOR_WIDTH, LOCATOR_HEIGHT, LOCATOR_DEEPEST = 300, 340, 7


def draw_overview(project_filter):
    """Return the Drawing of the query with the whole UK in view."""
    return draw_map(project_filter, Viewpoint.fitting(UK))


def draw_map(project_filter, viewpoint=None, address_at=None):
    """Return the Drawing of what the query finds, seen from the viewpoint or from what suits it.

    address_at: for a map in somebody else's page, the function that returns the address of the
    frame with another Viewpoint in view; else the links lead to the map page.
    """
    is_framed = address_at is not None
    address_at = address_at or partial(addresses.map_address, project_filter)
    bounds = bounds_of(project_filter)
    viewpoint = viewpoint or Viewpoint.fitting(bounds)
    areawide = project_filter.found.areawide
    found = tiles(project_filter, viewpoint.zoom, viewpoint.tiles())
    drawing = Drawing(
        viewpoint,
        "Map of the places found",
        areas=served_areas(areawide),
        query_string=project_filter.query_string,
        page=addresses.map_address(),
        whole_uk=address_at(Viewpoint.fitting(UK)),
        list_page=addresses.list_address(),
        bounds=edges(bounds),
        is_framed=is_framed,
    )
    _add_pins(drawing, merged(found, viewpoint.zoom), address_at)
    drawing.shown = len(drawing.markers) + sum(cluster.count for cluster in drawing.clusters)
    drawing.outside = project_filter.placing()["locations"] - drawing.shown
    address_of = addresses.area_addresses(project_filter)
    for area in drawing.areas:
        area.href = address_of(area.slug)
    add_badges(
        drawing,
        badges_at(viewpoint.zoom, areawide, drawing.areas),
        lambda served: badge_for(served, address_at, viewpoint),
    )
    add_labels(drawing)
    drawing.moves = _moves(drawing, address_at)
    return drawing


def draw_locator(project, locations, coverage_areas):
    """Return the small Drawing of one project: its pins, or else the areas that it serves.

    locations: its public ones; an office stands on the map only where it is `on_map`. None where
    neither a pin nor an area is known.
    """
    pins = [location for location in locations if location.on_map]
    areas = list(coverage_areas)
    points = pins or areas
    if not points:
        return None
    drawing = Drawing(
        _around(points, is_wide=not pins and any(area.kind in _WIDE for area in areas)),
        f"Where {project.name} works",
        LOCATOR_WIDTH,
        LOCATOR_HEIGHT,
    )
    for pin in pins:
        x, y = drawing.place(pin.latitude, pin.longitude)
        near = nearest_name(pin.latitude, pin.longitude)
        drawing.markers.append(Marker(x, y, project.status, f"{project.name}, near {near}", ""))
    if not pins:
        drawing.areas = areas
        add_badges(drawing, locator_badges(areas), badge_without_count)
    add_labels(drawing)
    drawing.shown = len(pins)
    closer = drawing.viewpoint.moved(zoom=3) or drawing.viewpoint
    drawing.page = addresses.map_address(viewpoint=closer if pins else drawing.viewpoint)
    return drawing


_WIDE = {Area.Kind.COUNTRY, Area.Kind.NATION}


def _around(points, is_wide):
    size = (LOCATOR_WIDTH, LOCATOR_HEIGHT, 40, LOCATOR_DEEPEST)
    if is_wide:
        return Viewpoint.fitting(UK, LOCATOR_WIDTH, LOCATOR_HEIGHT, 0)
    latitudes = [point.latitude for point in points]
    longitudes = [point.longitude for point in points]
    box = Bounds(min(latitudes), min(longitudes), max(latitudes), max(longitudes))
    return Viewpoint.fitting(box, *size)


def _add_pins(drawing, found, address_at):
    for each in found["clusters"]:
        if drawing.has(each["lat"], each["lng"]):
            cluster = _cluster(drawing, each, address_at)
            drawing.clusters.append(cluster)
            if cluster.members:
                drawing.coincident.append(cluster)
    words = dict(Project.Status.choices)
    for each in found["markers"]:
        if drawing.has(each["lat"], each["lng"]):
            x, y = drawing.place(each["lat"], each["lng"])
            label = (
                f"{each['name']} ({words[each['status']].lower()}),"
                f" near {nearest_name(each['lat'], each['lng'])}"
            )
            drawing.markers.append(Marker(x, y, each["status"], label, each["slug"]))


def _cluster(drawing, each, address_at):
    near = nearest_name(each["lat"], each["lng"])
    members = each.get("members", ())
    anchor = f"#places-{len(drawing.coincident) + 1}"
    closer = drawing.viewpoint.closer(each["lat"], each["lng"])
    return Cluster(
        *drawing.place(each["lat"], each["lng"]),
        count=each["count"],
        near=near,
        members=members,
        anchor=anchor[1:],
        href=anchor if members else address_at(closer),
    )


def _moves(drawing, address_at):
    """The links that zoom and pan where no script does; those that lead out of reach left out."""
    step_x, step_y = drawing.width // 2, drawing.height // 2
    view = drawing.viewpoint
    moves = [
        ("in", "Zoom in", view.moved(zoom=1)),
        ("out", "Zoom out", view.moved(zoom=-1) if view.zoom > FIRST_ZOOM else None),
        ("north", "North", view.moved(down=-step_y)),
        ("west", "West", view.moved(across=-step_x)),
        ("east", "East", view.moved(across=step_x)),
        ("south", "South", view.moved(down=step_y)),
    ]
    return [
        {"slug": slug, "name": name, "href": address_at(viewpoint)}
        for slug, name, viewpoint in moves
        if viewpoint
    ]
