"""What a resource is made of, as a member or staff fill it in."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from projects.filters.resource_filter import FIRST_YEAR, resource_words
from projects.models import Project, Resource
from projects.submissions.choices import parts_of
from projects.submissions.fields import Line, Names, Slugs, Text, WebAddress
from projects.submissions.sheet import SheetForm
from projects.text import plain

MOST_PROJECTS = 30
_PAGE = re.compile(r"/projects/([-a-zA-Z0-9_]{1,200})/?(?:[?#].*)?$")


class ResourceForm(SheetForm):
    """A resource that is proposed.

    is_for_staff: without a note, and a link that is in the list already is theirs to decide about.
    """

    title = Line(
        label=_("Title"), max_length=300, error_messages={"required": _("Give its title.")}
    )
    link = WebAddress(
        label=_("Link"),
        help_text=_("Where anybody can read it or get it, free if possible."),
        error_messages={"required": _("Give the address where it can be read.")},
    )
    kind = forms.ChoiceField(
        label=_("What it is"),
        help_text=_("By what it is, not by what its title says. Only an evaluation is evidence."),
        error_messages={"required": _("Say what it is.")},
    )
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=FIRST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("When it was published, if you know."),
        error_messages={"invalid": _("Give the year in four figures.")},
    )
    organisation_name = Line(
        label=_("Who published it"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    summary = Text(
        label=_("In short"),
        max_length=1000,
        required=False,
        help_text=_("One or two sentences: what it says, and whom it helps."),
    )
    topics = Slugs(label=_("What it helps with"), required=False)
    approaches = Slugs(label=_("Ways of working that it is about"), required=False)
    projects = Names(
        label=_("Projects on the map that it is about"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line: its name, or the address of its page."),
    )
    note = Text(label=_("Anything else we should know"), max_length=5000, required=False)

    def __init__(self, data=None, initial=None, *, is_for_staff=False):
        super().__init__(data, initial=initial)
        self.is_for_staff = is_for_staff
        self.known_already = None  # the resource that leads there, where the list shows one
        self.words = resource_words()
        if is_for_staff:
            del self.fields["note"]
        self.fields["kind"].choices = [("", _("Choose one")), *Resource.Kind.choices]
        for name, dimension in [("topics", "topic"), ("approaches", "approach")]:
            choices = [(word.slug, word.name) for word in self.words[dimension].values()]
            self.fields[name].choices = choices

    @property
    def topic_parts(self):
        """The topics as _ticks.html shows them."""
        return self._parts("topics", "topic")

    @property
    def approach_parts(self):
        """The approaches, under their strands."""
        return self._parts("approaches", "approach")

    def clean_link(self):
        """Refuse what the list shows already."""
        link = self.cleaned_data["link"]
        known = [] if self.is_for_staff else Resource.objects.shown().leading_to(link)
        if known:
            self.known_already = known[0]
            raise ValidationError(
                _now("This is among our resources already: “%(title)s”.") % {"title": known[0]}
            )
        return link

    def clean_year(self):
        """Refuse what nobody can have published yet; next year's may be announced."""
        year, last = self.cleaned_data["year"], timezone.localdate().year + 1
        if year and year > last:
            raise ValidationError(_now("The year cannot be after %(year)s.") % {"year": last})
        return year

    def clean_projects(self):
        """Return the slugs of the published entries that were named."""
        lines = self.cleaned_data["projects"]
        if len(lines) > MOST_PROJECTS:
            message = _now("These are more than %(number)s projects.")
            raise ValidationError(message % {"number": MOST_PROJECTS})
        slugs = {line: _slug_in(line) for line in lines}
        names = [plain(line) for line in lines]
        wanted = Q(slug__in=slugs.values()) | Q(name_key__in=names)
        rows = list(Project.objects.published().filter(wanted).values_list("slug", "name_key"))
        return sorted({_the_one(line, slugs[line], rows) for line in lines})

    def values(self):
        """Return what a proposal or a resource is made of, once the form is valid."""
        return dict(self.cleaned_data)

    def _parts(self, name, dimension):
        return parts_of(self.words[dimension], set(self[name].value() or []))


def _slug_in(line):
    """Return the slug that a line is, or that the address on it ends with."""
    found = _PAGE.search(line)
    return found[1] if found else line


def _the_one(line, slug, rows):
    """Return the slug of the entry that is meant. Raises ValidationError.

    A name may be that of several entries; a slug is that of one.
    """
    if any(slug == each for each, _name in rows):
        return slug
    found = [each for each, name in rows if name == plain(line)]
    if not found:
        message = _now("No project on the map is called “%(name)s”. Copy its name, or its address.")
        raise ValidationError(message % {"name": line})
    if len(found) > 1:
        message = _now("Several projects are called “%(name)s”. Give the address of the one.")
        raise ValidationError(message % {"name": line})
    return found[0]
