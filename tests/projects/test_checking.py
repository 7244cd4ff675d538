from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from projects.models import (
    Bitmap,
    Containment,
    Location,
    NameWord,
    Offer,
    PinSlot,
    Project,
    SearchText,
)
from tests.builders import make_project, make_uk

pytestmark = pytest.mark.django_db


def set_bits(bits, **row):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE projects_bitmap SET bits = (bits # bits) | set_bit(bits # bits, %s, 1)"
            " WHERE kind = %s AND value = %s",
            [bits, row["kind"], row["value"]],
        )


@pytest.fixture
def project():
    uk = make_uk()
    return make_project(pins=[(53.4, -2.2)], offers=["A campaign"], coverage=[uk["wales"]])


def check():
    out = StringIO()
    call_command("check_counts", stdout=out, stderr=out)
    return out.getvalue()


def test_right_counts_are_said_to_be_right(project):
    assert check() == "All counts are right.\n"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: Bitmap.objects.filter(kind="project", value="offer:a-campaign").delete(),
        lambda: Bitmap.objects.filter(kind="pin", value="pin").delete(),
        lambda: Bitmap.objects.filter(kind="project", value="published").update(chunk=3),
        lambda: set_bits(12, kind="project", value="published"),
        lambda: PinSlot.objects.all().delete(),
        lambda: PinSlot.objects.update(cell=1),
        lambda: SearchText.objects.all().delete(),
        lambda: SearchText.objects.update(sort_key="another"),
        lambda: SearchText.objects.update(vector=""),
        lambda: NameWord.objects.all().delete(),
        lambda: Project.objects.update(status="past"),
        lambda: Offer.objects.all().delete(),
        lambda: Location.objects.update(public=False),
        lambda: Containment.objects.all().delete(),
    ],
)
def test_whatever_is_wrong_is_found_and_put_right_by_recount(project, spoil):
    spoil()
    with pytest.raises(CommandError, match="recount"):
        check()
    call_command("recount", stdout=StringIO())
    assert check() == "All counts are right.\n"
