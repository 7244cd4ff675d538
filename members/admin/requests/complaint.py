"""Complaints about data: a duty to answer, in words."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from members.admin.requests.deciding import Button, DecidesRequests
from members.models import Complaint
from members.workflow import complaints

MOST_BESIDE = 20


@admin.register(Complaint)
class ComplaintAdmin(DecidesRequests):
    list_display = ["what", "reference", "state_badge", "created", "waited"]
    list_filter = ["state", ("created", admin.DateFieldListFilter)]
    search_fields = ["reference", "name", "email"]
    search_help_text = _("A reference, a name or an e-mail address.")
    beside_template = "admin/members/beside_complaint.html"
    related = ["member"]
    buttons = (
        Button(
            "answer",
            _("Answer"),
            _("answered"),
            _("Write the answer: a complaint is answered with words."),
            is_default=True,
        ),
    )

    def decide(self, button, complaint, request, form):
        """Send the answer. Raises NotAllowed."""
        message = form.cleaned_data.get("message", "")
        complaints.answer(complaint, request.user, message, form.opened_version)

    def sent(self, complaint):
        """Return (label, words) of what was sent."""
        return [
            (_("Name"), complaint.name),
            (_("E-mail address"), complaint.email),
            (_("In their words"), complaint.text),
        ]

    def beside(self, complaint, request):
        """Return what helps: by when it is to be answered, and what else they complained about."""
        others = Complaint.objects.none()
        if complaint.email:
            others = Complaint.objects.filter(email__same_address=complaint.email)
        return {
            "due": complaints.answer_due(complaint),
            "others": others.exclude(pk=complaint.pk)[:MOST_BESIDE],
        }
