from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from actions.models import Action
from meetings.models import AgendaItem, Attendance, Meeting, Minute
from organisations.models import Membership, Organisation, Person, PersonName


@dataclass(frozen=True, slots=True)
class Warning:
    """``key`` says what is warned of: as long as that is so, a reason given for it stands."""

    key: str
    text: str
    mend: str
    """What the link to its spot says."""
    address: str

    @property
    def kind(self) -> str:
        """What is warned of, whichever row it is about."""
        return self.key.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that the checks of one meeting read."""

    meeting: Meeting
    roll: list[Attendance]
    items: list[AgendaItem]
    outstanding: list[Action]
    acronyms: frozenset[str]
    bodies: frozenset[str]
    """The names of all organisations, in small letters."""
    has_later_meeting: bool
    in_confidence: frozenset[str]
    """The references of the board's actions that were asked for in a restricted paragraph."""
    seats: list[Membership]
    """Those of the board on the day of the meeting, with their people."""

    @property
    def people(self) -> list[Person]:
        """Everybody on the roll or of the board, once."""
        came = [row.person for row in self.roll if row.person]
        sit = [row.person for row in self.seats if row.person]
        return list({person.pk: person for person in [*came, *sit]}.values())

    @property
    def inside(self) -> set[int]:
        """The keys of those to whom the board's restricted items are open."""
        return {row.person_id for row in self.seats if row.person_id and row.role != Membership.Role.OFFICIAL}

    @property
    def minutes(self) -> list[Minute]:
        return [minute for item in self.items for minute in item.minutes.all()]

    @property
    def actions(self) -> list[tuple[Minute, Any]]:
        """The actions raised, each with its paragraph: the paragraph's own list is not known to its app."""
        return [(minute, action) for minute in self.minutes for action in list(minute.actions_raised.all())]

    @property
    def reported(self) -> set[str]:
        """References of the actions that a paragraph reports on, or names as progress."""
        return {update.action.reference for minute in self.minutes for update in list(minute.action_updates.all())}

    def page(self, anchor: str) -> str:
        return f"{self.meeting.get_absolute_url()}?edit=1#{anchor}"

    def roll_page(self) -> str:
        return reverse("meetings:roll_edit", args=[self.meeting.pk])


def record_of(meeting: Meeting) -> Record:
    found = Meeting.objects.for_minutes_page().get(pk=meeting.pk)
    people = Person.objects.prefetch_related(Prefetch("other_names", PersonName.objects.only("person", "name")))
    roll = Attendance.objects.filter(meeting=found).select_related("organisation", "substitute_for")
    bodies = list(Organisation.objects.values_list("name", "acronym"))
    return Record(
        meeting=found,
        roll=list(roll.prefetch_related(Prefetch("person", people))),
        items=list(found.items.all()),
        outstanding=list(Action.objects.outstanding_at(found).open_then().order_by("number")),
        acronyms=frozenset(acronym for _, acronym in bodies if acronym),
        bodies=frozenset(name.casefold() for name, _ in bodies),
        has_later_meeting=Meeting.objects.after(found).exists(),
        in_confidence=frozenset(
            Action.objects.filter(board=found.board_id, raised_in__item__is_restricted=True).values_list(
                "reference", flat=True
            )
        ),
        seats=list(Membership.objects.filter(board=found.board_id).on(found.held_on).select_related("person")),
    )
