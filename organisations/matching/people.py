from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from organisations.matching.found import Match
from organisations.matching.names import initials_of, looks_like_initials, person_key, plain_words
from organisations.models import Person


class KnownPeople:
    """The people on record, by every name that documents call them. Loaded once.

    ``of_board`` holds the ids of those who sit on, or came to, the board in question: the
    same full name at another organisation is the same person there, and somebody else elsewhere.
    """

    def __init__(self, people: Iterable[Person] = (), *, of_board: Collection[int] = ()) -> None:
        self._by_key: defaultdict[str, list[Person]] = defaultdict(list)
        self._by_surname: defaultdict[str, list[Person]] = defaultdict(list)
        self._of_board: dict[int, Person] = {}
        self._board_ids = set(of_board)
        for person in people:
            self.add(person, *(other.name for other in person.other_names.all()))

    @classmethod
    def load(cls, *, of_board: Collection[int]) -> KnownPeople:
        """All of them, in two queries."""
        return cls(Person.objects.prefetch_related("other_names").order_by("pk"), of_board=of_board)

    def add(self, person: Person, *other_names: str) -> None:
        for name in (person.name, *other_names):
            key = person_key(name)
            if not key:
                continue
            self._by_key[key].append(person)
            self._by_surname[key.split()[-1]].append(person)
        if person.pk in self._board_ids:
            self._of_board[person.pk] = person

    def find(self, name: str, *, organisation_id: int | None = None) -> Match[Person]:
        """The person of this name: of this organisation first, then of this board, then known by name alone.

        A full name alone is enough only where not both organisations are known; a single word never is.
        A shortened first name ("J Hart", "Dan Hart") needs the same organisation; initials need the board.
        """
        key = person_key(name)
        if not key:
            return Match()
        for candidates in self._layers(name, key, organisation_id):
            match = Match.of(candidates)
            if match.settled:
                return match
        return Match()

    def namesakes(self, name: str) -> tuple[Person, ...]:
        """Everybody of this very name."""
        return tuple(dict.fromkeys(self._by_key.get(person_key(name), ())))

    def find_by_full_name(self, name: str) -> Match[Person]:
        """The only person of this full name, of this board before others: for a name in a sentence."""
        rows = self._by_key.get(person_key(name), []) if " " in person_key(name) else []
        match = Match.of(p for p in rows if p.pk in self._of_board)
        return match if match.settled else Match.of(rows)

    def _layers(self, name: str, key: str, organisation_id: int | None) -> Iterable[list[Person]]:
        same_name = self._by_key.get(key, [])
        if organisation_id:
            yield [p for p in same_name if p.organisation_id == organisation_id]
        yield [p for p in same_name if p.pk in self._of_board]
        if looks_like_initials(name):
            yield list(among(self._of_board.values(), name, whole_names=False).candidates)
        elif " " in key:
            yield [p for p in same_name if not organisation_id or not p.organisation_id]
            if organisation_id:
                yield [
                    p
                    for p in self._by_surname.get(key.split()[-1], [])
                    if p.organisation_id == organisation_id and _shortened(person_key(p.name), key)
                ]


def among(
    people: Iterable[Person],
    printed: str,
    *,
    defined: Mapping[str, Person] | None = None,
    whole_names: bool = True,
) -> Match[Person]:
    """Whom ``printed`` means among a few: those on a roll, say.

    By full or other name, by initials (``defined`` by the document, on record, or made from the
    name), by a first name or surname that only one of them has. ``defined`` is by small letters.
    """
    group = list(dict.fromkeys(people))
    key = person_key(printed)
    letters = "".join(plain_words(printed))
    if not key:
        return Match()
    layers: list[list[Person]] = []
    if whole_names:
        layers.append([p for p in group if key in _keys(p)])
    if defined and letters in defined:
        layers.append([defined[letters]])
    if looks_like_initials(printed):
        layers.append([p for p in group if p.initials and "".join(plain_words(p.initials)) == letters])
        layers.append([p for p in group if letters in initials_of(p.name)])
    if whole_names and " " not in key:
        layers.append([p for p in group if _has_name(p, key)])
    elif whole_names:
        layers.append([p for p in group if any(_shortened(own, key) for own in _keys(p))])
    for candidates in layers:
        match = Match.of(candidates)
        if match.settled:
            return match
    return Match()


def _keys(person: Person) -> set[str]:
    return {person_key(person.name), *(person_key(other.name) for other in person.other_names.all())}


def _has_name(person: Person, word: str) -> bool:
    return any(word in (words[0], words[-1]) for key in _keys(person) if (words := key.split()))


def _shortened(one: str, other: str) -> bool:
    """The same surname, and a first name that is an initial or the beginning of the other's."""
    a, b = one.split(), other.split()
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1]:
        return False
    return a[0].startswith(b[0]) or b[0].startswith(a[0])
