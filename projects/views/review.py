"""The page on which a contact says whether entries are still right. Its address is the key."""

import re

from django.shortcuts import redirect, render
from django.urls import reverse

from projects.models import Project, Review, ReviewedEntry
from projects.submissions.answering import answer
from projects.submissions.reviews import published_entries
from projects.submissions.workflow import NotAllowed
from projects.views.proposing import form_page
from projects.words import status_in_words

Answer = ReviewedEntry.Answer


@form_page
def review(request, token):
    """Show the entries with three buttons each; only a press of one changes anything."""
    found = (
        Review.objects.select_related("organisation")
        .filter(token=token, closed_at__isnull=True)
        .first()
    )
    if found is None:
        return _private(render(request, "projects/review_over.html", status=404))
    if request.method != "POST":
        return _page(request, found)
    what = request.POST.get("answer", "")
    if what not in Answer.values:
        return _page(request, found, "That button is not known here.", 400)
    try:
        entry = answer(found, _number(request, "entry"), what, _number(request, "version"))
    except NotAllowed as error:
        return _page(request, found, str(error), 409)
    if what == Answer.CHANGE:
        return _private(redirect("suggest", entry.project.slug))
    return _private(redirect(f"{reverse('review', args=[token])}#entry-{entry.pk}"))


def _page(request, found, problem="", status=200):
    entries = published_entries(found).select_related("project__lead_organisation")
    # Finished meanwhile: nothing to ask. Answered so: the answer stays to be seen.
    entries = [
        entry for entry in entries if entry.answer or entry.project.status != Project.Status.PAST
    ]
    for entry in entries:
        entry.status_words = status_in_words(entry.project)
    context = {
        "review": found,
        "entries": entries,
        "left": sum(not entry.answer for entry in entries),
        "problem": problem,
    }
    return _private(render(request, "projects/review.html", context, status=status))


def _private(response):
    """Let nobody keep the page or find it.

    The site's own Referrer-Policy already tells no other site its address; with "no-referrer"
    browsers would send "Origin: null", and each press of a button would be refused.
    """
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _number(request, name):
    text = request.POST.get(name, "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
