"""What the OpenAPI document says of each address: decorators for the views."""

from drf_spectacular.utils import OpenApiResponse, extend_schema

from projects.api.parameters import CURSOR, LIMIT, OF_PROJECTS, OF_RESOURCES, slug

JSON, PROBLEM = "application/json", "application/problem+json"


def problem(description):
    """Return the description of a problem document."""
    return OpenApiResponse({"$ref": "#/components/schemas/Problem"}, description)


NOT_UNDERSTOOD = problem("A value in the query is not understood.")
ERRORS = {
    406: problem("Only JSON is served, and the request does not accept it."),
    503: problem("The database does not answer; Retry-After says when to ask again."),
}


def address(name, schema, summary, parameters=(), *, errors=None, tag="Version 1"):
    """Return the decorator for the `get` of a view.

    name: of the operation. schema: of the answer, the name of a component. errors: {status:
    description} besides those of all addresses.
    """
    answers = {(200, JSON): OpenApiResponse({"$ref": f"#/components/schemas/{schema}"}, summary)}
    for status, answer in ((errors or {}) | ERRORS).items():
        answers[status, PROBLEM] = answer
    return extend_schema(
        operation_id=name,
        summary=summary,
        parameters=list(parameters),
        responses=answers,
        tags=[tag],
        auth=[],
    )


_QUERY = {400: NOT_UNDERSTOOD}
_PAGE = [LIMIT, CURSOR]
MISSING = {404: problem("There is nothing at this address.")}

index = address("index", "Index", "Where everything is")
projects = address(
    "projects", "ProjectPage", "The projects of a query", [*OF_PROJECTS, *_PAGE], errors=_QUERY
)
project = address(
    "project",
    "Project",
    "One project",
    [slug("the project")],
    errors=MISSING
    | {
        301: OpenApiResponse(None, "Its slug has changed."),
        410: problem("The entry was withdrawn."),
    },
)
facets = address(
    "facets", "Facets", "What each filter would give for a query", OF_PROJECTS, errors=_QUERY
)
organisations = address(
    "organisations",
    "OrganisationPage",
    "The organisations that have a part in the projects of a query",
    [*OF_PROJECTS, *_PAGE],
    errors=_QUERY,
)
organisation = address(
    "organisation", "Organisation", "One organisation", [slug("the organisation")], errors=MISSING
)
areas = address(
    "areas", "AreaPage", "All areas, with the projects of a query", OF_PROJECTS, errors=_QUERY
)
taxonomies = address(
    "taxonomies",
    "TaxonomyPage",
    "All taxonomies, with the projects of a query",
    OF_PROJECTS,
    errors=_QUERY,
)
resources = address(
    "resources", "ResourcePage", "The resources of a query", [*OF_RESOURCES, *_PAGE], errors=_QUERY
)
