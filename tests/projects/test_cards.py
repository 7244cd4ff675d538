from datetime import date

import pytest
from django.template.loader import render_to_string

from projects.cards import cards, cards_of, status_in_few_words
from projects.models import Project
from projects.querysets import PlaceGroup
from projects.templatetags.cards import as_cards
from tests.builders import make_organisation, make_project, make_uk


def card_of(project):
    """Its card, as a query of the list makes it."""
    return cards(Project.objects.filter(pk=project.pk))[0]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (("current", None), "Listed as running"),
        (("current", date(2026, 1, 2)), "Running"),
        (("planned", None, 2027), "Planned for 2027"),
        (("paused", None), "Paused"),
        (("past", None, None, 2018), "Finished 2018"),
        (("past", None), "Finished"),
        (("unknown", None), "Not known if running"),
    ],
)
def test_a_card_says_the_status_in_few_honest_words(fields, words):
    assert status_in_few_words(*fields) == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slugs", "words"),
    [
        (["camden"], "Camden"),
        (["lambeth", "camden"], "Camden and Lambeth"),
        (["camden", "cardiff", "lambeth", "salford"], "Camden, Cardiff, Lambeth and Salford"),
        (
            ["belfast", "camden", "cardiff", "lambeth", "salford"],
            "Belfast, Camden, Cardiff and 2 more",
        ),
    ],
)
def test_many_areas_are_cut_short_and_counted(slugs, words):
    uk = make_uk()

    assert card_of(make_project(coverage=[uk[slug] for slug in slugs])).places == words


@pytest.mark.django_db
def test_a_project_without_areas_may_be_online_or_at_a_pin():
    lambeth = make_uk()["lambeth"]

    assert card_of(make_project(delivery_modes=["Online"])).places == "Online"
    pin = {"latitude": 51.46, "longitude": -0.12, "council": lambeth}
    assert card_of(make_project(pins=[pin])).places == "See the map"
    assert card_of(make_project()).places == "Area not known"


@pytest.mark.django_db
def test_offers_read_as_one_phrase():
    project = make_project(offers=["A campaign", "Help for workers"])

    assert card_of(project).offers == "A campaign, help for workers"


@pytest.mark.django_db
def test_cards_take_two_queries_however_many_they_are(django_assert_num_queries):
    uk = make_uk()
    for name in ["Ash", "Birch", "Cedar"]:
        make_project(name, coverage=[uk["camden"], uk["cardiff"]], offers=["A campaign"])
    with django_assert_num_queries(2):
        made = cards(Project.objects.published().order_by("name"))
    assert [card.name for card in made] == ["Ash", "Birch", "Cedar"]


@pytest.mark.django_db
def test_projects_read_already_have_the_same_cards(django_assert_num_queries):
    uk = make_uk()
    make_project("Ash", coverage=[uk["camden"]], checked_on=date(2026, 3, 2), offers=["A campaign"])
    found = Project.objects.published()

    assert cards_of(list(found)) == cards(found)
    assert as_cards(cards(found)) == cards(found)
    assert as_cards([]) == cards_of([]) == []
    assert cards(found)[0].address == found.get().get_absolute_url()
    assert cards(found)[0].checked == "Checked 2 March 2026"


@pytest.mark.django_db
def test_what_a_place_search_found_out_goes_with_the_card():
    make_project("Ash")
    [project] = Project.objects.published()
    project.miles, project.place_group = 1.26, PlaceGroup.NEARBY

    [card] = cards_of([project])
    assert (card.miles, card.place_group) == (1.26, PlaceGroup.NEARBY)
    page = render_to_string("projects/_cards.html", {"projects": [card], "level": 2})
    assert "<li>1.3 miles, straight line</li>" in page


@pytest.mark.django_db
def test_whatever_was_typed_is_shown_as_text():
    hostile = "</p><script>alert('\"&\"')</script>"
    area = make_uk()["camden"]
    area.name = hostile
    area.save()
    lead = make_organisation(name=hostile)
    make_project(hostile, slug="a", summary=hostile, lead_organisation=lead, coverage=[area])

    page = render_to_string(
        "projects/_cards.html", {"projects": Project.objects.published(), "level": 2}
    )
    assert "script>" not in page
    assert page.count("&lt;/p&gt;&lt;script&gt;alert(&#x27;&quot;&amp;&quot;&#x27;)") == 4
