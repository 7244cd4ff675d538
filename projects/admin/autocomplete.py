"""Boxes in which to look up an organisation, an area or a project by typing."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple


class _ToleratesOddKeys:
    """Django's own widgets raise ValueError while showing a form again that was sent nonsense."""

    def optgroups(self, name, value, attr=None):
        keys = [key for key in value if not key or (str(key).isdecimal() and len(str(key)) < 19)]
        return super().optgroups(name, keys, attr)


class _One(_ToleratesOddKeys, AutocompleteSelect):
    pass


class _Several(_ToleratesOddKeys, AutocompleteSelectMultiple):
    pass


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
