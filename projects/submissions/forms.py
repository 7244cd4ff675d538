"""The one form of an entry: for whoever proposes, and for staff who correct and decide."""

from functools import cached_property

from django import forms

from projects.models import DeliveryMode, Location, Organisation, Project
from projects.models.project import EARLIEST_YEAR, LATEST_YEAR
from projects.places.names import name_key
from projects.submissions.choices import DIMENSIONS, areas_of, load_vocabulary, parts_of
from projects.submissions.demands import missing
from projects.submissions.fields import (
    Email,
    Line,
    Names,
    Phone,
    PostcodeField,
    Slugs,
    Text,
    WebAddress,
)
from projects.submissions.naming import known_organisation
from projects.submissions.sheet import SheetForm
from projects.submissions.values import FIELDS, LABELS, empty_values, expand_areas

# What the page folds under "More".
MORE = FIELDS[FIELDS.index("website") :] + ["organisation_kind"]
SOUTH, WEST, NORTH, EAST = 49, -9.5, 61.5, 2.5


def _line(field, most, **attrs):
    widget = forms.TextInput(attrs=attrs)
    return Line(label=LABELS[field], required=False, max_length=most, widget=widget)


def _text(field, hint="", rows=4):
    widget = forms.Textarea(attrs={"rows": rows})
    return Text(label=LABELS[field], required=False, help_text=hint, widget=widget)


