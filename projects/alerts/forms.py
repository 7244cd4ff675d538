"""The forms of alerts."""

from django import forms

from projects.models import Alert
from projects.submissions.fields import Email
from projects.submissions.sheet import SheetForm


class FrequencyForm(SheetForm):
    """How often."""

    frequency = forms.ChoiceField(
        label="How often",
        choices=Alert.Frequency.choices,
        initial=Alert.Frequency.WEEKLY,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often.", "invalid_choice": "Choose how often."},
    )


class AlertForm(FrequencyForm):
    """An address, and how often."""

    your_email = Email(
        label="Your e-mail",
        help_text="Nobody else sees it, and it is erased when you stop the alert.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ["your_email", "frequency"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["your_email"].error_messages["required"] = "Give your e-mail address."
