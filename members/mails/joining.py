"""What those who apply are told, and when: one function for each happening, in its transaction.

Nothing here changes a state.
"""

from members.known import is_of_the_network, member_with, waiting_with
from members.models import Application
from projects.models import Mail
from projects.submissions.mail import address_of, write_mail
from projects.submissions.notifications import DAYS_TO_CONFIRM
from projects.submissions.waiting import usual_wait_in_words

# The three mails that answer the form have one purpose, so that what is counted is the same for an
# address that is known.
JOIN = "join"


def ask_to_confirm(application):
    """Ask whoever has the address whether it was them; once for each token.

    Nobody knows yet whose address it is, so nothing that was typed stands in it.
    """
    return _write(application, "join_confirm", purpose=JOIN, days_to_confirm=DAYS_TO_CONFIRM)


def member_already(application):
    """Say to whoever has the address that they are a member, and how to sign in."""
    return _write(application, "join_member", purpose=JOIN)


def waiting_already(application, waiting):
    """Lead whoever has the address to what they have sent before."""
    link = address_of("application", waiting.token)
    return _write(application, "join_waiting", purpose=JOIN, link=link, waiting=waiting)


def remind(application):
    """Ask once more, unless whoever has the address is a member or has asked from another form."""
    email = application.email
    others = Application.objects.filter(
        email__same_address=email, confirmed_at__gt=application.created
    )
    if is_of_the_network(member_with(email)) or waiting_with(email) or others.exists():
        return None
    return _write(application, "join_remind", days_to_confirm=DAYS_TO_CONFIRM)


def received(application):
    """Say that it is with staff, under which reference, and for how long that takes."""
    return _write(application, "join_received", wait=usual_wait_in_words())


def approved(step):
    """Say that they are a member, and how to sign in."""
    return _decided(step, "join_approved")


def rejected(step):
    """Say no, and why."""
    return _decided(step, "join_rejected")


def question(step):
    """Pass on what staff ask."""
    return _decided(step, "join_question")


def forget(application):
    """Delete the mails about it; they hold its secret address, so before that is changed."""
    Mail.objects.filter(
        to__same_address=application.email, text__contains=application.token
    ).delete()


def _decided(step, template):
    application = step.application
    return _write(application, template, key=f"application-step/{step.pk}", said=step.reason)


def _write(application, template, key="", purpose="", **context):
    context = {
        "application": application,
        "name": application.name,
        "link": address_of("application", application.token),
        "sign_in": address_of("account_request_login_code"),
        **context,
    }
    key = key or f"{application.token}/{template}"
    return write_mail(purpose or template, application.email, f"network/{template}", context, key)
