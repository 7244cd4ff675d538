"""Proposing a resource, which staff then publish or not."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from members.forms.resources import ResourceForm
from members.resource_address import in_list
from members.views.private import member_page
from members.workflow import proposals
from projects.submissions import guarding
from projects.submissions.choices import public_organisations
from projects.submissions.limits import TooMany
from projects.views.proposing import checked, form_answer


@member_page
def propose(request):
    """Show the form, and keep what is proposed in it; it is shown once staff have accepted it."""
    if request.method != "POST":
        about = request.GET.get("project", "").replace("\0", "")[:200]
        form = ResourceForm(initial={"projects": about})
        return _page(request, form, guarding.new_form_token())
    form = ResourceForm(request.POST)
    token, is_right = checked(request, form)
    if not is_right:
        return _page(request, form, token, 422)
    values = form.values()
    try:
        proposal = proposals.propose(request.user, values, token.key)
    except TooMany as error:
        form.add_error(None, str(error))
        return _page(request, form, token, 429)
    if any(getattr(proposal, name) != value for name, value in values.items()):
        # The form was sent before with something else in it, which is what we hold.
        as_new = guarding.new_form_token(token.issued).text
        return _page(request, form, token, 409, as_new=as_new)
    messages.success(
        request,
        _("Thank you. “%(title)s” is with us (%(reference)s). We write to you when it is decided.")
        % {"title": proposal.title, "reference": proposal.reference},
    )
    return redirect("account")


def _page(request, form, token, status=200, as_new=""):
    known = form.known_already
    context = {
        "as_new": as_new,
        "organisations": public_organisations(),
        "known_already": known,
        "known_address": in_list(known) if known else "",
    }
    return form_answer(request, "members/resources/propose.html", form, token, context, status)
