"""Where staff keep the map true: Django admin, one module for each table."""

from projects.admin import area, organisation, project, resource, signpost, taxonomy

__all__ = ["area", "organisation", "project", "resource", "signpost", "taxonomy"]
