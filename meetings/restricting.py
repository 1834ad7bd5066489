"""A restricted item as those see it to whom it is not open: that there is one, under its number, and nothing else of it.

Which rows somebody sees of it is told by ``meetings.models.open_to``, behind every ``visible_to``; this is for what is drawn
item by item: an agenda, the minutes, an edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from meetings.models import AgendaItem
from organisations.roles import roles_of

if TYPE_CHECKING:
    from meetings.models import Meeting, Minute
    from organisations.roles import AnyUser

TITLE = "Restricted item"
_KNOWN = ("id", "position", "number", "depth", "minutes_allotted", "is_deferred", "is_restricted")


def sees_restricted(user: AnyUser, meeting: Meeting) -> bool:
    """The same rule as ``meetings.models.open_to``, for a meeting at hand."""
    roles = roles_of(user)
    return roles.sees_all or meeting.board_id in roles.inside


def veiled(items: Iterable[AgendaItem], user: AnyUser) -> list[AgendaItem]:
    """The items of one meeting; one that is not open to ``user`` is another row without words, that nobody can save."""
    return [item if not item.is_restricted or sees_restricted(user, item.meeting) else _veil(item) for item in items]


def _veil(item: AgendaItem) -> AgendaItem:
    stand_in = AgendaItem(title=TITLE, meeting=item.meeting, **{name: getattr(item, name) for name in _KNOWN})
    empty: dict[str, Any] = dict.fromkeys(("minutes", "returned_as", "papers", "themes"), ())
    stand_in._prefetched_objects_cache = {name: AgendaItem.objects.none() for name in empty}  # type: ignore[attr-defined]  # where Django keeps them
    stand_in._state.fields_cache.update({"waiting": None, "forward_item": None})
    return stand_in


def content_for(user: AnyUser, meeting: Meeting, content: dict[str, Any]) -> dict[str, Any]:
    """A content as ``content_of`` gives it, as ``user`` may read it: itself where nothing in it is restricted to them."""
    if sees_restricted(user, meeting) or not any(map(_holds_restricted, content["items"])):
        return content
    return {
        **content,
        "items": [_veil_content(item) if _is_restricted(item) else _without(item) for item in content["items"]],
    }


def is_of_restricted(update: Any) -> bool:
    """Whether a report, fetched ``for_minutes_page``, is on an action that a restricted item asked for."""
    raised_in = update.action.raised_in
    return bool(raised_in and raised_in.item.is_restricted)


def reports_seen_by(user: AnyUser, minute: Minute) -> list[Any]:
    """What a paragraph in the open reports, without what it says of restricted actions; fetched ``for_minutes_page``."""
    reports: list[Any] = list(minute.action_updates.all())  # by the name that the upper app gives
    if not any(map(is_of_restricted, reports)) or sees_restricted(user, minute.item.meeting):
        return reports
    return [report for report in reports if not is_of_restricted(report)]


def _holds_restricted(item: Mapping[str, Any]) -> bool:
    updates = (update for paragraph in item.get("paragraphs", ()) for update in paragraph["updates"])
    return _is_restricted(item) or any(map(_is_restricted, updates))


def _without(item: Mapping[str, Any]) -> dict[str, Any]:
    paragraphs = [
        {**paragraph, "updates": [update for update in paragraph["updates"] if not _is_restricted(update)]}
        for paragraph in item["paragraphs"]
    ]
    return {**item, "paragraphs": paragraphs}


def _is_restricted(item: Mapping[str, Any]) -> bool:
    return bool(item.get("is_restricted"))


def _veil_content(item: Mapping[str, Any]) -> dict[str, Any]:
    return {**item, "title": TITLE, "presenter": "", "purpose": "", "paragraphs": []}
