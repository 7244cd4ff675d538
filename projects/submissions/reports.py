"""A report: something is wrong with an entry, said in one box."""

from django import forms

from projects.submissions.fields import Email, Line, Slugs, Text
from projects.submissions.sheet import SheetForm

ABOUT = {
    "closed": "It has closed or ended",
    "number-dead": "The telephone number does not work",
    "link-dead": "The website or e-mail address does not work",
    "wrong": "Something it says is wrong",
    "duplicate": "It is on the map twice",
    "remove": "It is our entry, and we want it taken off",
}
# Said on the pages of those who look after an organisation, never offered by the public form.
STILL_RIGHT = "still-right"
WORDS = ABOUT | {STILL_RIGHT: "It is still right"}
FIELDS = ["about", "message", "duplicate_of"]
LABELS = {"about": "What is wrong", "message": "In your words", "duplicate_of": "The other entry"}


def in_words(field, value):
    """Return a value of a report's payload as people read it."""
    if field == "about":
        return "; ".join(WORDS.get(each, each) for each in value or []) or "nothing ticked"
    return value or "nothing"


class ReportForm(SheetForm):
    """What is wrong. The e-mail address may be left out: then nobody is told what became of it."""

    about = Slugs(label=LABELS["about"], required=False, choices=list(ABOUT.items()))
    duplicate_of = Line(
        label="If it is on the map twice: the name or address of the other entry",
        required=False,
        max_length=500,
    )
    message = Text(
        label="In your words",
        required=False,
        max_length=5000,
        help_text="What you know, since when, and where it can be seen.",
    )
    your_name = Line(
        label="Your name", required=False, max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    your_email = Email(
        label="Your e-mail",
        required=False,
        help_text="If you want to hear what becomes of it. It is not shown to anybody else.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data=None, initial=None, *, is_signed_in=False, **options):
        super().__init__(data, initial=initial, **options)
        if is_signed_in:
            del self.fields["your_name"], self.fields["your_email"]

    def clean(self):
        """Ask for what one cannot act without."""
        data = super().clean()
        about, message = data.get("about", []), data.get("message")
        if "about" not in self.errors and not about and not message:
            self.add_error("about", "Tick what is wrong, or say it in your words.")
        if about == ["wrong"] and not message and "message" not in self.errors:
            self.add_error("message", "Say what is wrong.")
        return data

    def values(self):
        """Return the payload of the valid form, by FIELDS."""
        return {field: self.cleaned_data[field] for field in FIELDS}

    @property
    def options(self):
        """What can be ticked: (slug, words, whether it is ticked)."""
        chosen = set(self["about"].value() or [])
        return [(slug, words, slug in chosen) for slug, words in ABOUT.items()]
