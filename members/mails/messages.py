"""The mails about a message: to whoever it is for, and to whoever wrote it from an address.

Each belongs into the transaction of what it tells.
"""

from projects.models import Project
from projects.submissions.mail import address_of, write_mail

# What is not confirmed is forgotten after so many days.
DAYS_TO_CONFIRM = 30


def ask_to_confirm(message):
    """Ask whoever has the address whether it was them; once for each message.

    Nobody knows yet whose address it is, so the mail carries nothing that the writer typed.
    """
    context = {
        "about": published_name(message.project),
        "link": address_of("message", message.token),
        "days": DAYS_TO_CONFIRM,
    }
    return write_mail(
        "message_confirm",
        message.email,
        "network/message_confirm",
        context,
        f"message/{message.token}/confirm",
    )


def pass_on(copy):
    """Send a copy to its address; who reads it answers the writer directly.

    The text stands in the mail as it was typed, each line marked as somebody else's, so that it
    cannot pass for ours.
    """
    message = copy.message
    context = {
        "name": copy.member.name if copy.member else "",
        "about": published_name(message.project),
        "is_member": copy.member is not None,  # the address of a contact is on the entry
        "writer": message.name,
        "writer_email": message.email,
        "text": message.text,
        "quoted": "\n".join(f"> {line}".rstrip() for line in message.text.splitlines()),
        "refuse": address_of("message_refuse", copy.token),
    }
    return write_mail(
        "message",
        copy.email,
        "network/message_passed_on",
        context,
        f"message/{copy.token}",
        reply_to=message.email,
    )


def published_name(project):
    """Return the name of a published project; "" where there is none, or it is withdrawn."""
    return project.name if project and project.state == Project.State.PUBLISHED else ""
