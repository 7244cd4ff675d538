"""Room on a crowded map: where a badge or a name can stand without covering anything else.

static/js/map/room.js does the same in the browser.
"""

from dataclasses import dataclass
from itertools import product

# Where a badge may step aside to, nearest first, in pixels.
STEPS = sorted(
    (
        (across, down)
        for across, down in product(range(-84, 85, 14), range(-56, 57, 14))
        if abs(across) + abs(down) <= 112
    ),
    key=lambda step: (step[0] ** 2 + step[1] ** 2, step),
)
# Steps after which a name still belongs to its place.
NEAR = [step for step in STEPS if max(map(abs, step)) <= 28]


@dataclass(frozen=True)
class Box:
    """A rectangle round a middle, in pixels."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other):
        """Whether the two share more than an edge."""
        return (
            abs(self.x - other.x) * 2 < self.width + other.width
            and abs(self.y - other.y) * 2 < self.height + other.height
        )

    def moved(self, across, down):
        """Return the box so many pixels further right and down."""
        return Box(self.x + across, self.y + down, self.width, self.height)


def find_room(wanted, steps, taken, inside=None):
    """Return the wanted box moved by the first of the steps that keeps it clear of those taken.

    It stays within the box `inside`, if there is one. None where no step does.
    """
    for step in steps:
        box = wanted.moved(*step)
        if inside and not (
            abs(box.x - inside.x) * 2 <= inside.width - box.width
            and abs(box.y - inside.y) * 2 <= inside.height - box.height
        ):
            continue
        if not any(box.overlaps(other) for other in taken):
            return box
    return None
