"""What is said of a project in every machine format: its columns, in their stable order.

The schema page, the Table Schema and the files are drawn from COLUMNS, and a record
(projects.channels.records) has these keys. A column that is added goes to the end, with a line in
CHANGES; one that is renamed, removed or given another meaning needs a new version besides.
"""

from dataclasses import dataclass
from datetime import date

VERSION = 1

# What changed, latest first: (version, date, what).
CHANGES = [(1, date(2026, 11, 23), "First version.")]

# The types of columns: what a value is in a record, in JSON and the API.
TYPES = {
    "integer": "A whole number.",
    "number": "A number with decimals.",
    "string": "Text on one line.",
    "text": "Text of several lines, in Markdown.",
    "url": "A web address.",
    "email": "An e-mail address.",
    "boolean": "true or false.",
    "year": "A year, four digits.",
    "date": "A day, as 2026-11-23.",
    "datetime": "A moment, with its time zone.",
    "term": "A word with its slug, the part of it that stands in addresses: {slug, name}.",
    "terms": "A list of such words.",
    "strings": "A list of texts.",
    "locations": "A list of places: role, label, address, postcode, council, latitude, longitude, "
    "precision, on_map.",
    "resources": "A list of publications: slug, title, kind, year, link.",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One thing said of a project. `type` is a key of TYPES; an unknown value is None or []."""

    name: str
    type: str
    title: str
    description: str
    required: bool = False


COLUMNS = [
    Column("id", "integer", "Number", "Never changes and is never used again.", required=True),
    Column(
        "slug",
        "string",
        "Slug",
        "The end of its address here. It may change; the old address then leads to the new.",
        required=True,
    ),
    Column("name", "string", "Name", "What the project is called.", required=True),
    Column("url", "url", "Page on this map", "Where to read and correct the entry.", required=True),
    Column("summary", "string", "Summary", "One or two sentences in plain words.", required=True),
    Column("description", "text", "Description", "What it does, in Markdown."),
    Column(
        "status",
        "term",
        "Status",
        "Whether the work runs: planned, current, paused, past or unknown.",
        required=True,
    ),
    Column("start_year", "year", "Start year", "The year in which the work began or will begin."),
    Column("start_date", "date", "Start date", "Only where the day is known."),
    Column("end_year", "year", "End year", "The year in which the work ended or will end."),
    Column("end_date", "date", "End date", "Only where the day is known."),
    Column(
        "lead_organisation", "term", "Lead organisation", "Who runs the project.", required=True
    ),
    Column("partners", "terms", "Partners", "Organisations that run it with the lead."),
    Column("funders", "terms", "Funders", "Organisations that pay for it."),
    Column("offers", "terms", "What it offers", "Such as help for workers."),
    Column("strands", "terms", "Strands", "Those of the three strands that it belongs to."),
    Column("approaches", "terms", "Approaches", "Ways of working, each within one strand."),
    Column("audiences", "terms", "Whom it is for", "Work situations, people, organisations."),
    Column("sectors", "terms", "Sectors", "Industries, or all of them."),
    Column("delivery_modes", "terms", "How it is delivered", "Such as one to one, or online."),
    Column(
        "areas",
        "terms",
        "Areas served",
        "The most exact areas that it serves; wider ones follow from them.",
    ),
    Column(
        "area_codes",
        "strings",
        "Codes of these areas",
        "Codes of the Office for National Statistics (GSS) of the areas that have one.",
    ),
    Column(
        "latitude",
        "number",
        "Latitude",
        "Degrees north (WGS 84) of its first pin on the map; `locations` has them all.",
    ),
    Column("longitude", "number", "Longitude", "Degrees east of that pin; below 0 in the west."),
    Column(
        "locations",
        "locations",
        "Locations",
        "Public places where the work happens (delivery) or where those who run it sit (office).",
    ),
    Column("how_to_join", "text", "How to join", "How somebody joins or is referred, in Markdown."),
    Column("contact_phone", "string", "Phone", "A public number."),
    Column("contact_email", "email", "E-mail", "A public address."),
    Column("contact_page", "url", "Contact page", "A page to get in touch."),
    Column("website", "url", "Website", "Of the project, or of the organisation."),
    Column(
        "website_is_own_page",
        "boolean",
        "Website is its own page",
        "false: the website is the organisation's home page.",
        required=True,
    ),
    Column("results", "text", "Results", "What came of it, in Markdown."),
    Column("learned", "text", "What was learned", "In Markdown."),
    Column(
        "evidence",
        "term",
        "Evidence",
        "Whether an evaluation is known of.",
        required=True,
    ),
    Column("resources", "resources", "Publications", "Evaluations, guides and reports about it."),
    Column("sources", "strings", "Sources", "Where the facts come from."),
    Column("part_of", "term", "Part of", "The larger project that it belongs to."),
    Column("replaced_by", "term", "Replaced by", "The project that took its place."),
    Column(
        "checked_on",
        "date",
        "Checked on",
        "The day on which somebody last confirmed the entry. Empty: nobody has yet.",
    ),
    Column("updated", "datetime", "Last changed", "When the entry last changed.", required=True),
]
NAMES = [column.name for column in COLUMNS]
