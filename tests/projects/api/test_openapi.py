"""The OpenAPI document is true: requests made from it get the answers that it describes."""

import logging
import re

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator, ValidationError
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from projects.api.openapi import document
from projects.filters import ProjectFilter, ResourceFilter
from tests.everywhere import addresses_of, fill_everything, routes

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]
EXAMPLES = 8


@pytest.fixture
def site():
    """The site as a WSGI application that leaves the test's database connection open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations(site):
    schema = schemathesis.openapi.from_dict(document())
    schema.app = site
    return [result.ok() for result in schema.get_all_operations()]


def test_answers_to_requests_made_from_the_document_are_as_it_says(site, monkeypatch):
    """Sends hundreds of requests: what the document allows, and what it does not."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    fill_everything()
    for operation in operations(site):
        ask(operation.as_strategy())
        if operation.query:  # there is something to get wrong
            ask(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))


def ask(cases):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def check(case):
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    check()


def test_the_document_is_a_valid_one():
    validate_schema(document())
    with pytest.raises(ValidationError):  # the negative control
        validate_schema(document() | {"paths": {"/x": {"get": {"responses": []}}}})


def whole_schema(operation):
    """The schema of an answer as it stands in the document, with all that it refers to."""
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return answer | {"components": document()["components"]}


def test_every_address_with_something_to_show_answers_as_described(client):
    fill_everything()
    paths, shown = document()["paths"], 0
    for route in routes():
        path = "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", route.written)
        if path not in paths:
            continue
        answer = client.get(addresses_of(route)[0])
        assert answer.status_code == 200, path
        Draft202012Validator(whole_schema(paths[path]["get"])).validate(answer.json())
        shown += 1
    assert shown == len(paths)


def test_an_answer_that_says_less_would_be_noticed(client):
    """The negative control."""
    fill_everything()
    schema = Draft202012Validator(whole_schema(document()["paths"]["/api/v1/projects/"]["get"]))
    answer = client.get("/api/v1/projects/").json()
    schema.validate(answer)
    del answer["results"][0]["area_codes"]
    assert not schema.is_valid(answer)


def test_every_parameter_of_the_filters_is_described():
    for path, filter_class in [
        *[(f"/api/v1/{name}/", ProjectFilter) for name in ("projects", "facets", "organisations")],
        ("/api/openreferral/services", ProjectFilter),
        ("/api/v1/resources/", ResourceFilter),
    ]:
        described = {each["name"]: each for each in document()["paths"][path]["get"]["parameters"]}
        assert set(filter_class.base_filters) <= set(described), path
        assert all(each["description"] for each in described.values()), path


def test_every_address_of_the_api_is_described(client):
    paths = document()["paths"]
    assert set(client.get("/api/v1/").json()) > {"projects", "facets"}
    assert len(paths) == 9 + 13
    assert all(list(path) == ["get"] for path in paths.values())
