"""One visibility rule: what is hidden appears on no public surface, by no road."""

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import members.urls
from members.models import Event
from projects.models import Location, News, Organisation, Project, Submission, Theme
from projects.refresh import refresh
from tests import open_referral
from tests.builders import (
    make_location,
    make_organisation,
    make_project,
    make_resource,
    make_staff,
    make_submission,
    make_theme,
    make_uk,
)
from tests.everywhere import body_of
from tests.members.builders import make_event, make_network_member

pytestmark = pytest.mark.django_db

CANARY = "Quokka"
# Their address is a secret that only its owner knows, so nobody else can ask for them.
PRIVATE = {"submission", "submission_edit", "review", "application", "message", "message_refuse"}
PRIVATE |= {"registration", "stay", "account_reset_password_from_key"}
PRIVATE |= {"alert", "alert_change", "alert_stop"}
# A form needs a cookie, so that nobody else can send it in somebody's name.
WITH_FORM = {"submit", "suggest", "report", "join", "account_signup", "ask_project", "ask_member"}
WITH_FORM |= {"event_register", "complaint", "alerts"}
# What somebody shows depends on who looks.
FOR_FELLOWS_TOO = {"member"}
SECRET_POINT = {"latitude": 51.461234, "longitude": -0.115678}


@pytest.fixture
def uk():
    return make_uk()


@pytest.fixture(params=["draft", "withdrawn"])
def hidden(request, uk):
    """A hidden project that touches everything, beside a public one that points at it."""
    lead = make_organisation(f"{CANARY} Lead")
    project = make_project(
        f"{CANARY} project",
        state=request.param,
        slug="quokka-project",
        summary=f"{CANARY} summary",
        description=f"{CANARY} description",
        lead_organisation=lead,
        funders=[make_organisation(f"{CANARY} Funder")],
        coverage=[uk["lambeth"]],
        offers=["Help for workers"],
        approaches=["Job brokerage"],
        pins=[{**SECRET_POINT, "council": uk["lambeth"], "label": f"{CANARY} place"}],
        checked_on="2026-01-01",
    )
    shown = make_project(
        "Shown",
        coverage=[uk["lambeth"]],
        part_of=project,
        replaced_by=project,
        offers=["Help for workers"],
        approaches=["Job brokerage"],
        pins=[{"latitude": 51.462, "longitude": -0.116, "council": uk["lambeth"]}],
    )
    Project.objects.filter(pk=project.pk).update(part_of=shown)
    for each in (project, shown):
        News.objects.create(project=each, kind=News.Kind.CHANGED, revision=1)
    paper = make_resource(f"{CANARY} evaluation", projects=[project], organisation=lead)
    make_theme("Everything here", query="area=lambeth")
    make_theme(f"{CANARY} theme", slug="quokka-project-theme", published=False)
    make_network_member("Olive", key="olive", shows_name="everyone")
    make_event("Open day", slug="open-day", is_open=True, papers=[paper])
    return project


def asked(queries):
    """Every public address with each of the queries; the network's own pages take none."""
    networks = {getattr(pattern, "name", "") for pattern in members.urls.urlpatterns}
    for name, address in named_addresses():
        for query in [""] if name in networks else queries:
            yield address + query


def public_addresses(left_out=()):
    return [address for name, address in named_addresses() if name not in left_out]


def named_addresses():
    """Every address that a stranger can ask for, with arguments that exist, and its name."""
    arguments = {
        **dict.fromkeys(
            ["project", "project_picture", "suggest", "report", "ask_project"], [{"slug": "shown"}]
        ),
        "api_project": [{"slug": "shown"}, {"slug": "quokka-project"}],
        "api_organisation": [{"slug": each} for each in slugs_of(Organisation)],
        **open_referral.arguments(),
        **dict.fromkeys(EVENT_PAGES, [{"slug": slug} for slug in slugs_of(Event)]),
        **dict.fromkeys(["member", "ask_member"], [{"key": "olive"}]),
        "organisation": [{"slug": Project.objects.get(slug="shown").lead_organisation.slug}],
        "area": [{"slug": "lambeth"}, {"slug": "london"}, {"slug": "uk"}],
        "theme": [{"slug": slug} for slug in slugs_of(Theme)],
        "sitemap_part": [{"kind": kind, "number": 0} for kind in ("projects", "organisations")],
        "tile": [
            {"z": z, "x": x, "y": y} for z, x, y in [(0, 0, 0), (5, 15, 10), (18, 130987, 87198)]
        ],
    }
    for name in set(public_names()) - PRIVATE - signed_in_names():
        for kwargs in arguments.get(name, [{}]):
            yield name, reverse(name, kwargs=kwargs)


EVENT_PAGES = ["event", "event_file", "event_register", "registration_sent"]


def slugs_of(model):
    return model.objects.values_list("slug", flat=True)


def signed_in_names():
    """Those that are for members: tests/test_access.py says that nobody else opens them."""
    names = {name for name in public_names() if name.startswith(("account_", "mfa_", "my_"))}
    others = {"account", "profile", "mail_choices", "directory", "propose_resource"}
    return (names | others | {"erase_me", "erased"}) - {"account_signup"}


