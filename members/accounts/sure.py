"""Pages that change how somebody signs in open only to who has shown that it is their account.

allauth asks again for the password or the second step, where there is one. It lets a session pass
that has not used the second step, and never asks who has neither.
"""

from functools import wraps

from allauth.account.adapter import get_adapter
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from members.accounts import second_factor


def with_second_step(view):
    """Ask for the second step first, where the account has one and this session has not used it."""

    @wraps(view)
    def page(request, *args, **kwargs):
        if _owes_second_step(request):
            return _ask(request, "mfa_reauthenticate")
        return view(request, *args, **kwargs)

    return page


def signed_in_anew(view):
    """Ask so too; and who has no password signs in anew, unless they did minutes ago."""

    @wraps(view)
    def page(request, *args, **kwargs):
        if _was_long_ago(request):
            has_one = second_factor.has_one(request.user)
            return _ask(request, "mfa_reauthenticate" if has_one else "account_reauthenticate")
        return view(request, *args, **kwargs)

    return with_second_step(page)


def _owes_second_step(request):
    who = request.user
    return (
        who.is_authenticated and second_factor.has_one(who) and not second_factor.was_used(request)
    )


def _was_long_ago(request):
    """Whether somebody without a password, whom allauth would not ask, signed in long ago."""
    who = request.user
    has_none = who.is_authenticated and not who.has_usable_password()
    return has_none and get_adapter().is_reauthentication_required(app="allauth.account")


def _ask(request, how):
    return redirect(f"{reverse(how)}?{urlencode({'next': request.get_full_path()})}")
