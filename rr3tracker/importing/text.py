"""Text that a database can hold: no control characters, and never shortened without a trace."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNWANTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
"""PostgreSQL stores no NUL, nothing stores half a surrogate pair, and the rest have no meaning in minutes."""


def clean(text: str | None) -> str:
    """The text with breaks as line feeds, without control characters, trimmed."""
    return _UNWANTED.sub(" ", _BREAKS.sub("\n", text or "")).strip()


def one_line(text: str | None) -> str:
    return " ".join(clean(text).split())


def fits(text: str, limit: int) -> str:
    """The text, or as much as fits with an ellipsis: the caller keeps the whole elsewhere."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
