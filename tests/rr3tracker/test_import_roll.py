from __future__ import annotations

import datetime as dt

import pytest

from meetings.models import Attendance
from meetings.reading import AttendanceStatus
from organisations.models import Board, Membership, Organisation, Person
from rr3tracker.importing.posts import Post, read_post
from tests.factories import make_attendance, make_board, make_meeting, make_membership, make_organisation, make_person
from tests.rr3tracker.readings import DAY, a_reading, an_attendee, record

pytestmark = pytest.mark.django_db
Status, Capacity = Attendance.Status, Attendance.Capacity


@pytest.mark.parametrize(
    ("role", "post"),
    [
        ("chair", Post(True, False, False, "")),
        ("in the chair", Post(True, False, False, "")),
        ("notes", Post(False, True, False, "")),
        ("minute taker", Post(False, True, False, "")),
        ("Secretariat", Post(False, False, True, "")),
        ("chair and notes", Post(True, True, False, "")),
        ("Councillor/Chairman", Post(True, False, False, "Councillor/Chairman")),
        ("Clerk", Post(False, False, True, "Clerk")),
        ("Vice-chair", Post(False, False, False, "Vice-chair")),
        ("Chair of Trustees", Post(False, False, False, "Chair of Trustees")),
        ("Head of Research and Policy", Post(False, False, False, "Head of Research and Policy")),
        ("", Post(False, False, False, "")),
    ],
)
def test_a_role_is_read(role, post):
    assert read_post(role) == post


def roll_of(meeting):
    return [
        (
            str(row),
            row.organisation and row.organisation.name,
            row.status,
            row.capacity,
            row.is_chair,
            row.is_note_taker,
        )
        for row in meeting.attendance.select_related("person", "organisation")
    ]


def test_a_roll_of_people_is_recorded_as_of_that_day():
    reading = a_reading(
        attendance=(
            an_attendee("Ann Hart", "Harbour Trust", role="chair", label="Members present"),
            an_attendee("Bea Quill", "Harbour Trust", role="notes", label="Members present"),
            an_attendee("Carl Moss", "Ministry", status=AttendanceStatus.IN_ATTENDANCE, label="Officials present"),
            an_attendee("Dee Pole", status=AttendanceStatus.IN_ATTENDANCE, label="Guests"),
            an_attendee("Eve Rush", "The Harbour Trust", status=AttendanceStatus.APOLOGIES, role="chair"),
            an_attendee("Fay Stone", role="Head of Policy", status=AttendanceStatus.ABSENT),
        )
    )
    meeting = record(reading).meeting
    assert roll_of(meeting) == [
        ("Ann Hart", "Harbour Trust", Status.PRESENT, Capacity.MEMBER, True, False),
        ("Bea Quill", "Harbour Trust", Status.PRESENT, Capacity.SECRETARIAT, False, True),
        ("Carl Moss", "Ministry", Status.PRESENT, Capacity.OFFICIAL, False, False),
        ("Dee Pole", None, Status.PRESENT, Capacity.IN_ATTENDANCE, False, False),
        ("Eve Rush", "Harbour Trust", Status.APOLOGIES, Capacity.MEMBER, False, False),
        ("Fay Stone", None, Status.ABSENT, Capacity.MEMBER, False, False),
    ]
    assert meeting.board.attendance_of == Board.AttendanceOf.PEOPLE
    assert meeting.attendance.get(person__name="Fay Stone").job_title == "Head of Policy"


def test_a_roll_of_organisations_makes_a_board_that_records_them():
    reading = a_reading(
        attendance=(
            an_attendee(None, "National Bail Service (NBS)"),
            an_attendee(None, "Harbour Trust", status=AttendanceStatus.ABSENT),
        )
    )
    meeting = record(reading).meeting
    assert roll_of(meeting) == [
        ("National Bail Service (NBS)", "National Bail Service", Status.PRESENT, Capacity.MEMBER, False, False),
        ("Harbour Trust", "Harbour Trust", Status.ABSENT, Capacity.MEMBER, False, False),
    ]
    assert meeting.board.attendance_of == Board.AttendanceOf.ORGANISATIONS
    assert Organisation.objects.get(name="National Bail Service").acronym == "NBS"


def test_known_people_and_organisations_are_matched_and_none_doubled():
    trust = make_organisation("Harbour Trust", acronym="HT")
    ann = make_person("Ann Hart", organisation=trust)
    outcome = record(a_reading(attendance=(an_attendee("Dr A Hart", "HT"), an_attendee("Bea Quill", "Harbour Trust"))))
    assert (outcome.matched_people, outcome.matched_organisations, outcome.new_organisations) == ([ann], [trust], [])
    assert list(Person.objects.values_list("name", flat=True)) == ["Ann Hart", "Bea Quill"]


def test_a_person_who_moved_keeps_their_record_and_the_roll_says_where_they_were():
    board = make_board("Harbour Resettlement Board", acronym="HRB")
    ann = make_person("Ann Hart", organisation=make_organisation("New Place"))
    make_membership(board, person=ann)
    outcome = record(a_reading(attendance=(an_attendee("Ann Hart", "Old Place"),)))
    row = outcome.meeting.attendance.get()
    ann.refresh_from_db()
    assert (row.person, row.organisation.name, ann.organisation.name) == (ann, "Old Place", "New Place")


