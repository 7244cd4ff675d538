"""The list: what it says of a query, how many queries it takes, and that odd ones are no error."""

import re

import pytest
from django.urls import reverse

from projects.models import Outcode, Project
from tests.builders import make_project, make_signpost, make_uk

pytestmark = pytest.mark.django_db

ADDRESS = "/projects/"


def page(client, query=""):
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    return response.content.decode()


def totals(text):
    names = ["total", "pinned", "areawide", "unplaced", "locations"]
    return {name: int(re.search(rf'data-{name}="(\d+)"', text)[1]) for name in names}


def test_the_totals_stand_on_list_and_map_alike(client):
    uk = make_uk()
    make_project(pins=[(51.5, -0.1), (51.6, -0.1)])
    make_project(coverage=[uk["wales"]])
    make_project()
    expected = {"total": 3, "pinned": 1, "areawide": 1, "unplaced": 1, "locations": 2}
    assert totals(page(client)) == expected
    assert totals(client.get("/map/").content.decode()) == expected


@pytest.mark.parametrize(
    ("query", "at_most"),
    [
        ("", 12),
        ("q=project", 15),
        ("sector=construction&status=current", 16),
        ("near=Lambeth", 25),
        ("area=london&wider=1", 18),
    ],
)
def test_the_number_of_queries_does_not_grow_with_the_entries(
    client, query, at_most, django_assert_max_num_queries
):
    uk = make_uk()

    def more(number):
        for _ in range(number):
            make_project(
                sectors=["Construction"],
                coverage=[uk["lambeth"], uk["camden"]],
                offers=["Help for workers"],
                pins=[{"council": uk["lambeth"]}],
            )

    more(2)
    for _ in range(2):
        with django_assert_max_num_queries(at_most) as few:
            page(client, query)
        more(5)
    assert len(few) <= at_most


def test_a_close_match_says_what_was_searched_instead(client):
    make_project("Step Up")
    text = page(client, "q=xyzzyq")
    assert "Nothing has the words" not in text and "Nothing fits all of this" in text
    text = page(client, "q=%3CStep-Up%3E")
    assert "Nothing has the words “&lt;Step-Up&gt;”. These have “step up”." in text


def test_pages_follow_each_other_without_gap_or_repeat(client):
    for number in range(60):
        make_project(f"Entry {number:02}")
    seen = []
    for number in (1, 2, 3):
        seen += re.findall(r"Entry \d\d", page(client, f"page={number}"))
    assert list(dict.fromkeys(seen)) == [f"Entry {number:02}" for number in range(60)]


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "1e308", "9" * 400, "%00", "١"])
def test_a_page_that_is_not_there_is_another_page(client, number):
    make_project("Only")
    assert "Only" in page(client, f"page={number}")


def test_what_was_left_out_is_said_above_the_results_and_links_carry_the_rest(client):
    make_project("Built", sectors=["Construction"])
    text = page(client, "sector=construction&status=nonsense")
    assert "“nonsense” is not known" in text
    assert text.index("nonsense") < text.index("Built")
    assert "status=nonsense" not in re.sub(r"<link[^>]*>|<input[^>]*>", "", text)


def test_hostile_text_is_shown_as_text(client):
    make_project("<script>alert(1)</script>", summary="<img src=x onerror=alert(1)>")
    text = page(client, "q=<script>alert(2)</script>&near=<script>alert(3)</script>")
    assert not re.search(r"<script>alert|<img src=x", text)
    assert not re.search(r"<script>alert|<img src=x", page(client))


def test_an_ambiguous_place_offers_the_choice_and_an_unknown_one_the_councils(client):
    from tests.projects.places.test_search import add_town

    uk = make_uk()
    add_town("Newton", uk["lambeth"])
    add_town("Newton", uk["cardiff"])
    assert "near=Newton%2C+Lambeth" in page(client, "near=Newton").replace("%20", "+")
    text = page(client, "near=BT48&status=current")
    assert re.search(r"<title>Error: We can’t place BT48 yet\b", text)
    assert re.search(r"<h2[^>]*>We can’t place BT48 yet</h2>\s*<p[^>]*>Choose your council\.", text)
    assert re.search(r'<input id="near"[^>]* aria-invalid="true"', text)


