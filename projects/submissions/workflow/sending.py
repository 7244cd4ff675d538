"""What whoever sends something does: send, confirm, change, withdraw, erase."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from projects.models import Submission
from projects.models.submission import new_token
from projects.submissions import limits, locating, mail, notifications
from projects.submissions.values import PLACE
from projects.submissions.workflow.rows import locked, look_up_place, move, same_version, save
from projects.workflow import NotAllowed

State = Submission.State
OPEN = (State.UNCONFIRMED, State.PENDING, State.NEEDS_INFORMATION)


@dataclass(frozen=True)
class Person:
    """Who sends something: a member, or a name and an address, or nobody (a report may be)."""

    name: str = ""
    email: str = ""
    member: object = None


@dataclass(frozen=True)
class Received:
    """What became of what was sent.

    is_new is False where the form was here already. is_taken is False where what was sent now is
    not what we hold, because that was confirmed or decided before.
    """

    submission: Submission
    is_new: bool
    is_taken: bool = True


@transaction.atomic
def receive(
    kind,
    values,
    *,
    person,
    form_token,
    project=None,
    base=None,
    base_version=None,
    note="",
    sender="",
    is_limited=True,
    reason="",
):
    """Keep what was sent, once for each form; raises limits.TooMany.

    The same form sent again before it was confirmed brings its text up to date, and with another
    e-mail address a new mail; afterwards it changes nothing. A member's, and a report without an
    address, wait for staff at once, and the same form brings them up to date until staff decide;
    all else waits for the e-mail to be answered. is_limited: whether the limits of a day count.
    reason: why it need not be confirmed, for the record.
    """
    limits.one_at_a_time()
    content = {
        "kind": kind,
        "payload": values,
        "project": project,
        "base": base or {},
        "base_version": base_version,
        "note": note,
        "name": person.member.get_full_name()[:150] if person.member else person.name,
        "email": person.member.email if person.member else person.email,
        "submitter": person.member,
    }
    known = _sent_with(form_token)
    if known and _is_another_project(known, content):
        # Back, and the same form filled in for the next project.
        form_token = _token_for(form_token, values)
        known = _sent_with(form_token)
    known = known or _waiting_twin(content)
    if known:
        return _receive_again(known, content)
    if is_limited:
        limits.check(content["email"], sender, is_member=person.member is not None)
    submission = Submission(form_token=form_token, sender=sender, **content)
    look_up_place(submission)
    submission.skip_history_when_saving = True  # until somebody has confirmed it
    submission.save()
    if _waits_at_once(submission):
        let_wait(submission, reason or _why_at_once(submission))
        if person.member:
            notifications.received(submission)
    else:
        notifications.ask_to_confirm(submission)
    return Received(submission, True)


def _receive_again(submission, content):
    """Take a newer text of the same form, as long as nothing rests on the older one."""
    changed = {field for field, value in content.items() if getattr(submission, field) != value}
    if not changed:
        return Received(submission, False)
    if not _is_open_to(submission, content):
        return Received(submission, False, is_taken=False)
    if submission.email.lower() != content["email"].lower():
        limits.check_correction(submission, content["email"])
        # Whoever has the address that was mistyped must not be able to open it any more.
        mail.cancel_all(submission)
        submission.token = new_token()
        submission.reminded_at = None
    limits.check_changes(submission)
    _forget_place_by_staff(submission, content["payload"])
    for field, value in content.items():
        setattr(submission, field, value)
    look_up_place(submission)
    save(submission)
    if submission.state == State.UNCONFIRMED:
        notifications.ask_to_confirm(submission)  # written once for each token
    return Received(submission, False)


def _why_at_once(submission):
    return "Sent by a member" if submission.submitter else "Sent without an address"


def _sent_with(form_token):
    return Submission.objects.select_for_update().filter(form_token=form_token).first()


def _is_another_project(known, content):
    """Whether a form that was sent holds another new project by now, not a corrected one."""
    old, new = known.payload, content["payload"]
    return content["kind"] == known.kind == Submission.Kind.NEW and all(
        old.get(field) != new.get(field) for field in ("name", "summary")
    )


def _waiting_twin(content):
    """What the same person sent of the same project from another form, not confirmed yet.

    Some browsers open the form anew when people go back to mend something.
    """
    if content["kind"] != Submission.Kind.NEW or not content["email"] or content["submitter"]:
        return None
    names = {f"payload__{field}": content["payload"][field] for field in ("name", "organisation")}
    waiting = Submission.objects.select_for_update().filter(state=State.UNCONFIRMED, **names)
    return waiting.by_the_same_person(content["email"]).order_by("pk").first()


def _token_for(form_token, values):
    text = "\n".join([form_token, values["name"], values["summary"]])
    return hashlib.sha256(text.encode()).hexdigest()


def _forget_place_by_staff(submission, values):
    """What staff know is about the address that was sent; another address is another place."""
    if any(submission.payload.get(field) != values.get(field) for field in PLACE):
        submission.place_by_staff = {}


def _is_open_to(submission, content):
    """Whether whoever has the form may change what it made: they are surely the same person."""
    if submission.state == State.UNCONFIRMED:
        return bool(content["email"]) and content["submitter"] is None
    same = (submission.submitter, submission.email) == (content["submitter"], content["email"])
    return submission.state == State.PENDING and same and _waits_at_once(submission)


def _waits_at_once(submission):
    return bool(submission.submitter or not submission.email)


@transaction.atomic
def confirm(submission):
    """Let it wait for staff: the address was right. False where it was confirmed before."""
    submission = locked(submission)
    if submission.state != State.UNCONFIRMED:
        return False
    let_wait(submission, "Confirmed by e-mail")
    notifications.received(submission)
    return True


@transaction.atomic
def resend(submission, values, note, version):
    """Take what its sender has changed, and let it wait for staff again.

    version: the one that was edited. Raises NotAllowed, ChangedMeanwhile.
    """
    submission = locked(submission)
    if submission.state in (State.APPROVED, State.WITHDRAWN):
        raise NotAllowed("This was closed, so it cannot be changed any more. Send a new one.")
    same_version(submission, version)
    limits.check_changes(submission)
    _forget_place_by_staff(submission, values)
    submission.payload, submission.note = values, note
    look_up_place(submission)
    if submission.state in (State.NEEDS_INFORMATION, State.REJECTED):
        for decision in submission.decisions.filter(undone_at__isnull=True):
            mail.cancel(decision)  # what it would say is past already
        let_wait(submission, "Changed and sent again")
    else:
        save(submission)
    return submission


@transaction.atomic
def withdraw(submission):
    """Take it back, as its sender wishes. Raises NotAllowed where it was decided already."""
    submission = locked(submission)
    if submission.state not in OPEN:
        raise NotAllowed(f"It cannot be withdrawn: {submission.get_state_display().lower()}.")
    move(submission, State.WITHDRAWN, None, "Withdrawn by who sent it")
    submission.decided_at = timezone.now()
    save(submission)
    return submission


@transaction.atomic
def erase(submission):
    """Forget who sent it and what was sent; what was published stays, without a name."""
    submission = locked(submission)
    locating.forget(submission)
    if submission.state in OPEN:
        move(submission, State.WITHDRAWN, None, "Erased by who sent it")
        submission.decided_at = timezone.now()
    # The digest of the network stays for its two days: erasing must not free the limits.
    submission.name = submission.email = submission.note = ""
    sender, submission.submitter = submission.submitter, None
    submission.payload, submission.base, submission.place_by_staff = {}, {}, {}
    submission.latitude = submission.longitude = None
    submission.geocoding, submission.geocoding_reason = Submission.Geocoding.NOT_NEEDED, ""
    submission.token, submission.form_token = new_token(), new_token()
    submission.erased_at = timezone.now()
    save(submission)
    submission.mails.all().delete()
    submission.history.all().delete()
    # What staff have decided stays; what was typed, and that it was this member, does not.
    submission.decisions.update(before=None)
    submission.decisions.exclude(from_state=State.PENDING).update(who=None)
    as_member = Q(who__is_staff=False) | Q(at_once=True)
    submission.decisions.filter(as_member, who=sender).update(who=None)
    return submission


def let_wait(submission, reason):
    """From here on staff see it."""
    move(submission, State.PENDING, submission.submitter, reason)
    submission.waiting_since = timezone.now()
    submission.confirmed_at = submission.confirmed_at or submission.waiting_since
    submission.decided_at = None
    save(submission)
