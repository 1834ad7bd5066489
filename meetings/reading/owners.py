"""Who is to do it: the owners that an action's words name."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MODAL = re.compile(
    r"\s+(?:to|will|should|shall|must|is to|are to|agreed to|has agreed to|have agreed to|(?:was|were) asked to|undertook to|needs? to)\s+(?=[a-zA-Z])"
)
_PASSIVE = re.compile(r"(?:\w+ly )?be\b|have been\b", re.IGNORECASE)
_IMPERATIVE = re.compile(
    r"(?:accept|add|address|advise|agree|amend|announce|apply|approach|approve|arrange|ask|assess|attend|bring|build"
    r"|buy|call|change|chase|check|circulate|clarify|clean|close|collect|collate|complete|confirm|consider|consult"
    r"|contact|continue|convene|coordinate|create|decide|define|deliver|design|develop|discuss|distribute|document"
    r"|draft|email|encourage|engage|ensure|establish|evaluate|examine|explore|extend|feed|find|finalise|fix|follow"
    r"|gather|get|give|identify|implement|improve|include|inform|install|invite|investigate|issue|join|keep|launch"
    r"|let|liaise|list|look|maintain|make|meet|monitor|move|notify|obtain|offer|open|order|organise|organize|pass|pay"
    r"|place|plan|post|prepare|present|produce|progress|promote|propose|provide|publish|purchase|put|raise|read"
    r"|recruit|refer|register|remind|remove|repair|replace|reply|report|request|research|resolve|respond|review"
    r"|revise|run|schedule|see|seek|send|set|share|sign|source|speak|start|submit|suggest|summarise|support|take|talk"
    r"|test|thank|think|track|transfer|try|update|upload|use|verify|visit|volunteers|work|write)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,300})[)\]]\s*[.;]?$")
_LEAD_BRACKET = re.compile(r"\[([A-Z][\w ,/&+.-]{1,60})\]\s*")
_NOT_OWNER = re.compile(
    r"\b(?:if|when|as|see|note|e\.g|i\.e|incl|via|with|by|for|from|item|minute|page|p\d|appendix|attached|paper|todo|done|complete|ongoing|the following)\b|\d{2,}|https?:|www\.",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:,\s*(?:and\s+)?|;|\s+and\s+|\s*&\s*|\s*\+\s*|(?<=\w)\s*/\s*(?=\w)|\s+with\s+)\s*")
_LONGEST = 8  # words of an owner's name


def owners_of(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The owners that the words of an action name: in brackets at its end or start, else as subjects of its sentences.

    `known` holds the names and initials of the attendance list, casefolded; a second sentence's subject
    counts only if it is one of them or a name by its look.
    """
    bracket = _BRACKET.search(text)
    if bracket and (named := _in_bracket(bracket[1], known)):
        return named
    if (lead := _LEAD_BRACKET.match(text)) and not _NOT_OWNER.search(lead[1]):
        return split_owners(lead[1], known)
    first, *others = re.split(r"(?<=[a-z\d)”’]{2}[.;?])\s+(?=[A-Z])", text[:1500])
    found = list(_subject(first, known))
    for sentence in others:
        found += [owner for owner in _subject(sentence, known) if _surely_owner(owner, known) and owner not in found]
    return tuple(found)


def split_owners(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The owners in a cell or a bracket: "AB/CD", "Chair and clerk", "SP & CJ". A ``known`` name is not taken apart."""
    text = text.strip(" .;:()[]*")
    if not text or re.match(r"(?:an?|small|the whole|the entire)\s", text, re.IGNORECASE):
        return (text,) if text else ()
    parts = [part.strip(" .") for part in _split(text, known)]
    return tuple(dict.fromkeys(part for part in parts if re.search(r"\w", part)))


def _split(text: str, known: frozenset[str]) -> list[str]:
    low = text.casefold()
    compound = sorted((name for name in known if name in low and _SPLIT.search(name)), key=len, reverse=True)
    if not compound:
        return _SPLIT.split(text)
    # A name such as "Police and Crime Commissioner" stands as one sign while the rest is split.
    names: list[str] = []

    def stand_in(found: re.Match[str]) -> str:
        names.append(found[0])
        return f"\x00{len(names) - 1}\x00"

    one = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, compound))})(?!\w)", re.IGNORECASE)
    parts = _SPLIT.split(one.sub(stand_in, text))
    return [re.sub(r"\x00(\d+)\x00", lambda sign: names[int(sign[1])], part) for part in parts]


def without_lead(text: str) -> str:
    """An action's text without the owners in brackets before it: "[AB] Write" is "Write"."""
    lead = _LEAD_BRACKET.match(text)
    return text[lead.end() :].strip() if lead else text


def resolved(owners: Iterable[str], initials: dict[str, str]) -> tuple[str, ...]:
    """Owners with initials put in full where the attendance list defines them."""
    return tuple(dict.fromkeys(initials.get(owner.replace(".", ""), owner) for owner in owners))


def _subject(sentence: str, known: frozenset[str]) -> tuple[str, ...]:
    m = _MODAL.search(sentence[:160])
    if not m or _PASSIVE.match(sentence[m.end() : m.end() + 24]):
        return ()
    subject = re.sub(r"\s*\([^()]*\)", "", sentence[: m.start()]).strip(" ,")
    subject = re.sub(r"^(?:and|then|also)\s+", "", subject)
    words = subject.split()
    if not words or len(words) > _LONGEST + 4 * subject.count(",") or _IMPERATIVE.match(subject):
        return ()
    if re.search(r"[:;?]|\b(?:that|which|there|it|they|he|she|we|this|these)\b", subject, re.IGNORECASE):
        return ()
    return split_owners(subject, known)


_ROLE_NAMES = (
    "board panel committee council group chair chairman vice-chair clerk secretary secretariat"
    " treasurer members officers all everyone partners director"
)
_ROLES = frozenset(_ROLE_NAMES.split())


def is_role_name(text: str) -> bool:
    """Whether a text is an office or a body of the board: "Clerk", "All", "Committee"."""
    return re.sub(r"^the\s+", "", text.strip(" ."), flags=re.IGNORECASE).casefold() in _ROLES


def _surely_owner(owner: str, known: frozenset[str]) -> bool:
    bare = re.sub(r"^the\s+", "", owner, flags=re.IGNORECASE)
    if bare.casefold() in known or bare.casefold() in _ROLES:
        return True
    return len(bare.split()) < 4 and all(word[:1].isupper() for word in bare.split()) and not _IMPERATIVE.match(bare)


def _in_bracket(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """Owners in closing brackets: names, "Name - how", "Name to do more"; not an aside such as "(when available)"."""
    head = re.split(r"\s+[-–]\s+|\s+to\s+(?=[a-z])|\s*:\s", text, maxsplit=1)[0].strip()
    head = re.sub(r"^(?:action|owner|lead|by)s?\s*:?\s*", "", head, flags=re.IGNORECASE)
    if not head or _NOT_OWNER.search(head) or not re.match(r"[A-Z]", head) or len(head.split()) > 2 * _LONGEST:
        return ()
    parts = split_owners(head, known)
    named = all(re.match(r"[A-Z]", part) or part.casefold() in _ROLES for part in parts)
    short = all(len(part.split()) < 5 or part.casefold() in known for part in parts)
    return parts if named and short else ()
