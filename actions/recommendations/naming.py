"""Which organisations the words at the end of a recommendation name: "MoJ, HMPPS and NHS England"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from organisations.matching import KnownOrganisations
    from organisations.models import Organisation

_BETWEEN = re.compile(r"(\s*[,;/]\s*(?:and\s+)?|\s+and\s+|\s*&\s*)", re.IGNORECASE)
MOST_NAMES = 30
LONGEST_NAME = 400
"""More than any name that is on record: longer words name nobody, and to compare them takes long."""
_ASKED = re.compile(r"(?:the\s+)?(?P<who>[^.:;()]{2,120}?)\s+(?:should|must|needs? to|ought to)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    found: tuple[Organisation, ...] = ()
    unknown: tuple[str, ...] = ()
    unclear: tuple[tuple[str, tuple[Organisation, ...]], ...] = ()
    """Words that could be any of several."""
    is_cut: bool = False
    """There were more than ``MOST_NAMES``, and the rest was not read."""

    @property
    def is_settled(self) -> bool:
        return bool(self.found) and not (self.unknown or self.unclear or self.is_cut)


def names_in(words: str, known: KnownOrganisations) -> Names:
    """Each organisation once, in the order of the words. A name that has a comma or "and" in it is taken whole."""
    every = _BETWEEN.split(" ".join(words.split()))
    pieces = every[: 2 * MOST_NAMES - 1]
    found: dict[Organisation, None] = {}
    unknown: list[str] = []
    unclear: list[tuple[str, tuple[Organisation, ...]]] = []
    at = 0
    while at < len(pieces):
        end, name = at + 1, pieces[at].strip()
        for longest in range(len(pieces), at, -2):
            name = "".join(pieces[at:longest]).strip()
            if not name or len(name) > LONGEST_NAME:
                continue
            match = known.find(_bare(name))
            if match.settled:
                end = longest
                if match.found:
                    found[match.found] = None
                else:
                    unclear.append((name, match.rivals))
                break
        else:
            if name:
                unknown.append(name)
        at = end + 1
    return Names(tuple(found), tuple(unknown), tuple(unclear), is_cut=len(every) > len(pieces))


def asked_in(text: str, known: KnownOrganisations) -> Names:
    """Of "HMPPS and NHS England should …": those that begin the sentence, where every one of them is known."""
    m = _ASKED.match(text)
    names = names_in(m["who"], known) if m else Names()
    return names if names.is_settled else Names()


def write_names(organisations: Iterable[Organisation], known: KnownOrganisations) -> str:
    """Words that ``names_in`` reads as these: acronyms where they are enough."""
    return "; ".join(
        one.acronym if one.acronym and known.find(one.acronym).found == one else one.name for one in organisations
    )


def _bare(name: str) -> str:
    return re.sub(r"^the\s+", "", name.rstrip(" ."), flags=re.IGNORECASE)
