"""What members say of themselves, and who sees which part of it."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from members.models import Audience, Kind
from members.models.profile import PARTS
from projects.submissions.choices import areas_of, load_vocabulary, parts_of, public_organisations
from projects.submissions.fields import Line, Phone, Slugs, Text
from projects.submissions.sheet import SheetForm

PART_NAMES = {
    "name": _("name"),
    "organisation": _("organisation"),
    "kind": _("what you do"),
    "interests": _("interests"),
    "area": _("where you work"),
    "about": _("about you"),
    "email": _("e-mail"),
    "phone": _("telephone"),
}


@dataclass(frozen=True)
class Part:
    """One part of a profile: its field (None for what is changed elsewhere), and who sees it."""

    name: str
    field: object
    shows: object


class ProfileForm(SheetForm):
    """The parts of a profile, by their names, each with shows_<part>.

    version: of the profile that was looked at. The names of organisations are suggestions: any
    other name may be typed.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    name = Line(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Give your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = Line(
        label=_("Your organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(label=_("What you do"), choices=Kind.choices)
    interests = Slugs(label=_("What interests you"), required=False)
    area = forms.ChoiceField(label=_("Where you work"), required=False)
    about = Text(
        label=_("About you"),
        max_length=2000,
        required=False,
        help_text=_("What others may ask you about. 2,000 letters at most."),
    )
    phone = Phone(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(self, data=None, initial=None, **options):
        super().__init__(data, initial=initial, **options)
        self.vocabulary = load_vocabulary()
        self.fields["interests"].choices = self.vocabulary.choices("approach")
        self.fields["area"].choices = self._areas()
        for part in PARTS:
            self.fields[f"shows_{part}"] = forms.ChoiceField(
                label=format_lazy(_("Who sees it: {part}"), part=PART_NAMES[part]),
                choices=Audience.choices,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Say who sees it."),
                    "invalid_choice": _("Say who sees it: nobody, members or everyone."),
                },
            )

    def _areas(self):
        """The areas under their regions and nations, and that none is chosen."""
        choices = [("", _("Not said"))]
        for part in areas_of(self.vocabulary.of("area"), set()):
            options = [(option.slug, option.name) for option in part.options]
            choices += [(part.heading, options)] if part.heading else options
        return choices

    @property
    def parts(self):
        """The Parts, in their order."""
        return [
            Part(name, self[name] if name in self.fields else None, self[f"shows_{name}"])
            for name in PARTS
        ]

    @cached_property
    def interest_parts(self):
        """The approaches to tick, under their strands."""
        chosen = set(self["interests"].value() or [])
        return parts_of(self.vocabulary.of("approach"), chosen)

    @cached_property
    def organisations(self):
        """Names to choose from."""
        return public_organisations()

    @property
    def problems(self):
        """What is wrong, each part's words with those about who sees it."""
        found = [("", message) for message in self.non_field_errors()]
        for part in self.parts:
            for field in filter(None, [part.field, part.shows]):
                found += [(field.auto_id, message) for message in field.errors]
        return found
