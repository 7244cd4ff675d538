"""No page makes a link of what a browser would run, or of a name that is not the site's (E2).

The rows are filled past the forms, as an import or an old version may have filled them.
"""

import re
from contextlib import suppress
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import URLField
from django.utils import timezone
from django.utils.html import escape

from members.models import Member
from projects import markdown
from projects.models import Location, Mail, Organisation, Project, Resource, Signpost, Submission
from projects.submissions import reviews, workflow
from projects.templatetags import entries
from tests.builders import make_staff
from tests.everywhere import addresses_of, body_of, browser, every_address, fill_everything, routes

pytestmark = pytest.mark.django_db

LINKS = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset", "ping"}
LINKS |= {"cite", "background", "manifest", "hx-get", "hx-post", "hx-put", "hx-delete"}
HARMLESS = {"http", "https", "mailto", "tel"}

HOSTILE = [
    *[
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
    ],
    *["java\tscript:alert(1)", "java\nscript:alert(1)", "data:text/html,<b>x</b>", "vbscript:x"],
    *["//evil.example/x", "\\\\evil.example/x", "/\\evil.example/x", "https://bank@evil.example/x"],
    *["https://bank.example:x@evil.example/", "file:///etc/passwd", "blob:https://evil.example/1"],
]
MARKDOWN = "\n\n".join(
    [f"[a link]({each})" for each in HOSTILE]
    + [f"<{each.strip()}>" for each in HOSTILE]
    + [f"![a picture]({each})" for each in HOSTILE]
    + ["[by name][x]\n\n[x]: javascript:alert(1)", '<a href="javascript:alert(1)">x</a>']
    + ["[entity](javascript&colon;alert(1))", "[entity](&#106;avascript:alert(1))"]
)
BEHIND_A_NAME = "https://bank.example@evil.example/x"


class Links(HTMLParser):
    """What the attributes of a page lead to."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found += [value or "" for name, value in attributes if name in LINKS]


def dangerous(text):
    """Return the links of a page that lead to no page of the web, as a browser reads them."""
    return [link for link in Links(text).found if _is_dangerous(as_read(link))]


def deceiving(text):
    """Return the links with a name before the site's, or with more than an e-mail address."""
    links = map(as_read, Links(text).found)
    return [link for link in links if re.match(r"https?:/*[^/?#]*@|mailto:[^?]*\?", link)]


def as_read(link):
    """Return a link as a browser takes it: without control signs, and with its slashes right."""
    stripped = link.strip("".join(map(chr, range(33))))
    return stripped.translate(dict.fromkeys([9, 10, 13])).replace("\\", "/")


def _is_dangerous(link):
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", link, re.IGNORECASE)
    return link.startswith("//") or (scheme and scheme[1].lower() not in HARMLESS)


def fill_with_hostile_addresses():
    """Every text that may become a link holds what must not."""
    fill_everything()
    texts = ["description", "how_to_join", "results", "learned"]
    for project in Project.objects.all():
        for text in texts:
            setattr(project, text, MARKDOWN)
        project.sources = "\n".join([*HOSTILE, *(f"see {each}" for each in HOSTILE)])
        project.website = project.contact_page = BEHIND_A_NAME
        project.contact_phone, project.contact_email = HOSTILE[0], "a@b.example?bcc=c@evil.example"
        project.save()
    Organisation.objects.update(website=BEHIND_A_NAME, description=MARKDOWN)
    Resource.objects.update(link=BEHIND_A_NAME)
    Signpost.objects.update(page=BEHIND_A_NAME, phone="javascript:1")
    Location.objects.update(label=HOSTILE[0], address=HOSTILE[4])
    for number, submission in enumerate(Submission.objects.order_by("pk")):
        hostile = HOSTILE[number % len(HOSTILE)]
        submission.payload |= {
            "website": hostile,
            "contact_page": HOSTILE[0],
            "description": MARKDOWN,
            "sources": "\n".join(HOSTILE),
            "message": " ".join(HOSTILE),
            "duplicate_of": hostile,
            "contact_email": HOSTILE[0],
            "contact_phone": HOSTILE[0],
        }
        submission.base |= {"website": HOSTILE[0], "sources": "\n".join(HOSTILE)}
        submission.note = " ".join(HOSTILE)
        submission.save()


def pages_of_the_admin():
    """The pages that show entries, what was sent, and mail."""
    shown = re.compile("admin/(projects/(project|submission|organisation|resource|mail)/|$)")
    for route in routes():
        if shown.match(route.written):
            yield from addresses_of(route)


def test_nothing_dangerous_becomes_a_link_on_any_page():
    """Takes seconds: it opens a hundred pages."""
    fill_with_hostile_addresses()
    client = browser(everything=True)
    found = {}
    for address in every_address(staffs=False):
        text = body_of(client.get(address))
        found[address] = dangerous(text) + deceiving(text)
    # Staff see an address whole, whatever it is, and have to.
    for address in pages_of_the_admin():
        found[address] = dangerous(body_of(client.get(address)))
    assert {address: links for address, links in found.items() if links} == {}


def test_nothing_dangerous_becomes_a_link_in_any_mail():
    fill_with_hostile_addresses()
    for submission in Submission.objects.filter(state="pending").exclude(email=""):
        workflow.ask(submission, make_staff(), MARKDOWN, submission.version)
    Project.objects.update(contact_email="asked@example.org")
    reviews.ask(timezone.now() + timedelta(days=800))
    letters = list(Mail.objects.all())
    assert {"question", "review"} <= {mail.purpose for mail in letters}
    assert [link for mail in letters for link in dangerous(mail.html) + deceiving(mail.html)] == []


@pytest.mark.parametrize("address", HOSTILE)
def test_what_must_not_become_a_link_is_recognised(address):
    """The negative control of the scan."""
    page = f'<p><a href="{escape(address)}">x</a>'
    assert dangerous(page) + deceiving(page)
    assert dangerous(page.replace("href", "formaction")) + deceiving(page)
    good = '<a href="/a//b"></a><a href="https://x.example/@ada"></a><a href="mailto:a@b.example">'
    assert dangerous(good) + deceiving(good) == []


def test_a_page_that_lets_them_through_would_be_found(monkeypatch, client):
    """The negative control of the walk: the two filters do what keeps the links out."""
    fill_with_hostile_addresses()
    monkeypatch.setattr(markdown, "_honest", lambda tag, attribute, value: value)
    monkeypatch.setattr(entries, "_NAME_BEFORE", re.compile("never"))
    text = body_of(client.get("/projects/shown/"))
    assert dangerous(text) and BEHIND_A_NAME in deceiving(text)


@pytest.mark.parametrize("address", HOSTILE)
@pytest.mark.parametrize("model", [Project, Organisation, Resource, Signpost])
def test_no_form_of_the_admin_keeps_them(rf, model, address):
    request = rf.get("/")
    request.user = Member(is_superuser=True, is_active=True)
    form = admin.site.get_model_admin(model).get_form(request)
    fields = [field for field in form.base_fields.values() if isinstance(field, URLField)]
    assert fields
    for field in fields:
        field.clean("https://www.example.org/a")
        with suppress(ValidationError):
            link = f'<a href="{escape(field.clean(address))}">x</a>'
            assert dangerous(link) + deceiving(link) == []
