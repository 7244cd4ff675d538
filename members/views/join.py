"""Asking to join the network."""

from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from members.forms.joining import JoinForm
from members.known import is_of_the_network
from members.workflow import applications
from projects.submissions import guarding
from projects.submissions.choices import public_organisations
from projects.submissions.limits import TooMany
from projects.submissions.waiting import usual_wait_in_words
from projects.views.proposing import checked, form_answer, form_page


@form_page
def join(request):
    """Show the form, and keep what is sent; whoever sends it is told the same of any address."""
    who = request.user
    if who.is_authenticated and is_of_the_network(who):
        return render(request, "members/join/member.html")
    if request.method != "POST":
        # Staff who are no members yet.
        known = {"name": who.name, "email": who.email} if who.is_authenticated else {}
        return _page(request, JoinForm(initial=known), guarding.new_form_token())
    form = JoinForm(request.POST)
    token, is_right = checked(request, form)
    if not is_right:
        return _page(request, form, token, 422)
    try:
        applications.receive(
            form.cleaned_data, form_token=token.key, sender=guarding.sender_of(request)
        )
    except TooMany as error:
        form.add_error(None, str(error))
        return _page(request, form, token, 429)
    return redirect("join_sent")


@csrf_exempt
@require_safe
def sent(request):
    """Say that a mail is on its way, or that all is erased."""
    context = {"is_erased": request.GET.get("erased") == "1", "wait": usual_wait_in_words()}
    response = render(request, "members/join/sent.html", context)
    response["Cache-Control"] = "no-cache"
    return response


def _page(request, form, token, status=200):
    context = {"organisations": public_organisations()}
    return form_answer(request, "members/join/join.html", form, token, context, status)
