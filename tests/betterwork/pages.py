"""The public pages that need no entry to exist."""

PUBLIC_PAGES = [
    "/",
    "/projects/",
    "/projects/?q=care&status=current",
    "/map/",
    "/map/tiles/5/15/10.json",
    "/map/areas.json",
    "/organisations/",
    "/about/",
    "/accessibility/",
    "/privacy/",
]
