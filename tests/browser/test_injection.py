"""Markup in every field runs on no page, in no mail, in no popup (reliability E1).

Content-Security-Policy would stop most of it; here even the attempt is a failure.
"""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from projects import workflow as entries
from projects.models import Location, Mail, Project, Review, ReviewedEntry, Submission
from projects.submissions import workflow
from projects.submissions.values import BOOLS, LISTS, NUMBERS, TEXTS
from tests.builders import (
    make_location,
    make_organisation,
    make_project,
    make_resource,
    make_signpost,
    make_staff,
    make_submission,
    make_theme,
    make_uk,
)

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = (
    "\"'><img src=x onerror=alert(1)><b data-hostile>x</b><script>alert(2)</script>"
    "</script></textarea></title></style><svg onload=alert(3)>{{7*7}}[x](javascript:alert(4))"
)
# Tells of a script that ran, of one that was stopped, and of markup that became part of the page.
WATCH = """
window.attacks = [];
window.alert = words => window.attacks.push(`alert ${words}`);
document.addEventListener("securitypolicyviolation", event =>
    window.attacks.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""
FOUND = """
[...(window.attacks || []),
 ...[...document.querySelectorAll("[data-hostile], [onerror], [onload]")].map(e => e.outerHTML),
 ...[...document.querySelectorAll("[href], [src], [action], [formaction]")]
    .map(e => e.getAttribute("href") || e.getAttribute("src") || e.getAttribute("action")
        || e.getAttribute("formaction"))
    .filter(a => a && /^\\s*(javascript|data:text|vbscript)/i.test(a))]
