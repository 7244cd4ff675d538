"""Every address of the site, in a directory that has a row for each of them.

What walks all addresses has no gaps: an address that nobody wrote down here is a failure.
"""

import io
import re
import zipfile
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve
from django.utils import timezone

from members.models import Member, Profile
from members.privacy import silence
from projects.models import (
    Alert,
    Location,
    Mail,
    NotTheSame,
    Project,
    Review,
    ReviewedEntry,
    SavedReply,
    Submission,
    Topic,
)
from projects.submissions import workflow
from tests import open_referral
from tests.builders import (
    make_location,
    make_member,
    make_organisation,
    make_project,
    make_resource,
    make_signpost,
    make_staff,
    make_submission,
    make_term,
    make_theme,
    make_uk,
)
from tests.members.rows import SHOWN_EVENT, TOKENS_THAT_OPEN, fill_network

_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")
OWN_TOKEN = "o" * 43
REVIEW_TOKEN = "r" * 43
ALERT_TOKEN = "l" * 43
SECRET_POINT = {"latitude": 51.461234, "longitude": -0.115678}

# What each secret looks like. None of these is ever typed by who walks.
HIDDEN_ENTRY = ["Quokka", "quokka-project"]
PRIVATE_PLACE = ["Wombat", "51.4612", "QQ1 1QQ"]
SUBMITTED = ["Bilby", "bilby.example", "Potoroo"]
PERSON = ["Numbat", "numbat@"]
TOKENS = ["T" * 43, "U" * 43, "V" * 43, "S" * 43, "form-of-numbat"]


@dataclass(frozen=True)
class Route:
    """A URL pattern: its name with its namespace ("" for none), and how it is written."""

    name: str
    written: str

    @property
    def is_staffs(self):
        return self.written.startswith("admin/")


def routes(patterns=None, before="", namespace=""):
    """Return every URL pattern of the site."""
    found = []
    for each in get_resolver().url_patterns if patterns is None else patterns:
        written = before + str(each.pattern).removeprefix("^")
        if isinstance(each, URLResolver):
            inner = f"{each.namespace}:" if each.namespace else namespace
            found += routes(each.url_patterns, written, inner)
        else:
            found.append(Route(f"{namespace}{each.name}" if each.name else "", written))
    return found


def addresses_of(route, most=1):
    """Return addresses that lead to this pattern, each with arguments that exist.

    most: rows of one table, the latest ones; of projects and submissions all. Raises
    LookupError for a pattern with an argument that nobody gave here a value.
    """
    written = _NAMED_GROUP.sub(r"<\1>", route.written)
    written = written.replace("([^/]+)", "<object_id>", 1).replace("([^/]+)", "<history_id>")
    written = "/" + written.removesuffix("$")
    names = _PART.findall(written)
    found = []
    for values in _values(route, names, most):
        address = _PART.sub(lambda part, values=values: str(values[part[1]]), written)
        assert resolve(address).route == route.written, (address, route)
        found.append(address)
    return found


def every_address(staffs=None):
    """Return the addresses of all patterns; staffs: only those below /admin/, or only others."""
    chosen = [each for each in routes() if staffs is None or each.is_staffs == staffs]
    return [address for route in chosen for address in addresses_of(route)]


def _values(route, names, most):
    match names:
        case []:
            return [{}]
        case ["slug"]:
            return [{"slug": slug} for slug in _slugs(route.name)]
        case ["z", "x", "y"]:
            tiles = [(0, 0, 0), (5, 15, 10), (18, 130987, 87198)]
            return [dict(zip(names, tile, strict=True)) for tile in tiles]
        case ["token"]:
            opening = TOKENS_THAT_OPEN | {"review": REVIEW_TOKEN}
            opening |= dict.fromkeys(["alert", "alert_change", "alert_stop"], ALERT_TOKEN)
            return [{"token": opening.get(route.name, OWN_TOKEN)}]
        case ["key"] if not route.is_staffs:
            return [{"key": key} for key in ("olive", "mia", "bandicoot0")]
        case ["mark"]:
            profiles = Profile.objects.filter(key="mia")
            return [{"mark": silence.mark_of(profile)} for profile in profiles]
        case ["uidb36", "key"]:
            return [{"uidb36": "1", "key": "d4a-0123456789abcdef"}]
        case ["kind", "number"]:
            return [{"kind": "projects", "number": 0}, {"kind": "nothing", "number": 1}]
        case ["submission_id"]:
            return [{"submission_id": row.pk} for row in Submission.objects.all()]
        case ["decision_id"]:
            decided = Submission.objects.get(state=Submission.State.REJECTED)
            return [{"decision_id": row.pk} for row in decided.decisions.all()]
        case ["content_type_id", "object_id"]:
            kind = ContentType.objects.get_for_model(Project).pk
            return [{"content_type_id": kind, "object_id": row.pk} for row in Project.objects.all()]
        case ["app_label"]:
            return [{"app_label": label} for label in ("projects", "members", "auth")]
        case ["url"]:
            return [{"url": "nowhere"}]
        case ["id"] if route.name.startswith("hsds_"):
            kind = route.name.removeprefix("hsds_").removesuffix("_one")
            return [{"id": each} for each in open_referral.shown_and_hidden(kind)]
        case ["id"]:
            return [{"id": Member.objects.first().pk}]
    return _values_of_rows(route, names, most)


