"""What staff fill in to decide about what was asked of the network."""

from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import SavedReply
from projects.submissions.fields import Text
from projects.submissions.sheet import SheetForm

LONGEST_MESSAGE = 4000


class AnswerForm(SheetForm):
    """A message, perhaps from a saved reply, and the version of what was looked at.

    Nothing in it is required until a button asks for it. thing: what it is about, as it is now.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reply = forms.ModelChoiceField(
        SavedReply.objects.all(), label=_("Start from a saved reply"), required=False
    )
    message = Text(
        label=_("What to tell them"),
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Goes into the mail as it stands."),
    )

    def __init__(self, data=None, *, thing, is_new_version=False):
        if data is not None and is_new_version:
            data = data.copy()
            data["version"] = thing.version
        super().__init__(data, initial={"version": thing.version} | self.values_of(thing))
        self.thing = thing
        self.replies = list(SavedReply.objects.all())
        groups = groupby(self.replies, key=SavedReply.get_use_display)
        self.fields["reply"].choices = [
            ("", _("Choose a reply")),
            *((use, [(each.pk, each.title) for each in group]) for use, group in groups),
        ]

    @staticmethod
    def values_of(thing):
        """Return what the form's other fields hold at first."""
        return {}

    @property
    def opened_version(self):
        """The version that was looked at; 0, which nothing has, where none was sent."""
        return self.cleaned_data.get("version") or 0

    def needs_words(self, error):
        """Return the message; where there is none, say `error` beside it and return ""."""
        message = self.cleaned_data.get("message", "")
        if not message and "message" not in self.errors:
            self.add_error("message", error)
        return message

    def leave_out_the_rest(self):
        """Forget what is wrong with all but the message: what is refused need not be right."""
        for name in set(self.errors) - {"message"}:
            del self.errors[name]

    def with_reply(self):
        """Return a copy of this form whose message ends with the chosen reply."""
        self.is_valid()
        reply, data = self.cleaned_data.get("reply"), self.data.copy()
        if reply:
            message = data.get("message", "").strip()
            data["message"] = "\n\n".join(filter(None, [message, reply.text]))
        return type(self)(data, thing=self.thing)

    def typed(self):
        """Return what was typed into it, as (label, words): it may have no place to stand now."""
        message = self.data.get("message", "").replace("\0", "").strip() if self.is_bound else ""
        return [(self.fields["message"].label, message)] if message else []
