"""How many members there are, of what kind, where, and how active."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.http import HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from members.admin.profile_filters import here_since
from members.admin.requests.waiting import KINDS, kinds_seen_by
from members.models import Kind, Profile
from projects.models import Area, Organisation


@dataclass
class Figures:
    """One table. rows: (words, number); those with nothing are left out."""

    title: str
    rows: list
    note: str = ""

    @property
    def most(self):
        """The largest number: what a bar of full length stands for."""
        return max((number for _words, number in self.rows), default=1)


class ShowsFigures:
    """Mixin of the profiles' ModelAdmin."""

    def figures_view(self, request):
        """Show the figures of the network."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Figures of the network"),
            "opts": self.opts,
            "total": Profile.objects.active().count(),
            "tables": [table for table in figures(request.user) if table.rows],
        }
        return TemplateResponse(request, "admin/members/profile/figures.html", context)


def figures(user):
    """Return the tables, of members whose accounts are in use."""
    members = Profile.objects.active().order_by()
    return [
        Figures(_("What they do"), _of_choices(members, "kind", Kind)),
        Figures(
            _("Where"),
            _by_area(members),
            _("A member in a region counts in its nation, too."),
        ),
        Figures(_("Kind of organisation"), _by_organisation(members)),
        Figures(_("Last here"), _active(members)),
        Figures(_("Joined in"), _by_year(members)),
        Figures(_("Waiting for us"), _waiting(user)),
    ]


def _of_choices(members, field, choices):
    """Return (label, number) for each of the choices that somebody has, the most first."""
    counted = members.values_list(field).annotate(number=Count("pk"))
    labels = dict(choices.choices)
    return _sorted((str(labels[value]), number) for value, number in counted if value in labels)


def _by_area(members):
    inside = Q(inner_links__inner__in=members.filter(area__isnull=False).values("area"))
    wide = Area.objects.filter(inside, kind__in=[Area.Kind.NATION, Area.Kind.REGION])
    rows = [
        (area.name, members.filter(area__in=Area.objects.inside(area.slug).values("pk")).count())
        for area in wide.distinct().widest_first()
    ]
    whole = members.filter(area__kind=Area.Kind.COUNTRY).count()
    rows = [*rows, (_("The whole UK"), whole), (_("Not said"), members.filter(area=None).count())]
    return [row for row in rows if row[1]]


def _by_organisation(members):
    rows = _of_choices(members, "organisation__kind", Organisation.Kind)
    other = members.filter(organisation=None)
    rows.append((_("Not in the directory"), other.exclude(organisation_name="").count()))
    rows.append((_("None given"), other.filter(organisation_name="").count()))
    return [row for row in rows if row[1]]


def _active(members):
    quarter, year = (members.filter(here_since(days)).count() for days in (90, 365))
    rows = [
        (_("In the last 90 days"), quarter),
        (_("In the last year"), year),
        (_("Longer ago, or never"), members.count() - year),
    ]
    return [row for row in rows if row[1]]


def _by_year(members):
    years = members.annotate(year=ExtractYear("joined_at")).values_list("year")
    return [(str(year), number) for year, number in years.annotate(n=Count("pk")).order_by("year")]


def _waiting(user):
    rows = [
        (str(KINDS[model]), model.objects.filter(state="pending").count())
        for model in kinds_seen_by(user)
    ]
    return [row for row in rows if row[1]]


def _sorted(rows):
    return sorted(rows, key=lambda row: (-row[1], row[0]))
