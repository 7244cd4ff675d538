"""Asking to look after the entries of an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Organisation
from projects.submissions.choices import public_organisations
from projects.submissions.fields import Line, Text
from projects.submissions.naming import known_organisation
from projects.submissions.sheet import SheetForm


class AskForm(SheetForm):
    """An organisation by its name, and why. `found` is the organisation of a valid form."""

    found = None
    is_unknown = False

    organisation = Line(
        label=_("Organisation"),
        max_length=200,
        help_text=_("Its name, as it stands on the map."),
        error_messages={"required": _("Give the name of the organisation.")},
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    note = Text(
        label=_("Why you"),
        max_length=2000,
        help_text=_("What you do there, and how we can see it. Only we read it."),
        error_messages={"required": _("Say why you: one sentence is enough.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_organisation(self):
        """Find the organisation among those that the site shows; others are nobody's to be told."""
        name = self.cleaned_data["organisation"]
        found = known_organisation(name)
        shown = Organisation.objects.with_published_projects()
        if found is None or not shown.filter(pk=found.pk).exists():
            self.is_unknown = True
            raise forms.ValidationError(_("No organisation of this name has an entry on the map."))
        self.found = found
        return name

    @property
    def organisations(self):
        """Names to choose from."""
        return public_organisations()
