"""Home, organisations and areas."""

import re

import pytest
from django.urls import reverse

from tests.builders import make_organisation, make_project, make_signpost, make_uk

pytestmark = pytest.mark.django_db


def test_home_opens_with_three_counted_doors(client):
    make_project(offers=["Help for workers"])
    make_project(offers=["A scheme for employers"])
    make_project()
    html = client.get("/").content.decode()
    for name, query in [
        ("Help with my job", "?offer=help-for-workers"),
        ("I employ people", "?offer=scheme-for-employers"),
        ("See all projects", ""),
    ]:
        assert name in html
        assert f'href="/projects/{query}"' in html
    plain = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert re.search(r"Help with my job\D*1\b", plain)
    assert re.search(r"See all projects\D*3\b", plain)


def test_home_leaves_out_recently_checked_while_nothing_is(client):
    make_project("Unchecked")
    assert "ecently checked" not in client.get("/").content.decode()
    make_project("Checked", checked_on="2026-01-01")
    assert "ecently checked" in client.get("/").content.decode()


def test_while_nothing_is_checked_home_shows_three_that_run_and_have_a_page_of_their_own(client):
    for number in range(4):
        make_project(f"Own page {number}", website_is_own_page=True)
    make_project("Organisation’s page")
    make_project("Over", website_is_own_page=True, status="past")
    html = client.get("/").content.decode()
    assert html.count('class="card"') == 3
    assert "Running now" in html and "Over</a>" not in html and "Organisation’s" not in html
    make_project("Checked", checked_on="2026-01-01")
    assert "Running now" not in client.get("/").content.decode()


def test_an_area_shows_all_where_there_are_only_a_few_more(client):
    uk = make_uk()
    for _ in range(15):
        make_project(coverage=[uk["lambeth"]])
    address = uk["lambeth"].get_absolute_url()
    assert client.get(address).content.decode().count('class="card"') == 15
    make_project(coverage=[uk["lambeth"]])
    html = client.get(address).content.decode()
    assert html.count('class="card"') == 12
    assert "See all 16" in html


def test_home_works_with_an_empty_directory(client):
    assert client.get("/").status_code == 200


def test_organisations_are_listed_with_the_number_of_their_projects(
    client, django_assert_max_num_queries
):
    lead, payer = make_organisation("Lead"), make_organisation("Payer")
    make_project(lead_organisation=lead, funders=[payer])
    make_project(lead_organisation=lead, partners=[payer], funders=[payer])
    make_organisation("Nobody")
    with django_assert_max_num_queries(4):
        html = client.get(reverse("organisation_list")).content.decode()
    assert "Lead" in html and "Payer" in html
    assert "Nobody" not in html


def test_an_organisation_shows_what_it_leads_joins_and_pays_for(client):
    both = make_organisation("Both")
    make_project("Led", lead_organisation=both)
    make_project("Joined", partners=[both])
    make_project("Paid", funders=[both])
    html = client.get(both.get_absolute_url()).content.decode()
    assert html.index("Led") < html.index("Joined") < html.index("Paid")


def test_an_area_counts_what_works_in_it_and_in_each_area_inside(client):
    uk = make_uk()
    make_signpost("Helpline", [uk["england"]], phone="0800 100 900")
    make_project("Here", coverage=[uk["lambeth"]])
    make_project("Round it", coverage=[uk["england"]])
    html = client.get(uk["london"].get_absolute_url()).content.decode()
    assert 'data-total="1"' in html
    assert "Here" in html and "Round it" not in html
    assert re.search(r"Lambeth</a>[^<]*(<[^>]+>)*\s*1\b", html)
    assert "tel:0800100900" in html
    assert "area=london&amp;wider=1" in html


def test_an_area_that_is_none_answers_404(client):
    assert client.get("/areas/atlantis/").status_code == 404
