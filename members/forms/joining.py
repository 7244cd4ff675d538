"""Asking to join the network, and answering what staff ask about it."""

from functools import cached_property

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Kind
from projects.submissions.choices import load_vocabulary, parts_of
from projects.submissions.fields import Email, Line, Slugs, Text
from projects.submissions.sheet import SheetForm


class JoinForm(SheetForm):
    """Who asks to join. The organisation may be left out; so may interests and note."""

    name = Line(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Give your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = Email(
        label=_("Your e-mail"),
        help_text=_("You sign in with it. Nobody else sees it unless you choose so."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation_name = Line(
        label=_("Your organisation"),
        required=False,
        max_length=200,
        help_text=_("Leave it empty if you are with none."),
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(
        label=_("What you do"),
        choices=Kind,
        error_messages={
            "required": _("Choose what comes nearest to what you do."),
            "invalid_choice": _("Choose one of these."),
        },
        widget=forms.RadioSelect,
    )
    interests = Slugs(label=_("What interests you"), required=False)
    note = Text(
        label=_("Anything we should know"),
        required=False,
        max_length=5000,
        help_text=_("Why you want to join, or a question. Only we read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["email"].error_messages["required"] = _("Give your e-mail address.")
        self._vocabulary = load_vocabulary()
        self.fields["interests"].choices = self._vocabulary.choices("approach")

    @cached_property
    def interest_parts(self):
        """The approaches, under their strands, with what is ticked."""
        chosen = set(self["interests"].value() or [])
        return parts_of(self._vocabulary.of("approach"), chosen)


class AnswerForm(SheetForm):
    """The answer to what staff have asked."""

    text = Text(
        label=_("Your answer"),
        max_length=5000,
        error_messages={"required": _("Write your answer first.")},
    )
