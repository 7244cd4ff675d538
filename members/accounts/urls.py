"""Addresses for signing in, chosen from those that allauth has; the names are allauth's."""

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path

from members.accounts import pages
from members.accounts.sure import signed_in_anew, with_second_step


def _path(address, view, name):
    return path(address, pages.account_page(view), name=name)


urlpatterns = [
    _path("sign-in/", views.request_login_code, "account_request_login_code"),
    _path("sign-in/code/", views.confirm_login_code, "account_confirm_login_code"),
    _path("sign-in/password/", views.login, "account_login"),
    _path("sign-in/second-step/", pages.TakeSecondStep.as_view(), "mfa_authenticate"),
    _path("sign-in/again/", pages.AskAgain.as_view(), "account_reauthenticate"),
    _path("sign-in/again/second-step/", mfa.reauthenticate, "mfa_reauthenticate"),
    _path("sign-out/", views.logout, "account_logout"),
    _path("inactive/", views.account_inactive, "account_inactive"),
    _path("e-mail/", signed_in_anew(login_required(pages.Email.as_view())), "account_email"),
    _path(
        "e-mail/code/",
        with_second_step(views.email_verification_sent),
        "account_email_verification_sent",
    ),
    _path("password/", with_second_step(views.password_change), "account_change_password"),
    _path("password/set/", signed_in_anew(views.password_set), "account_set_password"),
    _path("password/forgotten/", views.password_reset, "account_reset_password"),
    _path("password/forgotten/sent/", views.password_reset_done, "account_reset_password_done"),
    _path(
        "password/forgotten/done/",
        views.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        pages.account_page(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    _path("second-step/", with_second_step(pages.SecondStep.as_view()), "mfa_index"),
    _path("second-step/set-up/", signed_in_anew(pages.SetUp.as_view()), "mfa_activate_totp"),
    _path("second-step/switch-off/", with_second_step(totp.deactivate_totp), "mfa_deactivate_totp"),
    _path(
        "second-step/codes/",
        with_second_step(pages.RecoveryCodes.as_view()),
        "mfa_view_recovery_codes",
    ),
    _path(
        "second-step/codes/new/",
        with_second_step(recovery_codes.generate_recovery_codes),
        "mfa_generate_recovery_codes",
    ),
]
