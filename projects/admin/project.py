"""Projects: the entries of the directory."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path

from projects import workflow
from projects.admin.autocomplete import LooksUp
from projects.admin.badges import ShowsState
from projects.admin.checking import ChecksNext
from projects.admin.derived import RefreshesDerived
from projects.admin.duplicates import ShowsDuplicates
from projects.admin.history_pages import ShowsHistory
from projects.admin.inlines import InvolvementInline, LocationInline, ResourceInline
from projects.admin.list_filters import AreaFilter, CheckedFilter
from projects.admin.locate import doubtful_councils, locate
from projects.admin.locking import GuardsVersion
from projects.admin.merge import Merges
from projects.admin.project_fieldsets import FIELDSETS
from projects.admin.project_form import ProjectForm
from projects.admin.queue import count_work
from projects.admin.saving import SavesOnce
from projects.admin.searching import SearchesFewWords
from projects.admin.seeing import may_see
from projects.admin.states import ChangesStates
from projects.models import Area, Involvement, Location, News, Organisation, Project, Resource
from projects.places.names import split_postcode
from projects.submissions.fields import WebAddress

# What a search goes through to reach the fields of other tables.
BEHIND = {"locations": Location, "organisations": Involvement}
DERIVED = ["search_names", "name_key", "sort_key", "facets"]


@admin.register(Project)
class ProjectAdmin(
    ShowsState,
    SearchesFewWords,
    LooksUp,
    ChangesStates,
    ChecksNext,
    ShowsDuplicates,
    Merges,
    RefreshesDerived,
    SavesOnce,
    GuardsVersion,
    ShowsHistory,
):
    form = ProjectForm
    derived_columns = DERIVED
    fieldsets = FIELDSETS
    inlines = [LocationInline, InvolvementInline, ResourceInline]
    list_display = ["name", "state_badge", "status", "checked", "lead_organisation"]
    list_filter = ["state", "status", CheckedFilter, "offers", AreaFilter]
    list_select_related = ["lead_organisation"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = [
        "name",
        "slug",
        "lead_organisation__name",
        "organisations__name",
        "locations__postcode",
        "locations__label",
    ]
    search_help_text = "A name, an organisation, a town or a postcode."
    ordering = ["name", "pk"]
    autocomplete_fields = ["lead_organisation", "part_of", "replaced_by", "coverage"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = [
        "state_badge",
        "checked",
        "checked_by",
        "created",
        "updated",
        "old_addresses",
    ]
    formfield_overrides = {models.URLField: {"form_class": WebAddress}}
    change_form_template = "admin/projects/project/change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).defer(*DERIVED)

    def get_urls(self):
        view = self.admin_site.admin_view(self.locate_view)
        return [path("locate/", view, name="projects_project_locate"), *super().get_urls()]

    def locate_view(self, request):
        """Answer the pin's map, for those who may see one of the pages it stands on."""
        if not any(may_see(request.user, model) for model in (Project, Organisation, Area)):
            raise PermissionDenied
        return locate(request)

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_view_on_site_url(self, obj=None):
        """Only what is published has a page on the site."""
        is_public = obj is not None and obj.state == Project.State.PUBLISHED
        return obj.get_absolute_url() if is_public else None

    def get_search_fields(self, request):
        """Not what lies in a table they may not see: a search that finds it would tell of it."""
        hidden = [path for path, model in BEHIND.items() if not may_see(request.user, model)]
        return [field for field in self.search_fields if field.split("__")[0] not in hidden]

    def get_search_results(self, request, queryset, search_term):
        """Find a postcode however it is spaced: "sw98hq" is "SW9 8HQ"."""
        if parts := split_postcode(search_term):
            search_term = " ".join(filter(None, parts))
        return super().get_search_results(request, queryset, search_term)

    def entry_or_404(self, request, object_id):
        """Return the project with this id, as the address has it. Raises Http404."""
        entry = self.get_queryset(request).filter(pk=_number(unquote(object_id))).first()
        if entry is None:
            raise Http404("There is no such project.")
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        return entry

    def changelist_view(self, request, extra_context=None):
        """The list, with what waits to be checked."""
        context = {"work": count_work(), "can_merge": self.has_change_permission(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    # --- What an edit brings with it ---

    def projects_touched(self, objects):
        return [project.pk for project in objects]

    def news_of(self, form, formsets):
        changed = form.changed_data or any(formset.has_changed() for formset in formsets)
        return News.Kind.CHANGED if changed else None

    def reason_of(self, formsets):
        links = [fs for fs in formsets if fs.model is Resource.projects.through]
        return "Resources about it changed" if any(fs.has_changed() for fs in links) else ""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            workflow.rename_address(obj, form.initial["slug"])

    def response_add(self, request, obj, post_url_continue=None):
        """Publish at once, where the button said so."""
        if "_publish" in request.POST:
            return self._after(request, obj, self.publish)
        return super().response_add(request, obj, post_url_continue)

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if formset.model is Location:
            for doubt in doubtful_councils(formset.changed_objects, formset.new_objects):
                self.message_user(request, doubt, messages.WARNING)

    def response_change(self, request, obj):
        """Do what the button said beside saving; still inside the save's own transaction."""
        if "_publish" in request.POST:
            return self._after(request, obj, self.publish)
        if "_confirm" in request.POST:
            return self._after(request, obj, self.confirm)
        if hasattr(request, "is_checking"):
            self.message_user(request, f"“{obj}” was saved.", messages.SUCCESS)
            return redirect("admin:projects_project_check", obj.pk)
        return super().response_change(request, obj)

    def _after(self, request, obj, do):
        do(request, Project.objects.filter(pk=obj.pk))
        if hasattr(request, "is_checking"):
            return redirect("admin:projects_project_check_next")
        return redirect("admin:projects_project_change", obj.pk)

    # --- Columns ---

    @admin.display(description="checked on", ordering="checked_on", empty_value="never")
    def checked(self, project):
        return project.checked_on

    @admin.display(description="former addresses")
    def old_addresses(self, project):
        return ", ".join(each.slug for each in project.former_slugs.all()) or "none"


def _number(text):
    """Return the id that an address names; 0, which no row has, where it names none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
