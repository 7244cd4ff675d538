"""What the privacy page says is whole, and true of what the jobs do."""

import inspect
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.html import escape

from members.models import Member
from members.privacy import durations, retention, silence
from members.privacy.impersonal import IMPERSONAL, TELLING, personal_fields, unregistered
from members.privacy.kept import Limit, in_words
from members.privacy.register import REGISTER

ALL = apps.get_models(include_auto_created=True)


def all_durations():
    return {name for name, value in vars(durations).items() if isinstance(value, timedelta)}


def test_every_field_with_personal_data_is_in_the_register():
    assert unregistered(ALL, REGISTER) == []


def test_a_new_field_with_personal_data_is_found():
    class Guest(models.Model):  # noqa: DJ008
        phone = models.CharField(max_length=40)
        home = models.EmailField()
        friend = models.ForeignKey(Member, models.CASCADE, related_name="+")
        colour = models.CharField(max_length=40)

        class Meta:
            app_label = "members"

    try:
        found = unregistered([*ALL, Guest], REGISTER)
    finally:
        del apps.all_models["members"]["guest"]
        apps.clear_cache()
    assert found == ["members.Guest.friend", "members.Guest.home", "members.Guest.phone"]


def test_a_line_that_is_taken_out_of_the_register_is_missed():
    for kept in REGISTER:
        if kept.key not in ("places", "senders"):
            others = [each for each in REGISTER if each is not kept]
            assert unregistered(ALL, others), kept.key


def test_the_register_and_the_exceptions_name_only_what_there_is():
    models_there = {model._meta.label for model in ALL}
    fields_there = {
        f"{model._meta.label}.{field.name}" for model in ALL for field in model._meta.fields
    }
    named = {name for kept in REGISTER for name in kept.fields}
    assert named <= models_there | fields_there
    assert set(IMPERSONAL) <= personal_fields(ALL)
    assert {"name", "phone", "email"} <= TELLING


def test_every_duration_is_used_by_a_job_and_told():
    told = {limit.time for kept in REGISTER for limit in kept.limits}
    assert told - {None} == {getattr(durations, name) for name in all_durations()}
    jobs = inspect.getsource(retention) + inspect.getsource(silence)
    elsewhere = {"TEXT_OF_MAIL", "ANSWERS_OF_GEOCODERS", "ANSWER_TO_COMPLAINT", "SIGN_IN_MAIL"}
    assert set(re.findall(r"durations\.([A-Z_]+)", jobs)) == all_durations() - elsewhere


@pytest.mark.parametrize(
    ("days", "words"), [(1, "1 day"), (90, "90 days"), (365, "1 year"), (730, "2 years")]
)
def test_times_are_told_in_words(days, words):
    assert in_words(timedelta(days=days)) == words
    assert str(Limit("After %(time)s.", timedelta(days=days))) == f"After {words}."


@pytest.mark.django_db
def test_the_page_tells_all_of_it_and_sets_no_cookie(client):
    answer = client.get(reverse("privacy"))
    page = answer.content.decode()
    for kept in REGISTER:
        for said in (kept.title, kept.what, kept.why, kept.ground, kept.seen_by, *kept.limits):
            assert escape(str(said)) in page, said
    assert 'id="submissions"' in page
    assert reverse("complaint") in page
    assert "ico.org.uk" in page
    assert not answer.cookies
