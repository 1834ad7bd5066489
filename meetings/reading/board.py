"""The name of the board, from the title lines of its minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dates import find_dates
from .markup import plain, squeeze

_BOARD = re.compile(
    r"\b(?:board|committee|council|group|panel|forum|team|partnership|governors|governing body|subcommittee|sub-group|assembly"
    r"|commission|task ?force|steering|executive|exec|trustees|directors|wg)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:trust|society|network|association|federation|club|union|consortium|alliance|foundation|institute|authority|college)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:(?:draft|final|approved|confirmed|unconfirmed|public)\s+)*(?:minutes|notes?|record|summary|actions?)"
    r"(?:\s+and\s+(?:actions?|minutes|notes?))?\s+(?:of|from|for)\s+(?:the\s+|a\s+|an\s+)?"
    r"(?:(?:[a-z]+\s+)?meetings?\b\s*)?(?:no\.?\s*\d+\s*)?(?:of\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_ORDINAL = r"(?:\d{1,3}(?:st|nd|rd|th)|[a-z-]*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|teenth|tieth))"
_AFTER = re.compile(
    r"[\s,:;–—-]*(?:(?:draft|final)\s+)?(?:(?:note|notes|minutes)\s+of\s+(?:the\s+)?meeting"
    rf"|(?:monthly|quarterly|annual|regular|ordinary|virtual|video|{_ORDINAL})?\s*"
    r"(?:meetings?|minutes|notes|vtc|teleconference|conference call|telecon|call)(?:\s+(?:minutes|notes|and actions))?"
    r"(?:\s*(?:#|no\.?\s?)?\s?\d+)?)\s*",
    re.IGNORECASE,
)
_DAY_OR_TIME = re.compile(
    r"\b(?:mon|tue|tues|wed|wednes|thu|thurs|fri|satur|sat|sun)(?:day)?\b|\b\d{1,2}[:.]\d\d(?:\s?(?:[ap]\.?m\b\.?|hrs\b))?|\b\d{1,2}\s?[ap]m\b",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(["of", "the", "and", "for", "on", "in", "to", "a", "an", "de", "&"])


def find_board(lines: Sequence[str]) -> str | None:
    """The board's name, from title lines: one with a word for a board and capitals throughout, else with such a word.

    Failing both it is the first line that names an organisation, and failing that the first.
    """
    names = [name for line in lines if (name := board_name(line))]
    boards = [name for name in names if _BOARD.search(name) and " " in name]
    proper = [name for name in boards if _in_capitals(name)]
    bodies = [name for name in names if _ORGANISATION.search(name)]
    return next(iter([*proper, *boards, *bodies, *names]), None)


def _in_capitals(name: str) -> bool:
    return all(word[:1].isupper() or not word[:1].isalpha() or word in _SMALL_WORDS for word in name.split())


def board_name(line: str) -> str | None:
    """A title line without "Minutes of the" before and "meeting, 3 May" after the name; None where nothing is left."""
    text = squeeze(plain(line))
    if len(text) > 300:
        return None
    text = re.split(r"\s+held\s+(?:on|at|in|via)\b", text, maxsplit=1, flags=re.IGNORECASE)[0]
    for found in reversed(list(find_dates(text))):
        text = text[: found.start] + " " + text[found.end :]
    text = re.sub(
        r"(?:[\s,–-]+(?:on|at|from))+[\s,–-]*$", "", squeeze(_DAY_OR_TIME.sub(" ", text)), flags=re.IGNORECASE
    )
    text = re.split(r"(?<=[a-z]{3})\.\s", text, maxsplit=1)[0]
    if m := _BEFORE.match(text):
        text = text[m.end() :]
    text = re.sub(
        r"^(?:the|meeting|minutes|notes?)\s+(?:of\s+)?(?:the\s+)?", "", text.strip(" ,:;–—-."), flags=re.IGNORECASE
    )
    for _ in range(2):
        m = next((m for m in _AFTER.finditer(text) if m.end() == len(text) and m.start()), None)
        text = text[: m.start()].strip(" ,:;–—-") if m else text
    # "1 (the first minutes of the board)" is a remark, not a name.
    return (
        text if re.match(r"[A-Z\"'“‘«(]", text) and len(re.findall(r"[A-Za-z]", text)) > 2 and len(text) < 140 else None
    )
