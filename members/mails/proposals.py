"""What members are told about resources they proposed, in the transaction it tells of."""

from members.resource_address import in_list
from projects.models import Resource
from projects.submissions.mail import address_of, write_mail


def approved(step):
    """Say that it is in the list, and where."""
    return _write(step, "proposal_approved", _link(step.proposal.resource))


def rejected(step):
    """Say no, and why."""
    return _write(step, "proposal_rejected", address_of("account"))


def _link(resource):
    """Return where it can be seen: the list, or the account where the list does not show it."""
    if Resource.objects.shown().filter(pk=resource.pk).exists():
        return in_list(resource, is_whole=True)
    return address_of("account")


def _write(step, template, link):
    """Write it to whoever proposed it; nobody is told once their account is gone."""
    proposal = step.proposal
    if proposal.member is None or not proposal.member.is_active:
        return None
    context = {
        "name": proposal.member.get_short_name(),
        "title": proposal.title,
        "reference": proposal.reference,
        "said": step.reason,
        "link": link,
    }
    key = f"proposal-step/{step.pk}"
    return write_mail(template, proposal.member.email, f"network/{template}", context, key)
