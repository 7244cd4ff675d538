"""Stewardships: who wants to look after an organisation's entries, and who does."""

from django.contrib import admin
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from members.accounts.domains import domain_agrees
from members.admin.requests import waiting
from members.admin.requests.deciding import PENDING, Button, DecidesRequests, domain_of
from members.models import Member, Stewardship
from members.workflow import stewardships
from projects.admin.seeing import may_see
from projects.models import Project
from projects.workflow import ChangedMeanwhile

MOST_BESIDE = 30
END = Button(
    "end", _("End it"), _("ended"), _("Say why: the member will read it, and colleagues later.")
)
TRUST = Button("trust", _("Trust: their changes go onto the site at once"), _("trusted now"))
STOP = Button("stop", _("Stop trusting: we check their changes first"), _("not trusted any more"))


@admin.register(Stewardship)
class StewardshipAdmin(DecidesRequests):
    list_display = ["what", "is_trusted", "state_badge", "created", "waited"]
    list_filter = ["state", "is_trusted"]
    list_select_related = ["member", "organisation"]
    search_fields = ["organisation__name", "member__name"]
    search_help_text = _("A name or an organisation.")
    beside_template = "admin/members/beside_stewardship.html"
    related = ["member__profile__organisation", "organisation"]
    buttons = (
        Button("approve", _("Accept"), _("accepted"), is_default=True),
        Button("approve-trusted", _("Accept and trust"), _("accepted and trusted")),
        Button(
            "reject",
            _("Do not accept"),
            _("not accepted"),
            _("Say why: whoever asked will read it."),
        ),
    )
    later_buttons = (TRUST, STOP, END)

    def buttons_for(self, stewardship):
        """Return the Buttons for the state that it has."""
        if stewardship.state == Stewardship.State.ACTIVE:
            return (STOP if stewardship.is_trusted else TRUST, END)
        return super().buttons_for(stewardship)

    def decide(self, button, stewardship, request, form):
        """Do what a button says. Raises NotAllowed."""
        who, version = request.user, form.opened_version
        message = form.cleaned_data.get("message", "")
        if button in ("approve", "approve-trusted"):
            stewardships.approve(stewardship, who, version, button == "approve-trusted", message)
        elif button == "reject":
            stewardships.reject(stewardship, who, message, version)
        else:
            if version != stewardship.version:
                raise ChangedMeanwhile(
                    say("It was changed after you opened it. Here it is as it stands now.")
                )
            if button == "end":
                stewardships.end(stewardship, who, message)
            else:
                stewardships.trust(stewardship, who, button == "trust")

    def sent(self, stewardship):
        """Return (label, words) of what was asked."""
        profile = getattr(stewardship.member, "profile", None)
        return [
            (_("Member"), waiting.name_of(stewardship.member)),
            (_("Their organisation"), profile.organisation_label if profile else ""),
            (_("Wants to look after"), str(stewardship.organisation))
            if stewardship.state == PENDING
            else (_("Entries of"), str(stewardship.organisation)),
            (_("To us"), stewardship.note),
            (_("Trusted"), _("Their changes go onto the site at once."))
            if stewardship.is_trusted
            else ("", ""),
        ]

    def beside(self, stewardship, request):
        """Return what helps: whether the addresses agree, who else does it, which entries."""
        organisation, member = stewardship.organisation, stewardship.member
        others = organisation.stewardships.exclude(pk=stewardship.pk)
        entries = Project.objects.none()
        if may_see(request.user, Project):
            entries = Project.objects.filter(lead_organisation=organisation).order_by("sort_key")
        sees_address = may_see(request.user, Member)
        return {
            "organisation": organisation,
            "address": member.email if sees_address else f"…@{domain_of(member.email)}",
            "agrees": domain_agrees(member.email, organisation.website),
            "others": others.filter(state__in=["active", "pending"]).select_related("member"),
            "theirs": member.stewardships.exclude(pk=stewardship.pk).select_related("organisation")[
                :MOST_BESIDE
            ],
            "entries": entries[:MOST_BESIDE],
        }
