"""Paragraphs that record an action, a decision or progress, by the words that open or close them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .reading import Kind, Origin

_QUALIFIER = r"(?P<old>outstanding|previous|carried[ -]forward|ongoing|open)?\s*(?:new|agreed)?\s*"
_REF = r"(?P<ref>[A-Z]{0,5}\d?[-/]?\d{1,4}(?:[./-]\d{1,4}){0,3}[a-z]?)"
_OPEN = re.compile(
    rf"{_QUALIFIER}\b(?:actions?|AP)\b(?:\s+(?:points?|items?|required|needed))?(?:\s+(?:for|by|on|to)\s+(?P<who>[A-Z][\w+/&,. ]{{0,40}}?))?"
    rf"(?P<when>\s+(?:from|since)\s+[^:]{{3,60}})?(?:\s*(?:no\.?|number|ref\.?|#)?\s*{_REF})?\s*(?P<lead>\([^()]{{1,60}}\))?\s*(?P<mark>:|[–—-](?=\s)|\.(?=\s))?\s*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"[\[(]action\s?[:–-]?\s*(?P<who>[^\[\]():]{1,40})[\])]\s*[:–-]?\s*(?P<text>\S.*)", re.IGNORECASE | re.DOTALL
)
_STATE = re.compile(r"^\[(?:new|open|pending|ongoing|done|closed)\]\s*", re.IGNORECASE)
_NO_COLON = re.compile(r"[A-Z]{2,4}(?:\s?[+/&,]\s?[A-Z]{2,4}|\s+and\s+[A-Z]{2,4})*\s+(?:to|will)\s")
_LED = re.compile(r"(?P<who>[A-Z][\w'’+/&,. ]{0,40}?)\s?:\s+(?P<text>\S.*)", re.DOTALL)
_CLOSE = re.compile(
    r"(?:^|[\s(\[])(?:ACTIONS?|Actions?)(?:\s+(?:point|item))?(?:\s+(?P<ref>\d{1,3}(?:\.\d{1,3}){0,2}))?\s?(?::|\s[–-]\s)\s*(?P<tail>[^\s].{0,400})$",
    re.DOTALL,
)
_CLOSE_BARE = re.compile(
    r"[\s(\[]ACTION(?:\s+BY)?\s+(?P<tail>[A-Z]{2,4}(?:\s?[/&,+]\s?[A-Z]{2,4}|\s+and\s+[A-Z]{2,4})*)[)\]]?\.?$"
)
_DECISION = re.compile(
    r"(?:decisions?(?:\s+\d{1,3})?\s?[:–]|resolved\b|resolution\s?(?:\d[\d/.]*)?\s?:|agreed\s?:|it was (?:unanimously )?(?:resolved|agreed|decided)\b|motion (?:carried|passed))"
    r"|(?:.{0,80}\bRESOLVED\b)",
    re.IGNORECASE | re.DOTALL,
)
_NOTHING = re.compile(r"(?:none|n/?a|nil|no actions?|no further action.*|nothing)\W*", re.IGNORECASE)
_NOT_LABEL = re.compile(
    r"(?:plans?|logs?|lists?|groups?|team|tracker|summary|table|update|fraud|taken|date)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """An action as a paragraph words it. `lead` names owners that stand before the text, `when` is "from the June meeting"."""

    text: str
    origin: Origin
    ref: str | None = None
    lead: str | None = None
    when: str | None = None


def labelled_action(text: str) -> Labelled | None:
    """The action that a paragraph opening with "Action" records: "Action: …", "ACTION 5.2 …", "Action AB to …"."""
    if not text[:40].strip() or ("action" not in text[:32].lower() and not text.startswith("AP")):
        return None
    if m := _BRACKETED.match(text):
        return Labelled(m["text"], Origin.NEW, lead=m["who"])
    text = _STATE.sub("", text, count=1)
    m = _OPEN.match(text)
    if not m:
        return None
    rest = text[m.end() :].strip()
    ref = m["ref"].lstrip("-/") if m["ref"] else None
    if not m["mark"] and not ref:
        return _unmarked(rest, text)
    if not rest and m["old"] and ref and m["lead"]:
        # All that is said of it stands in the brackets: "Outstanding action RR3-12 (complete)".
        return Labelled("", Origin.PREVIOUS, ref, m["lead"].strip("() "))
    if not rest or _NOTHING.fullmatch(rest) or (not m["mark"] and not re.match(r"[A-Z(]", rest)):
        return None
    lead = (m["who"] or m["lead"] or "").strip("() ") or None
    if not lead and (led := _LED.match(rest)) and not _NOT_LABEL.match(led["who"]) and len(led["who"].split()) < 4:
        lead = led["who"]
    origin = Origin.PREVIOUS if m["old"] else Origin.NEW
    return Labelled(rest, origin, ref, lead, m[0].strip(" :–-") if m["when"] else None)


def _unmarked(rest: str, text: str) -> Labelled | None:
    """ "Action AB to write": only initials or one owner and a colon tell it from "Action is needed"."""
    if not re.match(r"(?:action|ACTION|Action)\b", text) or text[:8].lower().startswith("actions "):
        return None
    if _NO_COLON.match(rest):
        return Labelled(rest, Origin.NEW)
    led = _LED.match(rest)
    if led and not _NOT_LABEL.match(rest) and len(led["who"].split()) < 4:
        return Labelled(rest, Origin.NEW, lead=led["who"])
    return None


def closing_action(text: str) -> tuple[str, str, str | None] | None:
    """ "The fence is broken. Action: Clerk by 3 May": the text before, the words after, and a reference."""
    if "ction" not in text and "CTION" not in text:
        return None
    tail = text[-440:]
    m = _CLOSE.search(tail) or _CLOSE_BARE.search(tail)
    if not m:
        return None
    head = text[: len(text) - len(tail) + m.start()].strip(" -–([")
    return head, m["tail"].strip(" )]"), m.groupdict().get("ref")


def kind_of(text: str) -> Kind:
    """Whether a paragraph that records no action is a decision, by its first words."""
    return Kind.DECISION if _DECISION.match(text[:400]) else Kind.DISCUSSION


def last_sentence(text: str) -> str:
    """The last sentence of a text, for an action whose label names only its owner."""
    parts = re.split(r"(?<=[a-z\d)][.!?])\s+(?=[A-Z])", text)
    return parts[-1].strip() if parts else text
