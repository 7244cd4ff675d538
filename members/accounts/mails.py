"""Mails about signing in, written into the outbox: a page waits for no mail server."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.submissions.mail import address_of, write_mail

PURPOSE = "sign-in"
CODE = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
NEW_EMAIL_CODE = timedelta(seconds=settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT)
LINK = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
DAY = timedelta(days=1)

# allauth's name of a mail: (ours, for how long it is worth something)
SECRETS = {
    "account/email/login_code": ("network/sign_in_code", CODE),
    "account/email/unknown_account": ("network/no_account", DAY),
    "account/email/password_reset_key": ("network/password_link", LINK),
    "account/email/email_confirmation": ("network/new_email_code", NEW_EMAIL_CODE),
    "account/email/email_confirmation_signup": ("network/new_email_code", NEW_EMAIL_CODE),
}
# What has changed, told to whom the account belongs: somebody else may have done it.
CHANGES = {
    "account/email/password_changed": _("The password of your account was changed."),
    "account/email/password_reset": _("The password of your account was set anew."),
    "account/email/password_set": _("Your account now has a password."),
    "account/email/email_changed": _(
        "Your account now has another e-mail address. This one does not sign in any more."
    ),
    "mfa/email/totp_activated": _("Signing in to your account now takes a second step."),
    "mfa/email/totp_deactivated": _("Signing in to your account takes no second step any more."),
    "mfa/email/recovery_codes_generated": _("Your account has new recovery codes."),
}


def write(allauths_name, to, context):
    """Write the mail that allauth wants to send; raises KeyError for one that we do not have.

    An address without an account is told so once a day at most, so that nobody floods a stranger.
    """
    key, values, expires_at = _new_key(), {}, None
    if allauths_name in CHANGES:
        template = "network/account_changed"
        values = {"change": CHANGES[allauths_name], "account": address_of("account")}
    else:
        template, lasts = SECRETS[allauths_name]
        now = timezone.now()
        expires_at = now + lasts
        if template == "network/no_account":
            key = f"no account {to.lower()} {now.date()}"
        values = {
            "code": context.get("code", ""),
            "link": context.get("password_reset_url", ""),
            "minutes": int(lasts.total_seconds() // 60),
            "sign_in": address_of("account_request_login_code"),
            "join": address_of("join"),
        }
    with transaction.atomic():
        written = write_mail(PURPOSE, to, template, values, key, expires_at=expires_at)
        if written is None:
            # As much work as for an address with an account, so that the time does not tell.
            write_mail(PURPOSE, to, template, values, _new_key(), expires_at=expires_at).delete()


def left_by(member):
    """The purpose of such a mail that has yet to leave for an address that they had before."""
    return f"{PURPOSE} left by {member.pk}"


def _new_key():
    return f"sign-in {secrets.token_hex(16)}"
