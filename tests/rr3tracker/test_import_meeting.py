from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.core.exceptions import ValidationError

from meetings.models import AgendaItem, Document, Meeting, Minute
from meetings.reading import Kind
from organisations.models import Board
from rr3tracker.importing import Source
from rr3tracker.importing.kinds import kind_of_item
from tests.factories import make_board, make_item, make_meeting, make_minute, make_person, make_user
from tests.rr3tracker.readings import DAY, NOW, a_paragraph, a_reading, an_attendee, an_item, record

pytestmark = pytest.mark.django_db


# The board


def test_an_unknown_board_is_made_from_what_the_document_says():
    outcome = record(a_reading(board="Harbour Resettlement Board (HRB)"))
    board = outcome.meeting.board
    assert outcome.new_board
    assert (board.name, board.acronym, board.slug, board.reference_prefix) == (
        "Harbour Resettlement Board",
        "HRB",
        "hrb",
        "HRB",
    )


def test_an_acronym_that_the_minutes_use_is_the_boards():
    used = record(a_reading(board="Harbour Board", items=(an_item("Welcome", "Ann welcomed the HB."),)))
    unused = record(a_reading(board="Forest Board"))
    assert [
        (o.meeting.board.acronym, o.meeting.board.slug, o.meeting.board.reference_prefix) for o in (used, unused)
    ] == [
        ("HB", "hb", "HB"),
        ("", "forest-board", "FB"),
    ]


def test_an_address_and_a_prefix_that_are_taken_get_a_number():
    make_board(slug="hrb", reference_prefix="HRB", acronym="X")
    board = record(a_reading(board="Harbour Resettlement Board (HRB)")).meeting.board
    assert (board.slug, board.reference_prefix) == ("hrb-2", "HRB2")


@pytest.mark.parametrize("name", ["日本", "Add", "7 for All Board", "B" * 400, "Ünïted Börd (ÜB)"])
def test_a_board_of_any_name_gets_an_address_and_a_prefix(name):
    board = record(a_reading(board=name)).meeting.board
    board.full_clean()
    assert board.slug != "add"


def test_the_name_of_a_board_that_is_too_long_is_kept_whole():
    outcome = record(a_reading(board="B" * 400))
    assert (len(outcome.meeting.board.name), outcome.unplaced) == (300, ["B" * 400])


@pytest.mark.parametrize(
    "printed",
    [
        "Harbour Resettlement Board",
        "HARBOUR RESETTLEMENT BOARD",
        "The Harbour Resettlement Board (HRB)",
        "Harbour Resettlement Board Note of Meeting",
        "Minutes of the Harbour Resettlement Board",
        "Draft minutes of a meeting of the Harbour Resettlement Board",
        "Notes – Harbour Resettlement Board",
        "Harbour Resettlement Board (HRB): Minutes",
        "Harbour Resettlement Board meeting",
        "HRB",
        "HRB minutes",
    ],
)
def test_a_known_board_is_found(printed):
    board = make_board("Harbour Resettlement Board", acronym="HRB")
    make_board("Harbour Resettlement Board Youth Group", acronym="HRBY")
    outcome = record(a_reading(board=printed))
    assert (outcome.meeting.board, outcome.new_board) == (board, False)


def test_a_group_of_a_board_is_not_the_board():
    make_board("Harbour Resettlement Board", acronym="HRB")
    assert record(a_reading(board="Harbour Resettlement Board Probation Group")).new_board


def test_a_board_can_be_said():
    board = make_board(slug="hrb")
    assert record(a_reading(board="Something else"), board_slug="hrb").meeting.board == board


@pytest.mark.parametrize(
    ("reading", "options", "refusal"),
    [
        ({"board": None}, {}, "does not name its board: say which with --board"),
        ({"board": "Minutes of the meeting"}, {}, "does not name its board"),
        ({"board": "Twin"}, {}, "“Twin” could be One or Other: say which with --board"),
        ({}, {"board_slug": "no\x00where"}, "no board with the address “no where”"),
        ({"date": None}, {}, "no date that can be read: say when the meeting was with --date"),
        ({"date": dt.date(2103, 1, 1)}, {}, "1 January 2103, is in the future: say when it was with --date"),
        ({"date": dt.date(1, 1, 1)}, {}, "is too long ago"),
        ({}, {"stage": "published"}, "say by whom: give their e-mail address with --by"),
    ],
)
def test_what_cannot_be_told_is_refused(reading, options, refusal):
    for name in ("One", "Other"):
        make_board(name, acronym="Twin")
    with pytest.raises(ValidationError, match=refusal):
        record(a_reading(**reading), **options)
    assert not Meeting.objects.exists()


