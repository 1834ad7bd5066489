"""Every day of the demonstration's two years, and of the meetings of 2020: as it was when it was played, beside the same
day rebuilt from what was reported.
"""

import datetime as dt

import pytest

from actions.issued import owners_in_words
from actions.models import Action
from actions.standing import standing_then, standing_today
from rr3tracker.demonstration.loading import add_cast
from rr3tracker.demonstration.playing import steps

TODAY = dt.date(2026, 3, 5)


SHOWN = ("reference", "due_on", "due_text", "due_at__held_on")


def play_every_day():
    """The demonstration is loaded; by board, how its actions stood at the end of each day on which something happened."""
    days = {}
    for board, day in steps(add_cast(today=TODAY), today=TODAY):
        ours = days.setdefault(board, {})
        assert day >= max(ours, default=day)  # otherwise what was noted earlier would not be how that day ended
        actions = board.actions.select_related("due_at").with_owners()
        ours[day] = {action.reference: standing_today(action, owners_in_words(action)) for action in actions}
    return days


def then(days, day):
    return next((stood for noted, stood in sorted(days.items(), reverse=True) if noted <= day), {})


@pytest.mark.django_db
def test_every_day_is_rebuilt_as_it_was():
    played = play_every_day()
    owners = {action.reference: owners_in_words(action) for action in Action.objects.with_owners()}
    two_years = {TODAY - dt.timedelta(days=n) for n in range(2 * 365 + 1)}
    wrong = {}

    for day in sorted(two_years.union(*played.values())):
        was = {reference: stood for days in played.values() for reference, stood in then(days, day).items()}
        actions = Action.objects.as_at(day).select_related("due_at").only(*SHOWN)
        rebuilt = {action.reference: standing_then(action, owners[action.reference]) for action in actions}
        if rebuilt != was:
            wrong[day] = {
                key: (was.get(key), rebuilt.get(key)) for key in was | rebuilt if was.get(key) != rebuilt.get(key)
            }

    assert wrong == {}
    assert len(rebuilt) == len(owners) > 50
    assert sum(len(days) for days in played.values()) > 40
