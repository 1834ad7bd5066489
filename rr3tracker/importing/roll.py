from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from meetings.models import Attendance, Meeting
from meetings.reading import AttendanceStatus, Attendee
from organisations.matching import plain_words
from organisations.models import Membership, Organisation, Person
from rr3tracker.importing.naming import Naming
from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.posts import Post, read_post
from rr3tracker.importing.saving import Saver
from rr3tracker.importing.text import fits, one_line

_Capacity, _Status, _Role = Attendance.Capacity, Attendance.Status, Membership.Role
_STATUS = {
    AttendanceStatus.PRESENT: _Status.PRESENT,
    AttendanceStatus.IN_ATTENDANCE: _Status.PRESENT,
    AttendanceStatus.APOLOGIES: _Status.APOLOGIES,
    AttendanceStatus.ABSENT: _Status.ABSENT,
}
_READ = ("organisation", "job_title", "status", "capacity", "is_chair", "is_note_taker", "position")
_MEMBERS = (_Role.CHAIR, _Role.DEPUTY_CHAIR, _Role.MEMBER)


@dataclass(slots=True)
class Roll:
    """Who is named on the roll, whether they came or not: the first place to look for an owner."""

    people: list[Person] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    initials: dict[str, Person] = field(default_factory=dict)
    """By the initials that the document defines, in small letters."""
    posts: dict[str, Person] = field(default_factory=dict)
    """By a post that only one of them holds: "clerk"."""


def record_roll(
    meeting: Meeting, attendees: Iterable[Attendee], naming: Naming, outcome: Outcome, saver: Saver
) -> Roll:
    """An attendance for each on the roll, once; what a second entry of the same one contradicts is unplaced.

    A row that was planned for the meeting already takes over what the document says.
    """
    roles = _roles_on_the_day(meeting)
    rows: dict[tuple[int | None, int | None], Attendance] = {}
    letters: dict[str, set[Person]] = {}
    for attendee in attendees:
        row = _row(meeting, attendee, naming, roles, outcome)
        if row is None:
            continue
        if row.person and (initials := "".join(plain_words(attendee.initials or ""))):
            letters.setdefault(initials, set()).add(row.person)
        if first := rows.get(_key(row)):
            _join(first, row, attendee, outcome)
        else:
            row.position = len(rows) + 1
            rows[_key(row)] = row
    planned = {_key(row): row for row in meeting.attendance.all()} if not outcome.new_meeting else {}
    saver.add_all([row for key, row in rows.items() if key not in planned], Attendance)
    for key in rows.keys() & planned.keys():
        for name in _READ:
            setattr(planned[key], name, getattr(rows[key], name))
        saver.save(planned[key])
    posts: dict[str, set[Person]] = {}
    for row in rows.values():
        if row.person and row.job_title:
            posts.setdefault(" ".join(plain_words(row.job_title)), set()).add(row.person)
    return Roll(
        people=[row.person for row in rows.values() if row.person],
        organisations=list(dict.fromkeys(row.organisation for row in rows.values() if row.organisation)),
        initials=_of_one(letters),
        posts=_of_one(posts),
    )


def _of_one(people: Mapping[str, set[Person]]) -> dict[str, Person]:
    """Only what stands for one person."""
    return {words: next(iter(them)) for words, them in people.items() if len(them) == 1}


def _roles_on_the_day(meeting: Meeting) -> dict[int, str]:
    memberships = Membership.objects.on(meeting.held_on).filter(board=meeting.board, person__isnull=False)
    return dict(memberships.order_by("pk").values_list("person_id", "role"))


def _row(
    meeting: Meeting, attendee: Attendee, naming: Naming, roles: Mapping[int, str], outcome: Outcome
) -> Attendance | None:
    """The attendance that an entry of the roll gives, unsaved; None for an entry that names nobody."""
    name, role = one_line(attendee.name), one_line(attendee.role)
    post = read_post(role)
    organisation = naming.organisation(attendee.organisation)
    job_title = fits(post.job_title, 300)
    if len(post.job_title) > 300:
        outcome.unplaced.append(post.job_title)
    person = None
    if name:
        person = naming.person(name, organisation=organisation, job_title=job_title, initials=attendee.initials)
    elif organisation is None:
        outcome.unplaced.extend(filter(None, [role]))
        return None
    status = _STATUS[attendee.status]
    return Attendance(
        meeting=meeting,
        person=person,
        organisation=organisation,
        job_title=job_title,
        status=status,
        capacity=_capacity(attendee, post, roles.get(person.pk) if person else None),
        is_chair=post.chairs and status == _Status.PRESENT,
        is_note_taker=post.takes_notes and status == _Status.PRESENT,
    )


def _capacity(attendee: Attendee, post: Post, role: str | None) -> str:
    """As the document lists them; where it does not say, as their membership of that day does."""
    label = (attendee.label or "").lower()
    if post.secretariat or "secretariat" in label or (post.takes_notes and role not in _MEMBERS):
        return _Capacity.SECRETARIAT
    if "official" in label:
        return _Capacity.OFFICIAL
    if "member" in label and "non" not in label and attendee.status != AttendanceStatus.IN_ATTENDANCE:
        return _Capacity.MEMBER
    if role in (_Role.OFFICIAL, _Role.SECRETARIAT):
        return _Capacity.OFFICIAL if role == _Role.OFFICIAL else _Capacity.SECRETARIAT
    listed_apart = attendee.status == AttendanceStatus.IN_ATTENDANCE and role not in _MEMBERS
    return _Capacity.IN_ATTENDANCE if listed_apart else _Capacity.MEMBER


def _join(first: Attendance, second: Attendance, attendee: Attendee, outcome: Outcome) -> None:
    first.organisation = first.organisation or second.organisation
    first.job_title = first.job_title or second.job_title
    if first.status == _Status.PRESENT:
        first.is_chair = first.is_chair or second.is_chair
        first.is_note_taker = first.is_note_taker or second.is_note_taker
    said = ", ".join(filter(None, map(one_line, (attendee.name, attendee.organisation, attendee.role))))
    if (first.status, first.organisation) != (second.status, second.organisation) or one_line(attendee.role):
        outcome.unplaced.append(f"{second.get_status_display()}: {said}")
        outcome.notes.append(f"{first} is on the roll twice; the first entry was recorded: {said}")


def _key(row: Attendance) -> tuple[int | None, int | None]:
    return (row.person_id, None) if row.person_id else (None, row.organisation_id)
