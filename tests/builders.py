"""Builders of entries for tests: what a test does not care about has a default."""

from itertools import count

from django.db import transaction
from django.db.models.signals import post_save
from django.utils.text import slugify

from members.models import Member
from projects.models import (
    Approach,
    Area,
    Audience,
    DeliveryMode,
    Involvement,
    Location,
    Offer,
    Organisation,
    Project,
    Resource,
    Sector,
    Signpost,
    Strand,
    Theme,
)
from projects.refresh import raise_revision, refresh, refresh_all
from projects.submissions import workflow as submissions
from projects.submissions.values import differences, empty_values, values_of

_number = count(1)


def make_member(**fields):
    """Save a member who may sign in with the password "password"."""
    fields.setdefault("email", f"member{next(_number)}@example.org")
    return Member.objects.create_user(password="password", **fields)


def make_staff(**fields):
    """Save a member who may do everything in the admin."""
    return make_member(is_staff=True, is_superuser=True, **fields)


def make_area(name, kind="council", parents=(), **fields):
    """Save an area inside its parents; its point is in the middle of England unless given."""
    fields.setdefault("slug", slugify(name))
    fields.setdefault("latitude", 52.5)
    fields.setdefault("longitude", -1.5)
    area = Area.objects.create(name=name, kind=kind, **fields)
    area.parents.set(parents)
    with transaction.atomic():
        refresh_all()
    return area


def make_uk():
    """Save a small UK and return its areas by slug.

    uk > england > london > lambeth, camden; england > north-west > manchester, salford, which are
    greater-manchester too; uk > wales > cardiff; uk > northern-ireland > belfast.
    """
    made, inside = {}, []

    def area(name, kind, latitude, longitude, *parents, slug=None):
        slug = slug or slugify(name)
        made[slug] = Area(name=name, slug=slug, kind=kind, latitude=latitude, longitude=longitude)
        inside.extend((slug, parent) for parent in parents)

    area("United Kingdom", "country", 54.5, -3.0, slug="uk")
    for nation, latitude, longitude in [
        ("England", 52.6, -1.5),
        ("Wales", 52.3, -3.7),
        ("Northern Ireland", 54.6, -6.7),
    ]:
        area(nation, "nation", latitude, longitude, "uk")
    area("London", "region", 51.5, -0.12, "england")
    area("North West", "region", 54.0, -2.6, "england")
    area("Greater Manchester", "city_region", 53.5, -2.3, "north-west")
    area("Lambeth", "council", 51.46, -0.12, "london")
    area("Camden", "council", 51.54, -0.16, "london")
    area("Manchester", "council", 53.48, -2.24, "north-west", "greater-manchester")
    area("Salford", "council", 53.49, -2.30, "north-west", "greater-manchester")
    area("Cardiff", "council", 51.48, -3.18, "wales")
    area("Belfast", "council", 54.6, -5.93, "northern-ireland")
    with transaction.atomic():
        # Two statements instead of a hundred: hundreds of tests begin with this.
        Area.objects.bulk_create(made.values())
        link = Area.parents.through
        link.objects.bulk_create(
            link(from_area=made[slug], to_area=made[parent]) for slug, parent in inside
        )
        refresh_all()
    return made


def make_term(model, name, **fields):
    """Save a term of the taxonomy, or return the one with this slug."""
    fields.setdefault("slug", slugify(name))
    if model is Approach and "strand" not in fields:
        fields["strand"] = make_term(Strand, "In-work progression support")
    if model is Audience:
        fields.setdefault("group", Audience.Group.WORK)
    slug = fields.pop("slug")
    return model.objects.get_or_create(slug=slug, defaults={"name": name, **fields})[0]


def make_organisation(name=None, **fields):
    """Save an organisation, a charity unless said otherwise."""
    name = name or f"Organisation {next(_number)}"
    fields.setdefault("slug", slugify(name))
    fields.setdefault("kind", Organisation.Kind.CHARITY)
    return Organisation.objects.create(name=name, **fields)


_TERMS = {
    "offers": Offer,
    "approaches": Approach,
    "audiences": Audience,
    "sectors": Sector,
    "delivery_modes": DeliveryMode,
}


