"""One name, or a run of names, from an attendance list: name, initials, organisation, role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .markup import squeeze

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Baroness|Baron|Cllr|Councillor|Rev(?:d|erend)?|Fr|Canon|Judge|HHJ|Ald(?:erman)?|Col|Maj|Capt|Ch(?:ief)?|Supt|Insp|DCC|ACC|PCC|CC|Hon|Rt)\.?"
_WORD = r"(?:(?:[A-ZÀ-Þ]['’]?[A-ZÀ-Þa-zß-ÿ'’-]*\.?)|(?:de|da|di|du|del|der|den|la|le|van|von|ten|ap|ab|bin|al|el|y)\b)"
NAME = re.compile(rf"(?:{_TITLE}\s+){{0,3}}{_WORD}(?:\s+{_WORD}){{0,4}}")
INITIALS = re.compile(r"@[\w-]{2,30}|[A-Z](?:[A-Za-z]?\.?){0,2}[A-Z][a-z]?\.?|[A-Z]{2,4}\d?")
_ROLE_WORDS = (
    r"(?:(?:co-?|vice|deputy|acting|joint|interim|honorary|hon\.?|past|outgoing|incoming|assistant|committee|board|panel|meeting)[\s-]+)*"
    r"(?:chair(?:man|woman|person)?|secretary|secretariat|treasurer|clerk|president|vice|director|minutes?|minute[\s-]?taker"
    r"|note[\s-]?taker|notes|scribe|officer|ceo|cto|cfo|chief|head|lead|manager|member|governor|headteacher|principal|trustee"
    r"|councillor|administrator|coordinator|co-ordinator|editor|convenor|convener|facilitator|observer|guest|representative|rep"
    r"|professor|visiting professor|senior|spokesperson|cabinet (?:member|spokesperson)|minister|adviser|advisor|deputy|host|vc|nb|presenter)"
)
_ROLE = re.compile(rf"{_ROLE_WORDS}\b", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:trust|council|ltd|limited|plc|university|college|school|service|services|board|centre|center|ministry|department|office|agency"
    r"|group|association|society|police|nhs|health|hospital|partnership|charity|foundation|committee|borough|authority|institute"
    r"|community|network|company|union|federation|alliance|forum|church|commission|bank|prison|probation|project|team|unit|initiatives)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:commissioner|executive|director|officer|manager|secretary|clerk|treasurer|chair(?:man|woman|person)?|president|nurse|"
    r"headteacher|administrator|coordinator)$",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"\b(?:(?:apolog|attend|vacan|quor|confirm|receiv)\w*|public|members?|none|meetings?|via|from|for|items?|minutes|actions?"
    r"|was|were|the|and|no|all|agenda|date|time|venue|present|absent|noted|welcome|next|open|new)\b",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A name as printed in a list; `name` is None where an organisation stands alone."""

    name: str | None
    organisation: str | None = None
    role: str | None = None
    initials: str | None = None


def _bare(text: str) -> str:
    """A name without the plural title that opens a run: "Cllrs A Smith, B Jones"."""
    return re.sub(r"^(?:Cllrs|Councillors|Messrs|Drs|Mmes)\.?\s+", "", text)


def is_name(text: str) -> bool:
    """Whether `text` could be a person's name: two to five capitalised words, with or without a title."""
    words = text.split()
    return (
        1 < len(words) < 7
        and len(text) < 60
        and bool(NAME.fullmatch(text))
        and not _NOT_A_NAME.search(text)
        and not _BODY.search(text)
        and not _OFFICE.search(text)
    )


def is_role(text: str) -> bool:
    """Whether `text` opens as an office or a post: "Vice-Chair", "Head of Finance", "notes"."""
    return bool(_ROLE.match(text.strip()))


def looks_like_person(text: str) -> bool:
    """Whether a line of a list opens with a person: a name, or initials, then nothing or more about them."""
    text = _bare(text.strip())
    head = squeeze(_head(_leading_initials(text.strip())[1]))
    return bool(is_name(head) or (INITIALS.fullmatch(head) and len(text) < 60))


def read_person(text: str) -> Person | None:
    """A person from one entry of a list; None where it names nobody."""
    initials, text = _leading_initials(_bare(text.strip().strip(";,.")))
    name, rest = _split_name(text)
    if not name:
        return None
    person = Person(name, initials=initials)
    for part in _parts(rest):
        person = _with(person, part)
    if not is_name(name) and not INITIALS.fullmatch(name) and (_OFFICE.search(name) or not _plain_name(name)):
        return None
    return person


