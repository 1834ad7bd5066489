from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from functools import cache, cached_property

from actions.models import ActionOwner
from organisations.matching import Match, among, looks_like_initials, plain_words
from organisations.models import Board, Organisation, Person, Seat
from rr3tracker.importing.naming import Naming
from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.roll import Roll
from rr3tracker.importing.text import fits, one_line

_LONGEST = 300
_ROLES = (
    (ActionOwner.Role.CHAIR, r"(?:chair|chairman|chairwoman|chairperson)"),
    (ActionOwner.Role.SECRETARIAT, r"(?:secretariat|secretary)"),
    (ActionOwner.Role.OFFICIALS, r"(?:all )?officials"),
    (ActionOwner.Role.MEMBERS, r"(?:all )?members|all|everyone|everybody"),
)
_BODIES = frozenset({"board", "group", "committee", "panel", "council", "forum"})


class Owners:
    """Who an action's owners are: a role, a person, an organisation, a seat; or, rather than guess, the words."""

    def __init__(self, board: Board, roll: Roll, naming: Naming, outcome: Outcome) -> None:
        self._board = board
        own = {" ".join(plain_words(name)) for name in (board.name, board.acronym) if name}
        self._names_of_board = own | (_BODIES & set(plain_words(board.name)))
        self._roll = roll
        self._naming = naming
        self._outcome = outcome
        self._owner = cache(self._read)

    def of(self, printed: Iterable[str]) -> list[ActionOwner]:
        """Unsaved rows, each owner once."""
        rows: dict[tuple[object, ...], ActionOwner] = {}
        for words in filter(None, map(one_line, printed)):
            row = copy(self._owner(words))
            rows.setdefault(row.who, row)
        return list(rows.values())

    def _read(self, words: str) -> ActionOwner:
        if role := self._role(words):
            return ActionOwner(role=role)
        person, organisation = self._person(words), self._organisation(words)
        if person.found and organisation.found and looks_like_initials(words) and not self._defined(words):
            # The same letters are made by a name and are a body's acronym.
            return self._in_words(words, [person.found, organisation.found])
        if person.settled:
            return ActionOwner(person=person.found) if person.found else self._in_words(words, person.rivals)
        if organisation.settled:
            found = organisation.found
            return ActionOwner(organisation=found) if found else self._in_words(words, organisation.rivals)
        if seat := self.seats.get(words.casefold()):
            return ActionOwner(seat=seat)
        return self._in_words(words)

    @cached_property
    def seats(self) -> dict[str, Seat]:
        """The board's seats that are not abolished, by their whole titles: words that are only like one stay words."""
        seats = Seat.objects.filter(board=self._board, abolished_on=None)
        return {one_line(seat.title).casefold(): seat for seat in seats}

    def _role(self, words: str) -> str:
        plain = re.sub(r"^the ", "", " ".join(plain_words(words)))
        if plain in self._names_of_board:
            return ActionOwner.Role.MEMBERS
        # "Panel chair", "all RR3 members".
        own = "|".join(map(re.escape, sorted(self._names_of_board, key=len, reverse=True)))
        plain = re.sub(rf"^(all )?(?:{own}) ", r"\1", plain)
        return next((role for role, pattern in _ROLES if re.fullmatch(pattern, plain)), "")

    def _defined(self, words: str) -> bool:
        letters = "".join(plain_words(words))
        on_record = {"".join(plain_words(p.initials)) for p in self._roll.people if p.initials}
        return letters in self._roll.initials or letters in on_record

    def _person(self, words: str) -> Match[Person]:
        if holder := self._roll.posts.get(" ".join(plain_words(re.sub(r"^the\s+", "", words, flags=re.IGNORECASE)))):
            return Match(holder)
        match = among(self._roll.people, words, defined=self._roll.initials)
        return match if match.settled else self._naming.people.find_by_full_name(words)

    def _organisation(self, words: str) -> Match[Organisation]:
        match = self._naming.organisations.find(words)
        if match.rivals:
            # Of several, the one that is on the roll is meant.
            here = Match.of(rival for rival in match.rivals if rival in self._roll.organisations)
            return here if here.found else match
        if match.found:
            return match
        return self._naming.organisations.find_by_made_acronym(words, among=self._roll.organisations)

    def _in_words(self, words: str, rivals: Iterable[Person | Organisation] = ()) -> ActionOwner:
        if several := ", ".join(str(rival) for rival in rivals):
            self._outcome.notes.append(f"The owner “{words}” could be any of several, and was kept in words: {several}")
        if len(words) > _LONGEST:
            self._outcome.unplaced.append(words)
        return ActionOwner(words=fits(words, _LONGEST))
