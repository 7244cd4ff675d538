"""Browsers that an account was signed in with before.

Tries are counted for each account, so a stranger who keeps trying uses up what its owner may. A
browser that has signed in to the account is counted by itself: nobody can lock its owner out.
"""

import hashlib

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

COOKIE = "known_browser"
SECONDS = 180 * 24 * 3600
_SALT = "members.accounts.known_browser"


def counted_as(request, email):
    """Return what tries to sign in to this account from this browser are counted under."""
    email = email.lower()
    mark = request.COOKIES.get(COOKIE, "")
    try:
        digest = signing.loads(mark, salt=_SALT, max_age=SECONDS)
    except signing.BadSignature:
        return email
    if digest != _digest(email):
        return email
    return f"{email} {hashlib.sha256(mark.encode()).hexdigest()}"


def remember(response, email):
    """Mark the browser; the mark tells nothing to whoever reads it."""
    response.set_cookie(
        COOKIE,
        signing.dumps(_digest(email.lower()), salt=_SALT),
        max_age=SECONDS,
        path=reverse("account"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _digest(email):
    return salted_hmac(_SALT, email, algorithm="sha256").hexdigest()
