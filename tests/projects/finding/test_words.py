"""Words found by sets of ids are those that the querysets find, in the same order."""

import random

import pytest
from django.db import transaction

from projects.bitmaps import Ids, ids_of
from projects.finding import groups
from projects.finding.spelling import MOST_TEXTS, spellings
from projects.finding.words import find_words, ranked
from projects.models import NameWord, Project
from projects.refresh import refresh
from tests.builders import make_organisation, make_project

pytestmark = pytest.mark.django_db

WORDS = ["wage", "skills", "care", "retail", "night", "charter", "the", "in-work"]
TEXTS = ["wage", "wages skill", '"skills care"', "night -retail", "care or charter", "in-work"]


def make_many(number):
    """Save published projects, some of them not, with a few words in all parts."""
    dice = random.Random(3)

    def text(most):
        return " ".join(dice.choices(WORDS, k=dice.randint(1, most)))

    organisations = [make_organisation(f"{text(2)} {n}") for n in range(3)]
    projects = Project.objects.bulk_create(
        Project(
            name=text(2),
            slug=f"made-{n}",
            summary=text(3),
            description=text(6),
            lead_organisation=dice.choice(organisations),
            status=dice.choice(Project.Status.values),
            state="published" if n % 8 else "withdrawn",
        )
        for n in range(number)
    )
    with transaction.atomic():
        refresh([each.pk for each in projects])


def truth(text):
    return Project.objects.published().matching(text).by_relevance(text)


def test_words_find_the_same_projects_in_the_same_order_as_the_querysets(monkeypatch):
    make_many(40)
    half = Ids.of(pk for pk in Project.objects.values_list("pk", flat=True) if pk % 2)
    for text in TEXTS:
        found = find_words(text)
        in_order = list(truth(text).values_list("pk", flat=True))
        assert (found.is_close_match, found.text) == (False, text)
        assert found.ids == ids_of(truth(text)) and len(in_order) > 4
        assert ranked(text, found.ids, 0, 1000) == in_order
        with monkeypatch.context() as patch:
            patch.setattr(groups, "FEW_ENOUGH", 1)  # as if they were very many
            assert [ranked(text, found.ids, n, n + 1)[0] for n in range(5)] == in_order[:5]
        assert ranked(text, found.ids & half, 1, 9) == [pk for pk in in_order if pk % 2][1:9]


def test_a_name_is_the_best_answer_then_the_name_with_the_organisations():
    somewhere = make_project("Aaa", summary="The night wage.")
    names = make_project("Bbb night", lead_organisation=make_organisation("The wage trust"))
    name = make_project("Zzz night wages", status="past")
    found = find_words("night wage")
    assert ranked("night wage", found.ids, 0, 9) == [name.pk, names.pk, somewhere.pk]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("timewize", "timewise"),
        ("TIMEWIZE", "timewise"),
        ("skills escalater", "skills escalator"),
        ("lving wage", "living wage"),
        ("livng wgae", "living wage"),
        ("esca", "escalator"),
        ("livingwage", "living wage"),
        ("time wise", "timewise"),
        ("timewise nroth -leeds", None),
        ("skills wage", None),
        ("leads zz north", "leeds north"),
        ("xyzzyq escalator", None),
        ("the", None),
        ("a", None),
        ('"', None),
    ],
)
def test_a_slip_of_the_pen_is_searched_as_the_word_of_a_name_most_like_it(typed, meant):
    escalator = make_project("West London Skills Escalator")
    living = make_project("Living Wage City", partners=[make_organisation("Timewise Ltd")])
    make_project("Something else")
    make_project("Timewise Leeds North")
    found = find_words(typed)
    assert found.is_close_match
    assert found.text == (meant or "")
    assert bool(found.ids) == bool(meant)
    if meant == "skills escalator":
        assert list(found.ids) == [escalator.pk]
    if meant == "living wage":
        assert list(found.ids) == [living.pk]


def test_a_long_text_one_with_punctuation_and_one_cut_short_are_understood():
    names = ["Step Up", "Fair Start", "Living Wage Scotland", "Care and Retail Charter"]
    names += ["Real Living Wage for Social Care Workers in Wales", "Union Learning Fund"]
    names += ["Supporting the Progression of Low-Income Workers in Scotland", "Walks and wards"]
    entries = {name: make_project(name) for name in names}
    meant = {
        "Step-Up": "Step Up",
        "Fair-Start": "Fair Start",
        "Living-Wage Scotland": "Living Wage Scotland",
        "care/retail charter": "Care and Retail Charter",
        "Real Living Wage for social care workrs in Wales": names[4],
        "Supporting the progrssion of low-income workers in Scotland": names[6],
        "union lern": "Union Learning Fund",
    }
    for typed, name in meant.items():
        found = find_words(typed)
        assert (found.is_close_match, list(found.ids)) == (True, [entries[name].pk]), typed
    assert find_words("Step-Up").text == "step up"
    assert find_words("step/up -walks").text == "step up -walks"


def test_a_word_that_no_published_entry_has_any_more_is_not_suggested():
    project = make_project("Quokka")
    assert find_words("quoka").text == "quokka"
    Project.objects.filter(pk=project.pk).update(state="withdrawn")
    with transaction.atomic():
        refresh([project.pk])
    assert NameWord.objects.filter(word="quokka").exists()
    assert find_words("quoka").text == "" and not find_words("quoka").ids


def test_a_spelling_costs_few_queries_however_many_words_are_spelt_wrong(
    django_assert_max_num_queries,
):
    make_many(10)
    typed = ["skilz", "wgae", "caer", "nihgt", "retial", "chatrer", "waeg", "karre"]
    for text in [" ".join(typed), " ".join(["wage/skills", *WORDS, *typed] * 2), "q z/" * 50]:
        with django_assert_max_num_queries(30):
            find_words(text)
        assert len(spellings(text)) <= MOST_TEXTS
