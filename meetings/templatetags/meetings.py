"""Meetings as pages of other apps show them. Every list shows what the reader may see, and no more.

{% load meetings %}
{% board_meetings board %}           its coming and its latest meetings
{% attended_meetings person=p %}     the meetings on whose roll somebody is; or organisation=o
{% minutes_stage meeting %}          how far its minutes have come, in a coloured tag
{% stage_tag stage %}                a stage of minutes in words, in the same colours
{% minute_kind minute %}             what a paragraph records, unless that is discussion
{{ minute.text|with_marks }}         its words, with the emphasis, links and bullets that were typed
{{ minute.text|without_marks }}      its words alone, for what is cut short
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.safestring import SafeString

from meetings.models import Attendance, Meeting, Minute, MinuteComment, MinutesStage
from meetings.writing.marks import with_marks, without_marks
from organisations.templatetags.govuk import tag

if TYPE_CHECKING:
    from organisations.models import Board, Organisation, Person
    from organisations.roles import AnyUser

register = template.Library()
register.filter("with_marks", stringfilter(with_marks))
register.filter("without_marks", stringfilter(without_marks))

STAGE_COLOURS = {
    MinutesStage.DRAFTING: "yellow",
    MinutesStage.WITH_CHAIR: "purple",
    MinutesStage.CIRCULATED: "blue",
    MinutesStage.APPROVED: "green",
    MinutesStage.PUBLISHED: "teal",
}
KIND_COLOURS = {Minute.Kind.DECISION: "green", Minute.Kind.ACTION: "blue", Minute.Kind.PROGRESS: "purple"}
COMING_SHOWN = 3
RECENT_SHOWN = 5
ATTENDED_SHOWN = 20


@register.simple_tag
def minutes_stage(meeting: Meeting) -> SafeString:
    """Nobody drafts the minutes of a meeting that is still to come: that one is planned."""
    stage = MinutesStage(meeting.minutes_stage)
    if stage == MinutesStage.DRAFTING and meeting.held_on > timezone.localdate():
        return tag("Planned", "grey")
    return stage_tag(stage)


@register.simple_tag
def stage_tag(stage: str) -> SafeString:
    """A stage that minutes were at, or may come to."""
    known = MinutesStage(stage)
    return tag(str(known.label), STAGE_COLOURS[known])


@register.simple_tag
def comment_outcome(comment: MinuteComment) -> SafeString:
    """What became of a comment, in a coloured tag."""
    if not comment.outcome:
        return tag("To resolve", "yellow")
    return tag(comment.get_outcome_display(), "green" if comment.outcome == comment.Outcome.ACCEPTED else "grey")


@register.simple_tag
def minute_kind(minute: Minute) -> str:
    kind = Minute.Kind(minute.kind)
    return tag(str(kind.label), KIND_COLOURS[kind]) if kind in KIND_COLOURS else ""


@register.inclusion_tag("meetings/partials/board_meetings.html", takes_context=True)
def board_meetings(context: Context, board: Board) -> dict[str, Any]:
    """Two queries: what is coming, the soonest first, and the latest that were held."""
    today = timezone.localdate()
    known = Meeting.objects.visible_to(_reader(context)).filter(board=board).select_related("board")
    return {
        "board": board,
        "coming": known.filter(held_on__gte=today).order_by("held_on", "pk")[:COMING_SHOWN],
        "recent": known.filter(held_on__lt=today)[:RECENT_SHOWN],
    }


@register.inclusion_tag("meetings/partials/attended_meetings.html", takes_context=True)
def attended_meetings(
    context: Context, person: Person | None = None, organisation: Organisation | None = None
) -> dict[str, Any]:
    """One query, with one more than is shown so as to know whether there are others."""
    rows = Attendance.objects.visible_to(_reader(context)).select_related("meeting__board", "person", "substitute_for")
    if person:
        rows = rows.filter(person=person)
    if organisation:
        rows = rows.filter(organisation=organisation)
    found = list(rows.order_by("-meeting__held_on", "-meeting", "position", "pk")[: ATTENDED_SHOWN + 1])
    return {
        "rows": found[:ATTENDED_SHOWN],
        "has_more": len(found) > ATTENDED_SHOWN,
        "shown": ATTENDED_SHOWN,
        "names_people": person is None,
    }


def _reader(context: Context) -> AnyUser:
    user: AnyUser = context["request"].user
    return user
