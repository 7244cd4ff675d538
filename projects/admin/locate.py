"""Answers for the pin's map: where a typed place lies, and in which council a point seems to be."""

from django.http import HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_safe

from projects.admin.pins import EAST, NORTH, SOUTH, WEST
from projects.models import Area
from projects.places.districts import learn_district
from projects.places.search import NotOnePlace, find_place
from projects.places.surroundings import nearest_known


@require_safe
def locate(request):
    """Answer `?q=` (postcode or place) or `?latitude=&longitude=` (degrees) as JSON.

    {"council": {"id", "name"} or null, "near": name, "latitude", "longitude", "message"}; what is
    not known is left out.
    """
    if "q" in request.GET:
        return JsonResponse(_typed(request.GET["q"]))
    try:
        latitude, longitude = (float(request.GET[name]) for name in ("latitude", "longitude"))
    except (KeyError, ValueError):
        return HttpResponseBadRequest("Give q, or latitude and longitude.")
    if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
        return JsonResponse({"message": "That point is outside the UK."})
    return JsonResponse(_nearest(latitude, longitude))


def _typed(text):
    learn_district(text)
    try:
        place = find_place(text.replace("\0", "")[:200])
    except NotOnePlace as problem:
        names = ", ".join(problem.choices[:6])
        question = f"Which one? {names}." if names else "We don’t know this place or postcode."
        return {"message": question}
    if not place.has_point:
        return {"message": f"{place.name} is too large for a pin."}
    council = Area.objects.get(slug=place.area_slug)
    return {
        "latitude": place.latitude,
        "longitude": place.longitude,
        "near": place.name,
        "council": {"id": council.pk, "name": council.name},
    }


def doubtful_councils(changed, new):
    """Say of which locations the pin was set where another council seems to be.

    changed: (location, names of the changed fields) of those there were; new: those added.
    """
    moved = {"latitude", "longitude", "council"}
    for location in [*(location for location, fields in changed if moved & {*fields}), *new]:
        near = nearest_known(location.latitude, location.longitude)
        if location.council_id and near and near.council_id != location.council_id:
            yield (
                f"“{location}” was saved in {location.council}, but its pin seems to stand in"
                f" {near.council} (near {getattr(near, 'name', near)}). Is that right?"
            )


def _nearest(latitude, longitude):
    """The council of the nearest known postcode, place or postcode district: a proposal only."""
    best = nearest_known(latitude, longitude)
    if best is None:
        return {"message": "We know no place near this point."}
    return {
        "near": getattr(best, "name", str(best)),
        "council": {"id": best.council_id, "name": best.council.name},
    }