def test_a_namesake_at_another_organisation_is_a_new_person_and_said_so():
    make_person("Ann Hart", organisation=make_organisation("Elsewhere"))
    outcome = record(a_reading(attendance=(an_attendee("Ann Hart", "Harbour Trust"),)))
    assert Person.objects.filter(name="Ann Hart").count() == 2
    assert outcome.notes == [
        "Ann Hart was recorded as a new person, for the known one of this name is of another organisation."
    ]


def test_an_ambiguous_acronym_is_a_new_organisation_and_said_so():
    make_organisation("Clean Rivers", acronym="CR")
    make_organisation("Care Rooms", acronym="CR")
    outcome = record(a_reading(attendance=(an_attendee(None, "CR"),)))
    assert [o.name for o in outcome.new_organisations] == ["CR"]
    assert outcome.notes == ["CR could be any of several and was recorded as new: Clean Rivers (CR), Care Rooms (CR)"]


def test_an_organisation_learns_its_acronym_from_the_document():
    make_organisation("Ministry of Harbours")
    record(a_reading(attendance=(an_attendee("Ann Hart", "Ministry of Harbours (MoH)"),)))
    assert Organisation.objects.get().acronym == "MoH"


def test_the_same_person_twice_is_one_entry_and_the_rest_is_unplaced():
    outcome = record(
        a_reading(
            attendance=(
                an_attendee("Ann Hart", "Harbour Trust"),
                an_attendee("Ms Ann Hart", role="chair"),
                an_attendee("Ann Hart", "Harbour Trust", status=AttendanceStatus.APOLOGIES),
            )
        )
    )
    assert [(r[0], r[2], r[4]) for r in roll_of(outcome.meeting)] == [("Ann Hart", Status.PRESENT, True)]
    assert outcome.unplaced == ["Present: Ms Ann Hart, chair", "Apologies: Ann Hart, Harbour Trust"]


def test_two_people_of_one_name_at_two_organisations_are_two():
    record(a_reading(attendance=(an_attendee("Ann Hart", "Harbour Trust"), an_attendee("Ann Hart", "Elm House"))))
    assert Person.objects.count() == Attendance.objects.count() == 2


def test_people_of_whom_only_initials_are_known_are_matched_within_the_board():
    board = make_board("Harbour Resettlement Board", acronym="HRB")
    ann = make_person("Ann Hart")
    make_attendance(make_meeting(board, held_on=dt.date(2024, 3, 5)), person=ann)
    outcome = record(a_reading(attendance=(an_attendee("AH", initials="AH"), an_attendee("BQ"))))
    assert (outcome.matched_people, [(p.name, p.initials) for p in outcome.new_people]) == ([ann], [("BQ", "BQ")])


def test_a_membership_of_that_day_says_what_the_document_does_not():
    board = make_board("Harbour Resettlement Board", acronym="HRB")
    for name, role in (("Ann Hart", Membership.Role.OFFICIAL), ("Bea Quill", Membership.Role.SECRETARIAT)):
        make_membership(board, person=make_person(name), role=role)
    past = {"role": Membership.Role.OFFICIAL, "ends_on": dt.date(2024, 1, 1)}
    make_membership(board, person=make_person("Carl Moss"), **past)
    meeting = record(a_reading(attendance=tuple(map(an_attendee, ("Ann Hart", "Bea Quill", "Carl Moss"))))).meeting
    assert [row[3] for row in roll_of(meeting)] == [Capacity.OFFICIAL, Capacity.SECRETARIAT, Capacity.MEMBER]


def test_a_planned_roll_is_taken_over_by_the_document():
    board = make_board("Harbour Resettlement Board", acronym="HRB")
    planned = make_meeting(board, held_on=DAY)
    ann, bea = make_person("Ann Hart"), make_person("Bea Quill")
    for person in (ann, bea):
        make_attendance(planned, person=person, status=Status.NOT_EXPECTED)
    outcome = record(a_reading(attendance=(an_attendee("Ann Hart"),)))
    assert outcome.meeting == planned
    assert {row.person: row.status for row in planned.attendance.all()} == {
        ann: Status.PRESENT,
        bea: Status.NOT_EXPECTED,
    }


def test_a_name_that_is_too_long_is_shortened_and_kept_whole():
    name, body = "Ann " * 90 + "Hart", "Harbour " * 50 + "Trust"
    outcome = record(a_reading(attendance=(an_attendee(name, body, role="Head " * 80 + "of it"),)))
    row = outcome.meeting.attendance.get()
    assert (len(row.person.name), len(row.organisation.name), len(row.job_title)) == (300, 300, 300)
    assert {name, body} <= set(outcome.unplaced)


def test_an_entry_without_any_name_keeps_its_words():
    outcome = record(a_reading(attendance=(an_attendee(None, " ", role="Two students"), an_attendee("\x00", None))))
    assert (outcome.meeting.attendance.count(), outcome.unplaced) == (0, ["Two students"])
