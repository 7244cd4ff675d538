"""Where staff keep the map true: Django admin, one module for each table."""

from projects.admin import (
    alert,
    area,
    mail,
    organisation,
    project,
    resource,
    saved_reply,
    signpost,
    submission,
    taxonomy,
    theme,
)

__all__ = [
    "alert",
    "area",
    "mail",
    "organisation",
    "project",
    "resource",
    "saved_reply",
    "signpost",
    "submission",
    "taxonomy",
    "theme",
]
