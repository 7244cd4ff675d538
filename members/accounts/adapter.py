"""What signing in does otherwise than allauth would by itself."""

import time
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from members.accounts import addresses, known_browser, mails
from members.privacy import moved
from projects.submissions.guarding import sender_of

# What is said on the next page; what allauth says besides is on the page itself.
SAID = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/email_confirmed.txt": _("Your e-mail address is changed."),
    "mfa/messages/totp_activated.txt": _("The second step is set up."),
    "mfa/messages/totp_deactivated.txt": _("The second step is switched off."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This e-mail address and this password do not belong together."
        ),
        "incorrect_code": _("This is not the code. Look at the latest mail, and type it anew."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "too_many_login_attempts": _(
            "There were too many tries. Ask for a new code, or wait for 15 minutes."
        ),
        "rate_limited": _("There were too many tries. Wait for 15 minutes."),
        "duplicate_email": _("This is your e-mail address already."),
        "email_taken": _("This address cannot be used. Choose another one."),
    }

    def is_open_for_signup(self, request):
        """Nobody makes an account themselves: people join, and staff accept them."""
        return False

    def is_ajax(self, request):
        """No page has an answer for scripts."""
        return False

    def is_safe_url(self, url):
        """Whether to go on to this address: to pages of this site only."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def send_mail(self, template_prefix, email, context):
        """Write the mail; a job sends it. To an account it goes as the account spells itself."""
        mails.write(template_prefix, addresses.where_mail_goes(email), context)

    def confirm_email(self, request, email_address):
        """Take the new address; what is kept under the old one goes over to it."""
        member = email_address.user
        with transaction.atomic():
            former = addresses.proved(member)
            is_taken = super().confirm_email(request, email_address)
            for each in former if is_taken else []:
                moved.follow(member, each)
        return is_taken

    def get_reset_password_from_key_url(self, key):
        """The whole address in the mail, whatever Host the request named."""
        address = reverse("account_reset_password_from_key", args=["UID", "KEY"])
        return settings.SITE_URL + address.replace("UID-KEY", quote(key))

    def add_message(self, request, level, message_template=None, *args, message=None, **kwargs):
        """Say it on the next page, where we have words for it."""
        said = message or SAID.get(message_template)
        if said:
            messages.add_message(request, level, said)

    def get_client_ip(self, request):
        """What tries from one network are counted under: a digest, no address."""
        return sender_of(request) or "unknown"

    def pre_login(self, request, user, **kwargs):
        """Return None, or the answer where the account is closed."""
        if user.is_active:
            addresses.agree(user)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request, user, **kwargs):
        """Go on, with the browser marked as one that has signed in."""
        response = super().post_login(request, user, **kwargs)
        known_browser.remember(response, user.email)
        return response

    def get_password_change_redirect_url(self, request):
        """Where somebody goes who has set a password."""
        return reverse("account")

    def is_reauthentication_required(self, *, app, **kwargs):
        """Whether to ask once more who somebody is; not right after they have signed in."""
        records = get_authentication_records(self.request, self.request.user)
        recently = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > recently for record in records)

    def _get_login_attempts_cache_key(self, request, **credentials):
        return known_browser.counted_as(request, credentials.get("email", ""))
