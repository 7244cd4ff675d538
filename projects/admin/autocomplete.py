"""Boxes in which to look up an organisation, an area or a project by typing."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.forms import Media


class _LookUp:
    """Django's own widgets raise ValueError while showing a form again that was sent nonsense.

    And they have no name for those who hear the page; a script of ours gives them their label's.
    """

    @property
    def media(self):
        """With our script, which is to come after select2's."""
        return super().media + Media(js=["admin/js/autocomplete.js", "js/admin/lookups.js"])

    def optgroups(self, name, value, attr=None):
        keys = [key for key in value if not key or (str(key).isdecimal() and len(str(key)) < 19)]
        return super().optgroups(name, keys, attr)


class _One(_LookUp, AutocompleteSelect):
    pass


class _Several(_LookUp, AutocompleteSelectMultiple):
    def build_attrs(self, base_attrs, extra_attrs=None):
        """Each has its own cross; that of select2 for all of them breaks the list it stands in."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class LooksUp:
    """Mixin of a ModelAdmin or an inline with `autocomplete_fields`."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", _One(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", _Several(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
