"""What is asked in the standard's words, as our query; and its numbered pages."""

import re
import uuid

from django.http import QueryDict

from projects.api.lists import limit_of
from projects.api.openreferral.identifiers import number_of
from projects.api.openreferral.terms import COLUMNS, taxonomy_id, term_id
from projects.api.problems import NotUnderstood
from projects.api.views import understood
from projects.filters import ProjectFilter
from projects.models import Organisation
from projects.vocabulary import Vocabulary

_PAGE = re.compile(r"[1-9]\d{0,8}", re.ASCII)
# Those that mean the same as one of ours.
_SAME = {"search": "q", "postcode": "near"}


def asked_filter(request):
    """Return the ProjectFilter of a request in either's words. Raises NotUnderstood."""
    return understood(ProjectFilter, translated(request.GET))


def translated(data):
    """Return a query string (a QueryDict) in our words. Raises NotUnderstood: an unknown id."""
    query, words = QueryDict(mutable=True), Vocabulary.load()
    for name, values in data.lists():
        for value in filter(None, values):
            query.appendlist(*_translated(name, value, words))
    for value in filter(None, data.getlist("taxonomy_id")):
        name = _taxonomy(value)
        if name not in query:  # a term of it says more than that there is one
            query.setlist(name, list(words.of(name)))
    return query


def _translated(name, value, words):
    match name:
        case "taxonomy_term_id":
            return _term(value, words)
        case "organization_id":
            return "organisation", _organisation(value)
    return _SAME.get(name, name), value


def _taxonomy(value):
    for name in COLUMNS:
        if taxonomy_id(name) == value:
            return name
    raise NotUnderstood.value("taxonomy_id", value[:60], "There is no such taxonomy.")


def _term(value, words):
    for name in COLUMNS:
        for slug in words.of(name):
            if term_id(name, slug) == value:
                return name, slug
    raise NotUnderstood.value("taxonomy_term_id", value[:60], "There is no such term.")


def _organisation(value):
    try:
        number = number_of("organization", uuid.UUID(value))
    except ValueError:
        number = None
    found = Organisation.objects.with_published_projects().filter(pk=number).first()
    if found is None:
        raise NotUnderstood.value("organization_id", value[:60], "There is no such organization.")
    return found.slug


def page_of(request, total, read):
    """Return one page of a list as the standard has it, a dictionary.

    total: how many there are. read: returns those from start to stop, a list. Raises NotUnderstood:
    page or per_page make no sense. Behind the last page is an empty one.
    """
    text, size = request.GET.get("page") or "1", limit_of(request, "per_page")
    if not _PAGE.fullmatch(text):
        raise NotUnderstood.value("page", text[:60], "The page is a whole number from 1.")
    number, pages = int(text), max(1, -(-total // size))
    contents = read((number - 1) * size, number * size) if number <= pages else []
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }
