"""Where staff keep the map true: Django admin, one module for each table."""

from projects.admin import (
    area,
    mail,
    organisation,
    project,
    resource,
    saved_reply,
    signpost,
    submission,
    taxonomy,
)

__all__ = [
    "area",
    "mail",
    "organisation",
    "project",
    "resource",
    "saved_reply",
    "signpost",
    "submission",
    "taxonomy",
]
