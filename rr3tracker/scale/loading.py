from __future__ import annotations

import datetime as dt
from random import Random

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from rr3tracker.demonstration.loading import holds_anything
from rr3tracker.scale.actions import Actions
from rr3tracker.scale.advice import AllAdvice
from rr3tracker.scale.boards import make_boards
from rr3tracker.scale.calendar import make_meetings
from rr3tracker.scale.directory import make_directory
from rr3tracker.scale.minutes import Minutes
from rr3tracker.scale.size import Size
from rr3tracker.scale.words import Words


@transaction.atomic
def load(size: Size, *, today: dt.date) -> None:
    """As many boards, meetings and actions are in the database as ``size`` says, dated up to ``today``.

    Refuses, with a ``ValidationError``, a database that holds any user, organisation, person or board, and a size at which a board
    would have no meeting.
    """
    if holds_anything():
        raise ValidationError("The database holds records already: what is made up goes into an empty one alone.")
    if size.boards < 1 or size.meetings < 3 * size.boards or size.actions < size.boards:
        raise ValidationError("Each board has three meetings and one action at least.")
    words = Words(Random(size.seed))  # noqa: S311  # nothing secret: the same for the same seed
    directory = make_directory(size, words)
    boards = make_boards(size, directory, words, today=today)
    make_meetings(boards, size, words.rng, today=today)
    minutes = Minutes(words, directory, today=today)
    everything = [(years, sitting) for years in boards for sitting in years.sittings]
    for years, sitting in sorted(everything, key=lambda pair: pair[1].meeting.held_on):
        minutes.write(years, sitting)
    actions = Actions(words, directory, today=today)
    actions.raise_all(boards, size)
    minutes.save()
    actions.save()
    advice = AllAdvice(words, directory, today=today)
    advice.give_all(boards)
    advice.save()
    advice.follow_up(boards)


def tell_the_planner() -> None:
    """The database counts what is in its tables, as PostgreSQL does of itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
