"""Two who leave at the same moment."""

import time

import pytest
from django.db.models import QuerySet

from members.models import Member
from members.privacy import erase
from projects.workflow import NotAllowed
from tests.at_once import at_once, failures
from tests.builders import make_staff


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_of_the_last_two_administrators_only_one_can_leave(monkeypatch, is_locked):
    """Without the lock both would: so the lock is what keeps one."""
    is_last = erase.is_last_administrator

    def slowly(member):
        found = is_last(member)
        time.sleep(0.3)
        return found

    monkeypatch.setattr(erase, "is_last_administrator", slowly)
    if not is_locked:
        monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
    administrators = [make_staff(), make_staff()]
    outcomes = at_once([lambda each=each: erase.erase_member(each) for each in administrators])
    assert [type(each) for each in failures(outcomes)] == ([NotAllowed] if is_locked else [])
    assert Member.objects.count() == (1 if is_locked else 0)
