"""What stands beside a project on its page: locations, partners and funders, resources."""

from django import forms
from django.contrib import admin

from projects.admin.autocomplete import LooksUp
from projects.admin.pins import PinForm
from projects.models import Involvement, Location, Resource

MOST_ROWS = 200


class _Rows(LooksUp):
    """Mixin: Django would show up to 2,000 rows, for a minute, to whoever asks for so many."""

    extra = 0
    max_num = MOST_ROWS

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, absolute_max=MOST_ROWS, **kwargs)


class NamedBoxes(forms.BaseInlineFormSet):
    """In a table the column's head names a field for the eye only; here the box to delete a row."""

    deletion_widget = forms.CheckboxInput(attrs={"aria-label": "Delete this row"})


class LocationForm(PinForm):
    class Meta:
        widgets = {"address": forms.TextInput(attrs={"class": "vLargeTextField"})}


class LocationInline(_Rows, admin.StackedInline):
    model = Location
    form = LocationForm
    autocomplete_fields = ["council"]
    classes = ["locations"]
    fieldsets = [
        (
            None,
            {
                "classes": ["pin-fields"],
                "fields": [
                    ("role", "label"),
                    ("latitude", "longitude"),
                    ("postcode", "address"),
                    "council",
                    ("precision", "source"),
                    "public",
                ],
            },
        )
    ]


class InvolvementInline(_Rows, admin.TabularInline):
    model = Involvement
    formset = NamedBoxes
    autocomplete_fields = ["organisation"]
    verbose_name = "partner or funder"
    verbose_name_plural = "partners and funders"

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        field.widget.attrs["aria-label"] = field.label
        return field


class ResourceInline(_Rows, admin.TabularInline):
    model = Resource.projects.through
    formset = NamedBoxes
    autocomplete_fields = ["resource"]
    verbose_name = "resource"
    verbose_name_plural = "evaluations, reports and guides about it"
