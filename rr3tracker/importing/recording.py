from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from meetings.models import Meeting
from meetings.reading import Reading
from meetings.services import move_minutes
from organisations.matching import KnownOrganisations, KnownPeople
from organisations.models import Board, Person, User
from rr3tracker.importing.actions import ActionRecorder
from rr3tracker.importing.agenda import record_agenda
from rr3tracker.importing.boards import find_board, make_board
from rr3tracker.importing.meetings import day_of_meeting, fill_meeting, find_or_plan_meeting, keep_source, refuse_known
from rr3tracker.importing.naming import Naming
from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.owners import Owners
from rr3tracker.importing.roll import record_roll
from rr3tracker.importing.saving import Saver
from rr3tracker.importing.source import Source
from rr3tracker.importing.text import one_line


@transaction.atomic
def record_minutes(
    reading: Reading,
    source: Source,
    *,
    at: dt.datetime,
    board_slug: str = "",
    held_on: dt.date | None = None,
    stage: str = Meeting.Stage.DRAFTING,
    by: User | None = None,
) -> Outcome:
    """The meeting that was read is on record, whole: roll, agenda, paragraphs, actions, their source.

    ``at`` is now. The board is the one of ``board_slug`` or the one that the document names, made if it is not
    known; a meeting planned for that day is filled. Known organisations, people and earlier actions are
    matched, others are made. Lines that found no place are kept with the source.

    Refuses, with a ValidationError, a file read in before, a meeting that has minutes, no date or board that
    can be told, and a ``stage`` beyond drafting without ``by``. Then nothing at all is recorded.
    """
    if stage != Meeting.Stage.DRAFTING and by is None:
        raise ValidationError(f"Minutes that are {stage} say by whom: give their e-mail address with --by.")
    return _record(reading, source, at=at, board_slug=board_slug, held_on=held_on, stage=stage, by=by)


def _record(
    reading: Reading,
    source: Source,
    *,
    at: dt.datetime,
    board_slug: str,
    held_on: dt.date | None,
    stage: str,
    by: User | None,
) -> Outcome:
    refuse_known(source)
    saver = Saver(by=by, file_name=source.file_name)
    day = day_of_meeting(reading, given=held_on, today=at.date())
    known = find_board(reading, slug=board_slug)
    board = known or make_board(reading, saver)
    # One import of a board at a time: a second of the same meeting finds it recorded.
    board = Board.objects.select_for_update().get(pk=board.pk)
    meeting, new_meeting = find_or_plan_meeting(board, day)
    outcome = Outcome(meeting=meeting, new_board=known is None, new_meeting=new_meeting)
    outcome.unplaced.extend(reading.unplaced)
    if outcome.new_board and len(printed := one_line(reading.board)) > len(board.name) == 300:
        outcome.unplaced.append(printed)
    fill_meeting(meeting, reading, outcome, saver)
    naming = Naming(KnownOrganisations.load(), KnownPeople.load(of_board=_people_of(board)), outcome, saver)
    roll = record_roll(meeting, reading.attendance, naming, outcome, saver)
    minutes = record_agenda(meeting, reading.items, roll, outcome, saver)
    owners = Owners(board, roll, naming, outcome)
    ActionRecorder(meeting, minutes, owners, outcome, saver, by).record(reading)
    keep_source(meeting, source, outcome, saver, at=at, by=by)
    if stage != Meeting.Stage.DRAFTING and by:
        move_minutes(meeting, to=stage, at=at, by=by)
    return outcome


def _people_of(board: Board) -> set[int]:
    """Those who sit on the board or came to one of its meetings, ever."""
    members = Person.objects.filter(memberships__board=board).values_list("pk", flat=True)
    came = Person.objects.filter(attendance__meeting__board=board).values_list("pk", flat=True)
    return {*members, *came}
