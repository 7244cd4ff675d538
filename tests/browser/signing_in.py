"""How the browser tests sign in: with the code from the mail, as people do."""

import re

from django.conf import settings
from django.core import mail as post
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import expect

from projects.submissions import mail


def code_in_mail(email):
    """Have what is due sent; return the latest code that was sent to this address."""
    mail.send_due()
    texts = [each.body for each in post.outbox if email in each.to]
    return re.findall(r"\d{3}-\d{3}", "\n".join(texts))[-1]


def sign_in(page, site, email, to="/account/"):
    """Ask for a page that only members see, or staff, and sign in on the way there.

    site: the address of the live site. The limits on tries count from the start again: they are
    kept in the database and outlive a test.
    """
    cache.clear()
    page.goto(site + to)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look at your e-mail")
    page.get_by_label("Code", exact=True).fill(code_in_mail(email))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/account/sign-in/" not in address)


def bring_in(page, site, member, to="/admin/"):
    """Open a page as somebody who has signed in already, for tests about what comes after."""
    client = Client()
    client.force_login(member)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
    page.goto(site + to)
