import pytest
from django.db.models import F

from projects.bitmaps import Ids
from projects.bitmaps.layout import PROJECTS_IN_CHUNK
from projects.bitmaps.lookup import IsAmong
from projects.bitmaps.suiting import Suits
from projects.models import Project
from tests.builders import make_project

# Every place in a byte, the ends of chunks, and chunks in between that have no row.
NUMBERS = [*range(1, 10), PROJECTS_IN_CHUNK - 1, PROJECTS_IN_CHUNK, 3 * PROJECTS_IN_CHUNK + 5]


def suiting(*masks):
    return set(Project.objects.filter(Suits(F("pk"), masks)).values_list("pk", flat=True))


@pytest.fixture
def numbered(db):
    for n, pk in enumerate(NUMBERS):
        make_project(pk=pk, status=["past", "current", "planned"][n % 3])
    make_project(pk=PROJECTS_IN_CHUNK + 1, state="draft")


def test_projects_that_have_a_value_of_each_mask_suit(numbered):
    assert suiting(["published"]) == set(NUMBERS)
    assert suiting(["status:past"]) == set(NUMBERS[::3])
    assert suiting(["status:past", "status:current"]) == set(NUMBERS) - set(NUMBERS[2::3])
    assert suiting(["status:past"], ["status:current"]) == set()
    assert suiting(["published"], ["status:planned"]) == set(NUMBERS[2::3])
    assert suiting(["status:unheard-of"]) == set()


def test_it_says_what_the_same_ids_say(numbered):
    among = Project.objects.filter(IsAmong(F("pk"), Ids.of(NUMBERS[::3])))
    assert suiting(["status:past"]) == set(among.values_list("pk", flat=True))
