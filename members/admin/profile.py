"""The members of the network: their list, what staff may put right, figures, and the export."""

from django import forms
from django.contrib import admin
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.admin.exporting import ExportsMembers
from members.admin.figures import ShowsFigures
from members.admin.profile_filters import AreaFilter, HereFilter, OrganisationKindFilter
from members.admin.seeing import sees_addresses
from members.models import Profile
from members.models.profile import PARTS
from projects.admin.autocomplete import LooksUp
from projects.admin.locking import GuardsVersion
from projects.admin.searching import SearchesFewWords
from projects.submissions.fields import Line

OF_THE_PERSON = ["email", "phone"]
SHOWN = {
    "name": _("name"), "organisation": _("organisation"), "kind": _("what they do"),
    "interests": _("interests"), "area": _("area"), "about": _("about them"),
    "email": _("e-mail address"), "phone": _("telephone"),
}  # fmt: skip


class ProfileForm(forms.ModelForm):
    """What staff may put right; all else is for the member to say."""

    name = Line(label=_("Name"), max_length=150)

    class Meta:
        model = Profile
        fields = ["organisation", "organisation_name", "kind", "area"]

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.initial["name"] = self.instance.member.name

    def clean(self):
        """Let an organisation of the directory stand for its name."""
        cleaned = super().clean()
        if cleaned.get("organisation"):
            cleaned["organisation_name"] = ""
        return cleaned


@admin.register(Profile)
class ProfileAdmin(
    ShowsFigures, ExportsMembers, SearchesFewWords, LooksUp, GuardsVersion, admin.ModelAdmin
):
    form = ProfileForm
    list_display = ["member_name", "organisation_label", "kind", "area", "joined_on", "seen_on"]
    list_filter = [
        "kind", OrganisationKindFilter, AreaFilter, "interests", HereFilter, "member__is_active",
        ("joined_at", admin.DateFieldListFilter),
    ]  # fmt: skip
    list_select_related = ["member", "organisation", "area"]
    list_per_page = 50
    search_fields = ["member__name", "organisation__name", "organisation_name"]
    search_help_text = _("A name or an organisation.")
    ordering = ["member__name", "pk"]
    autocomplete_fields = ["organisation", "area"]
    readonly_fields = [
        "email", "phone", "about", "their_interests", "what_they_show", "takes_messages",
        "joined_at", "seen_on", "is_active",
    ]  # fmt: skip
    change_list_template = "admin/members/profile/change_list.html"
    change_form_template = "admin/members/profile/change_form.html"

    def get_urls(self):
        def page(address, view, name):
            name = f"members_profile_{name}"
            return path(address, self.admin_site.admin_view(view), name=name)

        return [
            page("figures/", self.figures_view, "figures"),
            page("export/", self.export_view, "export"),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request, obj=None):
        """What staff may put right first; addresses only for those who may see accounts."""
        private = OF_THE_PERSON if sees_addresses(request.user) else []
        right = ["name", "organisation", "organisation_name", "kind", "area"]
        said = [*private, "about", "their_interests", "what_they_show", "takes_messages"]
        return [
            (_("To put right"), {"fields": right}),
            (_("What they say of themselves"), {"fields": said}),
            (_("Dates"), {"fields": ["joined_at", "seen_on", "is_active"]}),
        ]

    def get_list_display(self, request):
        shown = [*self.list_display]
        return [shown[0], "email", *shown[1:]] if sees_addresses(request.user) else shown

    def get_search_fields(self, request):
        private = ["member__email"] if sees_addresses(request.user) else []
        return [*self.search_fields, *private]

    def lookup_allowed(self, lookup, value, request):
        """Not by what somebody may not see: the list's length would tell it letter by letter."""
        is_secret = lookup.partition("__")[0] in ("phone", "key", "about")
        return not is_secret and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request):
        """People apply."""
        return False

    def has_delete_permission(self, request, obj=None):
        """A member is deleted with the account, which forgets all else of them, too."""
        return False

    def changelist_view(self, request, extra_context=None):
        """The list, with the way to the figures and to the export."""
        context = {
            "title": _("Members of the network"),
            "may_export": self.may_export(request),
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)

    def render_change_form(self, request, context, *args, **kwargs):
        profile = context["original"]
        context["member_account"] = sees_addresses(request.user)
        for model, name in [("stewardship", "stewardships"), ("application", "applications")]:
            seen = request.user.has_perm(f"members.view_{model}")
            related = {"stewardships": ["organisation"]}.get(name, [])
            rows = getattr(profile.member, name).select_related(*related)
            context[f"their_{name}"] = rows if seen else ()
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        """A form that the member has open is then told of it before it is saved."""
        obj.version += 1
        super().save_model(request, obj, form, change)
        member, name = obj.member, form.cleaned_data["name"]
        if member.name != name:
            member.name = name
            member.save(update_fields=["name"])

    # --- Columns ---

    @admin.display(description=_("name"), ordering="member__name")
    def member_name(self, profile):
        return profile.member.name or _("without a name")

    @admin.display(description=_("e-mail address"), ordering="member__email")
    def email(self, profile):
        return profile.member.email

    @admin.display(description=_("organisation"), ordering="organisation__name", empty_value="–")
    def organisation_label(self, profile):
        return profile.organisation_label or None

    @admin.display(description=_("joined"), ordering="joined_at")
    def joined_on(self, profile):
        return timezone.localdate(profile.joined_at)

    @admin.display(description=_("account in use"), boolean=True)
    def is_active(self, profile):
        return profile.member.is_active

    @admin.display(description=_("interests"))
    def their_interests(self, profile):
        return ", ".join(str(each) for each in profile.interests.all()) or "–"

    @admin.display(description=_("what they show"))
    def what_they_show(self, profile):
        shown = [(SHOWN[part], getattr(profile, f"get_shows_{part}_display")()) for part in PARTS]
        return ", ".join(f"{part}: {str(audience).lower()}" for part, audience in shown)
