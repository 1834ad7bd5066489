from __future__ import annotations

import re

from meetings.models import AgendaItem
from organisations.matching import plain_words

_Kind = AgendaItem.Kind
_MEETING = r"(?:board |group |committee |quarterly |the )*meetings?"
_TITLES = (
    (
        _Kind.NEXT_MEETING,
        rf"(?:dates?|time|arrangements)\b.*\b(?:next|future|forthcoming) {_MEETING}|(?:next|future) {_MEETING}(?: dates?)?",
    ),
    (_Kind.OTHER_BUSINESS, r"(?:aob|a o b|any other(?: competent| urgent)? business)\b.*"),
    (
        _Kind.ACTION_LOG,
        r"(?:summary of |list of |table of )?actions?(?: points?| items?)?(?: log| list| table| summary| register| tracker)?",
    ),
    (
        _Kind.OUTSTANDING_ACTIONS,
        r".*\bmatters arising\b.*|.*\b(?:outstanding|previous|carried forward) actions?\b.*|.*\bactions?\b.*\b(?:previous|last|outstanding)\b.*|(?:review of|update on|progress on) (?:the )?actions?\b.*",
    ),
    (
        _Kind.LAST_MINUTES,
        rf".*\b(?:minutes|notes)\b.*\b(?:last|previous) {_MEETING}.*|(?:approval of )?(?:the )?(?:last|previous) (?:minutes|notes)|(?:approval|agreement) of (?:the )?(?:minutes|notes)\b.*|minutes of .*{_MEETING}\b.*",
    ),
    (_Kind.WELCOME, r"(?:chairs? )?(?:welcomes?|introductions?|apologies)\b.*"),
)


def kind_of_item(title: str) -> str:
    """What stands under a heading, as its words say; ordinary unless they are surely something else."""
    words = " ".join(plain_words(title[:200]))
    return next((kind for kind, pattern in _TITLES if re.fullmatch(pattern, words)), _Kind.ORDINARY)
