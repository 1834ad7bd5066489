"""Marks that a conversion leaves in plain text - Markdown, HTML, escapes - and the words between them."""

from __future__ import annotations

import html
import re

_TAGS = (
    "a|b|i|u|s|p|em|strong|span|div|br|hr|sup|sub|font|ul|ol|li|h[1-6]|small|code|blockquote|center"
    "|table|tbody|thead|tfoot|tr|td|th|caption|colgroup|col|details|summary|img|section|strike|del|ins"
)
# Bounded, so that a text of nothing but "<" stays linear to search.
_TAG = rf"</?(?:{_TAGS})(?:\s[^<>]{{0,400}})?\s?/?>|<!--[^<>]{{0,400}}-->"
_ENTITY = r"&(?:[a-zA-Z]{2,8}|#\d{2,6});"
MARK = re.compile(f"({_TAG}|{_ENTITY})", re.IGNORECASE)
_ROW = re.compile(r"<(?:tr|table)\b", re.IGNORECASE)
_LINK = re.compile(r"(!?)\[([^\[\]]{1,400})\]\(([^()\s]{0,600})(?:\s\"[^\"]{0,200}\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]{1,600})>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~^&$-])")
_STARS = re.compile(r"\*+")
_UNDERSCORES = re.compile(r"(?<![^\W_])_{1,3}(?=[^\W_])|(?<=[^\W_]|[.,:;!?)])_{1,3}(?![^\W_])")
_SPACES = re.compile(r"[ \u00a0\u2000-\u200a\u202f]+")
_HELD = "\ue000"  # stands for an escaped bracket while links are read


def plain(text: str) -> str:
    """One line without its marks: every word kept, links as their words and then the address."""
    if "<" in text or "&" in text:
        text = _AUTOLINK.sub(r"\1", text)
        text = html.unescape(MARK.sub(_unmarked, text))
    if "](" in text:
        held = text.replace("\\(", _HELD).replace("\\)", _HELD + _HELD)
        text = _LINK.sub(_link, held).replace(_HELD + _HELD, ")").replace(_HELD, "(")
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "*" in text:
        text = _STARS.sub(_star, text)
    if "_" in text:
        text = _UNDERSCORES.sub("", text)
    return text.replace("\u200b", "").replace("\ufeff", "")


def squeeze(text: str) -> str:
    """Runs of blanks and tabs as one space."""
    return _SPACES.sub(" ", text.replace("\t", " ")).strip()


def html_rows(text: str) -> str:
    """HTML tables and lists as lines: a row as "| a | b |", a list entry as "- a"."""
    if not _ROW.search(text):
        return text
    text = re.sub(r"</t[dh]\s*>", " | ", text, flags=re.IGNORECASE)
    text = re.sub(r"<tr\b[^<>]{0,400}>", "\n| ", text, flags=re.IGNORECASE)
    return re.sub(r"</t(?:r|able)\s*>", "\n", text, flags=re.IGNORECASE)


def _unmarked(match: re.Match[str]) -> str:
    mark = match[0]
    if mark.startswith("&"):
        return mark  # unescape knows more entities than this module
    # Inline marks stand inside a word, as in 1<sup>st</sup>; block marks end one.
    inline = re.match(r"</?(?:sup|sub|b|i|u|s|em|strong|span|font|small)\b", mark, re.IGNORECASE)
    return "" if inline else " "


def _link(match: re.Match[str]) -> str:
    _bang, words, address = match.groups()
    words = words.strip()
    says_no_more = address in ("", "#", words, "mailto:" + words)
    shown = words if says_no_more else f"{words} ({address})"
    # A link pressed against a word is still a word of its own.
    text, start, end = match.string, match.start(), match.end()
    before = " " if start and text[start - 1].isalnum() else ""
    after = " " if text[end : end + 1].isalnum() else ""
    return f"{before}{shown}{after}"


def _star(match: re.Match[str]) -> str:
    """Emphasis goes; a star between two letters or digits is text, and two stars there part two words."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() and after.isalnum():
        return "*" if end - start == 1 else " "
    if before.isspace() and after.isspace() and end - start == 1:
        return "*"
    return ""
