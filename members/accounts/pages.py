"""The pages for signing in: allauth's views, answering as all pages of ours do."""

import base64
from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import EmailView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from members.accounts import addresses, second_factor


def account_page(view):
    """Make a view of a page that nobody stores.

    It says 422 where a form has to be mended, and 410 where a link is used up.
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        context = getattr(response, "context_data", None) or {}
        form = context.get("form")
        if context.get("token_fail"):
            response.status_code = 410
        if request.method == "POST" and response.status_code == 200 and form and form.errors:
            response.status_code = 422
        response["Cache-Control"] = "no-store, private"
        return response

    # Another method is told 405, not 403: so its check comes before that of the token.
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(csrf_protect(page)))


class Email(EmailView):
    """The address to sign in with, and changing it: the new one proves itself by a code."""

    def dispatch(self, request, *args, **kwargs):
        """Answer the request."""
        addresses.agree(request.user)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """Ask for the code; the page has no other button."""
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)


class AskAgain(ReauthenticateView):
    """Whether it is still them."""

    def _check_reauthentication_method_available(self, request):
        """Return None where this page asks; who has nothing to show here signs in by a code."""
        if get_adapter().get_reauthentication_methods(request.user):
            return super()._check_reauthentication_method_available(request)
        next_page = self.passthrough_next_url(reverse("account_request_login_code"))
        return render(request, "account/sign_in_anew.html", {"next_page": next_page})


class TakeSecondStep(AuthenticateView):
    """The second step of signing in."""

    def _build_forms(self):
        """Return the form; allauth's way fails where what was sent has no code at all."""
        data = self.request.POST if self.request.method == "POST" else None
        self.auth_form = self.get_form_class()(user=self.stage.login.user, data=data)
        self.webauthn_form = None
        return self.auth_form


class SetUp(ActivateTOTPView):
    """Setting up the second step."""

    def form_valid(self, form):
        """Keep the secret; whoever has typed the app's code has shown both steps."""
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        return response


class RecoveryCodes(ViewRecoveryCodesView):
    """The recovery codes, shown once, and as a file that needs no second request."""

    def get_context_data(self, **kwargs):
        """Return what the page needs."""
        context = super().get_context_data(**kwargs)
        if context["can_view_codes"]:
            text = "\r\n".join(["Better Work Map", *context["unused_codes"], ""])
            context["as_file"] = base64.b64encode(text.encode()).decode()
        return context


class SecondStep(IndexView):
    """Whether the second step is on, and what there is to do about it."""

    def get_context_data(self, **kwargs):
        """Return what the page needs."""
        needed = second_factor.is_needed(self.request.user)
        return super().get_context_data(**kwargs) | {"is_needed": needed}
