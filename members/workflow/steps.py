"""Changing a state and saying so: what all workflows of the network share."""

from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Member, Step
from members.models.step import THINGS
from projects.workflow import ChangedMeanwhile, NotAllowed

PENDING = "pending"


def locked(thing, version=None):
    """Return the row as it is now, held until the transaction ends.

    version: of what somebody looked at. Raises ChangedMeanwhile where it is another by now, and
    NotAllowed where it is gone.
    """
    held = type(thing).objects.select_for_update(of=["self"]).filter(pk=thing.pk).first()
    if held is None:
        raise NotAllowed(_("It is gone: it was withdrawn or erased meanwhile."))
    if version is not None and held.version != version:
        raise ChangedMeanwhile(
            _("It was changed after you opened it. Here it is as it stands now.")
        )
    return held


def locked_of_member(thing, version=None):
    """As locked(), of what belongs to a member, whose row is held as well.

    Theirs comes first everywhere: while they are being erased (members.privacy.erase) nobody holds
    what the other waits for.
    """
    list(Member.objects.select_for_update(no_key=True).filter(pk=thing.member_id))
    return locked(thing, version)


def move(thing, state, who, reason=""):
    """Give a locked row another state, save it with the record of it, and return the Step."""
    before, thing.state = thing.state, state
    thing.version += 1
    if state == PENDING:
        thing.waiting_since = timezone.now()
    else:
        thing.decided_at = timezone.now()
    thing.save()
    name = next(
        name for name in THINGS if isinstance(thing, Step._meta.get_field(name).related_model)
    )
    return Step.objects.create(
        **{name: thing}, who=who, from_state=before, to_state=state, reason=reason.strip()
    )


def _name_of(thing):
    models = {name: Step._meta.get_field(name).related_model for name in THINGS}
    return next(name for name, model in models.items() if isinstance(thing, model))