def _year(field):
    words = f"Give a year between {EARLIEST_YEAR} and {LATEST_YEAR}, such as 2019."
    return forms.IntegerField(
        label=LABELS[field],
        required=False,
        min_value=EARLIEST_YEAR,
        max_value=LATEST_YEAR,
        error_messages=dict.fromkeys(["invalid", "min_value", "max_value"], words),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


def _degrees(field, least, most):
    words = f"This lies outside the UK, where it is a number from {least} to {most}."
    return forms.FloatField(
        label=LABELS[field],
        required=False,
        min_value=least,
        max_value=most,
        error_messages=dict.fromkeys(["invalid", "min_value", "max_value"], words),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-axis": field}),
    )


class ProposalForm(SheetForm):
    """The values of an entry, and who sends them.

    initial: values as projects.submissions.values has them. base: the values of the entry that is
    to be changed; what it lacks is not demanded, and what is left as it is there is not judged.
    staff: only what the tables demand is demanded, and nobody has to say who sends it. known: names
    of organisations that exist; None asks the table. is_signed_in: who sends it is known.
    """

    name = _line("name", 200)
    organisation = _line("organisation", 200, list="organisations")
    organisation_kind = forms.ChoiceField(
        label=LABELS["organisation_kind"],
        required=False,
        choices=[("", "Not known"), *Organisation.Kind.choices],
    )
    summary = Text(
        label=LABELS["summary"], required=False, max_length=600,
        help_text="What it does, and for whom. Plain words do best.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    offers = Slugs(label=LABELS["offers"], required=False)
    status = forms.ChoiceField(
        label=LABELS["status"],
        required=False,
        choices=Project.Status.choices,
        widget=forms.RadioSelect,
    )
    coverage = Slugs(label=LABELS["coverage"], required=False, widget=forms.SelectMultiple)
    online_only = forms.BooleanField(label="Online only: anybody can use it", required=False)
    address = _line("address", 300)
    postcode = PostcodeField(
        label=LABELS["postcode"], required=False, max_length=20,
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
    )  # fmt: skip
    latitude = _degrees("latitude", SOUTH, NORTH)
    longitude = _degrees("longitude", WEST, EAST)
    place_is_private = forms.BooleanField(
        label="Do not show the exact place (a refuge, somebody’s home)", required=False
    )
    how_to_join = _text("how_to_join", "How somebody starts, or is referred.", rows=3)
    contact_phone = Phone(label=LABELS["contact_phone"], required=False, max_length=40)
    contact_email = Email(label=LABELS["contact_email"], required=False)
    contact_page = WebAddress(label=LABELS["contact_page"], required=False)
    website = WebAddress(label=LABELS["website"], required=False)
    website_is_own_page = forms.BooleanField(
        label="This is the project’s own page, not the organisation’s home page", required=False
    )
    description = _text("description", rows=6)
    delivery_modes = Slugs(label=LABELS["delivery_modes"], required=False)
    audiences = Slugs(label=LABELS["audiences"], required=False)
    sectors = Slugs(label=LABELS["sectors"], required=False)
    approaches = Slugs(label=LABELS["approaches"], required=False)
    partners = Names(label=LABELS["partners"], required=False, help_text="One on each line.")
    funders = Names(label=LABELS["funders"], required=False, help_text="One on each line.")
    start_year = _year("start_year")
    end_year = _year("end_year")
    results = _text("results", "Numbers if there are some, and where they come from.")
    learned = _text("learned", "What worked, what did not.")
    sources = _text("sources", "Pages where this can be checked. One on each line.", rows=3)

    your_name = Line(
        label="Your name", required=False, max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    your_email = Email(
        label="Your e-mail", required=False,
        help_text="To tell you what becomes of it. It is not shown to anybody else.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    note = Text(
        label="Anything else we should know", required=False, help_text="Only we read this."
    )

    def __init__(
        self, data=None, initial=None, *,
        staff=False, known=None, base=None, is_signed_in=False, **options,
    ):  # fmt: skip
        self.is_staff, self.known, self.base = staff, known, base
        self.is_signed_in = is_signed_in
        initial = dict(initial or {})
        online = DeliveryMode.ONLINE in initial.get("delivery_modes", [])
        initial.setdefault("online_only", online and not initial.get("coverage"))
        super().__init__(data, initial=initial, **options)
        self.vocabulary = load_vocabulary()
        for field, dimension in DIMENSIONS.items():
            self.fields[field].choices = self.vocabulary.choices(dimension)
        if staff or is_signed_in:
            del self.fields["your_name"], self.fields["your_email"]
        if staff:
            del self.fields["note"], self.fields["online_only"]

    def clean(self):
        """Judge the fields together."""
        data = super().clean()
        if self.base is not None:
            self._keep_what_is_unchanged()
        self._judge_pin(data)
        start, end = data.get("start_year"), data.get("end_year")
        if start and end and end < start:
            self.add_error("end_year", "It cannot end before it starts.")
        for field, message in self._missing(data).items():
            if field not in self.errors:
                self.add_error(field, message)
        return data

    def clean_your_name(self):
        """Refuse a name of several lines, which could become lines of a mail's head."""
        if len(str(self.data.get(self.add_prefix("your_name"), "")).strip().splitlines()) > 1:
            raise forms.ValidationError("Put your name on one line.")
        return self.cleaned_data["your_name"]

    def values(self):
        """Return the values of the valid form, by FIELDS."""
        data = self.cleaned_data
        values = empty_values() | {field: data[field] for field in FIELDS}
        values["coverage"] = expand_areas(values["coverage"])
        if data.get("online_only") and self.vocabulary.of("delivery").get(DeliveryMode.ONLINE):
            values["delivery_modes"] = sorted({*values["delivery_modes"], DeliveryMode.ONLINE})
        values["organisation"] = self._as_it_is_known(values["organisation"])
        if self.base is not None and values["organisation"] == self.base.get("organisation"):
            values["organisation_kind"] = ""
        return values

    def _as_it_is_known(self, name):
        if self.known is None:
            found = known_organisation(name)
            return found.name if found else name
        return next((each for each in self.known if name_key(each) == name_key(name)), name)

    def _keep_what_is_unchanged(self):
        """Take what stands in the entry already as it is there, though it would be refused now."""
        for field in FIELDS:
            before = self.base.get(field)
            shown = self.fields[field].prepare_value(before)
            raw = self[field].data
            same = _as_typed(raw) == _as_typed(shown)
            if same and (field in self.errors or isinstance(before, str)):
                self.errors.pop(field, None)
                self.cleaned_data[field] = before

    def _judge_pin(self, data):
        pin = {"latitude", "longitude"}
        given = [axis for axis in sorted(pin) if data.get(axis) is not None]
        if len(given) == 1 and not pin & set(self.errors):
            [other] = pin - set(given)
            self.add_error(other, "A pin needs both numbers. Give this one too, or neither.")

    def _missing(self, data):
        """What has to be given and is not: message by field."""
        values = {**empty_values(), **{k: v for k, v in data.items() if v is not None}}
        wanted = missing(values, staff=self.is_staff)
        if self.base is not None:
            lacked = missing({**empty_values(), **self.base}, staff=self.is_staff)
            wanted = {field: words for field, words in wanted.items() if field not in lacked}
        if self.is_staff:
            who, kind = values["organisation"], values["organisation_kind"]
            if who and not kind and known_organisation(who) is None:
                wanted["organisation_kind"] = "This organisation is new here: choose its kind."
        elif not self.is_signed_in:
            if not values.get("your_name"):
                wanted["your_name"] = "Give your name."
            if not values.get("your_email"):
                wanted["your_email"] = "Give your e-mail, so that we can tell you what happens."
        return wanted

    @cached_property
    def groups(self):
        """The options of each list, by field: Parts of projects.submissions.choices."""
        made = {}
        for field, dimension in DIMENSIONS.items():
            words, chosen = self.vocabulary.of(dimension), set(self[field].value() or [])
            made[field] = (areas_of if field == "coverage" else parts_of)(words, chosen)
        return made

    @property
    def has_area_of_list(self):
        """Whether an area is chosen in what is folded under its region or nation."""
        return any(part.heading and part.chosen for part in self.groups["coverage"])

    @property
    def is_more_open(self):
        """Whether something is typed, or wrong, in what is folded under "More"."""
        return any(
            self[field].value() or (self.is_bound and field in self.errors) for field in MORE
        )


def has_several_places(project):
    """Whether an entry happens at several public places, of which the form can hold none."""
    places = project.locations.public().filter(role=Location.Role.DELIVERY)
    return places.count() > 1


def _as_typed(value):
    """A value as comparable text: browsers send other line ends than they were given."""
    if isinstance(value, list | tuple):
        return sorted(map(str, value))
    if isinstance(value, bool) or value is None:
        return bool(value)
    return "\n".join(str(value).split("\r\n")).strip()
