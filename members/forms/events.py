"""The form to register with, and that in which staff write an event."""

from datetime import datetime

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext_lazy as _

from members.event_words import day_in_words, time_in_words
from members.models import Event
from projects.submissions.fields import Email, Line
from projects.submissions.sheet import SheetForm

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


class GuestForm(SheetForm):
    """A name and an e-mail address: what somebody gives who is no member."""

    your_name = Line(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Give your name.")},
    )
    your_email = Email(
        label=_("Your e-mail"),
        help_text=_("We send you a link to confirm it. Only the organisers see it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["your_email"].error_messages["required"] = _("Give your e-mail.")


class LondonTime(forms.SplitDateTimeField):
    """A day and a time in London; in the nights when the clocks change, one that exists once."""

    widget = AdminSplitDateTime

    def __init__(self, *, label, **options):
        """label: its own, which each of the two boxes says with its part."""
        super().__init__(label=label, **options)
        for box, part in zip(self.widget.widgets, [_("date"), _("time")], strict=True):
            box.attrs["aria-label"] = format_lazy("{} ({})", label, part)

    def compress(self, data_list):
        """Return the moment; raises ValidationError where it is none, or two."""
        if data_list and data_list[0] and data_list[1]:
            _check_the_clock(datetime.combine(*data_list))
        return super().compress(data_list)


def _check_the_clock(typed):
    if not EARLIEST_YEAR <= typed.year <= LATEST_YEAR:
        raise ValidationError(
            _("Give a year from %(first)s to %(last)s.")
            % {"first": EARLIEST_YEAR, "last": LATEST_YEAR}
        )
    first, second = (
        typed.replace(tzinfo=timezone.get_current_timezone(), fold=fold) for fold in (0, 1)
    )
    if first.utcoffset() == second.utcoffset():
        return
    words = {"time": time_in_words(typed), "day": day_in_words(typed)}
    if first.utcoffset() < second.utcoffset():
        raise ValidationError(
            _(
                "There is no %(time)s on %(day)s: the clocks go forward then, from 1am to 2am."
                " Choose another time."
            )
            % words
        )
    raise ValidationError(
        _(
            "It is %(time)s twice on %(day)s: the clocks go back then, from 2am to 1am. Choose a"
            " time before 1am, or from 2am."
        )
        % words
    )


class EventForm(forms.ModelForm):
    """An event, as staff write it."""

    starts = LondonTime(label=_("Starts"), help_text=_("London’s time, summer or winter."))
    ends = LondonTime(label=_("Ends"))
    tell = forms.BooleanField(
        label=_("Tell those who registered"),
        required=False,
        initial=True,
        help_text=_("By mail, if the time, the place or the joining link is another now."),
    )

    class Meta:
        model = Event
        fields = [
            "title", "slug", "kind", "starts", "ends", "place", "joining_link", "summary",
            "description", "capacity", "is_open", "resources",
        ]  # fmt: skip
        widgets = {name: forms.TextInput(attrs={"class": "vLargeTextField"})
                   for name in ("place", "summary")}  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("The end of its address. Made of the title if empty.")

    def clean_slug(self):
        """Return what was typed, or what the title makes, with a number where that is in use."""
        slug = self.cleaned_data.get("slug")
        if slug:
            return slug
        beginning = slugify(self.cleaned_data.get("title", ""))[:190] or "event"
        slug, number = beginning, 1
        while Event.objects.filter(slug=slug).exclude(pk=self.instance.pk).exists():
            number += 1
            slug = f"{beginning}-{number}"
        return slug

    def clean(self):
        """An event ends after it starts."""
        data = super().clean()
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("It has to end after it starts."))
        return data
