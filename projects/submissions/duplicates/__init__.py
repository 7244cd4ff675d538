"""Likely duplicates: one measure for the form, the decision page, the admin and the command."""

from projects.submissions.duplicates.candidates import find_alike
from projects.submissions.duplicates.description import (
    Description,
    describe_project,
    describe_values,
)
from projects.submissions.duplicates.pairs import SuspiciousPair, suspicious_pairs
from projects.submissions.duplicates.scoring import Likeness, likeness

__all__ = [
    "Description",
    "Likeness",
    "SuspiciousPair",
    "describe_project",
    "describe_values",
    "find_alike",
    "likeness",
    "suspicious_pairs",
]
