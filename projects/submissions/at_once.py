"""What is accepted at once: the changes of members whom staff trust with an organisation's entries.

It goes through the same submissions as everything else, so it is on record, and staff can look at
it afterwards. Whatever needs a person to look first stays waiting for staff.
"""

from django.db import transaction
from django.utils import timezone

from projects.models import Project, Submission
from projects.submissions import mail, reports, workflow
from projects.submissions.naming import known_organisation
from projects.submissions.values import PLACE, values_of
from projects.submissions.writing import InvalidValues, has_room
from projects.workflow import ChangedMeanwhile

# Asked of the member with an organisation; who gives it is not known here.
PERMISSION = "projects.change_at_once"
# Who runs an entry is for staff to say: it decides who may change it.
FOR_STAFF = {"organisation", "organisation_kind"}
State, Kind = Submission.State, Submission.Kind


def is_trusted_with(member, organisation):
    """Whether what a member changes in the entries of this organisation is accepted at once.

    Staff change entries in the admin, under their own name; here they are like anybody.
    """
    if not member.is_authenticated or member.is_staff or member.is_superuser:
        return False
    return member.has_perm(PERMISSION, organisation)


@transaction.atomic
def receive(kind, values, *, person, **about):
    """Do what workflow.receive does, and accept a change at once where its sender is trusted.

    Returns its Received; raises workflow.TooMany.
    """
    received = workflow.receive(kind, values, person=person, **about)
    if kind == Kind.CHANGE and person.member:
        _accept(received.submission, person.member)
    return received


@transaction.atomic
def say_still_right(member, project, version):
    """Keep that a member has looked at an entry and found it right; return whether it counts now.

    Otherwise staff are asked to mark it as checked. The same again on the same day does nothing
    more. version: the one that was looked at; raises ChangedMeanwhile where it is another by now.
    The caller knows that the member looks after the entry.
    """
    changed = ChangedMeanwhile(f"“{project.name}” was changed after you opened this page.")
    if not Project.objects.published().filter(pk=project.pk, version=version).exists():
        raise changed
    submission = workflow.receive(
        Kind.REPORT,
        {"about": [reports.STILL_RIGHT], "message": "", "duplicate_of": ""},
        person=workflow.Person(member=member),
        form_token=f"still-right/{project.pk}/{member.pk}/{version}/{timezone.localdate()}",
        project=project,
        base_version=version,
        is_limited=False,  # once a day for each entry, by somebody whom staff know
    ).submission
    mail.cancel_all(submission)  # the page has told them
    return submission.state == State.APPROVED or _accept(submission, member, is_checked=True)


def _accept(submission, member, is_checked=False):
    """Accept it in the name of who sent it, or leave it to staff; return whether it is accepted."""
    if submission.state != State.PENDING or submission.submitter_id != member.pk:
        return False
    rows = Project.objects.published().select_for_update(of=["self"])
    project = rows.filter(pk=submission.project_id).first()
    if project is None or not is_trusted_with(member, project.lead_organisation):
        return False
    if not _needs_nobody(submission, project):
        return False
    proposed = submission.payload if submission.kind == Kind.CHANGE else {}
    try:
        with transaction.atomic():
            decision = workflow.approve(
                submission,
                member,
                values_of(project, private=True) | proposed,
                submission.version,
                project_version=submission.base_version,
                is_checked=is_checked,
            )
            # Kept on the record itself: the member may be erased, or become staff.
            decision.at_once = True
            decision.save(update_fields=["at_once"])
    except (workflow.NotAllowed, InvalidValues):
        return False
    mail.cancel_all(submission)  # it would say what its sender has just seen
    submission.refresh_from_db()
    return True


def _needs_nobody(submission, project):
    """Whether what is proposed can be written as it is, without anybody who looks first."""
    proposed = submission.payload
    if submission.kind == Kind.REPORT:
        return True
    if FOR_STAFF & set(proposed):
        return False
    names = [*proposed.get("partners", []), *proposed.get("funders", [])]
    if any(known_organisation(name) is None for name in names):
        return False  # new to the map: somebody has to say what kind it is
    return not any(field in proposed for field in PLACE) or _place_is_plain(submission, project)


def _place_is_plain(submission, project):
    """Whether there is one place at most, which everybody may see, and no address to look up."""
    shown, known = values_of(project), values_of(project, private=True)
    return (
        submission.geocoding == Submission.Geocoding.NOT_NEEDED
        and has_room(project)
        and all(shown[field] == known[field] for field in PLACE)
    )
