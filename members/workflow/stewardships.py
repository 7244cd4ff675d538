"""Looking after an organisation: asked for, accepted or not, trusted or not, ended.

Each step is one transaction with its record and its mail. The row of the member is locked first.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.mails import stewardships as stewardship_mail
from members.models import Member, Stewardship
from members.workflow.steps import locked_of_member, move
from projects.workflow import NotAllowed

State = Stewardship.State
MOST_WAITING = 10  # of one member at a time


@transaction.atomic
def ask(member, organisation, note):
    """Keep that a member asks to look after an organisation, and return the Stewardship.

    note: to staff. Raises NotAllowed where they look after it, have asked already, or have asked
    for so many that nobody could read them.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    theirs = member.stewardships.filter(state__in=[State.PENDING, State.ACTIVE])
    there = theirs.filter(organisation=organisation).first()
    if there and there.state == State.ACTIVE:
        raise NotAllowed(_("You look after this organisation already."))
    if there:
        raise NotAllowed(_("You have asked to look after this organisation already."))
    if theirs.filter(state=State.PENDING).count() >= MOST_WAITING:
        raise NotAllowed(
            _("You have asked to look after many organisations. Let us answer about these first.")
        )
    # It comes from nowhere: what has no state yet has no row either.
    asked = Stewardship(member=member, organisation=organisation, note=note.strip(), state="")
    move(asked, State.PENDING, member)
    return asked


@transaction.atomic
def withdraw(stewardship, who):
    """Take the asking back, as its member wishes, and return the Step. Raises NotAllowed."""
    stewardship = _in(State.PENDING, stewardship)
    return move(stewardship, State.WITHDRAWN, who)


@transaction.atomic
def approve(stewardship, who, version, is_trusted=False, message=""):
    """Let the member look after the organisation, tell them, and return the Step.

    is_trusted: what they change goes onto the site at once. message: to the member. Raises
    NotAllowed, ChangedMeanwhile.
    """
    stewardship = _in(State.PENDING, stewardship, version)
    if not stewardship.member.is_active:
        raise NotAllowed(_("The account of who has asked is not in use any more."))
    stewardship.is_trusted = is_trusted
    step = move(stewardship, State.ACTIVE, who, message)
    stewardship_mail.approved(step)
    return step


@transaction.atomic
def reject(stewardship, who, reason, version):
    """Say no, with a reason that the member will read, and return the Step.

    Raises NotAllowed, ChangedMeanwhile.
    """
    stewardship = _in(State.PENDING, stewardship, version)
    if not reason.strip():
        raise NotAllowed(_("Say why: whoever asked will read it."))
    step = move(stewardship, State.REJECTED, who, reason)
    stewardship_mail.rejected(step)
    return step


@transaction.atomic
def end(stewardship, who, reason=""):
    """End it, and the trust with it, tell the member, and return the Step. Raises NotAllowed.

    who: the member, or staff; both may at any time.
    """
    stewardship = _in(State.ACTIVE, stewardship)
    stewardship.is_trusted = False
    stewardship.ended_at = timezone.now()
    step = move(stewardship, State.ENDED, who, reason)
    stewardship_mail.ended(step)
    return step


@transaction.atomic
def trust(stewardship, who, is_trusted):
    """Trust the member with the entries, or not any more, tell them, and return the Step.

    Returns None where that is so already. Raises NotAllowed.
    """
    stewardship = _in(State.ACTIVE, stewardship)
    if stewardship.is_trusted == is_trusted:
        return None
    stewardship.is_trusted = is_trusted
    words = _("Trusted: changes go onto the site at once.")
    step = move(
        stewardship,
        State.ACTIVE,
        who,
        words if is_trusted else _("Not trusted any more: changes wait for staff."),
    )
    stewardship_mail.trusted(step)
    return step


def _in(state, stewardship, version=None):
    """Return the row, locked; raises NotAllowed, in words, where it is not in this state."""
    held = locked_of_member(stewardship, version)
    if held.state != state:
        raise NotAllowed(
            _("This was closed meanwhile: %(state)s.") % {"state": held.get_state_display().lower()}
        )
    return held
