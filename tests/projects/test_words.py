import datetime

import pytest

from projects.models import Project, Review
from projects.words import checked_in_words, dates_in_words, in_vain_in_words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start_year": 2015, "end_year": 2018}, "2015 to 2018"),
        ({"start_year": 2018, "end_year": 2018}, "2018"),
        ({"start_year": 2014, "status": "current"}, "Since 2014"),
        ({"start_year": 2014, "status": "unknown"}, "From 2014"),
        ({"end_year": 2018}, "Until 2018"),
        ({"start_year": 2020, "start_date": datetime.date(2020, 3, 1)}, "From 1 March 2020"),
        ({}, ""),
    ],
)
def test_dates_are_said_as_exactly_as_they_are_known(fields, words):
    assert dates_in_words(Project(**fields)) == words


def test_a_check_is_dated_and_its_lack_is_said():
    assert checked_in_words(Project()) == "Not yet checked by us"
    assert (
        checked_in_words(Project(checked_on=datetime.date(2026, 5, 3))) == "Checked on 3 May 2026"
    )


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (3, "Its contact was asked three times, last on 3 May 2026, and has not answered."),
        (1, "Its contact was asked once on 3 May 2026, and has not answered."),
        (0, ""),
    ],
)
def test_how_often_a_contact_was_asked_in_vain_is_said_plainly(times, words):
    asked_at = datetime.datetime(2026, 5, 2, 23, 30, tzinfo=datetime.UTC)  # the third in London
    assert in_vain_in_words(Review(times_asked=times, asked_at=asked_at)) == words
    assert in_vain_in_words(None) == ""
