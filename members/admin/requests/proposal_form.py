"""The fields of a proposed resource, which staff may put right before they accept it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from members.admin.requests.answer_form import AnswerForm
from members.workflow.proposals import FIELDS, values_of
from projects.models import Approach, Project, Resource, Topic
from projects.submissions.fields import Line, Names, Slugs, Text, WebAddress

EARLIEST_YEAR = 1900


class ProjectSlugs(Names):
    """Entries, one on each line: the last part of an entry's address, or all of it.

    The value is a sorted list of slugs.
    """

    MOST = 30

    def clean(self, value):
        """Return the slugs; raises ValidationError for what is no published entry."""
        slugs = {name.rstrip("/").rpartition("/")[2] for name in super().clean(value)} - {""}
        known = Project.objects.filter(slug__in=slugs, state=Project.State.PUBLISHED)
        unknown = slugs - set(known.values_list("slug", flat=True))
        if unknown:
            raise ValidationError(
                say("There is no entry on the site with this address: %(names)s.")
                % {"names": ", ".join(sorted(unknown))}
            )
        return sorted(slugs)


class ProposalForm(AnswerForm):
    title = Line(label=_("Title"), max_length=300)
    link = WebAddress(label=_("Link"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Resource.Kind)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=EARLIEST_YEAR)
    organisation_name = Line(label=_("Organisation"), max_length=200, required=False)
    summary = Text(label=_("Summary"), max_length=1000, required=False)
    topics = Slugs(label=_("Topics"), required=False)
    approaches = Slugs(label=_("Approaches"), required=False)
    projects = ProjectSlugs(
        label=_("Projects it is about"),
        required=False,
        help_text=_("The address of each, one on each line."),
    )

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["topics"].choices = list(Topic.objects.values_list("slug", "name"))
        self.fields["approaches"].choices = list(Approach.objects.values_list("slug", "name"))

    def clean_year(self):
        """Raise ValidationError for a year that has not begun to come."""
        year = self.cleaned_data["year"]
        if year and year > timezone.localdate().year + 1:
            raise ValidationError(say("This year is in the future."))
        return year

    @staticmethod
    def values_of(proposal):
        """Return what was proposed."""
        return values_of(proposal)

    def values(self):
        """Return what is to be saved."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    @property
    def rows(self):
        """The bound fields to put right, in their order."""
        return [self[name] for name in FIELDS]

    def typed(self):
        """Return what was typed into it and differs from what was proposed."""
        found = [
            (self.fields[name].label, str(self[name].value() or ""))
            for name in FIELDS
            if self.is_bound and name in self.changed_data
        ]
        return [*found, *super().typed()]
