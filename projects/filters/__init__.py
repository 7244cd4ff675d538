"""The one query."""

from projects.filters.fields import Bounds
from projects.filters.problems import Problem
from projects.filters.project_filter import SORTS, ProjectFilter

__all__ = ["SORTS", "Bounds", "Problem", "ProjectFilter"]
