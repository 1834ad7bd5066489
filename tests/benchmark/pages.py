"""The pages that are measured. One whose address does not exist (yet) is passed over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    address: str
    """The name of its URL."""
    of: tuple[str, ...] = ()
    """What stands in the address: fields of ``sampling.Sample``."""
    query: str = ""
    """May name such fields too: ``{board}``."""


PAGES = (
    Page("register", "actions:action_list"),
    Page(
        "register, filtered",
        "actions:action_list",
        query="board={board}&status=complete&completed_from=2020-01-01&sort=-raised",
    ),
    Page("register, of an organisation", "actions:action_list", query="state=&organisation={organisation}"),
    Page("register as at", "actions:action_list", query="as_at={last_year}"),
    Page("register as at, filtered", "actions:action_list", query="as_at={last_year}&board={board}&state=overdue"),
    Page("dashboard", "actions:dashboard"),
    Page("dashboard of a board", "actions:dashboard", query="board={board}"),
    Page("summary", "board_summary", of=("board",)),
    Page("summary as at", "board_summary", of=("board",), query="as_at={last_year}"),
    Page("year", "board_year", of=("board",)),
    Page("comparison", "board_comparison"),
    Page("board", "organisations:board_detail", of=("board",)),
    Page("meeting", "meetings:meeting_detail", of=("meeting",)),
    Page("meetings", "meetings:meeting_list"),
    Page("action", "actions:action_detail", of=("action",)),
    Page("home", "home"),
    Page("my actions", "actions:my_actions"),
)
