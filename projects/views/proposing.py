"""What the pages with a form share: how they are asked for, and how what was typed is sent on."""

import logging
from functools import wraps
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from projects.models import FormerSlug, Project
from projects.submissions import guarding
from projects.submissions.at_once import receive
from projects.submissions.workflow import Person, TooMany
from projects.views import kept

logger = logging.getLogger(__name__)

# The button that sends a form once more as another submission; its value is a new token.
AS_NEW = "as_new"


def form_page(view):
    """Make a view of a page with a form: nothing that was typed is lost where it fails.

    Back shows the page as it was left, so it may be stored by the browser, though by nobody else.
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Exception as error:
            if request.method != "POST" or not kept.passes_by(error):
                raise
            logger.warning("a form could not be taken in: %s", error)
            return kept.unavailable(request)
        response.headers.setdefault("Cache-Control", "no-cache, private")
        return response

    # Another method is told 405, not 403: so its check comes before that of the token.
    answer = csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(csrf_protect(page)))
    answer.when_refused = kept.refused
    return answer


def entry_or_answer(request, slug, name):
    """Return (published entry, None), or (None, the answer where there is none); raises Http404.

    name: of the address, so that a former slug leads to the same page of the present one. What was
    typed about an entry that has gone meanwhile is shown, so that it can be copied.
    """
    entry = Project.objects.filter(slug=slug).exclude(state=Project.State.DRAFT).first()
    if entry is None:
        former = FormerSlug.objects.filter(slug=slug).select_related("project").first()
        if former is None or former.project.state == Project.State.DRAFT:
            if request.method == "POST":
                return None, kept.gone(request, 404)
            raise Http404("There is no such project.")
        entry = former.project
        if entry.state == Project.State.PUBLISHED and request.method != "POST":
            return None, redirect(name, entry.slug, permanent=True)
    if entry.state == Project.State.WITHDRAWN:
        if request.method == "POST":
            return None, kept.gone(request, 410)
        return None, render(request, "projects/project_withdrawn.html", status=410)
    return entry, None


def send(request, form, token, kind, values, page, **about):
    """Keep what a valid form holds and lead on to the page that says so.

    token: its guarding.FormToken. page: called as page(form, token, status, **context), it answers
    with the form where it is not taken in. about: what else workflow.receive wants to know.
    """
    data = form.cleaned_data
    if request.user.is_authenticated:
        person = Person(member=request.user)
    else:
        person = Person(name=data["your_name"], email=data["your_email"])
    try:
        received = receive(
            kind,
            values,
            person=person,
            form_token=token.key,
            note=data.get("note", ""),
            sender=guarding.sender_of(request),
            **about,
        )
    except TooMany as error:
        form.add_error(None, str(error))
        return page(form, token, 429)
    submission = received.submission
    is_theirs = person.member and submission.submitter_id == person.member.pk
    if not received.is_taken:
        sent_before = {
            "page": reverse("submission", args=[submission.token]) if is_theirs else "",
            "has_mail": bool(submission.email),
            "new_token": guarding.new_form_token(token.issued).text,
        }
        return page(form, token, 409, sent_before=sent_before)
    if is_theirs:
        return redirect(just_sent(submission))
    if person.member:
        return redirect("submitted")
    if not submission.email:
        return redirect(f"{reverse('submitted')}?{urlencode({'reference': submission.reference})}")
    return redirect("submitted")


def just_sent(submission):
    """Return the address of its private page, which then throws the draft in the browser away."""
    return f"{reverse('submission', args=[submission.token])}?sent=1"


def form_answer(request, template, form, token, context, status=200):
    """Return the page with the form; 422 where it has to be mended."""
    context |= {"form": form, "token": token, "honeypot": guarding.HONEYPOT}
    return render(request, template, context, status=status)


def checked(request, form):
    """Return (token, whether all is well); what is wrong is among the form's problems."""
    data = request.POST
    if AS_NEW in data:
        data = data.copy()
        data[guarding.TOKEN] = data[AS_NEW]
    token, wrong = guarding.check(data)
    if not form.is_valid() or wrong:
        if wrong:
            form.add_error(None, wrong)
        return token, False
    return token, True
