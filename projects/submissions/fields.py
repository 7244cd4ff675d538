"""Form fields for what people type: easy about its form, strict about what reaches a page."""

import re
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from projects.models.address import check_plain
from projects.places.names import split_postcode

LONGEST_TEXT = 10_000  # letters
# Turn round what is read after them, so that a name or an address looks like another one.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Typed(forms.CharField):
    """Text without characters that no keyboard writes."""

    def to_python(self, value):
        """Return the text; raises ValidationError for control characters."""
        text = _TURNING.sub("", super().to_python(value))
        if _CONTROL.search(text):
            raise ValidationError("This holds a character that cannot be shown. Type it anew.")
        return text


class Line(Typed):
    """One line; whatever white space was typed or pasted becomes single spaces."""

    def to_python(self, value):
        """Return the line."""
        return " ".join(super().to_python(value).split())


class Text(Typed):
    """Several lines, ended by a newline each, without spaces at their ends."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": LONGEST_TEXT, **kwargs})

    def to_python(self, value):
        """Return the text."""
        return "\n".join(line.rstrip() for line in super().to_python(value).splitlines()).strip()


class Names(Text):
    """Names, one on each line. The value is a sorted list without repetitions."""

    LONGEST, MOST = 200, 100

    def prepare_value(self, value):
        """Return the names as a text area shows them."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        """Return the list; raises ValidationError for a name that is too long."""
        lines = (" ".join(line.split()) for line in super().clean(value).splitlines())
        names = sorted({line for line in lines if line})
        if any(len(name) > self.LONGEST for name in names):
            raise ValidationError(f"A name has {self.LONGEST} letters at most. One on each line.")
        if len(names) > self.MOST:
            raise ValidationError(f"These are more than {self.MOST} names.")
        return names


class Slugs(forms.MultipleChoiceField):
    """Any of many values. The value is a sorted list of slugs."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value):
        """Raise ValidationError for what is not among the choices."""
        if set(value) - {slug for slug, _ in self.choices}:
            raise ValidationError("One of these is not offered any more. Choose again.")

    def clean(self, value):
        """Return the sorted slugs."""
        return sorted(set(super().clean(value)))


class WebAddress(forms.URLField):
    """An address of the web: http or https, and nobody's name before the site's."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 500)
        super().__init__(**kwargs, assume_scheme="https")
        self.widget.attrs.setdefault("inputmode", "url")
        self.validators = [each for each in self.validators if not isinstance(each, URLValidator)]
        self.validators.append(_leads_to_the_web)


def _leads_to_the_web(value):
    try:
        URLValidator(schemes=["http", "https"])(value)
        parts = urlsplit(value)
        # https://bank.example@evil.example leads to evil.example.
        bad = "@" in parts.netloc or "\\" in value or _CONTROL.search(value)
    except (ValidationError, ValueError):
        bad = True
    if bad:
        raise ValidationError("This is no web address. It looks like https://www.example.org")


class Email(forms.EmailField):
    """An e-mail address, in plain letters."""

    def __init__(self, **kwargs):
        message = "This is no e-mail address. It looks like name@example.org"
        super().__init__(**{"max_length": 254, "error_messages": {"invalid": message}, **kwargs})

    def to_python(self, value):
        """Return the address; raises ValidationError for letters outside ASCII."""
        email = super().to_python(value)
        check_plain(email)
        return email


class Phone(Line):
    """A telephone number as it is printed, with words if need be: "020 7946 0000, then 2"."""

    def validate(self, value):
        """Raise ValidationError for what holds no number."""
        super().validate(value)
        if value and sum(c in "0123456789" for c in value) < 3:
            raise ValidationError("This holds no telephone number.")


class PostcodeField(Line):
    """A postcode, or its first half. The value has capitals and a space: "SW9 8HQ"."""

    def clean(self, value):
        """Return the postcode; raises ValidationError for what is none."""
        text = super().clean(value)
        parts = split_postcode(text) if text else ("", "")
        if parts is None:
            raise ValidationError("This is no UK postcode. It looks like SW9 8HQ")
        return " ".join(filter(None, parts))
