"""Which mail a member wants."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.submissions.sheet import SheetForm


class MailChoicesForm(SheetForm):
    """By the names of the fields of Profile."""

    takes_messages = forms.BooleanField(
        label=_("Messages from others, passed on by us"),
        help_text=_("Whoever writes does not see your e-mail address, unless you answer."),
        required=False,
    )
    mail_about_events = forms.BooleanField(
        label=_("Reminders of events"),
        help_text=_("On the day before an event that you have registered for."),
        required=False,
    )
    mail_about_entries = forms.BooleanField(
        label=_("What needs attention in the entries you look after"),
        help_text=_("Once a month at most, and only when something does."),
        required=False,
    )
