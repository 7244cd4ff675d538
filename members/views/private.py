"""Pages for those who are signed in."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.utils import timezone

from members.models import Profile
from projects.views import kept
from projects.views.proposing import form_page


def signed_in_page(view):
    """Make a view of a page for whoever is signed in; others are asked to sign in, and led back;
    what they sent is kept for them.

    Nobody may store it.
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        if not request.user.is_authenticated:
            if request.method == "POST":
                return kept.signed_out(request)
            return redirect_to_login(request.get_full_path())
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response

    return form_page(page)


def member_page(view):
    """Make a view of a page for members of the network; it finds them as `request.profile`.

    Staff who are no members are told how to become one.
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        request.profile = (
            Profile.objects.select_related("member", "organisation", "area")
            .filter(pk=request.user.pk)
            .first()
        )
        if request.profile is None:
            return render(request, "members/not_a_member.html", status=403)
        _note_the_day(request.profile)
        return view(request, *args, **kwargs)

    return signed_in_page(page)


def _note_the_day(profile):
    """Note, once a day, that they were here: who is silent for two years is asked, then erased."""
    today = timezone.localdate()
    if profile.seen_on != today:
        Profile.objects.filter(pk=profile.pk).update(seen_on=today, asked_at=None)
        profile.seen_on, profile.asked_at = today, None
