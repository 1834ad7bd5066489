"""Red, amber or green, by a rule that stands on the page."""

from __future__ import annotations

import enum

RULE = (
    "Red: a quarter or more of what is open is overdue, or something has been overdue for three months or more. "
    "Amber: something is overdue, but less than that. Green: nothing is overdue."
)
RED_SHARE = 4


class Rating(enum.Enum):
    """In the order of the worst first; its word and the colour of its tag."""

    RED = "Red", "red"
    AMBER = "Amber", "yellow"
    GREEN = "Green", "green"
    NONE = "Nothing open", ""

    @property
    def word(self) -> str:
        return self.value[0]

    @property
    def colour(self) -> str:
        return self.value[1]

    @property
    def place(self) -> int:
        return list(Rating).index(self)


def rating_of(*, opened: int, overdue: int, very_late: int) -> Rating:
    """Of so many open actions, of which so many are overdue, and of those so many for three months or more."""
    if not opened:
        return Rating.NONE
    if very_late or overdue * RED_SHARE >= opened:
        return Rating.RED
    return Rating.AMBER if overdue else Rating.GREEN
