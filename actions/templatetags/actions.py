"""Actions as pages of other apps show them. Every list shows what the reader may see, and no more.

{% load actions %}
{% number_of figure name %}           a number of a table, linked to the list that it counts
{% action_status action %}            its status, in a coloured tag
{% report_of_reader report user %}    what became of a report that had to wait
{% board_action_figures board %}      how many at each status, each number linked to the register
{% minute_actions minute %}           actions raised in a paragraph and updates recorded there, from prefetched rows
{% outstanding_actions meeting %}     what earlier meetings left open, in full; compact=True for a line of each
{% meeting_actions meeting %}         all that were raised at a meeting
{% issued_actions meeting %}          those of them that the reader sees before the minutes, if any
{% to_hand_on board %}                for its secretariat: open actions whose owner has left, if any
{% owed_actions person=person %}      what a person owes; or organisation=organisation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from actions.addresses import register_address
from actions.figures import Figure, figures_by_status
from actions.leavers import leavers_of
from actions.models import Action, Status
from actions.outstanding import outstanding_list
from actions.rows import rows_of
from meetings.reading.typed import words_read
from meetings.restricting import reports_seen_by
from organisations.dates import write_date
from organisations.permissions import can_edit_board
from organisations.templatetags.govuk import tag

if TYPE_CHECKING:
    from actions.models import ActionQuerySet, ActionReport
    from meetings.models import Meeting, Minute
    from organisations.models import Board, Organisation, Person
    from organisations.roles import AnyUser

register = template.Library()

COLOURS = {
    Status.OPEN: "blue",
    Status.IN_PROGRESS: "purple",
    Status.DELAYED: "orange",
    Status.TO_BE_AGREED: "teal",
    Status.COMPLETE: "green",
    Status.NO_LONGER_NEEDED: "grey",
    Status.REFERRED: "grey",
}
OWED_SHOWN = 10


@register.simple_tag
def number_of(figure: Figure, whose: str) -> SafeString:
    """A number of a table, linked to the list that it counts; written here, for the dashboard has hundreds of them."""
    return format_html(
        '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">: {}, {}</span></a>',
        figure.address,
        f"{figure.count:,}",
        whose,
        figure.label,
    )


@register.simple_tag
def action_status(action: Action) -> SafeString:
    return status_tag(action.status)


@register.simple_tag
def status_tag(status: str) -> SafeString:
    """A status that is not, or no longer, that of an action: before or after an update."""
    known = Status(status)
    return tag(str(known.label), COLOURS[known])


@register.simple_tag
def report_of_reader(report: ActionReport, user: AnyUser) -> str:
    """What became of a report that had to wait, to who made it or to the secretariat."""
    whose = "Your report" if report.is_of(user) else f"The report by {report.who}"
    became = {"waiting": "waits for the secretariat", "accepted": "was accepted", "turned_down": "was turned down"}
    said = f"{whose} of {write_date(report.reported_on)} {became[report.state]}"
    return f"{said}: {report.answer}" if report.answer else f"{said}."


@register.inclusion_tag("actions/partials/board_figures.html", takes_context=True)
def board_action_figures(context: Context, board: Board) -> dict[str, Any]:
    actions = Action.objects.visible_to(_reader(context)).filter(board=board)
    return {
        "figures": figures_by_status(actions, board=board.slug, on=timezone.localdate()),
        "address": register_address(board=board.slug),
    }


@register.inclusion_tag("actions/partials/to_hand_on.html", takes_context=True)
def to_hand_on(context: Context, board: Board) -> dict[str, Any]:
    leavers = leavers_of(board, on=timezone.localdate()) if can_edit_board(_reader(context), board) else []
    return {"board": board, "count": sum(len(leaver.rows) for leaver in leavers)}


@register.inclusion_tag("actions/partials/minute_actions.html", takes_context=True)
def minute_actions(context: Context, minute: Minute) -> dict[str, Any]:
    """No query: whoever may read the paragraph may see what was raised in it, and what it reports in the open."""
    return {
        "rows": rows_of(minute.actions_raised.all(), on=timezone.localdate()),
        "said": (minute.text, words_read(minute.text)),
        "updates": reports_seen_by(_reader(context), minute),
    }


@register.inclusion_tag("actions/partials/outstanding.html", takes_context=True)
def outstanding_actions(context: Context, meeting: Meeting, compact: bool = False) -> dict[str, Any]:
    """As they stand today; once the meeting has begun, as they stood then, with what it recorded of each."""
    found = outstanding_list(meeting, _reader(context), at=timezone.now(), today=timezone.localdate())
    return {"outstanding": found, "compact": compact}


@register.inclusion_tag("actions/partials/action_table.html", takes_context=True)
def meeting_actions(context: Context, meeting: Meeting) -> dict[str, Any]:
    return _table(
        Action.objects.raised_at(meeting).visible_to(_reader(context)),
        label="Actions raised",
        empty="No actions were raised at this meeting.",
    )


@register.inclusion_tag("actions/partials/issued_actions.html", takes_context=True)
def issued_actions(context: Context, meeting: Meeting) -> dict[str, Any]:
    """For who may not read the minutes yet."""
    return _table(Action.objects.raised_at(meeting).visible_to(_reader(context)), label="Actions issued", empty="")


@register.inclusion_tag("actions/partials/owed_actions.html", takes_context=True)
def owed_actions(
    context: Context, person: Person | None = None, organisation: Organisation | None = None
) -> dict[str, Any]:
    """The first of the open actions that they own, soonest due first, and the way to all of them."""
    owned = Action.objects.visible_to(_reader(context)).owned_by(person=person, organisation=organisation)
    who = {"person": person.pk if person else None, "organisation": organisation.pk if organisation else None}
    table = _table(owned.open(), label="Open actions", empty="No open actions.", limit=OWED_SHOWN)
    return {
        **table,
        "count": owned.open().count(),
        "open_address": register_address(**who, state="open"),
        "all_address": register_address(**who),
    }


def _table(actions: ActionQuerySet, *, label: str, empty: str, limit: int | None = None) -> dict[str, Any]:
    found = actions.for_register()[:limit]
    return {"rows": rows_of(found, on=timezone.localdate()), "label": label, "empty": empty}


def _reader(context: Context) -> AnyUser:
    """What is included with ``only`` has no such name, but the context of a page keeps its request."""
    request = getattr(context, "request", None) or context["request"]
    user: AnyUser = request.user
    return user