@transaction.atomic
def make_project(name=None, *, pins=(), partners=(), funders=(), coverage=(), **fields):
    """Save a published project and what is derived from it.

    pins: dictionaries for make_location, a pair (latitude, longitude) will do. Terms (offers,
    approaches …) are given by name.
    """
    name = name or f"Project {next(_number)}"
    terms = {field: fields.pop(field, ()) for field in _TERMS}
    fields.setdefault("slug", slugify(name))
    fields.setdefault("summary", f"What {name} does.")
    fields.setdefault("state", Project.State.PUBLISHED)
    fields.setdefault("status", Project.Status.CURRENT)
    if "lead_organisation" not in fields:
        fields["lead_organisation"] = make_organisation()
    project = Project(name=name, **fields)
    # One record of the history, once it has all terms: each record takes a dozen statements.
    project.skip_history_when_saving = True
    project.save()
    for field, names in terms.items():
        if names:
            getattr(project, field).set([make_term(_TERMS[field], each) for each in names])
    if coverage:
        project.coverage.set(coverage)
    del project.skip_history_when_saving
    post_save.send(Project, instance=project, created=True)
    for role, organisations in [("partner", partners), ("funder", funders)]:
        for organisation in organisations:
            Involvement.objects.create(project=project, organisation=organisation, role=role)
    for pin in pins:
        values = pin if isinstance(pin, dict) else {"latitude": pin[0], "longitude": pin[1]}
        _create_location(project, **values)
    refresh([project.pk])
    project.refresh_from_db()
    return project


@transaction.atomic
def make_location(project, **fields):
    """Save a location of the project, a place of delivery in Lambeth unless said otherwise."""
    location = _create_location(project, **fields)
    refresh([project.pk])
    location.refresh_from_db()
    return location


def _create_location(project, **fields):
    fields.setdefault("role", Location.Role.DELIVERY)
    fields.setdefault("latitude", 51.46)
    fields.setdefault("longitude", -0.12)
    return Location.objects.create(project=project, **fields)


@transaction.atomic
def make_resource(title=None, projects=(), **fields):
    """Save a resource, an evaluation unless said otherwise, about these projects."""
    title = title or f"Resource {next(_number)}"
    fields.setdefault("slug", slugify(title))
    fields.setdefault("kind", Resource.Kind.EVALUATION)
    resource = Resource.objects.create(title=title, **fields)
    resource.projects.set(projects)
    refresh([project.pk for project in projects])
    return resource


def make_signpost(name=None, areas=(), **fields):
    """Save a signpost for these areas."""
    name = name or f"Signpost {next(_number)}"
    fields.setdefault("slug", slugify(name))
    fields.setdefault("what_for", "Advice for anybody in work")
    fields.setdefault("phone", "0300 000 0000")
    signpost = Signpost.objects.create(name=name, **fields)
    signpost.areas.set(areas)
    return signpost


def make_values(**fields):
    """Return the values of a whole proposal, as its form would give them."""
    number = next(_number)
    return empty_values() | {
        "name": f"Proposal {number}",
        "organisation": f"Proposer {number}",
        "organisation_kind": "charity",
        "summary": f"What proposal {number} does.",
        "status": "current",
        "contact_phone": "020 7946 0000",
        **fields,
    }


def make_submission(
    kind="new", *, project=None, state="pending", email=None, person="Ada", **values
):
    """Save a submission as its form and its confirmation would.

    state: unconfirmed or pending. person: the name of who sends it. values: of a new entry, or
    those that a change proposes; of a report `about` and `message`.
    """
    base, base_version = {}, None
    if kind == "new":
        payload = make_values(**values)
    elif kind == "change":
        base, base_version = values_of(project), project.version
        payload = differences(base | values, base)
    else:
        payload = {"about": ["wrong"], "message": "", "duplicate_of": "", **values}
    number = next(_number)
    received = submissions.receive(
        kind,
        payload,
        person=submissions.Person(person, f"ada{number}@example.org" if email is None else email),
        form_token=f"form-{number}",
        project=project,
        base=base,
        base_version=base_version,
    ).submission
    if state == "pending":
        submissions.confirm(received)
    received.refresh_from_db()
    return received


@transaction.atomic
def make_theme(title=None, **fields):
    """Save a published theme of all that runs, unless said otherwise."""
    title = title or f"Theme {next(_number)}"
    fields.setdefault("slug", slugify(title))
    fields.setdefault("summary", f"What {title} is about.")
    fields.setdefault("query", "status=current")
    fields.setdefault("published", True)
    theme = Theme.objects.create(title=title, **fields)
    raise_revision()
    return theme
