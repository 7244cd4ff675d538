"""The mails of alerts. Each belongs into the transaction of what it tells.

All of them carry the address that stops the alert with one press in the mail program itself:
projects.submissions.delivery writes it into the head of every mail that has an alert.
"""

from datetime import timedelta

from django.utils import timezone

from projects.models import News
from projects.submissions.mail import address_of, write_mail

# What is not confirmed is erased after so many days.
DAYS_TO_CONFIRM = 7
HEADINGS = {
    News.Kind.PUBLISHED: "New",
    News.Kind.CHANGED: "Changed",
    News.Kind.CHECKED: "Checked, and still right",
}


def ask_to_confirm(alert, wish, form):
    """Ask whoever has the address whether it was them; once for each form (its key) that was sent.

    Nobody knows yet whose address it is, so the mail carries nothing that somebody typed.
    """
    context = {
        "wish": wish.without_words(),
        "has_words": wish.has_words,
        "days": DAYS_TO_CONFIRM,
        "link": _page_of(alert),
    }
    return write_mail(
        "alert_confirm",
        alert.email,
        "alert_confirm",
        context,
        f"alert/{alert.token}/confirm/{form}",
        alert=alert,
        expires_at=timezone.now() + timedelta(days=DAYS_TO_CONFIRM),
    )


def say_it_is_known(alert, wish, form):
    """Say to whoever has asked for it again that they have it already."""
    context = {"wish": wish, "link": _page_of(alert)}
    return write_mail(
        "alert_known",
        alert.email,
        "alert_known",
        context,
        f"alert/{alert.token}/known/{form}",
        alert=alert,
    )


def tell(alert, found):
    """Tell what is new and changed; once for what follows each revision that was seen."""
    context = {
        "wish": found.wish,
        "groups": [(HEADINGS[group.kind], group) for group in found.groups],
        "new": found.number(News.Kind.PUBLISHED),
        "changed": found.number(News.Kind.CHANGED),
        "list": _list_of(found.wish),
        "link": _page_of(alert),
    }
    key = f"alert/{alert.token}/after/{alert.seen_revision}"
    return write_mail("alert", alert.email, "alert", context, key, alert=alert)


def say_it_is_lost(alert, wish):
    """Say, once, that something the alert asks for has gone, so that it finds nothing."""
    context = {"wish": wish, "link": _page_of(alert)}
    key = f"alert/{alert.token}/lost/{alert.query}"
    return write_mail("alert_lost", alert.email, "alert_lost", context, key, alert=alert)


def _page_of(alert):
    return address_of("alert", alert.token)


def _list_of(wish):
    query = wish.filter.query_string
    return address_of("project_list") + (f"?{query}" if query else "")
