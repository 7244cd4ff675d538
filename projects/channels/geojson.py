"""The projects found as GeoJSON (RFC 7946): degrees of WGS 84, longitude before latitude.

One feature for each project, in the order of the list. Its geometry is its pins that the map shows
for this query, a Point or a MultiPoint, and null where it has none; its properties are the record.
"""

from projects.channels.batches import in_batches
from projects.channels.json import enclosed

CONTENT_TYPE = "application/geo+json"


def geojson_chunks(about, project_filter, records):
    """Yield the file in pieces of bytes. records: of read_records."""
    members = {"type": "FeatureCollection", **about.members}
    yield from enclosed(members, "features", features(project_filter, records))


def features(project_filter, records):
    """Yield a GeoJSON Feature for each record."""
    for batch in in_batches(records):
        shown = _shown(project_filter, batch)
        for record in batch:
            yield {
                "type": "Feature",
                "id": record["id"],
                "geometry": _geometry(_points(record, shown)),
                "properties": record,
            }


def _shown(project_filter, batch):
    """The pins that a place or a box leaves, {(project, longitude, latitude)}; None: all."""
    if not project_filter.restricts_pins:
        return None
    pins = project_filter.allowed_pins().filter(project__in=[record["id"] for record in batch])
    return set(pins.values_list("project_id", "longitude", "latitude"))


def _points(record, shown):
    points = [
        (place["longitude"], place["latitude"]) for place in record["locations"] if place["on_map"]
    ]
    if shown is None:
        return points
    return [point for point in points if (record["id"], *point) in shown]


def _geometry(points):
    match points:
        case []:
            return None
        case [point]:
            return {"type": "Point", "coordinates": point}
    return {"type": "MultiPoint", "coordinates": points}
