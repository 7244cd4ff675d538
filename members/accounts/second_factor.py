"""The second step of signing in: a code from an app. Staff need it where the setting says so."""

import base64
import hashlib

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the code that the app shows now. Type the next one."),
        "cannot_delete_authenticator": _(
            "Staff need the second step, so you cannot switch it off."
        ),
    }

    def encrypt(self, text):
        """Return what the database holds of a secret."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Return the secret.

        Where SECRET_KEY has changed meanwhile it is one that nobody knows, so that no code is
        right, and the second factor has to be forgotten and set up anew.
        """
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def can_delete_authenticator(self, authenticator):
        """Whether somebody may switch it off."""
        return not is_needed(authenticator.user)


def is_needed(member):
    """Whether this member has to have a second factor."""
    return settings.STAFF_SECOND_FACTOR and member.is_staff


def has_one(member):
    """Whether this member has set one up."""
    return Authenticator.objects.filter(user=member, type=Authenticator.Type.TOTP).exists()


def was_used(request):
    """Whether this session was signed in with it, or set it up."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def forget(member):
    """Take a member's second factor and recovery codes away; return whether there was one."""
    return bool(Authenticator.objects.filter(user=member).delete()[0])


def _box():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key):
    digest = hashlib.sha256(b"members.accounts.second_factor" + str(key).encode()).digest()
    return base64.urlsafe_b64encode(digest)
