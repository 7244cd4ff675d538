"""What a member hides cannot be found out: not by reading, searching, filtering or counting.

Each test has the same question asked of somebody who shows it, so that it can fail.
"""

import itertools

import pytest

from members.models import Audience
from members.models.profile import PARTS
from members.profiles import visible
from members.querysets.profile import FELLOWS, PUBLIC
from projects.models import Approach
from tests.builders import make_area, make_organisation, make_term
from tests.members.builders import make_network_member

pytestmark = pytest.mark.django_db
SHOWN = {f"shows_{part}": "everyone" for part in PARTS}


@pytest.fixture
def signed_in(client):
    client.force_login(make_network_member("Looking On", shows_name="nobody"))
    return client


def make_quokka(**shows):
    """A member with a canary in each part: theirs shows to everyone but for what is given."""
    return make_network_member(
        "Ada",
        email="quokka@example.org",
        organisation=make_organisation("Quokka Trust"),
        organisation_name="Quokka as typed",
        kind="researcher",
        interests=[make_term(Approach, "Quokka coaching")],
        area=make_area("Salford", parents=[make_area("England", "nation")]),
        about="Quokka keeper",
        phone="020 7946 0321",
        **SHOWN | shows,
    )


# Of each part: what a page would show of it, and the queries that would find by it.
CANARIES = {
    "organisation": ("Quokka Trust", ["q=Trust", "organisation=quokka-trust"]),
    "kind": ("Researcher", ["kind=researcher"]),
    "interests": ("Quokka coaching", ["interest=quokka-coaching"]),
    "area": ("Salford", ["area=salford", "area=england"]),
    "about": ("Quokka keeper", ["q=keeper"]),
}


def found(client, query):
    response = client.get(f"/members/?{query}")
    # An organisation that nobody shows is not known at all: that is said, and nothing else.
    return len(response.context["people"]) == 1 and not response.context["filter"].problems


def counted(response):
    """Return the values that the filters offer, with what they say of each."""
    options = response.context["filter"].options()
    return str([(each.name, each.count) for _, _, values in options for each in values])


@pytest.mark.parametrize("part", CANARIES)
@pytest.mark.parametrize("shows", ["nobody", "members"])
def test_a_hidden_part_is_neither_listed_nor_found_nor_counted(signed_in, part, shows):
    make_quokka(**{f"shows_{part}": shows})
    canary, queries = CANARIES[part]
    listed = signed_in.get("/members/")
    is_shown = shows == "members"
    assert [found(signed_in, query) for query in queries] == [is_shown] * len(queries)
    if part != "about":  # nothing is counted by it, and the list does not hold it
        assert (canary in counted(listed)) == is_shown
        assert (canary in listed.content.decode()) == is_shown


def test_addresses_and_numbers_are_not_searched_even_where_they_are_shown(signed_in):
    make_quokka(shows_organisation="nobody", shows_about="nobody")
    assert found(signed_in, "q=ada")
    assert not found(signed_in, "q=quokka")
    assert not found(signed_in, "q=0321")


def test_a_name_that_was_typed_is_not_searched_where_the_directory_has_the_organisation(signed_in):
    make_quokka()
    assert found(signed_in, "q=trust") and not found(signed_in, "q=typed")


def test_words_are_not_found_by_one_shown_and_one_hidden_part(signed_in):
    make_quokka(shows_about="nobody")
    assert found(signed_in, "q=ada+trust") and not found(signed_in, "q=ada+keeper")


def test_an_organisation_that_others_show_finds_nobody_who_hides_it(signed_in):
    quokka = make_quokka(shows_organisation="nobody")
    make_network_member("Ben", organisation=quokka.profile.organisation)
    response = signed_in.get("/members/?organisation=quokka-trust")
    assert [shown["name"] for _, shown in response.context["people"]] == ["Ben"]
    assert "('Quokka Trust', 1)" in counted(response)


def test_a_hidden_organisation_is_as_unknown_as_one_that_is_not(signed_in):
    make_quokka(shows_organisation="nobody")
    there, nowhere = (
        signed_in.get(f"/members/?organisation={slug}").content.decode().replace(slug, "…")
        for slug in ("quokka-trust", "nowhere-trust")
    )
    assert there == nowhere


def test_each_part_is_seen_by_those_it_is_shown_to():
    profile = make_quokka().profile
    for part, shows in itertools.product(PARTS[1:], Audience.values):
        setattr(profile, f"shows_{part}", shows)
        assert (part in visible(profile, PUBLIC)) == (shows == "everyone"), part
        assert (part in visible(profile, FELLOWS)) == (shows != "nobody"), part


def test_without_the_name_nothing_is_seen():
    profile = make_quokka(shows_name="members").profile
    assert visible(profile, PUBLIC) == {}
    assert list(visible(profile, FELLOWS)) == PARTS
