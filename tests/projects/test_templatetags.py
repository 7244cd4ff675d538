import pytest
from django.http import QueryDict

from projects.filters import Problem, ProjectFilter
from projects.templatetags import entries, queries
from tests.builders import make_uk


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Bristol, City of", "Bristol"),
        ("Herefordshire, County of", "Herefordshire"),
        ("Glasgow City", "Glasgow City"),
        ("City of Edinburgh", "City of Edinburgh"),
    ],
)
def test_a_council_among_others_goes_without_what_stands_after_its_comma(name, short):
    assert entries.short_name(name) == short


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://www.example.org/news/2019/launch/", "example.org … launch"),
        ("https://example.org/report.pdf?page=2", "example.org … report.pdf"),
        ("https://example.org/", "example.org"),
        ("https://example.org", "example.org"),
    ],
)
def test_a_source_is_named_by_its_site_and_page(address, words):
    assert entries.short_address(address) == words


def test_only_addresses_of_the_web_become_links():
    assert entries.is_web_address("https://example.org/a")
    assert not entries.is_web_address("general knowledge")
    assert not entries.is_web_address("javascript:alert(1)")
    assert not entries.is_web_address("https://example.org and a phone call")


def test_a_site_is_named_without_www_and_a_broken_address_as_it_is():
    assert entries.host("https://www.example.org/page") == "example.org"
    assert entries.host("https://[broken") == "https://[broken"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)//https://example.org", ""),
        (" javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(address, link):
    assert entries.web_address(address) == link


def test_a_printed_number_becomes_one_to_call():
    assert entries.telephone("0300 123 1100") == "tel:03001231100"
    assert entries.telephone("+44 (20) 7946 0000") == "tel:+442079460000"


def test_numbers_read_as_people_write_them():
    assert queries.counted(1) == "1 project"
    assert queries.counted(1234567) == "1,234,567 projects"
    assert queries.counted(2, "entry,entries") == "2 entries"


def test_distances_are_rounded_to_what_a_straight_line_can_tell():
    assert queries.miles(0.44) == "0.4 miles"
    assert queries.miles(1.02) == "1 mile"
    assert queries.miles(12.6) == "13 miles"


@pytest.mark.django_db
def test_what_was_typed_stays_to_be_mended():
    project_filter = ProjectFilter.read(QueryDict("near=Nowhere&q=wage"))

    assert queries.typed(project_filter, "q") == "wage"
    assert queries.typed(project_filter, "near") == "Nowhere"
    assert queries.typed(project_filter, "within") == ""


@pytest.mark.django_db
def test_the_distance_in_use_is_among_those_to_choose_from():
    make_uk()

    with_place = queries.miles_to_choose(ProjectFilter.read(QueryDict("near=Lambeth&within=7.5")))
    without = queries.miles_to_choose(ProjectFilter.read(QueryDict()))

    assert ("7.5", True) in with_place
    assert [text for text, is_chosen in without if is_chosen] == ["10"]


@pytest.mark.django_db
def test_what_was_asked_for_reads_as_one_line():
    make_uk()

    def asked(query):
        return queries.asked_for(ProjectFilter.read(QueryDict(query)))

    assert asked("near=Lambeth&within=5&q=wage") == "Lambeth, 5 miles, “wage”"
    assert asked("near=Wales") == "Wales"
    assert asked("status=current") == ""


def test_nothing_is_said_of_places_where_no_project_stands():
    placing = {"pinned": 1031, "areawide": 0, "unplaced": 2}

    assert queries.standing(placing) == "1,031 at a pin, 2 with no known place"


def test_the_problem_with_a_place_is_the_heading_over_all_problems():
    place = Problem("near", "St. Foo", "We don’t know “St. Foo”. Check the spelling.")
    other = Problem("status", "x", "“x” is not known.")

    assert queries.problems_heading([other, place]) == "We don’t know “St. Foo”"
    assert queries.place_problem(place)[1] == "Check the spelling."
    assert queries.place_problem(Problem("near", "x", "Left out."))[0] == "Left out"
    assert queries.problems_heading([other]) == "We left something out"
    assert queries.is_wrong([other], "status")
    assert not queries.is_wrong([other], "near")


@pytest.mark.django_db
def test_several_areas_at_once_are_not_one():
    make_uk()

    def alone(query):
        return queries.chosen_alone(ProjectFilter.read(QueryDict(query)), "area")

    assert alone("") == ""
    assert alone("area=wales") == "wales"
    assert alone("area=wales&area=england") is None


@pytest.mark.django_db
def test_signposts_name_the_area_that_was_sought():
    make_uk()

    def area(query):
        return queries.signposted_area(ProjectFilter.read(QueryDict(query)))

    assert area("near=Lambeth") == "Lambeth"
    assert area("area=wales") == "Wales"
    assert area("") == ""
