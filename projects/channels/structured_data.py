"""What pages say of themselves to search engines: schema.org, as dictionaries for JSON-LD.

Of a project it says what projects.channels.records says, so nothing that is not public. A project
is schema.org's Project: a kind of Organization, "planned to achieve a particular aim".
"""

from django.conf import settings
from django.urls import reverse

from projects.channels.records import read_records
from projects.models import Organisation

Kind = Organisation.Kind
# What is not here is an Organization.
TYPES = {
    Kind.CHARITY: "NGO",
    Kind.LOCAL_AUTHORITY: "GovernmentOrganization",
    Kind.COMBINED_AUTHORITY: "GovernmentOrganization",
    Kind.NATIONAL_GOVERNMENT: "GovernmentOrganization",
    Kind.TRADE_UNION: "WorkersUnion",
    Kind.COLLEGE: "CollegeOrUniversity",
    Kind.RESEARCH_BODY: "ResearchOrganization",
    Kind.COMPANY: "Corporation",
}
# The files of all projects: the name of the address, and the media type.
FILES = {
    "projects_csv": "text/csv",
    "projects_xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "projects_geojson": "application/geo+json",
    "projects_json": "application/json",
}


def of_project(pk):
    """Return what the page of a published project says of it; None if it is not published."""
    record = next(read_records([pk]), None)
    if record is None:
        return None
    crumbs = [("Projects", reverse("project_list")), (record["name"], None)]
    return {"@graph": [_project(record), breadcrumbs(crumbs)]}


def of_organisation(organisation):
    """Return what the page of an Organisation says of it."""
    said = {
        "@type": TYPES.get(organisation.kind, "Organization"),
        "@id": settings.SITE_URL + organisation.get_absolute_url(),
        "name": organisation.name,
        "url": organisation.website,
        "identifier": [
            {"@type": "PropertyValue", "name": name, "value": number}
            for name, number in [
                ("Charity number", organisation.charity_number),
                ("Company number", organisation.company_number),
            ]
            if number
        ],
        "location": organisation.town,
    }
    crumbs = [("Organisations", reverse("organisation_list")), (organisation.name, None)]
    return {"@graph": [_known(said), breadcrumbs(crumbs)]}


def of_data():
    """Return what the open data page says: one dataset, and the files that it is to be had in."""
    site = settings.SITE_URL
    return {
        "@type": "Dataset",
        "@id": site + reverse("data"),
        "name": "Better Work Map",
        "description": (
            "Projects across the UK that make low-paid and insecure work better: what they do, for"
            " whom, where, whether they run, and who is behind them."
        ),
        "url": site + reverse("data"),
        "license": settings.LICENCE_URL,
        "creditText": settings.ATTRIBUTION,
        "isAccessibleForFree": True,
        "spatialCoverage": "United Kingdom",
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type,
                "contentUrl": site + reverse(name),
            }
            for name, media_type in FILES.items()
        ],
    }


def breadcrumbs(places):
    """Return the way to a page. places: (name, path) from the first to the page itself."""
    items = [("Better Work Map", reverse("home")), *places]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            _known(
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": name,
                    "item": settings.SITE_URL + path if path else None,
                }
            )
            for position, (name, path) in enumerate(items, start=1)
        ],
    }


def _project(record):
    return _known(
        {
            "@type": "Project",
            "@id": record["url"],
            "name": record["name"],
            "description": record["summary"],
            "mainEntityOfPage": record["url"],
            "url": record["website"] if record["website_is_own_page"] else record["url"],
            "foundingDate": record["start_date"] or record["start_year"],
            "dissolutionDate": record["end_date"] or record["end_year"],
            "parentOrganization": _organisation(record["lead_organisation"]),
            "member": [_organisation(each) for each in record["partners"]],
            "funder": [_organisation(each) for each in record["funders"]],
            "areaServed": [
                {"@type": "AdministrativeArea", "name": area["name"]} for area in record["areas"]
            ],
            "location": [
                _place(each) for each in record["locations"] if each["role"] == "delivery"
            ],
            "knowsAbout": [each["name"] for each in record["approaches"]],
            "telephone": record["contact_phone"],
            "email": record["contact_email"],
            "subjectOf": [_publication(each) for each in record["resources"]],
        }
    )


def _organisation(term):
    return {
        "@type": "Organization",
        "@id": settings.SITE_URL + reverse("organisation", args=[term["slug"]]),
        "name": term["name"],
    }


def _place(place):
    address = {
        "@type": "PostalAddress",
        "streetAddress": place["address"],
        "postalCode": place["postcode"],
        "addressCountry": "GB",
    }
    point = {
        "@type": "GeoCoordinates",
        "latitude": place["latitude"],
        "longitude": place["longitude"],
    }
    return _known(
        {"@type": "Place", "name": place["label"], "address": _known(address), "geo": point}
    )


def _publication(resource):
    return _known(
        {
            "@type": "CreativeWork",
            "name": resource["title"],
            "url": resource["link"],
            "datePublished": resource["year"],
        }
    )


def _known(said):
    """Without what is not known. Years are texts, as dates are."""
    return {
        name: str(value) if name.endswith(("Date", "Published")) else value
        for name, value in said.items()
        if value not in (None, "", [])
    }