# The meeting


def test_the_meeting_is_recorded_with_venue_and_next_meeting():
    meeting = record(a_reading(venue=" Town\x00 Hall ", next_meeting=dt.date(2025, 6, 5))).meeting
    assert (meeting.held_on, meeting.venue, meeting.next_meeting_on, meeting.minutes_stage) == (
        DAY,
        "Town Hall",
        dt.date(2025, 6, 5),
        "drafting",
    )


def test_a_day_that_is_given_comes_before_the_documents():
    assert record(a_reading(), held_on=dt.date(2025, 3, 4)).meeting.held_on == dt.date(2025, 3, 4)


def test_a_next_meeting_that_is_not_later_is_unplaced():
    outcome = record(a_reading(next_meeting=DAY))
    assert (outcome.meeting.next_meeting_on, outcome.unplaced) == (None, ["Next meeting: 5 March 2025"])


@pytest.mark.parametrize("stage", ["circulated", "approved", "published"])
def test_minutes_reach_the_stage_that_was_asked_for(stage):
    user = make_user()
    meeting = record(a_reading(), stage=stage, by=user).meeting
    assert (meeting.minutes_stage, getattr(meeting, f"{stage}_by"), getattr(meeting, f"{stage}_at")) == (
        stage,
        user,
        NOW,
    )


def test_a_planned_meeting_is_filled_and_its_agenda_kept():
    board = make_board("Harbour Resettlement Board", acronym="HRB")
    planned = make_meeting(board, held_on=DAY, venue="Town Hall")
    ann = make_person("Ann Hart")
    welcome = make_item(planned, title="Welcome", presenter=ann)
    left = make_item(planned, title="Tea")
    outcome = record(a_reading(items=(an_item("Business", "They met."), an_item("WELCOME", "Ann spoke.", number="2"))))
    assert (outcome.meeting, outcome.new_meeting, outcome.meeting.venue) == (planned, False, "Town Hall")
    assert [(i.title, i.number, i.position, i.minutes.count()) for i in planned.items.all()] == [
        ("Business", "", 1, 1),
        ("WELCOME", "2", 2, 1),
        ("Tea", left.number, 3, 0),
    ]
    welcome.refresh_from_db()
    assert (welcome.title, welcome.presenter) == ("WELCOME", ann)


def test_a_heading_that_is_read_into_a_restricted_item_is_restricted():
    board = make_board("Harbour Resettlement Board", acronym="HRB")
    planned = make_meeting(board, held_on=DAY)
    make_item(planned, title="Closed", is_restricted=True)
    record(a_reading(items=(an_item("Closed", "They met."), an_item("Inside", "Ann spoke.", depth=2))))
    assert [(i.title, i.is_restricted) for i in planned.items.all()] == [("Closed", True), ("Inside", True)]


def test_a_meeting_that_has_minutes_is_refused():
    board = make_board("Harbour Resettlement Board", acronym="HRB")
    make_minute(make_item(make_meeting(board, held_on=DAY)))
    with pytest.raises(ValidationError, match="of Harbour Resettlement Board on 5 March 2025 has minutes already"):
        record()


def test_two_meetings_planned_on_the_day_are_refused():
    board = make_board("Harbour Resettlement Board", acronym="HRB")
    for _ in range(2):
        make_meeting(board, held_on=DAY)
    with pytest.raises(ValidationError, match="has 2 meetings planned on 5 March 2025"):
        record()


# The source


def test_the_source_is_kept_with_what_found_no_place():
    user = make_user()
    outcome = record(a_reading(unplaced=("A banner", "\x00", "")), source=Source("m.md", b"the bytes"), by=user)
    document = outcome.meeting.documents.get()
    assert (document.kind, document.file_name, document.media_type, document.size, document.added_by) == (
        Document.Kind.SOURCE,
        "m.md",
        "text/markdown",
        9,
        user,
    )
    assert document.sha256 == hashlib.sha256(b"the bytes").hexdigest()
    assert (bytes(document.content.data), document.unplaced) == (b"the bytes", ["A banner"])


