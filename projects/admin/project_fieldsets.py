"""The order in which the form asks, as somebody reads up on a project."""

FIELDSETS = [
    (
        "What it is",
        {
            "fields": [
                "name",
                "slug",
                "summary",
                "lead_organisation",
                "description",
                "part_of",
                "replaced_by",
            ]
        },
    ),
    (
        "Whom it helps and how",
        {
            "description": "Tick what its own pages say. Leave out what you would have to guess.",
            "fields": ["offers", "approaches", "audiences", "sectors", "delivery_modes"],
        },
    ),
    (
        "What somebody can do",
        {
            "description": "The first thing visitors look for. All of it is shown to everybody.",
            "fields": [
                "how_to_join",
                ("contact_phone", "contact_email"),
                "contact_page",
                "website",
                "website_is_own_page",
            ],
        },
    ),
    (
        "When",
        {
            "description": "A date fills in its year. What has ended turns “finished” by itself.",
            "fields": ["status", ("start_year", "start_date"), ("end_year", "end_date")],
        },
    ),
    ("What came of it", {"fields": ["results", "learned"]}),
    (
        "Where we know it from",
        {
            "description": "Pages or documents that say so; “Check next” opens them.",
            "fields": ["sources"],
        },
    ),
    (
        "About the entry",
        {
            "fields": [
                "state_badge",
                ("checked", "checked_by"),
                ("created", "updated"),
                "old_addresses",
            ]
        },
    ),
    (
        "Where it works",
        {
            "description": "The areas it serves; places with an address are further down.",
            "fields": ["coverage"],
        },
    ),
]
