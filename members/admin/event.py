"""Events: written here, published and called off by members.workflow, and who comes to them."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.forms.events import EventForm
from members.models import Event, Registration
from members.workflow import events as workflow
from projects.admin.autocomplete import LooksUp
from projects.admin.badges import ShowsState
from projects.admin.locking import GuardsVersion
from projects.admin.searching import SearchesFewWords
from projects.admin.seeing import may_see
from projects.submissions.fields import Text, WebAddress
from projects.workflow import NotAllowed

FIELDS = ["title", "slug", "kind", "state_badge", ("starts", "ends"), "place", "joining_link"]
FIELDS += ["tell", "summary", "description", "capacity", "is_open", "resources"]


class ReasonForm(forms.Form):
    reason = Text(
        max_length=1000,
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("Sent to everybody who registered, and kept in the history."),
        error_messages={"required": _("Say why: those who registered are told so.")},
    )


@admin.register(Event)
class EventAdmin(ShowsState, SearchesFewWords, LooksUp, GuardsVersion, admin.ModelAdmin):
    form = EventForm
    list_display = ["title", "starts", "kind", "state_badge", "number_registered", "is_open"]
    list_filter = ["state", "kind", "starts"]
    search_fields = ["title", "place"]
    ordering = ["-starts", "pk"]
    autocomplete_fields = ["resources"]
    prepopulated_fields = {"slug": ["title"]}
    formfield_overrides = {models.URLField: {"form_class": WebAddress}}
    actions = ["publish"]
    change_form_template = "admin/members/event/change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).with_registered()

    def get_urls(self):
        view = self.admin_site.admin_view(self.cancel_view)
        name = "members_event_cancel"
        return [path("<str:object_id>/cancel/", view, name=name), *super().get_urls()]

    def get_fields(self, request, obj=None):
        """Only of a published one somebody could be told."""
        is_public = obj is not None and obj.state == Event.State.PUBLISHED
        left_out = [] if obj else ["state_badge"]
        if not is_public or not self.has_change_permission(request, obj):
            left_out.append("tell")
        return [name for name in FIELDS if name not in left_out]

    def get_readonly_fields(self, request, obj=None):
        """The address of what was published stays: it stands in mails and calendars."""
        is_public = obj is not None and obj.state != Event.State.DRAFT
        return ["state_badge", "slug"] if is_public else ["state_badge"]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_view_on_site_url(self, obj=None):
        """A draft has no page on the site."""
        is_public = obj is not None and obj.state != Event.State.DRAFT
        return obj.get_absolute_url() if is_public else None

    def has_delete_permission(self, request, obj=None):
        """What was published is called off, so that those who come are told."""
        is_public = obj is not None and obj.state != Event.State.DRAFT
        return not is_public and super().has_delete_permission(request, obj)

    # --- Saving ---

    def save_model(self, request, obj, form, change):
        form.was = workflow.facts_of(Event.objects.get(pk=obj.pk)) if change else None
        if change and form.changed_data:
            obj.version += 1
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change or not form.cleaned_data.get("tell"):
            return
        if told := workflow.changed(form.instance, form.was):
            words = ngettext(
                "%(number)d person who registered is told of the change.",
                "%(number)d people who registered are told of the change.",
                told,
            )
            self.message_user(request, words % {"number": told}, messages.SUCCESS)

    def response_add(self, request, obj, post_url_continue=None):
        if "_publish" in request.POST:
            return self._publish_one(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if "_publish" in request.POST:
            return self._publish_one(request, obj)
        return super().response_change(request, obj)

    def _publish_one(self, request, obj):
        self.publish(request, Event.objects.filter(pk=obj.pk))
        return redirect("admin:members_event_change", obj.pk)

    # --- Its state ---

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request, queryset):
        for event in queryset.order_by("pk"):
            try:
                workflow.publish(event, request.user)
            except NotAllowed as refusal:
                self.message_user(request, str(refusal), messages.WARNING)
            else:
                words = _("“%(event)s” is on the site.") % {"event": event}
                self.message_user(request, words, messages.SUCCESS)

    def cancel_view(self, request, object_id):
        """Ask for a reason, then call the event off."""
        event = self.get_object(request, unquote(object_id))
        if event is None:
            raise Http404("There is no such event.")
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                workflow.cancel(event, request.user, form.cleaned_data["reason"])
            except NotAllowed as refusal:
                self.message_user(request, str(refusal), messages.WARNING)
            else:
                words = _("“%(event)s” is cancelled. Those who registered are told so.")
                self.message_user(request, words % {"event": event}, messages.SUCCESS)
            return redirect("admin:members_event_change", event.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Cancel the event"),
            "opts": self.opts,
            "event": event,
            "registered": workflow.number_registered(event),
            "form": form,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/members/event/cancel.html", context)

    # --- What is shown ---

    def render_change_form(self, request, context, *args, **kwargs):
        """Names and addresses of those who come are for whoever may see registrations."""
        event = context.get("original")
        if event and may_see(request.user, Registration):
            context["registrations"] = event.registrations.select_related("member").exclude(
                state=Registration.State.UNCONFIRMED
            )
            context["registered"] = workflow.number_registered(event)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("registered"), ordering="registered")
    def number_registered(self, event):
        if event.capacity is None:
            return event.registered
        return _("%(number)s of %(most)s") % {"number": event.registered, "most": event.capacity}
