"""The page about the API, and the examples on it, which a test asks of the site."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import render

from projects.api.lists import MOST, USUAL
from projects.api.parameters import OF_PROJECTS, OF_RESOURCES
from projects.views.public import public_page


@dataclass(frozen=True)
class Example:
    """A question in words, the address that answers it, and its answer, shortened.

    The answer has everything that `answer` shows: in a list every entry has what the first shows,
    and a text or number stands for any other.
    """

    question: str
    address: str
    answer: dict
    status: int = 200

    @property
    def command(self):
        """What to type into a terminal."""
        return f'curl "{settings.SITE_URL}{self.address}"'

    @property
    def shown(self):
        """The answer as text."""
        return json.dumps(self.answer, indent=2, ensure_ascii=False)


EXAMPLES = [
    Example(
        "Which projects work in Greater Manchester and run now?",
        "/api/v1/projects/?area=greater-manchester&status=current&limit=1",
        {
            "count": 12,
            "next": "https://…/api/v1/projects/?area=greater-manchester&…&cursor=WyJkZWZh…",
            "results": [
                {
                    "id": 42,
                    "slug": "step-up",
                    "name": "Step Up",
                    "status": {"slug": "current", "name": "Running"},
                    "lead_organisation": {"slug": "walcot", "name": "Walcot"},
                    "areas": [{"slug": "manchester", "name": "Manchester"}],
                }
            ],
        },
    ),
    Example(
        "What helps somebody near a place, the nearest first?",
        "/api/v1/projects/?near=Lambeth&offer=help-for-workers",
        {"count": 3, "results": [{"slug": "step-up", "contact_phone": "020 7946 0000"}]},
    ),
    Example(
        "How many would each filter leave?",
        "/api/v1/facets/?area=greater-manchester",
        {
            "placing": {"total": 12, "pinned": 7, "areawide": 4, "unplaced": 1, "locations": 9},
            "facets": [
                {
                    "name": "area",
                    "label": "Works in",
                    "values": [{"slug": "manchester", "name": "Manchester", "count": 8}],
                }
            ],
        },
    ),
    Example(
        "Which words can I filter by?",
        "/api/v1/taxonomies/",
        {"results": [{"name": "offer", "terms": [{"slug": "campaign", "name": "A campaign"}]}]},
    ),
    Example(
        "Which evaluations have been written?",
        "/api/v1/resources/?kind=evaluation",
        {"count": 5, "results": [{"title": "Step Up: what we learned", "year": 2018}]},
    ),
    Example(
        "What happens when a value is not understood?",
        "/api/v1/projects/?status=bogus",
        {
            "type": "about:blank",
            "title": "The query was not understood",
            "status": 400,
            "detail": "“bogus” is not known under “Is it running”, so it was left out.",
            "parameters": [{"name": "status", "value": "bogus"}],
        },
        status=400,
    ),
    Example(
        "The same entries for a council directory?",
        "/api/openreferral/services?area=greater-manchester&per_page=1",
        {
            "total_items": 12,
            "total_pages": 12,
            "page_number": 1,
            "contents": [
                {
                    "id": "5b0c7f2e-8d1c-8a4e-8000-00000000002a",
                    "name": "Step Up",
                    "status": "active",
                    "organization": {"name": "Walcot"},
                }
            ],
        },
    ),
]


@public_page
def documentation(request):
    """Say what the API is, how to ask it, and what it answers."""
    context = {
        "examples": EXAMPLES,
        "of_projects": OF_PROJECTS,
        "of_resources": OF_RESOURCES,
        "usual": USUAL,
        "most": MOST,
        "licence": {"name": settings.LICENCE_NAME, "url": settings.LICENCE_URL},
        "attribution": settings.ATTRIBUTION,
        "site_url": settings.SITE_URL,
    }
    return render(request, "projects/api.html", context)
