"""Coordinates typed beside a map: the fields that static/js/admin/pins.js puts a map to."""

from django import forms

# The same bounds as the tables' own constraints: here the message stands at the field.
SOUTH, WEST, NORTH, EAST = 49, -9.5, 61.5, 2.5


def _degrees(least, most, axis):
    widget = forms.NumberInput(attrs={"step": "any", "class": "coordinate", "data-axis": axis})
    return {
        "min_value": least,
        "max_value": most,
        "widget": widget,
        "error_messages": {
            "min_value": f"That is outside the UK: {axis} runs from {least} to {most}.",
            "max_value": f"That is outside the UK: {axis} runs from {least} to {most}.",
        },
    }


LATITUDE = _degrees(SOUTH, NORTH, "latitude")
LONGITUDE = _degrees(WEST, EAST, "longitude")


class PinForm(forms.ModelForm):
    """A form whose point must lie in the UK. Degrees of WGS 84."""

    latitude = forms.FloatField(**LATITUDE, help_text="Degrees north. Or drag the pin.")
    longitude = forms.FloatField(**LONGITUDE, help_text="Degrees east; west is negative.")