def test_councils_are_offered_by_nation_and_for_its_postcodes_northern_ireland_comes_first(client):
    make_uk()
    choice = r'<select[^>]*name="near" required>\s*<option value="">Choose your council</option>'
    text = page(client, "near=BT48")
    assert re.search(choice, text)
    assert re.findall(r'<optgroup label="([^"]*)"', text) == [
        "Northern Ireland", "England", "Wales",
    ]  # fmt: skip
    assert text.index("<option>Belfast") < text.index("<option>Camden")
    elsewhere = page(client, "near=ZE3")
    assert re.findall(r'<optgroup label="([^"]*)"', elsewhere)[0] == "England"


def test_the_groups_of_a_place_search_are_counted(client):
    uk = make_uk()
    make_project(coverage=[uk["lambeth"]])
    make_project(coverage=[uk["england"]])
    make_project(coverage=[uk["england"]])
    text = page(client, "near=Lambeth")
    assert "In Lambeth" in text
    assert "Across England" in text
    assert text.index("In Lambeth") < text.index("Across England")


def test_where_little_helps_workers_the_signposts_follow_with_their_numbers(client):
    uk = make_uk()
    make_signpost("Careers England", [uk["england"]], phone="0800 100 900")
    make_signpost("Careers Wales", [uk["wales"]], phone="0800 028 4844")
    make_project(offers=["Help for workers"], coverage=[uk["england"]])
    make_project(offers=["Campaign"])
    text = page(client, "near=Lambeth&offer=help-for-workers")
    assert "tel:0800100900" in text
    assert "Careers Wales" not in text
    assert text.index("tel:0800100900") < text.index('class="cards"')
    make_project("Here", coverage=[uk["lambeth"]], offers=["Help for workers"])
    text = page(client, "near=Lambeth&offer=help-for-workers")
    assert text.index('class="cards"') < text.index("tel:0800100900")
    assert "Careers England" not in page(client, "near=Lambeth&offer=campaign")
    for _ in range(2):
        make_project(coverage=[uk["lambeth"]], offers=["Help for workers"])
    assert "Careers England" not in page(client, "near=Lambeth&offer=help-for-workers")


def test_a_sector_says_how_many_more_are_open_to_all(client):
    make_project(sectors=["Construction"])
    make_project(sectors=["All sectors"])
    make_project(sectors=["All sectors", "Construction"])
    text = page(client, "sector=construction")
    assert re.search(r"1 more", text)
    assert "sector=construction&amp;sector=all-sectors" in text


def test_nothing_found_says_which_filter_to_drop_to_see_how_many(client):
    make_project(sectors=["Construction"], status="past")
    make_project(status="current")
    text = page(client, "sector=construction&status=current")
    assert totals(text)["total"] == 0
    plain = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    assert re.search(r"Remove Construction.{0,40}see 1", plain, re.IGNORECASE)


def test_every_entry_that_nobody_has_checked_says_so(client):
    make_project()
    assert "ot yet checked" in page(client)
    assert "ot yet checked" in client.get(Project.objects.get().get_absolute_url()).content.decode()


def test_results_come_before_filters_in_the_document(client):
    make_project("First")
    text = page(client)
    assert text.index('id="results"') < text.index('id="filters"')


def test_list_and_map_link_to_each_other_with_the_same_query(client):
    make_project(sectors=["Construction"])
    assert 'href="/map/?sector=construction"' in page(client, "sector=construction&x=1")
    assert reverse("project_list") + "?sector=construction" in (
        client.get("/map/?sector=construction").content.decode()
    )


def test_a_page_that_has_gone_is_the_first_one(client):
    for number in range(30):
        make_project(f"Entry {number:02}")
    assert "Entry 00" in page(client, "page=3")
    assert "Entry 29" in page(client, "page=2")


def test_a_postcode_of_northern_ireland_brings_its_services_though_it_cannot_be_placed(client):
    uk = make_uk()
    make_signpost("Careers NI", [uk["northern-ireland"]], phone="0300 200 7820")
    make_signpost("Careers England", [uk["england"]])
    text = page(client, "near=BT48+6AA")
    assert "tel:03002007820" in text
    assert "Careers England" not in text


def test_words_that_are_a_place_lead_to_the_search_by_place(client):
    make_uk()
    make_project("Something")
    text = page(client, "q=Lambeth&status=current")
    assert "?status=current&amp;near=Lambeth" in text


def test_it_says_when_only_the_district_of_a_postcode_is_known(client):
    uk = make_uk()
    Outcode.objects.create(outcode="SW9", latitude=51.47, longitude=-0.11, council=uk["lambeth"])
    assert "not the whole postcode" in page(client, "near=SW9+8HQ")