def test_the_same_bytes_are_refused_by_the_name_of_their_meeting():
    source = Source("m.txt", b"the bytes")
    record(source=source)
    with pytest.raises(
        ValidationError, match="is the source of the minutes of Harbour Resettlement Board, 5 March 2025"
    ):
        record(a_reading(board="Another board", date=dt.date(2025, 1, 1)), source=source)
    assert Board.objects.count() == Meeting.objects.count() == Document.objects.count() == 1


def test_other_bytes_for_the_same_meeting_are_refused():
    record()
    with pytest.raises(ValidationError, match="has minutes already; nothing was changed"):
        record()


def test_history_says_who_read_it_in_and_from_which_file():
    user = make_user()
    meeting = record(source=Source("m.txt", b"x"), by=user).meeting
    for row in (meeting, meeting.items.get(), Minute.objects.get(), meeting.board):
        record_of = row.history.first()
        assert (record_of.history_user, record_of.history_change_reason) == (user, "Read from m.txt")


# The agenda


def test_items_and_paragraphs_are_recorded_as_printed():
    reading = a_reading(
        attendance=(an_attendee("Ann Hart", "Harbour Trust"), an_attendee("Bea Quill")),
        items=(
            an_item(
                "Update (Ann Hart)",
                a_paragraph("1.1 said\r\nmore", number="1.1"),
                a_paragraph("It was agreed.", number="1.1.1", level=3, kind=Kind.DECISION),
                number="1",
            ),
            an_item("Inner", number=None, depth=3),
            an_item("", a_paragraph(" \x00 ", number="9.9"), a_paragraph("Kept.", level=1)),
        ),
    )
    outcome = record(reading)
    items = list(outcome.meeting.items.all())
    assert [(i.number, i.title, i.depth, i.position, i.presenter and i.presenter.name) for i in items] == [
        ("1", "Update (Ann Hart)", 1, 1, "Ann Hart"),
        ("", "Inner", 2, 2, None),
        ("", "Without a heading", 1, 3, None),
    ]
    rows = Minute.objects.order_by("item__position", "position")
    assert list(rows.values_list("number", "level", "kind", "text")) == [
        ("1.1", 2, "discussion", "1.1 said\nmore"),
        ("1.1.1", 3, "decision", "It was agreed."),
        ("", 1, "discussion", "Kept."),
    ]
    assert outcome.unplaced == ["9.9"]


def test_a_presenter_that_could_be_two_is_nobody():
    people = (an_attendee("Ann Hart"), an_attendee("Ann Lane"))
    meeting = record(a_reading(attendance=people, items=(an_item("Update (Ann)", "She spoke."),))).meeting
    assert meeting.items.get().presenter is None


def test_titles_and_numbers_that_are_too_long_are_kept_whole_elsewhere():
    title, number = "Long " * 120 + "title", "1." * 15
    outcome = record(a_reading(items=(an_item(title, a_paragraph("Said.", number=number)),)))
    assert (len(outcome.meeting.items.get().title), len(Minute.objects.get().number)) == (500, 20)
    assert outcome.unplaced == [title, number]


Kinds = AgendaItem.Kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Welcome and introductions", Kinds.WELCOME),
        ("Apologies for absence", Kinds.WELCOME),
        ("Minutes of the last meeting", Kinds.LAST_MINUTES),
        ("Approval of the minutes of 3 May", Kinds.LAST_MINUTES),
        ("Notes of previous Board meeting and matters arising", Kinds.OUTSTANDING_ACTIONS),
        ("Actions from previous meeting and progress made on discussions", Kinds.OUTSTANDING_ACTIONS),
        ("Matters arising", Kinds.OUTSTANDING_ACTIONS),
        ("Review of actions", Kinds.OUTSTANDING_ACTIONS),
        ("AOB", Kinds.OTHER_BUSINESS),
        ("A.O.B.", Kinds.OTHER_BUSINESS),
        ("Any other business", Kinds.OTHER_BUSINESS),
        ("Date of next meeting", Kinds.NEXT_MEETING),
        ("Next meeting", Kinds.NEXT_MEETING),
        ("Dates of future meetings", Kinds.NEXT_MEETING),
        ("Actions Log", Kinds.ACTION_LOG),
        ("Summary of actions", Kinds.ACTION_LOG),
        ("Youth action plan", Kinds.ORDINARY),
        ("Update on the welcome centre", Kinds.ORDINARY),
        ("New probation model", Kinds.ORDINARY),
        ("", Kinds.ORDINARY),
    ],
)
def test_the_kind_of_an_item_is_told_from_its_title(title, kind):
    assert kind_of_item(title) == kind
