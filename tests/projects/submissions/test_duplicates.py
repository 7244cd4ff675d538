"""How likely two descriptions are of one project: the figures, and what they rest on."""

import sys
from dataclasses import replace

import pytest

from projects.submissions.duplicates import Description, describe_values, likeness
from projects.submissions.duplicates.gazetteer import Gazetteer
from tests.projects.submissions.labelled_pairs import all_pairs, figures, gazetteer

NO_PLACES = Gazetteer([], {}, [], {})
ENOUGH_RECALL, ENOUGH_PRECISION = 0.95, 0.90


def is_likely(one, other, places=None):
    return likeness(one, other, places or gazetteer()).is_likely


def alike(one, other, **fields):
    """Whether two names, with the same of everything else, are likely of one project."""
    return is_likely(Description(one, **fields), Description(other, **fields))


# --- The figures ---


@pytest.mark.parametrize("half", ["tuned", "held out", "tuned held out", "unseen"])
def test_95_of_100_duplicates_are_found_and_90_of_100_shown_are_duplicates(half):
    pairs = [pair for pair in all_pairs() if pair.half in half or pair.kind == half]
    found = figures(pairs, is_likely)
    sys.stdout.write(
        f"\n{half}: recall {found['recall']:.1%}, precision {found['precision']:.1%}"
        f" ({found['true']} true pairs, {found['false']} false)\n"
    )
    assert found["recall"] >= ENOUGH_RECALL
    assert found["precision"] >= ENOUGH_PRECISION


def test_the_labelled_set_is_large_enough_to_tell():
    found = figures(all_pairs(), is_likely)
    assert found["true"] >= 200
    assert found["false"] >= 300


def test_with_names_only_it_still_finds_enough():
    bare = [
        replace(pair, one=Description(pair.one.name), other=Description(pair.other.name))
        for pair in all_pairs()
    ]
    found = figures(bare, is_likely)
    assert found["recall"] >= ENOUGH_RECALL
    assert found["precision"] >= ENOUGH_PRECISION


def test_a_plain_comparison_of_names_would_not_pass():
    found = figures(all_pairs(), lambda one, other: one.name.lower() == other.name.lower())
    assert found["recall"] < 0.3


def test_without_the_names_of_places_other_towns_would_be_taken_for_duplicates():
    moved = [pair for pair in all_pairs() if pair.kind == "another town"]
    shown = [sum(is_likely(p.one, p.other, g) for p in moved) for g in (gazetteer(), NO_PLACES)]
    assert shown[0] <= len(moved) * 0.02
    assert shown[1] >= shown[0] + 10


def test_the_order_of_the_two_does_not_matter():
    for pair in all_pairs()[::7]:
        one_way = likeness(pair.one, pair.other, gazetteer()).score
        other_way = likeness(pair.other, pair.one, gazetteer()).score
        assert one_way == pytest.approx(other_way, abs=0.02), pair


# --- What it rests on ---


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Making Norwich a Living Wage City", "Norwich: a Living Wage city"),
        ("Better Work Network", "BWN"),
        ("Better Work Network", "Beter Work Netwrok"),
        ("Career Tech Challenge", "CareerTech Challenge 2021"),
        ("Steps to Work Walsall", "Steps2Work Walsall pilot"),
        ("Fair Work Commission (Wales)", "Welsh Fair Work Commission"),
        ("Living Wage NI", "Living Wage Northern Ireland"),
        ("Agile Nation 2", "Agile Nation II"),
    ],
)
def test_one_project_under_two_names(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Making Norwich a Living Wage City", "Making Lincoln Living Wage"),
        ("Living Wage Scotland", "Living Wage for Wales"),
        ("Greater Manchester Good Employment Charter", "Manchester Good Employment Charter"),
        ("Newham Employment Rights Hub", "Lewisham Employment Rights Hub"),
        ("Employment Rights Clinic Brixton", "Employment Rights Clinic Streatham"),
        ("Agile Nation", "Agile Nation 2"),
        ("Future Bright phase 1", "Future Bright phase 2"),
        ("Living Wage Awards 2019", "Living Wage Awards 2023"),
        ("", ""),
        ("", "Step Up"),
        ("The", "A project of the"),
    ],
)
def test_different_projects_with_names_alike(one, other):
    assert not alike(one, other)


def test_sister_projects_share_everything_but_the_name():
    shared = {
        "organisation": "Living Wage Foundation",
        "website": "https://www.livingwage.org.uk",
        "postcodes": ("E1 2JA",),
        "points": ((51.517, -0.057),),
        "area_slugs": ("uk",),
    }
    assert not alike("Living Hours", "Living Wage Places", **shared)
    assert alike("Living Hours", "Living Hours programme", **shared)


def test_one_name_in_two_towns_is_two_projects():
    leeds = Description("Job Club", "Leeds Mind", points=((53.8, -1.55),), area_slugs=("leeds",))
    bath = Description(
        "Job Club", "Bath Mind", points=((51.38, -2.36),),
        area_slugs=("bath-and-north-east-somerset",),
    )  # fmt: skip
    assert not is_likely(leeds, bath)
    assert is_likely(leeds, replace(leeds, name="Job Clubs", organisation="Mind in Leeds"))


def test_the_reasons_are_plain_sentences():
    one = Description(
        "Step Up", "Walcot Foundation", "https://www.walcot.org.uk/step-up/", ("SE11 6SF",),
        ((51.4945, -0.1105),),
    )  # fmt: skip
    other = Description(
        "Step-Up pilot", "The Walcot Foundation", "http://walcot.org.uk/step-up", ("SE11 6SG",),
        ((51.4985, -0.1105),),
    )  # fmt: skip
    assert likeness(one, other, gazetteer()).reasons == [
        "The name is nearly the same: “Step-Up pilot”",
        "Run by the same organisation",
        "The same website (walcot.org.uk/step-up)",
        "0.3 miles away",
    ]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"name": None, "latitude": "x", "longitude": None, "coverage": "leeds"},
        {"name": ["a"], "latitude": float("nan"), "longitude": 1, "coverage": [None, 3]},
        {"name": "a\0b\ud800", "website": "::::", "postcode": "????"},
    ],
)
def test_odd_values_are_described_without_an_error(values):
    described = describe_values(values)
    assert not is_likely(described, Description("Step Up"))
    assert described.points == ()


def test_a_very_long_name_takes_no_time():
    long = Description("word " * 5_000 + "(" * 5_000)
    assert likeness(long, long, gazetteer()).score > 0
