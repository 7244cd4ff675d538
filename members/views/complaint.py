"""Complaining about how one's data are used."""

import re

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from members.forms.complaint import ComplaintForm
from members.privacy.durations import ANSWER_TO_COMPLAINT
from members.workflow import complaints
from projects.submissions import guarding
from projects.submissions.limits import TooMany
from projects.views.proposing import checked, form_answer, form_page


@form_page
def complaint(request):
    """Show the form, and take it in."""
    member = request.user if request.user.is_authenticated else None
    if request.method != "POST":
        return _page(request, ComplaintForm(is_signed_in=bool(member)), guarding.new_form_token())
    form = ComplaintForm(request.POST, is_signed_in=bool(member))
    token, is_right = checked(request, form)
    if not is_right:
        return _page(request, form, token, 422)
    sender = guarding.sender_of(request)
    try:
        made = complaints.receive(
            form.cleaned_data, form_token=token.key, sender=sender, member=member
        )
    except TooMany as error:
        form.add_error(None, str(error))
        return _page(request, form, token, 429)
    return redirect(f"{reverse('complaint_sent')}?reference={made.reference}")


@csrf_exempt
@require_safe
def sent(request):
    """Say that it has arrived; what the page may show, the sender was just told."""
    reference = request.GET.get("reference", "")
    if not re.fullmatch(r"BW-[2-9A-Z]{4}-[2-9A-Z]{4}", reference):
        reference = ""
    context = {"reference": reference, "days": ANSWER_TO_COMPLAINT.days}
    response = render(request, "members/privacy/complaint_sent.html", context)
    response["Cache-Control"] = "no-cache"
    return response


def _page(request, form, token, status=200):
    context = {"days": ANSWER_TO_COMPLAINT.days}
    template = "members/privacy/complaint.html"
    return form_answer(request, template, form, token, context, status)
