"""The entries of the organisations that a member looks after."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from members.attention import count_attention, described, entries_of
from members.views.private import member_page
from projects.submissions import at_once
from projects.submissions.workflow import TooMany
from projects.workflow import NotAllowed

ON_A_PAGE = 30


@member_page
def entries(request):
    """Show them, with what needs attention; "Still right" says that one is."""
    if request.method != "POST":
        return _page(request)
    project = entries_of(request.user).filter(pk=_number(request.POST.get("entry"))).first()
    if project is None:
        return _page(request, 404, _("That is not among the entries that you look after."))
    if request.POST.get("do") != "still-right":
        return _page(request, 400, _("That button is not known here."))
    try:
        version = _number(request.POST.get("version"))
        is_done = at_once.say_still_right(request.user, project, version)
    except (NotAllowed, TooMany) as error:
        return _page(request, 409, str(error))
    if is_done:
        words = _("Thank you. “%(name)s” says now that it was checked today.")
    else:
        words = _("Thank you. We have your word that “%(name)s” is still right, and will look.")
    messages.success(request, words % {"name": project.name})
    return redirect("my_entries")


def _page(request, status=200, problem=""):
    found = entries_of(request.user)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "problem": problem,
        "page": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number)),
        "data": {},
        "entries": [described(project) for project in page],
        "counts": count_attention(request.user),
    }
    return render(request, "members/account/entries.html", context, status=status)


def _number(text):
    """A number that was sent, or 0, which no row and no version has."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0
