"""Applications: who wants to join, and what staff decide about it."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from members.accounts.domains import domain_agrees
from members.admin.requests.answer_form import AnswerForm
from members.admin.requests.deciding import Button, DecidesRequests, domain_of
from members.models import Application, Profile
from members.workflow import applications
from projects.models import Organisation
from projects.submissions.fields import Line
from projects.submissions.naming import known_organisation

MOST_FOUND = 10
MOST_BESIDE = 20
LONGEST_NAME = 200


class ApplicationForm(AnswerForm):
    """With the organisation that is meant: one of the directory, or its name as it was typed."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("Their organisation"),
        required=False,
        widget=forms.RadioSelect,
        empty_label=None,
    )
    find = Line(
        label=_("Another organisation that it may be"), max_length=LONGEST_NAME, required=False
    )

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        typed = self.thing.organisation_name
        self.known = known_organisation(typed) if typed else None
        offered = {each.pk: each for each in (self.known, *self.found(), self._chosen()) if each}
        as_typed = _("As they typed it: %(name)s") % {"name": typed} if typed else _("None")
        self.fields["organisation"].choices = [
            *((each.pk, self._label(each)) for each in offered.values()),
            ("", as_typed),
        ]
        if not self.is_bound and self.known:
            self.initial["organisation"] = self.known.pk

    def found(self):
        """Return the organisations whose name holds what was looked for."""
        text = " ".join(self.data.get("find", "").replace("\0", "").split())[:LONGEST_NAME]
        rows = Organisation.objects.filter(name__icontains=text) if text else ()
        return list(rows[:MOST_FOUND])

    def _chosen(self):
        key = self.data.get("organisation", "")
        if not (key.isascii() and key.isdecimal() and len(key) < 19):
            return None
        return Organisation.objects.filter(pk=int(key)).first()

    @staticmethod
    def _label(organisation):
        parts = [organisation.name, organisation.town]
        return _("In the directory: %(name)s") % {"name": ", ".join(filter(None, parts))}


@admin.register(Application)
class ApplicationAdmin(DecidesRequests):
    form_class = ApplicationForm
    list_display = ["what", "organisation_name", "kind", "state_badge", "created", "waited"]
    list_filter = ["state", "kind", ("created", admin.DateFieldListFilter)]
    search_fields = ["reference", "name", "email", "organisation_name"]
    search_help_text = _("A reference, a name, an e-mail address or an organisation.")
    beside_template = "admin/members/beside_application.html"
    related = ["member"]
    buttons = (
        Button("approve", _("Accept"), _("accepted"), is_default=True),
        Button(
            "ask", _("Ask for more"), _("asked for more"), _("Say what you want to know.")
        ),
        Button(
            "reject",
            _("Do not accept"),
            _("not accepted"),
            _("Say why: whoever applied will read it."),
        ),
    )  # fmt: skip

    def decide(self, button, application, request, form):
        """Do what a button says. Raises NotAllowed."""
        who, version = request.user, form.opened_version
        message = form.cleaned_data.get("message", "")
        if button == "approve":
            organisation = form.cleaned_data.get("organisation")
            applications.approve(application, who, version, organisation, message)
        elif button == "ask":
            applications.ask(application, who, message, version)
        else:
            applications.reject(application, who, message, version)

    def sent(self, application):
        """Return (label, words) of what was sent."""
        return [
            (_("Name"), application.name),
            (_("E-mail address"), application.email),
            (_("Organisation"), application.organisation_name),
            (_("What they do"), application.get_kind_display()),
            (_("Interests"), ", ".join(str(each) for each in application.interests.all())),
            (_("To us"), application.note),
            (_("Their answer"), application.answer),
        ]

    def beside(self, application, request):
        """Return what helps: the organisation, who else is of it, what the same person sent."""
        typed = application.organisation_name
        known = known_organisation(typed) if typed else None
        people = Profile.objects.filter(organisation=known) if known else Profile.objects.none()
        if not known and typed:
            people = Profile.objects.filter(organisation_name__iexact=typed)
        earlier = Application.objects.filter(email__same_address=application.email)
        return {
            "known": known,
            "domain": domain_of(application.email),
            "agrees": bool(known) and domain_agrees(application.email, known.website),
            "people": people.select_related("member")[:MOST_BESIDE],
            "earlier": earlier.exclude(pk=application.pk).exclude(email="")[:MOST_BESIDE],
        }
