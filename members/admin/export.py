"""What was exported, by whom and when: to read only."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from members.models import Export


@admin.register(Export)
class ExportAdmin(admin.ModelAdmin):
    list_display = ["when", "who_took_it", "rows", "chosen"]
    list_select_related = ["who"]
    ordering = ["-when", "-pk"]
    fields = readonly_fields = ["when", "who_took_it", "rows", "chosen"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("who"), empty_value="–")
    def who_took_it(self, export):
        nameless = _("Account %(number)s") % {"number": export.who_id}
        return export.who and (export.who.name or nameless)
