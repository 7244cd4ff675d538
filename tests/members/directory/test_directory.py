"""The directory: whom a query finds, and what it says where it finds nobody."""

import pytest

from members.models import Member
from projects.models import Approach
from tests.builders import make_organisation, make_staff, make_term, make_uk
from tests.members.builders import make_network_member
from tests.projects.views.forms import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/members/"


@pytest.fixture
def fellow(client):
    """Somebody who is signed in and looks; nobody finds them."""
    who = make_network_member("Looking On", shows_name="nobody")
    client.force_login(who)
    return who


def names(response):
    return [shown["name"] for _, shown in response.context["people"]]


def test_strangers_are_asked_to_sign_in_and_staff_who_are_no_members_are_told(client):
    response = client.get(ADDRESS + "?q=ada")
    assert response.status_code == 302
    assert "next=/members/%3Fq%3Dada" in response["Location"]
    client.force_login(make_staff())
    assert client.get(ADDRESS).status_code == 403


def test_members_are_listed_by_name_with_what_they_show(client, fellow):
    make_network_member("Zoe", organisation_name="Salford Skills", shows_kind="members")
    make_network_member("ada")
    response = client.get(ADDRESS)
    assert names(response) == ["ada", "Zoe"]
    text = text_of(response)
    assert "2 members" in text and "Salford Skills" in text and "Other" in text
    assert response["Cache-Control"] == "no-store, private"


def test_who_hides_the_name_or_has_no_account_in_use_is_not_there(client, fellow):
    make_network_member("Hidden", shows_name="nobody")
    gone = make_network_member("Gone")
    gone.is_active = False
    gone.save()
    nameless = make_network_member("Nameless")
    Member.objects.filter(pk=nameless.pk).update(name="")
    response = client.get(ADDRESS)
    assert names(response) == []
    assert "Nobody is listed yet" in text_of(response)


def test_a_query_narrows_by_words_kind_interest_organisation_and_area(client, fellow):
    uk = make_uk()
    coaching = make_term(Approach, "Coaching")
    everything = {f"shows_{part}": "members" for part in ("kind", "interests", "area")}
    trust = make_organisation("Trust")
    make_network_member(
        "Ada", kind="funder", interests=[coaching], area=uk["salford"], organisation=trust,
        **everything,
    )  # fmt: skip
    make_network_member("Ben", kind="union", area=uk["cardiff"], **everything)
    for query in ("q=tru+AD", "kind=funder", "interest=coaching", "organisation=trust"):
        assert names(client.get(f"{ADDRESS}?{query}")) == ["Ada"], query
    for area in ("salford", "greater-manchester", "north-west", "england"):
        assert names(client.get(f"{ADDRESS}?area={area}")) == ["Ada"], area
    assert names(client.get(f"{ADDRESS}?area=uk")) == ["Ada", "Ben"]
    assert names(client.get(f"{ADDRESS}?area=camden")) == []


def test_each_choice_has_the_number_that_it_would_leave(client, fellow):
    make_network_member("Ada", kind="funder", shows_kind="members")
    make_network_member("Ben", kind="union", shows_kind="members")
    make_network_member("Cy", kind="union", shows_kind="everyone")
    make_network_member("Dee", kind="union")
    html = client.get(ADDRESS + "?kind=funder").content.decode()
    assert ">Union (2)</option>" in html
    assert '<option value="funder" selected>Funder (1)</option>' in html
    assert ">Employer (" not in html


def test_what_was_asked_for_can_be_dropped_one_by_one(client, fellow):
    make_network_member("Ada", kind="funder", shows_kind="members")
    response = client.get(ADDRESS + "?q=nobody&kind=funder")
    html = response.content.decode()
    assert "Nobody shows all of this" in text_of(response)
    assert 'href="/members/?kind=funder"' in html and 'href="/members/?q=nobody"' in html
    assert "Remove “nobody” to see 1 member" in text_of(response)


def test_pages_have_twenty_members_and_keep_the_query(client, fellow):
    for number in range(21):
        make_network_member(f"Ada {number:02}")
    response = client.get(ADDRESS + "?q=ada&page=2")
    assert names(response) == ["Ada 20"]
    assert 'href="?q=ada&amp;page=1"' in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "kind=bogus", "area=%00", "organisation=%ED%A0%80", "interest=__class__", "q=" + "a" * 9000,
        "q=%25", "q=%5C", "q=(+*", "page=-1", "page=1e308", "page=" + "9" * 5000, "page=%D9%A1",
        "kind=funder&kind=union", "x=1", "q=" + "+a" * 90,
    ],
)  # fmt: skip
def test_odd_queries_are_answered(client, fellow, query):
    make_network_member("Ada")
    assert client.get(f"{ADDRESS}?{query}").status_code == 200


def test_what_is_not_known_is_left_out_and_said(client, fellow):
    make_network_member("Ada")
    response = client.get(ADDRESS + "?kind=bogus")
    assert names(response) == ["Ada"]
    assert "“bogus” is not known under “What they do”" in text_of(response)


def test_a_page_takes_no_more_queries_with_more_members(
    client, fellow, django_assert_max_num_queries
):
    for number in range(12):
        make_network_member(f"Ada {number}", organisation=make_organisation())
    with django_assert_max_num_queries(30):
        client.get(ADDRESS + "?q=ada")


def test_it_can_only_be_read(client, fellow):
    assert client.post(ADDRESS, {"q": "x"}).status_code == 405
