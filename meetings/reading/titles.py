"""What a heading of minutes looks like, and the names that headings go by."""

from __future__ import annotations

import re

_LONGEST = 120  # characters of a heading
_MOST_WORDS = 18
_MOST_WORDS_OF_A_SENTENCE = 9  # with a verb, a longer text is a sentence
_QUALIFIED = r"(?:(?:new|outstanding|open|ongoing|completed|agreed|previous|summary of|list of|review of|and) )*"
_KNOWN = re.compile(
    r"any other (?:competent |urgent )?business|a\.?o\.?b\.?|other business|introductions?|apologies(?: for absence)?"
    r"|welcomes?(?: (?:and|&) (?:introductions?|apologies))?|matters? arising.{0,40}|correspondence|finances?"
    r"|(?:approval of (?:the )?)?minutes of (?:the )?(?:last|previous) meeting|(?:declarations?|conflicts?) of interests?"
    rf"|{_QUALIFIED}actions?(?: (?:log|list|table|register|tracker|points?|items?|summary|arising|agreed|(?:from|since) .{{3,60}}))*"
    r"|decisions?|resolutions?|next steps|open questions|aob (?:and|&) close|close(?: of meeting)?|closing remarks"
    r"|next (?:.{0,20} )?meetings?|(?:date|time|details)(?:,? (?:and|&|time|date|venue|place|location))*(?: of)?(?: the)? next .{0,20}meetings?"
    r"|chair(?:man|woman|person)?['’]?s? (?:report|remarks|update|announcements)",
    re.IGNORECASE,
)
_WRAPPER = re.compile(
    r"(?:the )?(?:minutes?(?: of (?:the )?meeting)?|discussions?|notes?|meeting|agenda(?: items?)?|items|record of discussion"
    r"|meeting (?:minutes|notes)|proceedings|main business|topics)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|said|agreed|asked|noted|reported|thanked|welcomed|explained|confirmed|can|should"
    r"|gave|provided|presented|advised|opened|closed|introduced|raised|stated|informed|suggested|requested|received)\b"
)
_OPENS = re.compile(r"[A-Z0-9À-Þ\"'“‘(\[§]|[a-z]-?[A-Z]|e-[a-z]")
_TITLE_THEN_TEXT = re.compile(r"(.{3,70}?)\s*(?:\s--\s|:\s|\s[–-]\s)(?=\S)(.+)", re.DOTALL)
_TITLE_STOP_TEXT = re.compile(r"([^.]{3,80})\.\s+(?=[A-Z])(.+)", re.DOTALL)


def is_known(text: str) -> bool:
    """Whether minutes go by this heading whether or not it is marked as one: "AOB", "Date of next meeting"."""
    return bool(_KNOWN.fullmatch(text.strip(" :.")))


def is_wrapper(title: str) -> bool:
    """A heading such as "Minutes" or "Discussion" that only stands over the real ones."""
    return bool(_WRAPPER.fullmatch(title.strip(" :.")))


def has_verb(text: str) -> bool:
    """Whether a text holds a verb that minutes use in sentences."""
    return bool(_VERB.search(text))


def title_like(text: str, *, strong: bool = False, any_case: bool = False) -> bool:
    """Whether a text could be a heading by its look: short, capital first, not a sentence.

    `strong` is bold or all capitals, which allows a stop; `any_case` allows a small first letter.
    """
    words = text.split()
    if not words or len(text) > _LONGEST or len(words) > _MOST_WORDS:
        return False
    if not any_case and not _OPENS.match(text):
        return False
    if text.endswith((";", ",")) or re.search(r"[.?!]\s+[A-Z][a-z]+ [a-z]+ ", text):
        return False
    if text.endswith((".", "?", "!")):
        return (strong or len(words) < 7) and not has_verb(text)
    return strong or len(words) <= _MOST_WORDS_OF_A_SENTENCE or not has_verb(text)


def title_and_text(text: str, *, strong: bool = False) -> tuple[str, str]:
    """The title of a line that opens an item, and what the line says after it ("Budget: the treasurer…")."""
    if " -- " not in text and title_like(text, strong=strong):
        return text.rstrip(" :"), ""
    for form in (_TITLE_THEN_TEXT, _TITLE_STOP_TEXT):
        m = form.match(text)
        if m and len(m[1].split()) < 8 and title_like(m[1]) and not has_verb(m[1]):
            return m[1], m[2].strip()
    return text.rstrip(" :"), ""
