"""The forms of the pages for signing in: allauth's, in our words and with our limits."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as totp
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from members.accounts import addresses, known_browser
from members.models import Member
from projects.models.address import check_plain, is_same

LABELS = {
    "email": _("E-mail address"),
    "login": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Your present password"),
    "password1": _("New password"),
    "password2": _("The new password once more"),
    "code": _("Code"),
}
MISSING = {
    "email": _("Type your e-mail address."),
    "login": _("Type your e-mail address."),
    "password": _("Type your password."),
    "oldpassword": _("Type your present password."),
    "password1": _("Type a new password."),
    "password2": _("Type the new password once more."),
    "code": _("Type the code."),
}
NO_ADDRESS = _("This is no e-mail address. It looks like name@example.org")
# A code of an app is right for half a minute, and the one before and after it too.
CODE_SECONDS = 90


class InOurWords:
    """Labels above the boxes, and no grey text in them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS[name]
            field.error_messages["required"] = MISSING[name]
            field.error_messages["invalid"] = NO_ADDRESS  # other fields have no such message
            if name in ("email", "login"):
                field.validators.remove(validate_email)
                field.validators.append(_check_address)
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs["inputmode"] = "numeric"
            if name in ("password", "oldpassword"):
                field.help_text = ""  # the pages have a link to the one for who forgot it
        if "password1" in self.fields:
            self.fields["password1"].help_text = _(
                "At least 8 letters, not only digits, and none that many people use."
            )


class SignIn(InOurWords, account.LoginForm):
    pass


class RequestCode(InOurWords, account.RequestLoginCodeForm):
    def clean_email(self):
        """Return the address; whether it has an account decides which mail is written."""
        email = self.cleaned_data["email"]
        counted_as = known_browser.counted_as(context.request, email)
        if not _count("request_login_code", counted_as):
            raise get_adapter().validation_error("rate_limited")
        self._user = addresses.member_with(email)
        return email


class ConfirmCode(InOurWords, account.ConfirmLoginCodeForm):
    def clean_code(self):
        """Return the code; wrong ones count like wrong passwords, though apart from them.

        One that was sent to an address which is not the account's any more is wrong.
        """
        request = context.request
        login = request._login_stage.login
        counted_as = known_browser.counted_as(request, login.email)
        usage = _count("login_failed", f"code {counted_as}")
        if not usage:
            raise get_adapter().validation_error("rate_limited")
        code = super().clean_code()
        if login.user is None or not is_same(login.user.email, login.email):
            raise get_adapter().validation_error("incorrect_code")
        usage.rollback()
        return code


class AskAgain(InOurWords, account.ReauthenticateForm):
    pass


class NewEmail(InOurWords, account.AddEmailForm):
    pass


class ConfirmNewEmail(InOurWords, account.ConfirmEmailVerificationCodeForm):
    def clean_code(self):
        """Return the code; whoever reads the mail may learn that the address has an account."""
        code = super().clean_code()
        if Member.objects.filter(email__same_address=self.email).exclude(pk=self.user.pk).exists():
            raise get_adapter().validation_error("email_taken")
        return code


class ChangePassword(InOurWords, account.ChangePasswordForm):
    pass


class SetPassword(InOurWords, account.SetPasswordForm):
    pass


class ForgottenPassword(InOurWords, account.ResetPasswordForm):
    def clean_email(self):
        """Return the address."""
        email = self.cleaned_data["email"]
        member = addresses.member_with(email)
        self.users = [member] if member else []
        return email


class NewPassword(InOurWords, account.ResetPasswordKeyForm):
    pass


class OnceOnly:
    """A code of an app is taken once, even while it would still be right."""

    def clean_code(self):
        """Return the code; raises ValidationError for one that is wrong or was used."""
        code = super().clean_code()
        used = f"second-factor:{self.user.pk}:{normalize_user_code(code)}"
        if not cache.add(used, True, timeout=CODE_SECONDS):
            raise ValidationError(_("This code was used. Wait for the next one."))
        return code


class SecondStep(OnceOnly, InOurWords, second.AuthenticateForm):
    pass


class SecondStepAgain(OnceOnly, InOurWords, second.ReauthenticateForm):
    pass


class SetUpSecondStep(OnceOnly, InOurWords, totp.ActivateTOTPForm):
    pass


def _check_address(email):
    check_plain(email)
    validate_email(email)


def _count(action, key):
    """Count a try; return what can take it back, or None where there were too many."""
    return ratelimit.consume(context.request, app="allauth.account", action=action, key=key)
