"""A choice among the paragraphs of a board's recent meetings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.text import Truncator

from meetings.models import UNLOCKED, Meeting, Minute
from meetings.writing.marks import without_marks
from organisations.dates import write_date

if TYPE_CHECKING:
    from meetings.models.agenda import MinuteQuerySet
    from organisations.models import Board
    from organisations.roles import AnyUser

RECENT_MEETINGS = 3
LONGEST_LABEL = 70


class _GroupedByMeeting(forms.models.ModelChoiceIterator):  # type: ignore[type-arg]  # no subscript at run time
    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label or "")
        for meeting, paragraphs in groupby(self.queryset, key=lambda paragraph: paragraph.item.meeting):
            yield (f"Meeting of {write_date(meeting.held_on)}", [self.choice(paragraph) for paragraph in paragraphs])


class ParagraphField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    """Grouped by meeting, latest first; without one it happened between meetings."""

    iterator = _GroupedByMeeting

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"queryset": Minute.objects.none(), "empty_label": "Between meetings", **kwargs})

    def label_from_instance(self, obj: Minute) -> str:
        return Truncator(f"{obj.number or obj.item.title} {' '.join(without_marks(obj.text).split())}").chars(
            LONGEST_LABEL
        )


def recent_paragraphs(board: Board, user: AnyUser, *, chosen: int | None = None) -> MinuteQuerySet:
    """Paragraphs of the board's last meetings whose minutes this user may still edit, and the ``chosen`` one."""
    meetings = Meeting.objects.editable_by(user).filter(board=board, minutes_stage__in=UNLOCKED)
    recent = meetings.filter(Exists(Minute.objects.filter(item__meeting=OuterRef("pk")))).order_by("-held_on")
    return (
        Minute.objects.editable_by(user)
        .filter(
            Q(item__meeting__in=list(recent.values_list("pk", flat=True)[:RECENT_MEETINGS])) | Q(pk=chosen),
            item__meeting__board=board,
            item__meeting__minutes_stage__in=UNLOCKED,
        )
        .select_related("item__meeting")
        .only("number", "text", "item__title", "item__meeting__held_on", "item__meeting__board")
        .order_by("-item__meeting__held_on", "item__meeting", "item__position", "position", "pk")
    )
