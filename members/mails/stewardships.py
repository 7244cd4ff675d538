"""What members are told about looking after organisations, each in the transaction it tells of."""

from members.models import Stewardship
from projects.submissions.mail import address_of, write_mail

MOST_LISTED = 10  # entries in one mail


def approved(step):
    """Say that they look after the organisation now, and what they can do."""
    return _write(step, "stewardship_approved")


def rejected(step):
    """Say no, and why."""
    return _write(step, "stewardship_rejected")


def ended(step):
    """Say that it has ended, whoever ended it."""
    is_by_member = step.who_id == step.stewardship.member_id
    return _write(step, "stewardship_ended", is_by_member=is_by_member)


def trusted(step):
    """Say whether their changes are shown at once from now on."""
    return _write(step, "stewardship_trusted")


def entries_need_attention(member, listed, month):
    """Tell a member what needs attention in the entries they look after, once in a month.

    listed: members.attention.Entry. month: "2026-11". Returns None where it was told before.
    """
    context = {
        "name": member.get_short_name(),
        "listed": listed[:MOST_LISTED],
        "more": max(len(listed) - MOST_LISTED, 0),
        "link": address_of("my_entries"),
        "choices": address_of("mail_choices"),
    }
    template = "network/stewardship_entries"
    key = f"entries/{member.pk}/{month}"
    return write_mail("stewardship_entries", member.email, template, context, key)


def _write(step, template, **context):
    stewardship = step.stewardship
    context = {
        "name": stewardship.member.get_short_name(),
        "organisation": stewardship.organisation.name,
        "is_trusted": stewardship.is_trusted,
        "is_active": stewardship.state == Stewardship.State.ACTIVE,
        "said": step.reason,
        "link": address_of("my_entries"),
        "page": address_of("my_organisations"),
        **context,
    }
    key = f"stewardship-step/{step.pk}"
    return write_mail(template, stewardship.member.email, f"network/{template}", context, key)
