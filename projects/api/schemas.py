"""What the answers of the API look like, as JSON Schema (2020-12): components of the document.

A project is drawn from projects.channels.columns, as it is everywhere else.
"""

from projects.channels.columns import COLUMNS

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
TERM = {"$ref": "#/components/schemas/Term"}
ADDRESS = {"type": "string", "format": "uri"}


def ref(name):
    """Return the schema of a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def or_none(schema):
    """Return the schema of a value that may be null."""
    return {"anyOf": [schema, {"type": "null"}]}


def list_of(schema):
    """Return the schema of a list."""
    return {"type": "array", "items": schema}


def thing(description="", /, **properties):
    """Return the schema of an object that has all of these and no others."""
    schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return schema | ({"description": description} if description else {})


def page_of(name):
    """Return the schema of one page of a list of components."""
    return thing(
        count={"type": "integer", "minimum": 0, "description": "How many the whole list has."},
        next=or_none(ADDRESS) | {"description": "The address of the next page, if there is one."},
        results=list_of(ref(name)),
    )


def kind_of(names):
    """Return the schema of a term with one of these slugs."""
    return thing(slug={"type": "string", "enum": list(names)}, name=TEXT)


_PLACE = thing(
    role={"type": "string", "enum": ["delivery", "office"]},
    label=TEXT,
    address=TEXT,
    postcode=TEXT,
    council=or_none(TERM),
    latitude={"type": "number", "description": "Degrees north, WGS 84."},
    longitude={"type": "number", "description": "Degrees east, WGS 84."},
    precision={"type": "string", "enum": ["exact", "postcode", "town", "area"]},
    on_map={"type": "boolean", "description": "Whether it is a pin on the map."},
)
_RESOURCE = thing(slug=TEXT, title=TEXT, kind=TEXT, year=or_none(WHOLE), link=TEXT)
# The types of columns. What is not known is "" of a text, and null of anything else.
_TYPES = {
    "integer": WHOLE,
    "number": {"type": "number"},
    "string": TEXT,
    "text": TEXT,
    "url": TEXT,
    "email": TEXT,
    "boolean": {"type": "boolean"},
    "year": WHOLE,
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "term": TERM,
    "terms": list_of(TERM),
    "strings": list_of(TEXT),
    "locations": list_of(_PLACE),
    "resources": list_of(_RESOURCE),
}
_NEVER_NULL = {"string", "text", "url", "email", "boolean", "terms", "strings", "locations"}
_NEVER_NULL |= {"resources"}


def _column(column):
    schema = _TYPES[column.type]
    if not column.required and column.type not in _NEVER_NULL:
        schema = or_none(schema)
    return schema | {"title": column.title, "description": column.description}


def components():
    """Return {name: schema} of what the answers of version 1 are made of."""
    count = {"type": "integer", "minimum": 0}
    return {
        "Term": thing(
            "A word, and its slug: the part of it that stands in addresses.", slug=TEXT, name=TEXT
        ),
        "Project": thing(
            "One entry of the map.", **{column.name: _column(column) for column in COLUMNS}
        ),
        "Organisation": thing(
            "Who leads, joins or pays for a published project.",
            slug=TEXT,
            name=TEXT,
            url=ADDRESS,
            kind=TERM,
            description=TEXT,
            website=TEXT,
            charity_number=TEXT,
            company_number=TEXT,
            town=TEXT,
            project_count=count,
            projects=ADDRESS,
        ),
        "Area": thing(
            "A place that projects serve.",
            slug=TEXT,
            name=TEXT,
            name_cy=TEXT,
            kind={"enum": ["country", "nation", "region", "city_region", "council"]},
            code={"type": "string", "description": "Of the Office for National Statistics (GSS)."},
            parents=list_of(TEXT),
            latitude={"type": "number"},
            longitude={"type": "number"},
            project_count=count,
        ),
        "Taxonomy": thing(
            "A list of words that projects are sorted by, named as in a query.",
            name=TEXT,
            label=TEXT,
            terms=list_of(
                thing(slug=TEXT, name=TEXT, heading=TEXT, description=TEXT, project_count=count)
            ),
        ),
        "Resource": thing(
            "Something that has been written.",
            slug=TEXT,
            title=TEXT,
            kind=TERM,
            year=or_none(WHOLE),
            link=TEXT,
            summary=TEXT,
            organisation=or_none(TERM),
            topics=list_of(TERM),
            approaches=list_of(TERM),
            projects=list_of(TERM),
        ),
        "Facets": thing(
            "How many projects each value of each filter would give.",
            placing=thing(
                "How those found stand on the map: pinned, areawide and unplaced make the total.",
                total=count,
                pinned=count,
                areawide=count,
                unplaced=count,
                locations=count,
            ),
            facets=list_of(
                thing(
                    name=TEXT,
                    label=TEXT,
                    values=list_of(
                        thing(slug=TEXT, name=TEXT, count=count, is_chosen={"type": "boolean"})
                    ),
                )
            ),
        ),
        "Index": thing("Where everything is.", **dict.fromkeys(INDEX, ADDRESS)),
        "Problem": {
            "type": "object",
            "description": "What went wrong (RFC 9457).",
            "properties": {
                "type": TEXT,
                "title": TEXT,
                "status": WHOLE,
                "detail": TEXT,
                "parameters": list_of(thing(name=TEXT, value=TEXT)),
            },
            "required": ["type", "title", "status"],
        },
        **{
            f"{name}Page": page_of(name)
            for name in ["Project", "Organisation", "Area", "Taxonomy", "Resource"]
        },
    }


INDEX = ["projects", "organisations", "areas", "taxonomies", "resources", "facets", "openapi"]
INDEX += ["documentation", "openreferral"]
