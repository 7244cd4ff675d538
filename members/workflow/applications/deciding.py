"""What staff do with an application: accept, refuse, ask."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.known import is_of_the_network, member_with
from members.limits import joining as limits
from members.mails import joining as notifications
from members.models import Application, Member, Profile
from members.workflow.steps import locked, move
from projects.workflow import ChangedMeanwhile, NotAllowed

State = Application.State


@transaction.atomic
def approve(application, who, version, organisation=None, message=""):
    """Make whoever applied a member, and return the step.

    organisation: that of the directory which they meant; without it its name stays as it was typed.
    message: to them. Whoever has an account already, as staff have, keeps it. Raises NotAllowed,
    ChangedMeanwhile.
    """
    limits.one_at_a_time()
    application = _open(application, version)
    member = member_with(application.email)
    if is_of_the_network(member):
        raise NotAllowed(_("Somebody with this e-mail address is a member already."))
    if member and not member.is_active:
        raise NotAllowed(_("There is an account with this address, and it is switched off."))
    application.member = member or Member.objects.create_user(application.email.lower())
    _name(application.member, application.name)
    _let_sign_in(application.member, application.email.lower())
    profile = Profile.objects.create(
        member=application.member,
        organisation=organisation,
        organisation_name="" if organisation else application.organisation_name,
        kind=application.kind,
    )
    profile.interests.set(application.interests.all())
    step = move(application, State.APPROVED, who, message)
    notifications.approved(step)
    return step


@transaction.atomic
def reject(application, who, reason, version):
    """Say no, with a reason that whoever applied will read. Raises NotAllowed, ChangedMeanwhile."""
    application = _open(application, version)
    step = move(application, State.REJECTED, who, _said(reason))
    notifications.rejected(step)
    return step


@transaction.atomic
def ask(application, who, question, version):
    """Ask whoever applied something first. Raises NotAllowed, ChangedMeanwhile."""
    application = _open(application, version)
    step = move(application, State.NEEDS_INFORMATION, who, _said(question))
    notifications.question(step)
    return step


def _open(application, version):
    """Return it as it is now, locked; raise unless it waits for staff as they have seen it."""
    application = locked(application)
    if application.state != State.PENDING:
        raise NotAllowed(_what_happened(application))
    if version != application.version:
        raise ChangedMeanwhile(
            _("It was changed after you opened it. Here it is as it stands now.")
        )
    return application


def _what_happened(application):
    """Say who was there first, and what they did."""
    last = application.steps.first()
    who = (last and last.who) or application.name or _("Whoever applied")
    state = application.get_state_display()
    if last is None:
        return _("It is not waiting for you: %(state)s.") % {"state": state}
    when = timezone.localtime(last.when)
    return _("%(who)s got here first at %(time)s on %(day)s: %(state)s.") % {
        "who": who,
        "time": f"{when:%H:%M}",
        "day": f"{when.day} {when:%B}",
        "state": state,
    }


def _said(text):
    if not text.strip():
        raise NotAllowed(_("Say why: whoever applied will read it."))
    return text


def _name(member, name):
    """Give them the name they typed, unless they have one here."""
    if not member.name:
        member.name = name
        member.save(update_fields=["name"])


def _let_sign_in(member, email):
    """Note that the address was proven to be theirs, so that a code may be sent to it."""
    address, _is_new = EmailAddress.objects.get_or_create(user=member, email=email)
    others = EmailAddress.objects.filter(user=member, primary=True).exclude(pk=address.pk)
    address.verified, address.primary = True, not others.exists()
    address.save()
