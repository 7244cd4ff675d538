import re

import pytest

from projects.markdown import to_html


def test_markdown_becomes_html():
    html = to_html("Free for **all**:\n\n- call\n- write")

    assert "<strong>all</strong>" in html
    assert html.count("<li>") == 2


def test_headings_stand_below_those_of_the_page():
    html = to_html("# One\n\n## Two\n\n##### Five")

    assert html.count("<h3>") == 2
    assert html.count("<h4>") == 1
    assert "<h1" not in html
    assert "<h2" not in html


def test_links_are_not_followed_and_cannot_reach_the_page_that_opened_them():
    assert 'rel="nofollow noopener"' in to_html("[site](https://example.org)")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:msgbox)",
        '<a href="https://x.org" onclick="alert(1)">x</a>',
        "<img src=x onerror=alert(1)>",
        '<p style="position:fixed">x</p>',
        "<iframe src=https://example.org></iframe>",
    ],
)
def test_nothing_that_runs_or_covers_the_page_gets_through(text):
    tags = re.findall(r"<(\w+)([^>]*)>", to_html(text))

    assert {name for name, _attributes in tags} <= {"p"}
    assert not any(attributes for _name, attributes in tags)


def test_a_picture_is_not_loaded_from_another_site():
    assert "<img" not in to_html("![pixel](https://tracker.example/pixel.png)")


def test_no_text_gives_no_html():
    assert to_html("") == ""
