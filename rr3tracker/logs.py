"""What is written to a log, without the tokens that addresses hold: whoever reads a log could use them."""

from __future__ import annotations

import logging
import re

_SLASH = r"(?:/|%2[Ff])"
# /report/on/RR3-4/ and /my/calendar/ hold none.
TOKEN = re.compile(
    rf"({_SLASH}report{_SLASH}(?!on{_SLASH})|(?<!/my)(?<!%2Fmy)(?<!%2fmy){_SLASH}calendar{_SLASH})[^\s/?#&\"'<>]+"
)


def without_tokens(text: str) -> str:
    return TOKEN.sub(r"\1…", text)


class WithoutTokens(logging.Formatter):
    """Of the whole line and its traceback, after everything has been put into them."""

    def format(self, record: logging.LogRecord) -> str:
        return without_tokens(super().format(record))
