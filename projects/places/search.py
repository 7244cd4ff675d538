"""From what somebody typed to a place: a council, wider area, town, postcode or its district."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from projects.models import Area, Outcode, Place, Postcode
from projects.places.names import last_postcode, name_key, name_keys, short_name, split_postcode

DEFAULT_MILES = 10.0

# One of several places of the same name is meant without asking if it has so many times the people
# of the next.
_MUCH_LARGER = 20


class NotOnePlace(Exception):
    """The text names no place that is known, or several.

    `choices` are texts that name one place each, likeliest first; it may be empty.
    `is_ambiguous` says that each of them has exactly this name, `is_postcode` that the text looks
    like a postcode.
    """

    def __init__(self, text, choices=(), *, is_ambiguous=False, is_postcode=False):
        super().__init__(text)
        self.text = text
        self.choices = list(choices)
        self.is_ambiguous = is_ambiguous
        self.is_postcode = is_postcode


@dataclass(frozen=True)
class FoundPlace:
    """Where somebody is, and the areas around it, as the groups of a place search need them.

    latitude and longitude (degrees) are None where the place is wider than a council.
    `serving` has the slugs of areas around it by group: nearby, region, nation, uk; those nearby
    with the miles to their centre, nearest first.
    `others` are other places of the same name, as texts to search for; `note` says what of the
    text was not used.
    """

    name: str
    area_slug: str
    area_name: str
    miles: float
    latitude: float | None = None
    longitude: float | None = None
    precision: str = "area"
    serving: dict = field(default_factory=dict)
    others: tuple = ()
    note: str = ""

    @property
    def has_point(self):
        """Whether distances from it mean anything."""
        return self.latitude is not None


def find_place(text, miles=DEFAULT_MILES):
    """Return the FoundPlace that the text names. Raises NotOnePlace.

    miles: how far "nearby" reaches, in a straight line.
    """
    if parts := split_postcode(text):
        return _by_postcode(text, *parts, miles)
    return _by_name(text, miles)


def _by_postcode(text, outcode, incode, miles):
    row = None
    if incode:
        row = Postcode.objects.select_related("council").filter(pk=outcode + incode).first()
        name, precision, note = f"{outcode} {incode}", "postcode", ""
    if row is None:
        row = Outcode.objects.select_related("council").filter(pk=outcode).first()
        name, precision = outcode, "outcode"
        note = f"We know the district {outcode}, not the whole postcode." if incode else ""
    if row is None:
        raise NotOnePlace(text, is_postcode=True)
    return _with_surroundings(
        name, row.council, miles, row.latitude, row.longitude, precision, note=note
    )


def _by_name(text, miles):
    name, _, qualifier = (part.strip() for part in text.partition(","))
    whole_key, key = name_key(text), name_key(name)
    if not whole_key:
        raise NotOnePlace(text)
    if area := _area_named(text, whole_key):
        return _from_area(area, key, miles)
    places = list(Place.objects.select_related("council").filter(key__in={whole_key, key}))
    if qualifier:
        inside = _inside(places, name_key(qualifier))
        places = inside or [place for place in places if place.key == whole_key]
    if not places:
        if postcode := last_postcode(text):
            return find_place(postcode, miles)
        raise NotOnePlace(text, _alike(key))
    first, *rest = places
    if rest and first.population < _MUCH_LARGER * rest[0].population:
        raise NotOnePlace(text, [full_name(place) for place in places], is_ambiguous=True)
    others = tuple(full_name(place) for place in rest)
    return _with_surroundings(
        first.name, first.council, miles, first.latitude, first.longitude, "place", others
    )


def _area_named(text, key):
    """The area of this name: its very name before one without its formal parts, councils first.

    So "London" is the region and not the City of London, and "Bristol" is Bristol, City of.
    """
    typed_keys = name_keys(text)
    order = [Area.Kind.COUNCIL, Area.Kind.CITY_REGION, Area.Kind.REGION, Area.Kind.NATION]
    order.append(Area.Kind.COUNTRY)
    found = []
    for area in Area.objects.all():
        given = {name_key(name) for name in [area.name, area.name_cy, *area.other_names.split(";")]}
        if key in given:
            found.append((0, order.index(area.kind), area.pk, area))
        elif typed_keys & name_keys(area.name):
            found.append((1, order.index(area.kind), area.pk, area))
    return min(found)[-1] if found else None


def _inside(places, wanted_key):
    """Those places whose council, or an area round it, has this name."""

    def lies_there(place):
        around = Area.objects.around(place.council.slug)
        return any(wanted_key in _keys_of(area) for area in around)

    return [place for place in places if lies_there(place)]


def full_name(place):
    """Return a text that names this place of the gazetteer and no other: "Newport, Shropshire"."""
    return f"{place.name}, {place.council.name}"


def _keys_of(area):
    others = [area.name_cy, *area.other_names.split(";")]
    return name_keys(area.name) | {name_key(name) for name in others if name}


def _from_area(area, key, miles):
    """A council's point is its town of the same name, where there is one, or its centre."""
    if area.kind != Area.Kind.COUNCIL:
        return _with_surroundings(area.name, area, miles)
    namesakes = list(Place.objects.select_related("council").filter(key__in=_keys_of(area) | {key}))
    own = next((place for place in namesakes if place.council_id == area.pk), area)
    others = tuple(full_name(p) for p in namesakes if p.council_id != area.pk)
    return _with_surroundings(
        short_name(area.name), area, miles, own.latitude, own.longitude, "council", others
    )


def _with_surroundings(
    name, area, miles, latitude=None, longitude=None, precision="area", others=(), note=""
):
    around = [outer for outer in Area.objects.around(area.slug) if outer.pk != area.pk]
    of_kind = {
        "region": {Area.Kind.REGION, Area.Kind.CITY_REGION},
        "nation": {Area.Kind.NATION},
        "uk": {Area.Kind.COUNTRY},
    }
    serving = {
        group: [outer.slug for outer in around if outer.kind in kinds]
        for group, kinds in of_kind.items()
    }
    serving["nearby"] = {}
    if latitude is not None:
        close = Area.objects.councils().with_centre_within(latitude, longitude, miles)
        nearest_first = close.exclude(pk=area.pk).order_by("miles", "pk")
        serving["nearby"] = {council.slug: council.miles for council in nearest_first}
    return FoundPlace(
        name, area.slug, area.name, miles, latitude, longitude, precision, serving, others, note
    )


def _alike(key):
    """Names that begin with the key or are spelt much like it, each naming one place: at most 7."""
    areas = {name_key(name): name for name in Area.objects.values_list("name", flat=True)}
    close = [areas[match] for match in get_close_matches(key, areas, n=2, cutoff=0.75)]
    places = Place.objects.select_related("council")
    longer = places.filter(key__startswith=f"{key} ")[:3]
    alike = places.filter(key__trigram_similar=key).exclude(pk__in=longer.values("pk"))[:3]
    return list(dict.fromkeys([*close, *map(full_name, [*longer, *alike])]))
