"""Pages that stay right while entries change: what keeps its place is read once."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects import reading
from projects.api import continuing
from projects.api.orders import INDEXED, following
from projects.filters import ProjectFilter
from projects.finding.hints import hints
from projects.finding.ordered import ids_in_order
from projects.finding.walks import ALONG_AN_INDEX
from projects.models import Project
from projects.refresh import refresh
from tests.builders import make_project, make_uk

pytestmark = pytest.mark.django_db

QUERIES = ["", "sort=name", "sort=checked", "sort=updated", "q=wage", "near=Lambeth"]
QUERIES += ["area=london", "near=Lambeth&within=300&q=wage", "bbox=-1,51,1,52&sort=name"]
STATES = ["published", "withdrawn"]
CHANGES = st.lists(
    st.tuples(st.sampled_from(["state", "name", "status"]), st.integers(0, 11)), max_size=5
)
AS_OFTEN = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def entries():
    """Twelve projects that differ in all that orders sort by, three of them hidden."""
    uk = make_uk()
    places = [[uk["lambeth"]], [uk["camden"]], [uk["england"]], [uk["uk"]], []]
    made = []
    for number in range(12):
        words = "wage" if number % 2 else "work"
        pin = {"latitude": 51.4 + number / 100, "longitude": -0.12, "council": uk["lambeth"]}
        made.append(
            make_project(
                f"{'EBAFDC'[number % 6]} {words} {number}",
                summary=f"About {'wage' if number % 3 else 'pay'}",
                coverage=places[number % 5],
                status=list(Project.Status)[number % 4],
                state="draft" if number in (3, 6, 9) else "published",
                checked_on=date(2026, 1, number + 1) if number % 3 else None,
                pins=[pin] if number % 3 == 1 else [],
            )
        )
    for number, each in enumerate(made):
        moment = datetime(2026, 2, 1 + number // 2, tzinfo=UTC)
        Project.objects.filter(pk=each.pk).update(updated=moment)
    return [each.pk for each in made]


@pytest.fixture(params=["sorted", "along an index"])
def way(request, monkeypatch):
    """Both ways of reading: of few entries, and of many."""
    if request.param == "along an index":
        monkeypatch.setattr(continuing, "FEW_IDS", 0)
    return request.param


def asked(query):
    return ProjectFilter.read(QueryDict(query))


def by_cursor(query, place, limit):
    """One page as the API reads it: (ids, where the next begins or None)."""
    with reading.snapshot():
        page = continuing.page_after(asked(query), place or "", limit)
    return page.ids, page.next and str(page.next)


def by_number(query, place, limit):
    """One page as pages with numbers are read."""
    start = place or 0
    with reading.snapshot():
        found = asked(query)
        ids = [card.pk for card in found.page(start, start + limit)]
        return ids, start + limit if start + limit < len(found.ids) else None


def change(pks, changes):
    """Publish, withdraw, rename or end one entry; return its id."""
    what, number = changes
    pk = pks[number]
    entry = Project.objects.get(pk=pk)
    if what == "state":
        entry.state = STATES[entry.state == "published"]
        Project.objects.filter(pk=pk).update(state=entry.state)
    elif what == "name":
        Project.objects.filter(pk=pk).update(name=f"{entry.name[::-1]} wage")
    else:
        Project.objects.filter(pk=pk).update(status=("past", "current")[entry.status == "past"])
    refresh([pk])
    return pk


def walk(read, query, limit, pks, changes):
    """Read page after page while entries change; what kept its place must come once, in order."""
    with transaction.atomic():
        before = list(ids_in_order(asked(query)))
        seen, place, touched, left = [], None, set(), list(changes)
        while True:
            ids, place = read(query, place, limit)
            seen += ids
            if place is None:
                break
            if left:
                touched.add(change(pks, left.pop()))
        after = set(ids_in_order(asked(query)))
        transaction.set_rollback(True)
    kept = [pk for pk in before if pk in after and pk not in touched]
    assert [pk for pk in seen if pk in kept] == kept


@AS_OFTEN
@given(query=st.sampled_from(QUERIES), limit=st.integers(1, 4), changes=CHANGES)
def test_what_keeps_its_place_is_read_once_and_in_order(entries, way, query, limit, changes):
    walk(by_cursor, query, limit, entries, changes)


@pytest.mark.parametrize("query", QUERIES)
def test_pages_with_numbers_would_miss_something(entries, query):
    """The negative control: an entry is withdrawn that was on the first page."""
    first = entries.index(by_number(query, None, 1)[0][0])
    walk(by_cursor, query, 1, entries, [("state", first)])
    with pytest.raises(AssertionError):
        walk(by_number, query, 1, entries, [("state", first)])


def test_pages_are_the_list_in_every_order(entries, way):
    for query in QUERIES:
        with reading.snapshot():
            wanted = list(ids_in_order(asked(query)))
        seen, place = by_cursor(query, None, 2)
        while place:
            ids, place = by_cursor(query, place, 2)
            seen += ids
        assert seen == wanted, query
        assert len(wanted) >= 3, query


@pytest.mark.parametrize("order", INDEXED)
def test_going_on_is_a_walk_along_an_index_and_sorts_nothing(entries, order):
    found = asked("" if order == "default" else f"sort={order}")
    keys = INDEXED[order]
    ordered = found.in_order(Project.objects.published())
    rows = ordered.values_list(*(key.column for key in keys))
    for values in rows:
        for condition in following(keys, values):
            with hints(**ALONG_AN_INDEX):
                plan = rows.filter(condition)[:5].explain()
            if "One-Time Filter: false" not in plan:  # nothing can follow
                assert "Index" in plan and "Sort" not in plan and "Seq Scan" not in plan, plan
