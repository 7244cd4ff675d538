"""A complaint about personal data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.submissions.fields import Email, Line, Text
from projects.submissions.sheet import SheetForm


class ComplaintForm(SheetForm):
    """Who complains, and what about; of somebody who is signed in, who it is, is known."""

    name = Line(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Type your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = Email(
        label=_("Your e-mail"),
        help_text=_("We answer there, and use it for nothing else."),
        error_messages={
            "required": _("Type your e-mail address: we answer there."),
            "invalid": _("This is no e-mail address. It looks like name@example.org"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = Text(
        label=_("What is it about?"),
        max_length=5000,
        error_messages={"required": _("Say what it is about.")},
        help_text=_("What we hold or show, or what we did with it, and what should happen now."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, data=None, initial=None, *, is_signed_in=False, **options):
        super().__init__(data, initial=initial, **options)
        if is_signed_in:
            del self.fields["name"], self.fields["email"]
