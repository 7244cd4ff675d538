"""A member of whom every table holds something, with words that stand nowhere else."""

from collections import defaultdict
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.utils import timezone

from members.accounts import addresses, mails
from members.models import Export, MessageCopy, Refusal, Step
from members.privacy.finding import relations
from projects.models import Alert, Decision, DigestSent, Mail, NotTheSame, Review, Submission
from projects.submissions.mail import write_mail
from tests.builders import (
    make_organisation,
    make_project,
    make_staff,
    make_submission,
    make_theme,
)
from tests.members.builders import (
    make_application,
    make_complaint,
    make_event,
    make_message,
    make_network_member,
    make_proposal,
    make_registration,
    make_stewardship,
)

NAME, EMAIL, OTHER = "Quokka Quoll", "quokka@example.org", "quokka.too@example.org"
FORMER = "quokka.was@example.org"
PHONE, WORD = "01632 960999", "numbat"
# In small letters, as found in any column.
CANARIES = ["quokka", "960999", "numbat"]


def fill_everything():
    """Save the person, and a row of every kind that can be about them; return the Member."""
    person = make_network_member(
        NAME, email=FORMER, phone=PHONE, about=WORD, organisation_name=WORD
    )
    EmailAddress.objects.create(user=person, email=FORMER, verified=True, primary=True)
    _fill_former_address()
    change_address(person, EMAIL)
    EmailAddress.objects.create(user=person, email=OTHER, verified=True)
    Authenticator.objects.create(user=person, type="totp", data={"secret": WORD})
    staff = make_staff(name="Staff")
    _fill_requests(person, staff)
    _fill_events_and_messages(person)
    _fill_submissions(person, staff)
    _fill_records(person, staff)
    _sign_in(person)
    return person


def change_address(person, email):
    """As when somebody else has set it, and they come back."""
    person.email = email
    person.save()
    addresses.agree(person)


def _fill_former_address():
    """What is found by an address that was theirs, and by nothing else."""
    make_registration(make_event(), name="Q", email=FORMER.upper())
    Refusal.objects.create(email=FORMER, writer="pest@example.org")
    Refusal.objects.create(email="shy@example.org", writer=FORMER)
    _write("was to", to=FORMER, said="Good day.")
    _write("was answered to", to="somebody@example.org", reply_to=FORMER, said="Good day.")
    Mail.objects.update(sent_at=timezone.now())
    mails.write("account/email/email_changed", FORMER, {})
    Step.objects.create(
        complaint=make_complaint(), from_state="pending", to_state="x", reason=f"From {FORMER}."
    )


def _fill_requests(person, staff):
    made = {
        "application": make_application(
            "approved", name=NAME, email=EMAIL.upper(), note=WORD, answer=WORD, member=person
        ),
        "stewardship": make_stewardship(person, note=WORD),
        "proposal": make_proposal(person, note=WORD, title=WORD),
        "complaint": make_complaint(member=person, name=NAME, email=EMAIL, text=WORD),
    }
    make_application("unconfirmed", name=NAME, email=OTHER, note=WORD)
    make_complaint(name=NAME, email=OTHER, text=WORD)
    for name, thing in made.items():
        Step.objects.create(
            **{name: thing}, who=staff, from_state="pending", to_state="x", reason=f"Yes, {NAME}"
        )


def _fill_events_and_messages(person):
    make_registration(make_event(), person)
    make_registration(make_event(), name=NAME, email=OTHER)
    project, fellow = make_project(), make_network_member("Fellow", email="fellow@example.org")
    make_message(project=project, writer=person, name=NAME, email=EMAIL, text=WORD)
    make_message(recipient=fellow, name=NAME, email=OTHER, text=WORD)
    make_message(recipient=person, writer=fellow, email=fellow.email, text=f"To {NAME}")
    to_many = make_message(project=project, name="Asker", email="asker@example.org")
    MessageCopy.objects.create(message=to_many, member=person, email=EMAIL)
    Refusal.objects.create(email=EMAIL)
    Refusal.objects.create(email=fellow.email, writer=EMAIL)