"""


def hostile_values():
    texts = dict.fromkeys(TEXTS, HOSTILE[:150]) | {"postcode": "'><b>1", "status": "current"}
    texts |= {"website": "", "contact_page": "", "contact_email": "", "organisation_kind": ""}
    lists = {field: [HOSTILE[:150]] for field in LISTS} | {"coverage": ["lambeth"]}
    return texts | lists | dict.fromkeys(NUMBERS) | dict.fromkeys(BOOLS, False)


def fill_an_entry(uk):
    """A published entry whose every text is hostile, with all that stands around it."""
    lead = make_organisation(HOSTILE[:190], slug="hostile", description=HOSTILE, town=HOSTILE[:100])
    partner = make_organisation(f"B {HOSTILE[:180]}", slug="hostile-partner")
    texts = ["description", "how_to_join", "results", "learned", "sources", "summary"]
    project = make_project(
        HOSTILE[:190],
        slug="hostile",
        lead_organisation=lead,
        partners=[partner],
        funders=[partner],
        coverage=[uk["lambeth"]],
        contact_phone=HOSTILE[:40],
        website="https://example.org/?a=%22%3E%3Cb%3E",
        **dict.fromkeys(texts, HOSTILE),
    )
    make_location(
        project,
        label=HOSTILE[:110],
        address=HOSTILE,
        postcode="<b>1</b>",
        council=uk["lambeth"],
        role=Location.Role.DELIVERY,
    )
    make_project(f"Like {HOSTILE[:180]}", slug="like", part_of=project, coverage=[uk["lambeth"]])
    make_resource(HOSTILE, slug="hostile", projects=[project], organisation=lead)
    make_theme(HOSTILE[:110], slug="hostile", summary=HOSTILE, body=HOSTILE, query="area=lambeth")
    make_signpost(HOSTILE[:100], slug="hostile", areas=[uk["uk"]], hours=HOSTILE[:100])
    return project


@pytest.fixture
def addresses(live_server, client, staff, page):
    """Every page that shows what somebody typed: for the public, for its sender, for staff."""
    uk = make_uk()
    project = fill_an_entry(uk)
    hostile = hostile_values()
    kinds = {
        "new": make_submission("new", person=HOSTILE[:140], **hostile),
        "change": make_submission("change", project=project, person=HOSTILE[:140], **hostile),
        "report": make_submission(
            "report", project=project, about=["closed", HOSTILE], message=HOSTILE,
            duplicate_of=HOSTILE, person=HOSTILE[:140],
        ),
    }  # fmt: skip
    Submission.objects.update(note=HOSTILE, geocoding_reason=HOSTILE)
    asked = make_submission("new", person=HOSTILE[:140], **hostile)
    workflow.ask(asked, staff, HOSTILE, asked.version)
    entries.confirm(project, staff)
    review = Review.objects.create(
        organisation=project.lead_organisation, email="a@example.org", asked_at=timezone.now()
    )
    ReviewedEntry.objects.create(review=review, project=project)
    public = ["/", "/projects/", "/projects/?q=alert&near=lambeth", "/map/", "/organisations/"]
    public += ["/areas/lambeth/", "/organisations/hostile/", "/projects/hostile/"]
    public += ["/themes/", "/themes/hostile/", "/insight/?area=lambeth"]
    public += ["/embed/?near=lambeth", "/embed/make/?near=lambeth"]
    public += [f"{each}?{urlencode({'q': HOSTILE[:200]})}" for each in ("/embed/", "/embed/make/")]
    public += ["/projects/hostile/suggest/", "/projects/hostile/report/", "/projects/like/"]
    public += ["/submit/alike/?name=alert+img+src", f"/reviews/{review.token}/"]
    for each in [*kinds.values(), asked]:
        public += [f"/submissions/{each.token}/", f"/submissions/{each.token}/edit/"]
    names = {
        "projects_project_changelist": [], "projects_project_check_next": [],
        "projects_project_change": [project.pk], "projects_project_history": [project.pk],
        "projects_submission_today": [], "projects_submission_changelist": [],
        "projects_organisation_change": [project.lead_organisation_id],
        "projects_mail_changelist": [], "projects_mail_change": [Mail.objects.first().pk],
    }  # fmt: skip
    admin = [reverse(f"admin:{name}", args=args) for name, args in names.items()]
    admin += [reverse("admin:index"), reverse("admin:projects_project_duplicates")]
    other = Project.objects.get(slug="like")
    admin.append(f"{reverse('admin:projects_project_merge', args=[project.pk])}?with={other.pk}")
    for each in [*kinds.values(), asked]:
        admin.append(reverse("admin:projects_submission_decide", args=[each.pk]))
    return [live_server.url + address for address in [*public, *admin]]


@pytest.fixture
def staff():
    return make_staff(name=HOSTILE[:140])


@pytest.fixture
def signed_in(page, live_server, client, staff):
    """The browser, signed in as staff."""
    client.force_login(staff)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    page.add_init_script(WATCH)
    return page


def attacks_on(page, addresses):
    """Visit the pages; return {address: what was found there}."""
    found = {}
    for address in addresses:
        answer = page.goto(address)
        assert answer.status == 200, (address, answer.status)
        if seen := page.evaluate(FOUND):
            found[address] = seen
    return found


def test_markup_in_every_field_does_nothing_on_any_page(signed_in, addresses):
    assert attacks_on(signed_in, addresses) == {}


def test_markup_in_a_popup_of_the_map_does_nothing(signed_in, addresses, live_server):
    signed_in.goto(f"{live_server.url}/map/?near=lambeth")
    signed_in.locator(".leaflet-marker-icon").first.click()
    signed_in.locator(".leaflet-popup-content").wait_for()
    assert signed_in.evaluate(FOUND) == []


def test_markup_in_a_mail_does_nothing(signed_in, addresses):
    assert Mail.objects.count() >= 7
    for each in Mail.objects.all():
        signed_in.set_content(each.html)
        assert signed_in.evaluate(FOUND) == [], each.purpose


def test_a_card_that_forgets_to_escape_would_be_found(
    signed_in, addresses, live_server, monkeypatch
):
    """The negative control."""
    monkeypatch.setattr("projects.templatetags.cards.escape", lambda text: text)
    assert attacks_on(signed_in, [f"{live_server.url}/projects/"])
