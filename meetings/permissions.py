"""May this person do this to this? Used by the views, and for drawing the buttons."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q

from meetings.models import CHAIR_SEES, MEMBERS_SEE, OFFICIALS_SEE, Attendance, MinutesStage
from organisations.models import Board
from organisations.permissions import can_edit_board
from organisations.roles import roles_of

if TYPE_CHECKING:
    from meetings.models import Meeting
    from organisations.roles import AnyUser


def can_read_minutes(user: AnyUser, meeting: Meeting) -> bool:
    """The same rule as ``meetings.models.minutes_seen_by``, for a meeting at hand with its board."""
    roles, stage = roles_of(user), meeting.minutes_stage
    return (
        can_edit_board(user, meeting.board)
        or (meeting.board_id in roles.chair and stage in CHAIR_SEES)
        or (meeting.board_id in roles.member and stage in MEMBERS_SEE)
        or (meeting.board_id in roles.official and stage in OFFICIALS_SEE)
        or (meeting.board.minutes_visible_to == Board.Visibility.PUBLIC and stage == MinutesStage.PUBLISHED)
    )


def can_edit_meeting(user: AnyUser, meeting: Meeting) -> bool:
    return can_edit_board(user, meeting.board)


def can_edit_minutes(user: AnyUser, meeting: Meeting) -> bool:
    """Approved minutes do not change."""
    return can_edit_board(user, meeting.board) and not meeting.is_locked


def can_join_meeting(user: AnyUser, meeting: Meeting) -> bool:
    """Whoever has a role on the board sees the link to join by; the public of a public board does not."""
    roles = roles_of(user)
    return roles.sees_all or meeting.board_id in roles.boards


def can_comment(user: AnyUser, meeting: Meeting, *, on: dt.date) -> bool:
    """On the accuracy of circulated minutes, until the last day for it: whoever was present, or their organisation."""
    return (
        meeting.minutes_stage == MinutesStage.CIRCULATED
        and (meeting.comments_by is None or on <= meeting.comments_by)
        and can_read_minutes(user, meeting)
        and was_present(user, meeting)
    )


def was_present(user: AnyUser, meeting: Meeting) -> bool:
    """One query."""
    own = Q(person__user=user.pk) | Q(person__isnull=True, organisation__people__user=user.pk)
    present = Attendance.objects.filter(meeting=meeting.pk, status=Attendance.Status.PRESENT)
    return user.pk is not None and present.filter(own).exists()
