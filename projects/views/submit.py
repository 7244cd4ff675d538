"""Proposing a new project."""

import re
from functools import partial

from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from projects.models import Submission
from projects.submissions import guarding
from projects.submissions.choices import public_organisations
from projects.submissions.duplicates import describe_values, find_alike
from projects.submissions.forms import EAST, NORTH, SOUTH, WEST, ProposalForm
from projects.submissions.values import empty_values
from projects.submissions.waiting import usual_wait_in_words
from projects.views.proposing import checked, form_answer, form_page, send
from projects.views.public import public_page

ALIKE_FIELDS = ["name", "organisation", "website", "postcode", "latitude", "longitude"]
LONGEST = 500  # letters of what is compared
MOST_AREAS = 20
SEEN = "seen"


@form_page
def submit(request):
    """Show the form; take it in once those who sent it have seen what is likely the same."""
    known = public_organisations()
    options = {"known": known, "is_signed_in": request.user.is_authenticated}
    if request.method != "POST":
        form = ProposalForm(initial=empty_values(), **options)
        return _page(request, form, guarding.new_form_token())
    form = ProposalForm(request.POST, **options)
    token, is_right = checked(request, form)
    if not is_right:
        return _page(request, form, token, 422)
    values = form.values()
    alike = likely_duplicates(values)
    if {project.slug for project, _ in alike} - set(request.POST.get(SEEN, "").split()):
        return _page(request, form, token, alike=alike)
    return send(request, form, token, Submission.Kind.NEW, values, partial(_page, request))


@public_page
def alike(request):
    """Answer with the published entries that what is being typed may be: part of a page."""
    values = {field: _tidy(request.GET.get(field, "")) for field in ALIKE_FIELDS}
    values["coverage"] = [_tidy(slug) for slug in request.GET.getlist("coverage")[:MOST_AREAS]]
    if not _is_in_the_uk(values):
        del values["latitude"], values["longitude"]
    found = likely_duplicates(values) if len(values["name"]) > 2 or values["website"] else []
    return render(request, "projects/submit/_alike.html", {"alike": found})


@csrf_exempt
@require_safe
def submitted(request):
    """Say that it has arrived. It holds no secret: what it may show, the sender was just told."""
    reference = request.GET.get("reference", "")
    if not re.fullmatch(r"BW-[2-9A-Z]{4}-[2-9A-Z]{4}", reference):
        reference = ""
    context = {
        "reference": reference,
        "is_erased": request.GET.get("erased") == "1",
        "wait": usual_wait_in_words(),
    }
    response = render(request, "projects/submit/sent.html", context)
    response["Cache-Control"] = "no-cache"  # how long it takes is no part of any ETag
    return response


def likely_duplicates(values):
    """Return [(published entry, Likeness)] of those that these values are likely to be."""
    found = find_alike(describe_values(values), published_only=True)
    return [(project, likeness) for project, likeness in found if likeness.is_likely]


def _tidy(text):
    return " ".join(text.replace("\0", "").split())[:LONGEST]


def _is_in_the_uk(values):
    """Whether a pin as it is being typed can be compared at all."""
    try:
        latitude, longitude = float(values["latitude"]), float(values["longitude"])
    except ValueError:
        return False
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST


def _page(request, form, token, status=200, alike=(), **more):
    seen = {*request.POST.get(SEEN, "").split(), *(project.slug for project, _ in alike)}
    context = more | {
        "alike": alike,
        "asks_about_alike": bool(alike),
        "seen": " ".join(sorted(seen)),
        "organisations": form.known,
    }
    return form_answer(request, "projects/submit/submit.html", form, token, context, status)
