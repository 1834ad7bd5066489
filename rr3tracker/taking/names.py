from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from django.db.models import Q

from actions.models import ActionOwner
from meetings.models import Meeting
from organisations.matching import KnownOrganisations, KnownPeople, plain_words
from organisations.models import Membership, Organisation, Person
from rr3tracker.importing.naming import Naming
from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.owners import Owners
from rr3tracker.importing.roll import Roll
from rr3tracker.importing.saving import Saver

NEAREST = 3


@dataclass(frozen=True, slots=True)
class UnderstoodOwner:
    """An owner as typed, and who that is; where nobody is known by the words, the nearest names."""

    words: str
    row: ActionOwner
    nearest: tuple[str, ...] = ()
    several: bool = False

    @property
    def is_known(self) -> bool:
        return not self.row.words


class Names:
    """Whom the words of a board's minutes mean: its people, organisations, roles and seats. Loaded once, in seven queries."""

    def __init__(self, meeting: Meeting) -> None:
        people = {person.pk: person for person in Person.objects.prefetch_related("other_names").order_by("pk")}
        bodies = {body.pk: body for body in Organisation.objects.prefetch_related("other_names").order_by("pk")}
        came = list(meeting.attendance.values_list("person", "organisation", "job_title"))
        on_the_day = Q(starts_on__lte=meeting.held_on) & (Q(ends_on=None) | Q(ends_on__gte=meeting.held_on))
        sit = list(
            Membership.objects.filter(on_the_day, board=meeting.board_id).values_list(
                "person", "organisation", "deputy"
            )
        )
        here = dict.fromkeys(pk for pk in [*(row[0] for row in came), *(pk for row in sit for pk in row[::2])] if pk)
        self.people = [people[pk] for pk in here]
        self.organisations = [bodies[pk] for pk in dict.fromkeys(pk for _, pk, _ in [*came, *sit] if pk)]
        outcome = Outcome(meeting=meeting, new_board=False, new_meeting=False)
        naming = Naming(
            KnownOrganisations(bodies.values()),
            KnownPeople(people.values(), of_board=here),
            outcome,
            Saver(by=None, file_name=""),
        )
        roll = Roll(people=self.people, organisations=self.organisations, posts=_posts(came, people))
        self._owners = Owners(meeting.board, roll, naming, outcome)
        self._outcome = outcome
        self._understood: dict[str, UnderstoodOwner] = {}

    @cached_property
    def known(self) -> frozenset[str]:
        """The names that may own an action in the middle of a sentence."""
        of_people = {name for p in self.people for name in (p.name, p.name.split()[0], p.initials)}
        return frozenset({*of_people, *(name for o in self.organisations for name in (o.name, o.acronym))} - {""})

    def owner(self, words: str) -> UnderstoodOwner:
        if words not in self._understood:
            notes = len(self._outcome.notes)
            row = self._owners.of([words])[0]
            several = len(self._outcome.notes) > notes
            self._understood[words] = UnderstoodOwner(words, row, self._nearest(words) if row.words else (), several)
        return self._understood[words]

    def _nearest(self, words: str) -> tuple[str, ...]:
        """Of this board and meeting: names like these words, whole or by one of their parts."""
        forms: dict[str, str] = {}
        for name in [*(p.name for p in self.people), *(o.short_name for o in self.organisations), *self._seat_titles()]:
            forms.setdefault(" ".join(plain_words(name)), name)
            for part in plain_words(name):
                forms.setdefault(part, name)
        found = get_close_matches(" ".join(plain_words(words)), forms, n=2 * NEAREST, cutoff=0.7)
        return tuple(dict.fromkeys(forms[form] for form in found))[:NEAREST]

    def _seat_titles(self) -> list[str]:
        return [seat.title for seat in self._owners.seats.values()]


def _posts(came: Iterable[tuple[int | None, int | None, str]], people: dict[int, Person]) -> dict[str, Person]:
    """Who is meant by a post that one alone holds."""
    holders: dict[str, set[int]] = {}
    for person, _, title in came:
        if person and title:
            holders.setdefault(" ".join(plain_words(title)), set()).add(person)
    return {post: people[next(iter(them))] for post, them in holders.items() if len(them) == 1}
