"""A message that is passed on: to the people who run a project, or to a member."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.submissions.fields import Email, Line, Text
from projects.submissions.sheet import SheetForm

LONGEST = 5000  # letters


class AskForm(SheetForm):
    """The message, and of whoever is not signed in a name and an address to answer to."""

    message = Text(
        label=_("Your message"),
        max_length=LONGEST,
        help_text=_("Plain text. Say who you are and what you would like to know."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write your message.")},
    )
    your_name = Line(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Give your name.")},
    )
    your_email = Email(
        label=_("Your e-mail"),
        help_text=_("They answer to it. We first send you a link to confirm it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data=None, *, is_signed_in=False, **options):
        super().__init__(data, **options)
        self.fields["your_email"].error_messages["required"] = _("Give your e-mail address.")
        if is_signed_in:
            del self.fields["your_name"], self.fields["your_email"]
