"""The query of a page in words and in addresses."""

from django import template

from projects.places.search import DEFAULT_MILES

register = template.Library()

MILES = (5, 10, 20, 40)


@register.filter
def number(value):
    """Return a whole number with its thousands apart: 1,234."""
    return f"{value:,}"  # in Welsh too; Django asks the language's formats, for each number


@register.filter
def counted(value, noun="project"):
    """Return "1 project", "90 projects". noun: one word, or "entry,entries" where it is odd."""
    one, _, many = noun.partition(",")
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


@register.filter
def miles(value):
    """Return a distance as people say it: "0.4 miles", "1 mile", "12 miles"."""
    rounded = round(value, 1) if value < 10 else round(value)
    words = f"{rounded:g}"
    return f"{words} mile" if words == "1" else f"{words} miles"


@register.simple_tag
def typed(project_filter, name):
    """Return what the visitor typed, also where it was not understood, so that it can be mended."""
    if name in project_filter.data:
        return project_filter.data[name]
    wrong = [problem.value for problem in project_filter.problems if problem.parameter == name]
    return wrong[-1] if wrong else ""


@register.filter
def problems_heading(problems):
    """Return what a heading over the problems says: of a place, what is wrong with it."""
    place = next((each for each in problems if each.parameter == "near"), None)
    return place_problem(place)[0] if place else "We left something out"


@register.filter
def place_problem(problem):
    """Return [what is wrong, what to do] of a place: the sentences of its message, the last apart.

    Where there is but one, it says what is wrong.
    """
    wrong, _, advice = problem.message.rpartition(". ")
    return [wrong, advice] if wrong else [advice.removesuffix("."), ""]


@register.filter
def is_wrong(problems, name):
    """Tell whether the value of one parameter is among what was not understood."""
    return any(problem.parameter == name for problem in problems)


@register.simple_tag
def miles_to_choose(project_filter):
    """Return (distance as text, whether it is in use) for each distance to choose from."""
    chosen = project_filter.place.miles if project_filter.place else DEFAULT_MILES
    return [(f"{value:g}", value == chosen) for value in sorted({*MILES, chosen})]


@register.simple_tag
def asked_for(project_filter):
    """Return the place and words of the query in one line: "Manchester, 10 miles, “wage”"."""
    place, text = project_filter.place, project_filter.data.get("q")
    parts = [place.name if place else "", f"“{text}”" if text else ""]
    if place and place.has_point:
        parts.insert(1, miles(place.miles))
    return ", ".join(filter(None, parts))


@register.filter
def standing(placing):
    """Return how projects stand on the map: "31 at a pin, 57 across an area". No zeros."""
    words = {
        "pinned": "at a pin",
        "areawide": "across an area",
        "unplaced": "with no known place",
    }
    return ", ".join(f"{number(placing[key])} {words[key]}" for key in words if placing[key])


@register.simple_tag
def chosen_alone(project_filter, name):
    """Return the one value chosen for a name, "" where none is, None where several are."""
    values = project_filter.data.getlist(name)
    return None if len(values) > 1 else "".join(values)


@register.simple_tag
def signposted_area(project_filter):
    """Return the name of the area in which signposts help, or "" where no area is sought."""
    if project_filter.place:
        return project_filter.place.area_name
    word = project_filter.vocabulary.of("area").get(project_filter.data.get("area"))
    return word.name if word else ""