def public_names():
    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if pattern.app_name != "admin":
                    yield from walk(pattern.url_patterns)
            elif isinstance(pattern, URLPattern):
                yield pattern.name

    return list(walk(get_resolver().url_patterns))


QUERIES = [
    "",
    "?q=quokka",
    "?q=quoka",
    "?near=Lambeth",
    "?area=lambeth",
    "?offer=help-for-workers",
    "?organisation=quokka-lead",
    "?funder=quokka-funder",
    "?bbox=-0.2,51.4,0,51.5",
    "?sort=updated",
    "?sort=checked",
    "?name=quokka+project&website=https://quokka.example",
]


def test_nothing_hidden_appears_on_any_public_page_under_any_query(client, hidden):
    for address in asked(QUERIES):
        response = client.get(address)
        # What the visitor typed is shown again; only that may hold the word.
        text = body_of(response).replace("quokka-lead", "").replace("quokka-funder", "")
        assert CANARY not in text, address
        assert "quokka-project" not in text, address
        assert "51.4612" not in text, address


def test_the_same_walk_finds_a_published_one(client, hidden):
    """The negative control: the walk would notice."""
    Project.objects.filter(pk=hidden.pk).update(state="published")
    refresh([hidden.pk])
    seen = [a for a in public_addresses() if CANARY in body_of(client.get(a))]
    assert {reverse("project_list"), reverse("embed"), reverse("feed")} <= set(seen)
    assert {reverse("api_projects"), reverse("hsds_services")} <= set(seen)
    assert len(seen) >= 5


def test_nothing_hidden_is_counted(client, hidden):
    page = client.get(reverse("project_list")).content.decode()
    assert 'data-total="1"' in page
    assert client.get("/map/tiles/0/0/0.json").json()["markers"][0]["slug"] == "shown"
    assert client.get("/map/areas.json").json()["areas"] == []


def test_a_draft_is_not_there_and_a_withdrawn_entry_answers_410(client, hidden):
    expected = {"draft": 404, "withdrawn": 410}[hidden.state]
    response = client.get(hidden.get_absolute_url())
    assert response.status_code == expected
    assert CANARY not in response.content.decode()


def test_staff_who_are_signed_in_see_what_everybody_sees(client, hidden):
    client.force_login(make_staff())
    assert CANARY not in client.get(reverse("project_list")).content.decode()


def test_organisations_known_only_from_hidden_entries_have_no_page(client, hidden):
    for organisation in (hidden.lead_organisation, hidden.organisations.first()):
        assert client.get(organisation.get_absolute_url()).status_code == 404


def test_a_private_location_is_on_no_page(client, uk):
    project = make_project("Shown", coverage=[uk["lambeth"]])
    make_location(
        project,
        public=False,
        label=f"{CANARY} house",
        postcode="QQ1 1QQ",
        role=Location.Role.DELIVERY,
        council=uk["lambeth"],
        **SECRET_POINT,
    )
    for address in asked(QUERIES):
        text = body_of(client.get(address))
        assert CANARY not in text and "QQ1 1QQ" not in text and "51.4612" not in text, address


def test_public_pages_set_no_cookie_and_read_no_session(client, hidden, django_assert_num_queries):
    client.force_login(make_staff())
    for address in public_addresses(left_out=WITH_FORM | FOR_FELLOWS_TOO):
        response = client.get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


def test_a_page_with_a_form_sets_the_cookie_of_the_form_and_no_other(client, hidden):
    entry = "/projects/shown/"
    for address in ["/submit/", f"{entry}suggest/", f"{entry}report/", "/alerts/"]:
        assert set(client.get(address).cookies) == {"csrftoken"}


def test_nothing_of_a_submission_appears_on_any_public_page(client, uk):
    shown = make_project("Shown", coverage=[uk["lambeth"]])
    secret = {"summary": f"{CANARY} summary", "website": "https://quokka-project.example"}
    sent = []
    for state in Submission.State.values:
        made = [
            make_submission(name=f"{CANARY} project", organisation=f"{CANARY} Lead", **secret),
            make_submission("change", project=shown, postcode="QQ1 1QQ", **SECRET_POINT, **secret),
            make_submission("report", project=shown, message=f"{CANARY} report"),
        ]
        Submission.objects.filter(pk__in=[each.pk for each in made]).update(state=state)
        sent += made
    Submission.objects.update(name=f"{CANARY} person", note=f"{CANARY} note")
    secrets = [
        CANARY,
        "51.4612",
        *(each.reference for each in sent),
        *(each.token for each in sent),
    ]
    for address in asked(["", "?q=quokka", "?near=Lambeth", "?name=quokka+project"]):
        text = body_of(client.get(address))
        assert not any(each in text for each in secrets), address


def test_every_public_address_is_walked(hidden):
    walked = set(public_names())
    assert {"home", "project_list", "map", "project", "tile", "map_areas", "area"} <= walked
    assert PRIVATE | WITH_FORM | {"submit_alike", "submitted"} <= walked
    assert settings.ROOT_URLCONF