def split_run(text: str) -> list[str]:
    """The entries of names run together: at semicolons, else at commas and "and" outside brackets."""
    if text.count(";") > 0:
        return [part.strip() for part in text.split(";") if part.strip()]
    parts = _outside_brackets(text)
    entries: list[str] = []
    for part in parts:
        # "Ada Lovelace, Head of Engines": a post or body after a comma belongs to the person before it.
        if entries and (is_role(part) or (_BODY.search(_head(part)) and not is_name(_head(part)))):
            entries[-1] += ", " + part
        else:
            entries.append(part)
    return entries


def share_last_bracket(people: Sequence[Person]) -> list[Person]:
    """The people of a run; an organisation in brackets after the last name alone covers all before it."""
    if len(people) < 2:
        return list(people)
    *before, last = people
    if last.organisation and not any(p.organisation or p.role for p in before):
        return [replace(p, organisation=last.organisation) for p in before] + [last]
    return list(people)


def _head(text: str) -> str:
    return re.split(r"\s*[(,;:–\[]|\s+[-—]+\s+|\t|\s{2,}", text.strip(), maxsplit=1)[0].strip(" .")


def _plain_name(name: str) -> bool:
    """A single given or family name, or a name in an unusual case; too weak to find people by, enough in a list."""
    words = name.split()
    return len(words) < 5 and words[0][:1].isupper() and not _NOT_A_NAME.search(name) and not re.search(r"\d", name)


def _leading_initials(text: str) -> tuple[str | None, str]:
    m = re.match(r"[\[(]([A-Z][A-Za-z]{1,3})[\])]\s*[-:]?\s*(?=\S)", text)
    if not m:
        m = re.match(r"([A-Z]{2,4})\s*[-–:=]\s+(?=[A-Z][a-z])", text)
    return (m[1], text[m.end() :]) if m else (None, text)


def _split_name(text: str) -> tuple[str, str]:
    m = re.match(r"[^(,;:\t–\[]+?(?=\s*[(,;:\t–\[]|\s+[-—]+(?:\s|$)|\s{2,}|$)", text)
    name = m[0].strip(" .*-") if m else ""
    return squeeze(name), text[m.end() :] if m else ""


def _parts(rest: str) -> list[str]:
    """What follows a name, in pieces: each bracket, and the text between commas, dashes, tabs and gaps."""
    parts: list[str] = []
    for bracket, between in re.findall(r"[(\[]([^()\[\]]*)(?:[)\]]|$)|([^()\[\]]+)", rest):
        if bracket.strip():
            parts.append(squeeze(bracket))
        pieces = re.split(r"(?:^|\s)[-–—]+(?:\s|$)|\t+|\s{3,}", between)
        parts += [p for piece in pieces if (p := squeeze(piece.strip(" ,;:.*-–—")))]
    return parts


def _with(person: Person, part: str) -> Person:
    if INITIALS.fullmatch(part) and not person.initials and _initials_of(part, person.name or ""):
        return replace(person, initials=part)
    if is_role(part) and not person.role:
        return _with_role(person, part)
    if part.lower() in ("apologies", "present", "absent", "via zoom", "online", "by phone", "remote", "virtual"):
        return person
    joined = f"{person.organisation}, {part}" if person.organisation else part
    return replace(person, organisation=joined)


def _with_role(person: Person, part: str) -> Person:
    """A post, which may carry its organisation: "Visiting Professor, Somewhere University", "CEO Something"."""
    role, comma, body = part.rpartition(",")
    if comma and body.strip() and not is_role(body):
        return replace(person, role=role.strip(), organisation=person.organisation or body.strip())
    m = re.fullmatch(r"(CEO|CTO|CFO|Chair|Director|Secretary)(?:,? (?:of |for )?)((?:the )?[A-Z].*)", part)
    if m and not is_role(m[2]):
        return replace(person, role=m[1], organisation=person.organisation or m[2])
    return replace(person, role=part)


def _initials_of(initials: str, name: str) -> bool:
    """Whether initials could be this name's: the first letters agree, and it is all capitals or nearly."""
    letters = re.sub(r"[^A-Za-z]", "", initials).upper()
    names = [w for w in re.split(r"[\s-]+", name) if w[:1].isalpha() and not re.fullmatch(_TITLE, w)]
    firsts = "".join(w[0] for w in names).upper()
    if not names or letters[:1] != firsts[:1]:
        return False
    rest = iter(name.upper())
    return all(letter in rest for letter in letters)


def _outside_brackets(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for m in re.finditer(r"[()\[\]]|,\s*(?:and\s+)?|\s+(?:and|&)\s+", text):
        if m[0] in "([":
            depth += 1
        elif m[0] in ")]":
            depth = max(0, depth - 1)
        elif depth == 0:
            parts.append(text[start : m.start()].strip())
            start = m.end()
    parts.append(text[start:].strip())
    return [part for part in parts if part]