def _fill_submissions(person, staff):
    values = {"summary": WORD, "how_to_join": WORD}
    submitted = make_submission("new", person=NAME, email=EMAIL, name="Ladders", **values)
    Submission.objects.filter(pk=submitted.pk).update(submitter=person, note=WORD)
    Submission.history.filter(id=submitted.pk).update(submitter=person, note=WORD)
    Decision.objects.create(
        submission=submitted, who=staff, from_state="pending", to_state="rejected",
        reason=f"Sorry, {NAME}", before={"name": WORD},
    )  # fmt: skip
    make_submission("new", person=NAME, email=OTHER, state="unconfirmed", name="Rungs", **values)
    project = make_project(
        "Steps", checked_by=person, pins=[(51.5, -0.1)], partners=[make_organisation()]
    )
    # What they have decided as staff.
    Decision.objects.create(project=project, who=person, from_state="draft", to_state="published")
    Decision.objects.create(
        project=project, who=staff, undone_by=person, from_state="x", to_state="y",
        reason=f"{NAME} asked for it ({EMAIL})",
    )  # fmt: skip
    project.history.update(history_user=person)
    project.lead_organisation.history.update(history_user=person)
    project.locations.get().history.update(history_user=person)
    project.involvements.get().history.update(history_user=person)
    make_theme().history.update(history_user=person)
    Step.objects.create(
        complaint=make_complaint(), who=person, from_state="pending", to_state="answered"
    )
    first, second = sorted([project, make_project()], key=lambda each: each.pk)
    NotTheSame.objects.create(first=first, second=second, who=person)


def _fill_records(person, staff):
    Review.objects.create(organisation=make_project().lead_organisation, email=EMAIL)
    Alert.objects.create(email=OTHER, query=f"q={WORD}", seen_revision=0)
    Export.objects.create(who=person, rows=1)
    Export.objects.create(who=staff, rows=1, chosen=f"q={EMAIL}")
    DigestSent.objects.create(day="2026-06-01").to.add(person)
    for who, row in [(staff, person), (staff, person.profile), (person, staff)]:
        LogEntry.objects.create(
            user=who, content_type=ContentType.objects.get_for_model(row), object_id=row.pk,
            object_repr=WORD, change_message=f"Changed {person}", action_flag=CHANGE,
        )  # fmt: skip
    _write("to", to=EMAIL, said=f"{WORD} {EMAIL}")
    _write("passed on", to="fellow@example.org", reply_to=OTHER, said=WORD)
    _write("to staff", to="staff@example.org", said=f"{NAME} ({EMAIL}) has asked.")
    Mail.objects.filter(to=EMAIL).update(sent_at=timezone.now(), problem=f"550 {EMAIL}")


def _write(key, to, said, **fields):
    context = {"complaint": make_complaint(), "name": "", "said": said}
    write_mail("p", to, "network/complaint_answered", context, key, **fields)


def _sign_in(person):
    Client().force_login(person)
    session = SessionStore()
    session["account_login"] = {"email": OTHER}
    session.set_expiry(timedelta(days=1))
    session.save()


def columns():
    """Return {table: [column]} of all columns of the database that hold text or JSON."""
    found = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema()"
            " AND data_type IN ('text', 'character varying', 'jsonb', 'json', 'ARRAY')"
        )
        for table, column in cursor.fetchall():
            found[table].append(column)
    return found


def canaries_left():
    """Return every table.column that still holds a word of the person, sessions decoded."""
    found, words = set(), "|".join(CANARIES)
    with connection.cursor() as cursor:
        for table, names in columns().items():
            asked = ", ".join(f'bool_or("{name}"::text ~* %s)' for name in names)
            cursor.execute(f'SELECT {asked} FROM "{table}"', [words] * len(names))
            answers = zip(names, cursor.fetchone(), strict=True)
            found |= {f"{table}.{name}" for name, is_there in answers if is_there}
        cursor.execute("SELECT session_data FROM django_session")
        for (data,) in cursor.fetchall():
            if any(word in str(SessionStore().decode(data)).lower() for word in CANARIES):
                found.add("django_session.session_data")
    return sorted(found)


def keys_left(pk):
    """Return every table.column that leads to members and still holds this number."""
    return sorted(
        f"{model._meta.db_table}.{field.column}"
        for model, field in relations()
        if model._base_manager.filter(**{field.attname: pk}).exists()
    )
