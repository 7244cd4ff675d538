"""What can come of looking at a website."""

from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    ANSWERS = "answers"
    FAILS = "fails"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Verdict:
    """What was found, and the problem in a few words."""

    outcome: Outcome
    problem: str = ""


class Fails(Exception):
    """A visitor would not get a page either. Its text says why, in a few words for staff."""

    def __init__(self, problem):
        super().__init__(problem)
        self.verdict = Verdict(Outcome.FAILS, problem)


class CannotTell(Exception):
    """We may not ask. Its text says why, in a few words for staff."""

    def __init__(self, problem):
        super().__init__(problem)
        self.verdict = Verdict(Outcome.CANNOT_TELL, problem)
