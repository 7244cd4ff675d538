"""The members of the network as others see them: the directory, and a page for each."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from members.filters import MemberFilter
from members.limits.pages import limited
from members.models import Profile
from members.profiles import profile_of, visible
from members.querysets.profile import FELLOWS, PUBLIC
from members.views.private import member_page
from projects.models import Organisation

PAGE_SIZE = 20
# As whom the owner of a page may look at it.
AUDIENCES = {"members": FELLOWS, "everyone": PUBLIC}


@require_safe
@member_page
@limited
def directory(request):
    """Show the members that a query finds, each with what they show to members."""
    found = MemberFilter.read(request.GET)
    paginator = Paginator(found.members, PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
        "people": [(each, visible(each, FELLOWS)) for each in page.object_list],
        "chips": found.chips(),
        "advice": [] if paginator.count else found.advice(),
    }
    return render(request, "members/directory/directory.html", context)


@csrf_exempt  # there is nothing to forge, and another method is told 405, not 403
@require_safe
@limited
def member(request, key):
    """Show what a member shows to whoever asks; 404 where that is not even their name.

    The owner of the page sees it as members or as everyone would.
    """
    # A broken token cookie would be mended with a new one, on a page that has no form.
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
    own = profile_of(request.user)
    is_own = own is not None and own.key == key
    if is_own:
        seen_as = request.GET.get("as")
        seen_as = seen_as if seen_as in AUDIENCES else "members"
        audiences = AUDIENCES[seen_as]
        found = own
    else:
        seen_as, audiences = "", FELLOWS if own else PUBLIC
        found = find(key, audiences)
    shown = visible(found, audiences)
    context = {
        "profile": found,
        "shown": shown,
        "seen_as": seen_as,
        "is_own": is_own,
        "organisation": _with_a_page(found) if "organisation" in shown else None,
    }
    response = render(request, "members/directory/member.html", context)
    response["Cache-Control"] = "no-cache"  # what is hidden goes from every proxy at once
    response["X-Robots-Tag"] = "noindex"
    return response


def find(key, audiences):
    """Return the profile with this key; raises Http404 where they may not find it."""
    rows = Profile.objects.select_related("member", "organisation", "area")
    found = rows.found_by(audiences).filter(key=key).first()
    if found is None:
        raise Http404("There is no such member.")
    return found


def _with_a_page(profile):
    """Return their organisation where it has a page of its own, or None."""
    organisations = Organisation.objects.with_published_projects()
    return organisations.filter(pk=profile.organisation_id).first()
