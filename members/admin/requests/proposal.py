"""Proposed resources: put right, then accepted or not."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from members.admin.requests import waiting
from members.admin.requests.deciding import PENDING, Button, DecidesRequests
from members.admin.requests.proposal_form import ProposalForm
from members.models import ResourceProposal
from members.workflow import proposals
from projects.models import Approach, Project, Resource, Topic
from projects.submissions.naming import known_organisation

MOST_BESIDE = 20


@admin.register(ResourceProposal)
class ResourceProposalAdmin(DecidesRequests):
    form_class = ProposalForm
    list_display = ["what", "kind", "reference", "state_badge", "created", "waited"]
    list_filter = ["state", "kind", ("created", admin.DateFieldListFilter)]
    search_fields = ["reference", "title", "link", "member__name"]
    search_help_text = _("A reference, a title, a link or the name of who proposed it.")
    beside_template = "admin/members/beside_proposal.html"
    related = ["member", "resource"]
    buttons = (
        Button("approve", _("Accept"), _("accepted, and on the site"), is_default=True),
        Button(
            "reject",
            _("Do not accept"),
            _("not accepted"),
            _("Say why: whoever proposed it will read it."),
        ),
    )

    def may_press(self, request, button):
        """Whether this member may press this Button: accepting writes a resource."""
        return button.name != "approve" or request.user.has_perm("projects.add_resource")

    def decide(self, button, proposal, request, form):
        """Do what a button says. Raises NotAllowed."""
        who, version = request.user, form.opened_version
        message = form.cleaned_data.get("message", "")
        if button == "approve":
            values = form.values() if form.is_valid() else {}
            try:
                proposals.approve(proposal, who, version, values, message)
            except ValidationError as invalid:  # what only the table could tell
                form.add_error(None, invalid.messages)
        else:
            proposals.reject(proposal, who, message, version)

    def sent(self, proposal):
        """Return (label, words) of what was sent, and by whom."""
        return [
            (_("Proposed by"), waiting.name_of(proposal.member)),
            (_("To us"), proposal.note),
            *(() if proposal.state == PENDING else _proposed(proposal)),
        ]

    def beside(self, proposal, request):
        """Return what helps: resources that may be the same, and what the organisation is."""
        with_link = Resource.objects.leading_to(proposal.link)
        titled = Resource.objects.filter(title__iexact=proposal.title)
        twins = ResourceProposal.objects.filter(
            Q(link__iexact=proposal.link) | Q(title__iexact=proposal.title), state=PENDING
        )
        name = proposal.organisation_name
        return {
            "with_link": with_link[:MOST_BESIDE],
            "titled": titled.exclude(pk__in=[each.pk for each in with_link])[:MOST_BESIDE],
            "twins": twins.exclude(pk=proposal.pk)[:MOST_BESIDE],
            "known": known_organisation(name) if name else None,
            "about": Project.objects.filter(slug__in=proposal.projects, state="published"),
            "may_accept": request.user.has_perm("projects.add_resource"),
        }


def _proposed(proposal):
    def names(model, slugs):
        found = model.objects.filter(slug__in=slugs).values_list("name", flat=True)
        return get_text_list(list(found), _("and"))

    return [
        (_("Title"), proposal.title),
        (_("Link"), proposal.link),
        (_("Kind"), proposal.get_kind_display()),
        (_("Year"), proposal.year),
        (_("Organisation"), proposal.organisation_name),
        (_("Summary"), proposal.summary),
        (_("Topics"), names(Topic, proposal.topics)),
        (_("Approaches"), names(Approach, proposal.approaches)),
        (_("Projects it is about"), names(Project, proposal.projects)),
    ]
