"""Areas: the UK, its nations, regions, city regions and councils."""

from django.contrib import admin

from projects.admin.autocomplete import LooksUp
from projects.admin.derived import RefreshesDerived
from projects.admin.in_use import KeepsWhatIsUsed
from projects.admin.locking import GuardsVersion
from projects.admin.pins import PinForm
from projects.models import Area, Project
from projects.refresh import raise_revision, refresh_all

# What decides which areas a project works in, and how filters name them.
DECIDING = {"slug", "parents"}


@admin.register(Area)
class AreaAdmin(LooksUp, RefreshesDerived, KeepsWhatIsUsed, GuardsVersion, admin.ModelAdmin):
    form = PinForm
    list_display = ["name", "kind", "code", "slug"]
    list_filter = ["kind"]
    search_fields = ["name", "name_cy", "other_names", "code"]
    ordering = ["name"]
    autocomplete_fields = ["parents"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "name_cy", "other_names", "slug", "kind", "parents", "code"]}),
        (
            "Where its name or badge stands on the map",
            {"fields": [("latitude", "longitude")], "classes": ["pin-fields"]},
        ),
    ]
    change_form_template = "admin/pin_change_form.html"

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def used_by(self, objects):
        return Project.objects.filter(coverage__in=objects).order_by("name", "pk")

    def projects_touched(self, objects):
        return []

    def save_related(self, request, form, formsets, change):
        if change and not DECIDING & set(form.changed_data):
            super(RefreshesDerived, self).save_related(request, form, formsets, change)
            raise_revision()  # a name or a point: nothing is derived from these
        else:
            super().save_related(request, form, formsets, change)

    def write_derived(self, project_ids, news=None):
        # What lies in what may have changed, and with it the areas of any project.
        refresh_all()
