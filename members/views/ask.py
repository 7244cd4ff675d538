"""Writing to the people who run a project, or to a member, without their address."""

from django.http import Http404
from django.shortcuts import redirect, render

from members.forms.asking import AskForm
from members.limits.pages import limited
from members.profiles import audiences_of
from members.views.directory import find
from members.workflow import messages
from projects.submissions import guarding
from projects.submissions.workflow import Person, TooMany
from projects.views.proposing import checked, entry_or_answer, form_answer, form_page


@form_page
def ask_project(request, slug):
    """Show the form, and pass on what is written in it."""
    project, answer = entry_or_answer(request, slug, "ask_project")
    if project is None:
        return answer
    context = {"project": project, "is_nobody": not messages.recipients_of(project)}
    return _ask(request, context, project=project)


@form_page
@limited
def ask_member(request, key):
    """Show the form to whoever may find the member, and pass on what is written in it.

    To all others there is no such member; what they typed is shown, so that it can be copied.
    """
    try:
        profile = find(key, audiences_of(request.user))
        if profile.pk == request.user.pk:
            raise Http404("Nobody writes to themselves.")
    except Http404:
        if request.method != "POST":
            raise
        form = AskForm(request.POST)
        typed = [(each.label, each.value()) for each in form if each.value()]
        return render(request, "members/ask/gone.html", {"typed": typed}, status=404)
    return _ask(request, {"profile": profile}, recipient=profile.member)


def _ask(request, context, **to):
    """to: project=… or recipient=…, as messages.send takes it."""

    def page(form, token, status=200, **more):
        return form_answer(request, "members/ask/ask.html", form, token, context | more, status)

    is_signed_in = request.user.is_authenticated
    if request.method != "POST":
        return page(AskForm(is_signed_in=is_signed_in), guarding.new_form_token())
    form = AskForm(request.POST, is_signed_in=is_signed_in)
    token, is_right = checked(request, form)
    if not is_right:
        return page(form, token, 422)
    data = form.cleaned_data
    if is_signed_in:
        writer = Person(member=request.user)
    else:
        writer = Person(data["your_name"], data["your_email"])
    try:
        sent = messages.send(
            data["message"],
            writer=writer,
            form_token=token.key,
            sender=guarding.sender_of(request),
            **to,
        )
    except TooMany as error:
        form.add_error(None, str(error))
        return page(form, token, 429)
    if not sent.is_taken:
        return page(form, token, 409, as_new=guarding.new_form_token(token.issued).text)
    if is_signed_in:
        return redirect("message", sent.message.token)
    return redirect("message_sent")
