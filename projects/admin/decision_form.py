"""What staff fill in beside the fields: a message to who sent it, and what else to do."""

from itertools import groupby

from django import forms

from projects.admin.seeing import may_see
from projects.models import Project, SavedReply

LONGEST_MESSAGE = 4000
MOST_FOUND = 10


class DecisionForm(forms.Form):
    """Nothing in it is required until a button asks for it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    project_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reply = forms.ModelChoiceField(
        SavedReply.objects.all(),
        label="Start from a saved reply",
        required=False,
        empty_label="Choose a reply",
    )
    message = forms.CharField(
        label="What to tell them",
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Goes into the mail as it stands. Needed to ask and to reject.",
    )
    is_checked = forms.BooleanField(label="Mark the entry as checked today", required=False)
    withdraw = forms.BooleanField(label="Take the entry off the site", required=False)
    entry = forms.CharField(label="Another entry it may be", max_length=200, required=False)

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.replies = list(SavedReply.objects.all())
        replies = groupby(self.replies, key=SavedReply.get_use_display)
        self.fields["reply"].choices = [
            ("", "Choose a reply"),
            *((use, [(each.pk, each.title) for each in group]) for use, group in replies),
        ]

    def value(self, name):
        """Return what was filled in, or None where it is nothing that the field takes."""
        self.is_valid()
        return self.cleaned_data.get(name) if self.is_bound else None

    def with_reply(self):
        """Return a copy of this form whose message ends with the chosen reply."""
        reply, data = self.value("reply"), self.data.copy()
        if reply:
            data["message"] = "\n\n".join(
                filter(None, [data.get("message", "").strip(), reply.text])
            )
        return DecisionForm(data)


def entries_called(text, user):
    """Return the entries, drafts too, whose name or address holds this text: ten at most.

    None for a member who may not see entries in the admin.
    """
    text = text.strip().rstrip("/").rpartition("/")[2]
    if not text or not may_see(user, Project):
        return []
    found = Project.objects.filter(name__icontains=text) | Project.objects.filter(slug=text)
    return list(found.select_related("lead_organisation").order_by("sort_key", "pk")[:MOST_FOUND])
