"""Names as documents print them, made alike: the pure part of matching."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame", "lord", "lady", "baroness", "baron", "cllr", "councillor", "rev", "revd", "reverend", "canon", "hon", "rt", "judge", "pc", "ps", "sgt", "insp", "inspector", "supt", "superintendent", "dci", "ds"})  # fmt: skip
_AFTER_NAMES = frozenset({"obe", "mbe", "cbe", "kbe", "dbe", "qc", "kc", "mp", "jp", "phd", "qpm"})
_COMPANY_WORDS = frozenset({"ltd", "limited", "plc", "llp", "cio", "cic", "inc", "incorporated"})
_SMALL_WORDS = frozenset({"of", "and", "for", "the", "in", "on", "to", "a", "an", "at"})
_ACRONYM = re.compile(r"[A-Za-z0-9][A-Za-z0-9&./-]{1,14}")
_CLOSING_BRACKET = re.compile(r"(?P<name>.*\S)\s*\((?P<inside>[^()]+)\)\s*")
_INNER_BRACKET = re.compile(r"(?P<before>[^()]*[^()\s])\s*\((?P<inside>[^()\s]+)\)\s+(?P<after>[^()\s][^()]*)")


def plain_words(text: str) -> list[str]:
    """The words without case, accents and punctuation; "&" is "and", and an apostrophe joins."""
    bare = unicodedata.normalize("NFKD", text.replace("&", " and "))
    bare = "".join(c for c in bare if not unicodedata.combining(c) and c not in "'’‘`")
    return re.findall(r"[^\W_]+", bare.casefold())


def organisation_key(name: str) -> str:
    """Equal for names that differ in "The", "&", punctuation, "Ltd" or "CIO", or "Her Majesty’s" for "HM"."""
    text = " ".join(plain_words(name))
    text = re.sub(r"\b(?:her|his) majestys\b", "hm", text)
    text = re.sub(r"\bhmp\b", "hm prison", text)
    words = text.split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in _COMPANY_WORDS:
        words = words[:-1]
    return " ".join(words)


def person_key(name: str) -> str:
    """Equal for names that differ in titles, letters after the name, case, accents or punctuation."""
    words = plain_words(name)
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    while len(words) > 2 and words[-1] in _AFTER_NAMES:
        words = words[:-1]
    return " ".join(words)


def initials_of(name: str) -> frozenset[str]:
    """The initials that minutes might print for a full name, in small letters: all, and first with last."""
    words = person_key(name).split()
    if len(words) < 2:
        return frozenset()
    # A hyphenated name counts as one in some minutes and as two in others.
    joined = person_key(name.replace("-", "")).split()
    letters = ["".join(word[0] for word in form) for form in (words, joined)]
    return frozenset([*letters, *(form[0] + form[-1] for form in letters)])


def looks_like_initials(text: str) -> bool:
    """ "AB", "A.B.", "AWa", "JvK": two to four letters, of which two or more are capitals."""
    if re.fullmatch(r"(?:[^\W\d_]\.\s?){2,4}", text):
        return True
    return text.isalpha() and 2 <= len(text) <= 4 and sum(c.isupper() for c in text) > 1


def acronyms_of(name: str) -> frozenset[str]:
    """The acronyms that the words of a name make, in small letters, three letters or more."""
    words = organisation_key(name).split()
    letters = ["hm" if word == "hm" else word[0] for word in words]
    main = [letter for letter, word in zip(letters, words, strict=True) if word not in _SMALL_WORDS]
    return frozenset(made for made in ("".join(letters), "".join(main)) if len(made) > 2)


@dataclass(frozen=True, slots=True)
class PrintedOrganisation:
    """An organisation as printed, taken apart: its name, its acronym if one stands in brackets, other forms."""

    name: str
    acronym: str = ""
    also: tuple[str, ...] = ()


def split_organisation(printed: str) -> PrintedOrganisation:
    """ "Youth Board (YB)", "YB (Youth Board)", and "London Borough (LB) Ham", which is also "LB Ham"."""
    text = " ".join(printed.split())
    if m := _CLOSING_BRACKET.fullmatch(text):
        if _is_acronym_of(m["inside"], m["name"]):
            return PrintedOrganisation(m["name"], m["inside"])
        if " " in m["inside"].strip() and _is_acronym_of(m["name"], m["inside"]):
            return PrintedOrganisation(m["inside"].strip(), m["name"])
    elif (m := _INNER_BRACKET.fullmatch(text)) and _is_acronym_of(m["inside"], m["before"]):
        return PrintedOrganisation(f"{m['before']} {m['after']}", also=(f"{m['inside']} {m['after']}",))
    return PrintedOrganisation(text)


def _is_acronym_of(inside: str, name: str) -> bool:
    """Two capitals or more, and begun by a letter that begins a word of the name."""
    if not _ACRONYM.fullmatch(inside) or sum(c.isupper() for c in inside) < 2:
        return False
    return inside[0].casefold() in {word[0] for word in plain_words(name)}
