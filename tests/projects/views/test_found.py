"""Found by others: heads of pages, robots.txt, sitemap, security.txt, icons."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings as site_settings

from projects.views import found, sitemap
from tests.builders import (
    make_location,
    make_organisation,
    make_project,
    make_resource,
    make_theme,
    make_uk,
)

pytestmark = pytest.mark.django_db

SITE = "https://map.example.org"
NOINDEX = '<meta name="robots" content="noindex, follow">'
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def page(client, address, **headers):
    return client.get(address, headers=headers).content.decode()


def said(html, name):
    """What the head says under a name, or a property of OpenGraph."""
    return re.search(rf'(?:name|property)="{name}" content="([^"]*)"', html)[1]


def canonical(html):
    return re.search(r'<link rel="canonical" href="([^"]*)">', html)[1].replace("&amp;", "&")


WRITTEN = {
    "/projects/?page=1&status=current&utm_source=x": "/projects/?status=current",
    "/projects/?page=2": "/projects/?page=2",
    "/map/?at=6/53/-2&area=wales": "/map/?area=wales",
    "/insight/?area=wales&nothing=1": "/insight/?area=wales",
    "/?x=1": "/",
    "/areas/wales/?page=7": "/areas/wales/",
}


def test_a_page_names_its_one_whole_address_with_the_cleaned_query(client):
    make_uk()
    for number in range(26):
        make_project(f"Project {number}")
    found = {asked: canonical(page(client, asked)) for asked in WRITTEN}
    assert found == {asked: SITE + written for asked, written in WRITTEN.items()}


IS_LEFT_OUT = {
    "": False,
    "?area=wales": False,
    "?status=current&page=2": False,
    "?area=wales&area=london": True,
    "?area=wales&status=current": True,
    "?area=wales&wider=1": True,
    "?q=wage": True,
    "?near=Cardiff": True,
    "?bbox=-4,51,-3,52": True,
    "?sort=name": True,
    "?organisation=walcot": True,
}


def test_search_engines_leave_out_what_is_one_of_very_many(client):
    make_uk()
    make_project("A", lead_organisation=make_organisation("Walcot"))
    for address in ("/projects/", "/map/", "/insight/"):
        found = {query: NOINDEX in page(client, address + query) for query in IS_LEFT_OUT}
        assert found == IS_LEFT_OUT, address


def test_a_host_that_somebody_made_up_is_in_no_address_of_a_page(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    project = make_project("A", coverage=[make_uk()["wales"]])
    addresses = ["/", "/projects/", project.get_absolute_url(), "/sitemap.xml", "/robots.txt"]
    addresses += ["/sitemap/pages.xml", "/sitemap/projects-0.xml"]
    for address in addresses:
        assert "evil" not in page(client, address, host="evil.example"), address
        assert "evil" not in page(client, address, x_forwarded_host="evil.example"), address


def test_a_shared_link_has_words_and_a_picture(client):
    project = make_project('Tea & "biscuits"', summary="We <b>pour</b>.")
    html = page(client, project.get_absolute_url())
    assert said(html, "og:title") == "Tea &amp; &quot;biscuits&quot; – Better Work Map"
    assert said(html, "description") == said(html, "og:description")
    assert said(html, "og:description") == "We &lt;b&gt;pour&lt;/b&gt;."
    assert said(html, "og:image") == f"{SITE}/projects/{project.slug}/picture.png"
    assert said(page(client, "/map/?status=current"), "og:image").endswith("?status=current")


def data_of(html):
    return json.loads(re.search(r"<script type=.application/ld\+json.>(.*?)</script>", html)[1])


def test_a_project_says_what_it_is_and_nothing_that_is_private(client):
    uk = make_uk()
    project = make_project(
        "A </script><script>alert(1)</script> \u2028 & b",
        coverage=[uk["lambeth"]],
        funders=[make_organisation("Trust")],
        approaches=["Job brokerage"],
        start_year=2015,
        website="https://a.example/",
        pins=[{"label": "Library", "postcode": "SW2 1JQ", "council": uk["lambeth"]}],
    )
    make_location(project, public=False, label="Quokka house", latitude=51.4612, longitude=-0.1)
    make_resource("Study", [project])
    html = page(client, project.get_absolute_url())
    said, crumbs = data_of(html)["@graph"]
    assert "<script>alert" not in html and "Quokka" not in html
    assert said["@type"] == "Project" and said["name"] == project.name
    assert said["@id"] == SITE + project.get_absolute_url()
    assert said["foundingDate"] == "2015"
    assert [each["name"] for each in said["funder"]] == ["Trust"]
    assert [each["name"] for each in said["location"]] == ["Library"]
    assert said["subjectOf"][0]["name"] == "Study"
    assert [each["name"] for each in crumbs["itemListElement"]][1:] == ["Projects", project.name]


def test_an_organisation_and_the_open_data_say_what_they_are(client):
    lead = make_organisation("Walcot", kind="trade-union", charity_number="123")
    make_project("A", lead_organisation=lead)
    said = data_of(page(client, lead.get_absolute_url()))["@graph"][0]
    assert said["@type"] == "WorkersUnion" and said["identifier"][0]["value"] == "123"
    dataset = data_of(page(client, "/data/"))
    assert dataset["@type"] == "Dataset" and dataset["license"] == site_settings.LICENCE_URL
    assert f"{SITE}/projects.csv" in [each["contentUrl"] for each in dataset["distribution"]]


def addresses(client, path):
    """The addresses that a sitemap, or the index, has, without that of the site."""
    answer = client.get(path)
    assert answer["Content-Type"] == "application/xml"
    found = [each.text for each in ElementTree.fromstring(answer.content).iter(LOC)]
    assert all(address.startswith(f"{SITE}/") for address in found)
    return [address.removeprefix(SITE) for address in found]


def test_the_sitemap_leads_to_every_page_that_is_public_and_to_no_other(client, monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 2)
    uk = make_uk()
    shown = [make_project(coverage=[uk["camden"]]) for _ in range(5)]
    hidden = make_project(coverage=[uk["cardiff"]], state="draft")
    themes = [make_theme("Shown"), make_theme("Draft", published=False)]
    parts = addresses(client, "/sitemap.xml")
    assert len([part for part in parts if "projects-" in part]) >= 3
    found = [address for part in parts for address in addresses(client, part)]
    assert all(len(addresses(client, part)) <= 2 for part in parts if "pages" not in part)
    assert len(found) == len(set(found))
    assert {project.get_absolute_url() for project in shown} <= set(found)
    assert {project.lead_organisation.get_absolute_url() for project in shown} <= set(found)
    assert uk["london"].get_absolute_url() in found and themes[0].get_absolute_url() in found
    for entry in (hidden, hidden.lead_organisation, uk["cardiff"], themes[1]):
        assert entry.get_absolute_url() not in found
    assert {address: client.get(address).status_code for address in found} == dict.fromkeys(
        found, 200
    )


def test_a_project_in_the_sitemap_has_the_time_of_its_last_change(client):
    project = make_project()
    part = f"/sitemap/projects-{project.pk // sitemap.PART}.xml"
    changed = project.updated.isoformat(timespec="seconds")
    assert f"<lastmod>{changed}</lastmod>" in page(client, part)


@pytest.mark.parametrize("part", ["projects-999999999", "organisations-99", "nothing-0"])
def test_there_is_no_part_without_an_entry(client, part):
    assert client.get(f"/sitemap/{part}.xml").status_code == 404


def test_no_part_may_have_more_addresses_than_the_format_allows():
    assert sitemap.PART <= 50_000


IS_OPEN = {
    "/": True,
    "/projects/": True,
    "/projects/?area=wales": True,
    "/projects/?page=3": True,
    "/projects/step-up/": True,
    "/projects/step-up/picture.png": True,
    "/map/picture.png?area=wales&status=current": True,
    "/projects.csv": True,
    "/api/": True,
    "/themes/better-jobs/": True,
    "/projects/?area=wales&status=current": False,
    "/projects/?q=wage": False,
    "/map/?at=6/53/-2": False,
    "/projects.csv?area=wales": False,
    "/map/tiles/0/0/0.json": False,
    "/projects/step-up/suggest/": False,
    "/submit/": False,
    "/api/v1/projects/": False,
    "/account/sign-in/": False,
}


def test_robots_are_kept_from_what_has_no_end_and_let_in_to_every_entry(client):
    text = page(client, "/robots.txt")
    assert {path: may_fetch(text, path) for path in IS_OPEN} == IS_OPEN


def may_fetch(text, path):
    """As RFC 9309 has it: the longest rule that fits decides; * is anything."""
    rules = re.findall(r"^(Allow|Disallow): (\S+)$", text, re.MULTILINE)
    fitting = [
        (len(rule), kind == "Allow")
        for kind, rule in rules
        if re.match(re.escape(rule).replace(r"\*", ".*"), path)
    ]
    return max(fitting, default=(0, True))[1]


def test_robots_txt_names_the_sitemap(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert f"\nSitemap: {SITE}/sitemap.xml\n" in answer.content.decode()
    assert "Disallow: /\n" not in answer.content.decode()


def test_security_txt_says_whom_to_tell_and_is_not_there_without_an_address(client, settings):
    settings.CONTACT_EMAIL = ""
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.CONTACT_EMAIL = "map@example.org"
    text = page(client, "/.well-known/security.txt")
    assert "Contact: mailto:map@example.org\n" in text
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT00:00:00[+]0[01]:00$", text, re.MULTILINE)
    assert found.SECURITY_DAYS < 366  # RFC 9116 recommends less than a year


def test_the_old_address_of_the_icon_leads_to_it(client):
    assert client.get("/favicon.ico")["Location"].startswith("/static/icons/favicon")