def _slugs(name):
    match name:
        case "project" | "project_picture" | "suggest" | "report" | "ask_project" | "api_project":
            return ["shown", "quokka-project"]
        case "organisation" | "api_organisation":
            return [Project.objects.get(slug="shown").lead_organisation.slug, "hush-lead"]
        case "area":
            return ["lambeth", "uk"]
        case "theme":
            return ["better-jobs", "quokka-theme"]
        case "event" | "event_file" | "event_register" | "registration_sent":
            return [SHOWN_EVENT, "kowari-day"]
    raise LookupError(f"no slugs for {name}")


def _values_of_rows(route, names, most):
    _, app, model, *_ = route.written.split("/")
    model = apps.get_model(app, model)
    rows = model.objects.order_by("-pk")
    rows = list(rows if model is Project else rows[:most])
    match names:
        case ["object_id"] | ["key"]:
            return [{names[0]: getattr(row, "pk", 1)} for row in rows or [None]]
        case ["object_id", "history_id"]:
            return [
                {"object_id": row.pk, "history_id": row.history.first().history_id}
                for row in rows
                if row.history.exists()
            ]
        case ["object_id", "other_id"]:
            first, second = rows[:2]
            return [{"object_id": first.pk, "other_id": second.pk}]
    raise LookupError(f"no values for {route.written}")


def fill_everything():
    """Save a directory with a row of every kind, secrets among them, and who works in it."""
    uk = make_uk()
    make_term(Topic, "Engaging workers")  # the migration's may be gone since an earlier test
    ann = make_staff(name="Ann", email="ann@example.org")
    lead = make_organisation("Hush Lead")
    hidden = make_project(
        "Quokka project",
        state=Project.State.DRAFT,
        summary="Quokka summary",
        lead_organisation=lead,
        coverage=[uk["lambeth"]],
        offers=["Help for workers"],
        pins=[{"label": "Quokka place", "council": uk["lambeth"]}],
    )
    shown = make_project(
        "Shown",
        coverage=[uk["lambeth"]],
        part_of=hidden,
        replaced_by=hidden,
        offers=["Help for workers"],
        contact_email="shown@example.org",
        pins=[{"latitude": 51.47, "longitude": -0.11, "council": uk["lambeth"]}],
        sources="A leaflet",
    )
    place = {"public": False, "label": "Wombat house", "postcode": "QQ1 1QQ", **SECRET_POINT}
    make_location(shown, role=Location.Role.DELIVERY, council=uk["lambeth"], **place)
    make_resource("Evaluation", projects=[shown, hidden])
    make_signpost("Helpline", areas=[uk["uk"]])
    make_theme("Quokka theme", published=False, body="Quokka words")
    make_theme("Better jobs", query="area=lambeth", body="Words about **jobs**.")
    pair = sorted([shown, hidden], key=lambda entry: entry.pk)
    NotTheSame.objects.create(first=pair[0], second=pair[1], who=ann)
    SavedReply.objects.create(title="Thanks", use=SavedReply.Use.ASK, text="Please say more.")
    Group.objects.create(name="Desk")
    _submit(shown, ann)
    review = Review.objects.create(
        organisation=shown.lead_organisation,
        email=shown.contact_email,
        token=REVIEW_TOKEN,
        asked_at=timezone.now(),
    )
    ReviewedEntry.objects.create(review=review, project=shown)
    Alert.objects.create(email="numbat@example.org", token=TOKENS[1], seen_revision=0)
    Alert.objects.create(email="own@example.org", token=ALERT_TOKEN, seen_revision=0)
    fill_network(shown)


def _submit(shown, ann):
    """Send one of each kind, and one of somebody's own whose address may be asked for."""
    own = make_submission("change", project=shown, summary="Mine.", person="Own")
    _write_token(own, OWN_TOKEN, form_token="form-of-own")
    secret = {"person": "Numbat person", "email": "numbat@example.org"}
    words = {"summary": "Bilby summary", "website": "https://bilby.example/"}
    sent = [
        make_submission(name="Bilby project", organisation="Bilby Lead", **words, **secret),
        make_submission("change", project=shown, **words, **secret),
        make_submission("report", project=shown, message="Bilby report", **secret),
        make_submission(name="Bilby refused", **words, **secret),
    ]
    workflow.reject(sent[3], ann, "Potoroo reason", sent[3].version)
    for number, (each, token) in enumerate(zip(sent, TOKENS, strict=False)):
        Mail.objects.filter(submission=each).update(subject=f"Bilby mail {number}")
        _write_token(each, token, form_token=f"form-of-numbat-{number}")
    Submission.objects.exclude(pk=own.pk).update(note="Potoroo note")


def _write_token(submission, token, form_token):
    """Give it a token that can be looked for, also where it stands in its mails."""
    for mail in Mail.objects.filter(submission=submission):
        text, html = (each.replace(submission.token, token) for each in (mail.text, mail.html))
        Mail.objects.filter(pk=mail.pk).update(text=text, html=html)
    Submission.objects.filter(pk=submission.pk).update(token=token, form_token=form_token)


def browser(*permissions, staff=True, everything=False, **options):
    """A browser in which somebody with these permissions ("view_project") has signed in."""
    if everything:
        member = Member.objects.filter(is_superuser=True).first()
    else:
        member = make_member(is_staff=staff)
        member.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client(**options)
    client.force_login(member)
    return client


def body_of(response):
    """Return the whole of an answer as text; what is no text in it (a picture) is left out.

    Of a workbook, which is packed, that of all its parts.
    """
    body = b"".join(response) if response.streaming else response.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as workbook:
            body = b"".join(map(workbook.read, workbook.namelist()))
    return body.decode(errors="ignore")
