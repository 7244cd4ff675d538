import pytest
from django.template.loader import render_to_string

from projects.facets import Facet, Value
from projects.templatetags import facets


def facet(*values, name="audience"):
    return Facet(name, "Whom it is for", [Value(*value) for value in values])


def test_every_number_has_its_word_behind_it():
    one, many = ("a", "A", "", 1, False), ("b", "B", "", 1234, False)
    html = facets.options(facet(one, many), "checkbox", "project")

    assert '1<span class="visually-hidden"> project</span>' in html
    assert '1,234<span class="visually-hidden"> projects</span>' in html
    assert "resources" in facets.options(facet(many), "checkbox", "resource")


def test_values_stand_under_their_headings_and_codes_of_headings_are_said_in_words():
    low_paid, women = ("low-paid", "Low-paid", "work", 3, True), ("women", "Women", "x", 2, False)
    html = facets.headed_options(facet(low_paid, women), "project")

    assert '<p class="facet__heading" id="facet-audience-part-1">Work situation</p>' in html
    assert '<ul role="list" aria-labelledby="facet-audience-part-2">' in html
    assert 'value="low-paid" id="facet-audience-low-paid" checked>' in html
    assert 'value="women" id="facet-audience-women">' in html


def test_a_status_has_its_sign():
    html = facets.headed_options(
        facet(("past", "Finished", "", 1, False), name="status"), "project"
    )
    assert "status-sign--past" in html


@pytest.mark.parametrize("place", [0, 1, 2])
def test_whatever_was_typed_is_shown_as_text(place):
    value = ["slug", "name", "heading", 1, False]
    value[place] = "\"><script>alert('&')</script>"
    context = {"facet": facet(value), "opened": "", "noun": "project"}

    page = render_to_string("projects/_facet.html", context)
    assert "script>" not in page
    assert "&quot;&gt;&lt;script&gt;alert(&#x27;&amp;&#x27;)" in page
