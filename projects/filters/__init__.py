"""The queries of the lists."""

from projects.filters.fields import Bounds
from projects.filters.problems import Problem
from projects.filters.project_filter import SORTS, ProjectFilter
from projects.filters.resource_filter import RESOURCE_SORTS, ResourceFilter

__all__ = ["RESOURCE_SORTS", "SORTS", "Bounds", "Problem", "ProjectFilter", "ResourceFilter"]
