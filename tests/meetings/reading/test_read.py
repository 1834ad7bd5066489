"""Whole documents in five layouts."""

from datetime import date

import pytest

from meetings.reading import Kind, Origin, Reading, Status, read, require_minutes

from .documents import CALL, COUNCIL, EVERY, LOGGED, MARKDOWN, NUMBERED


def front(reading: Reading) -> tuple[object, ...]:
    return reading.board, reading.date, reading.venue, reading.next_meeting


def actions(reading: Reading) -> list[tuple[object, ...]]:
    return [(a.ref, a.owners, a.due, a.due_text, a.status, a.origin) for a in reading.actions]


def paragraphs(reading: Reading, item: int) -> list[tuple[object, ...]]:
    return [(p.number, p.level, p.kind, p.text[:12]) for p in reading.items[item].paragraphs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NUMBERED, ("Coastal Resettlement Advisory Group (CRAG)", date(2021, 3, 4), "Via videocall", None)),
        (LOGGED, ("Estuary Reducing Harm Board", date(2019, 3, 14), None, date(2019, 6, 17))),
        (MARKDOWN, ("Vale Hospital Quality Committee", date(2019, 6, 12), "Boardroom 2", date(2019, 7, 10))),
        (COUNCIL, ("LOWER SANDLEY PARISH COUNCIL", date(2023, 3, 14), "Memorial Hall", date(2023, 4, 11))),
        (CALL, ("Tree Data Working Group (TDWG)", date(2021, 3, 9), None, date(2021, 3, 23))),
    ],
)
def test_read_finds_board_day_venue_and_next_meeting(text, expected):
    assert front(read(text)) == expected


def test_paragraphs_keep_their_numbers_levels_and_kinds():
    reading = read(NUMBERED)

    assert paragraphs(reading, 0) == [
        ("1.1", 2, Kind.DISCUSSION, "Ada Quill we"),
        ("1.2", 2, Kind.PROGRESS, "Outstanding "),
        ("1.2.1", 3, Kind.PROGRESS, "A first draf"),
        ("1.2.2", 3, Kind.PROGRESS, "The official"),
        ("1.3", 2, Kind.DISCUSSION, "The minutes "),
    ]
    assert paragraphs(reading, 1) == [
        ("2.1", 2, Kind.DISCUSSION, "The housing "),
        ("2.1.1", 3, Kind.DISCUSSION, "Ben Osei rep"),
        (None, 3, Kind.DISCUSSION, "Rents are up"),
        (None, 3, Kind.DISCUSSION, "Bonds are sh"),
        ("2.2", 2, Kind.ACTION, "Action: Di M"),
    ]


def test_no_mark_of_a_conversion_is_left_in_a_paragraph():
    texts = [p.text for item in read(NUMBERED).items for p in item.paragraphs]

    assert texts[2].endswith("about how the group would choose its topics. Another draft is on its way.")
    assert texts[5] == "The housing group (HG) met in February."
    assert not any(mark in text for text in texts for mark in "*#\\")


def test_an_outstanding_action_has_the_paragraphs_below_it_as_its_narrative():
    reading = read(NUMBERED)
    reviewed = reading.actions[0]

    assert reviewed.owners == ("Chair", "rural leads on CRAG")
    assert reviewed.origin is Origin.PREVIOUS
    assert reviewed.narrative == "\n".join(p.text for p in reading.items[0].paragraphs[2:4])
    assert (reviewed.item, reviewed.paragraph) == (0, 1)


def test_a_new_action_points_at_its_paragraph():
    reading = read(NUMBERED)

    assert actions(reading)[1:] == [
        ("2.2", ("Di Marsh", "chair", "Shore Trust"), date(2021, 3, 26), "by 26 March", Status.OPEN, Origin.NEW)
    ]
    assert (reading.actions[1].item, reading.actions[1].paragraph) == (1, 4)


def test_a_log_and_the_actions_it_repeats_are_read_once():
    assert actions(read(LOGGED)) == [
        ("1", ("EC",), None, None, Status.COMPLETE, Origin.PREVIOUS),
        ("2", ("Tide Police",), None, "before the next Board meeting", Status.OPEN, Origin.PREVIOUS),
        ("3", ("EC",), None, None, Status.DELAYED, Origin.PREVIOUS),
        ("1", ("EC",), None, "once figures are published", Status.OPEN, Origin.NEW),
        ("2", (), None, "next meeting", Status.OPEN, Origin.NEW),
        ("3", ("EC",), None, None, Status.OPEN, Origin.NEW),
    ]


def test_what_a_log_reports_is_kept_in_its_words():
    reviewed = read(LOGGED).actions[1]

    assert (reviewed.status_text, reviewed.narrative) == ("Incomplete", "a draft is with the clerk")


def test_a_markdown_log_has_owners_in_full_and_days():
    assert actions(read(MARKDOWN)) == [
        ("QC-14", ("Tom Abara",), date(2019, 6, 30), "30/06/2019", Status.IN_PROGRESS, Origin.PREVIOUS),
        ("QC-15", ("Priya Lind",), None, None, Status.COMPLETE, Origin.PREVIOUS),
        ("QC-17", ("Tom Abara",), date(2019, 6, 28), "by 28 June", Status.OPEN, Origin.NEW),
    ]


def test_an_action_after_a_sentence_is_that_sentence():
    found = read(COUNCIL).actions

    assert [(a.owners, a.text, a.due) for a in found] == [
        (("Clerk",), "Bus shelter: the quotation had been received.", None),
        (("PQ",), "The lane has been reported to the county.", date(2023, 3, 30)),
    ]


def test_an_action_under_an_unnumbered_heading():
    reading = read(CALL)

    assert [item.title for item in reading.items] == ["Draft status", "AOB"]
    assert actions(reading) == [(None, ("Stefan",), None, None, Status.OPEN, Origin.NEW)]


@pytest.mark.parametrize("name", EVERY)
def test_next_to_nothing_is_left_without_a_place(name):
    reading = read(EVERY[name])

    require_minutes(reading)
    assert len(reading.unplaced) < 7


@pytest.mark.parametrize("name", EVERY)
def test_every_action_cites_a_paragraph_that_is_there(name):
    reading = read(EVERY[name])

    for action in reading.actions:
        assert action.item is not None
        assert action.paragraph is not None
        assert reading.items[action.item].paragraphs[action.paragraph].kind is not Kind.DISCUSSION


def test_as_json_has_the_published_shape():
    answer = read(LOGGED).as_json()

    assert list(answer) == ["board", "date", "venue", "next_meeting", "attendance", "items", "actions", "unplaced"]
    assert answer["attendance"][0] == {
        "name": None,
        "organisation": "Estuary Council (EC)",
        "role": None,
        "status": "present",
    }
    assert answer["items"][0] == {
        "number": "1",
        "title": "Welcome",
        "depth": 1,
        "paragraphs": [{"number": None, "level": 2, "kind": "discussion", "text": "EC welcomed the board."}],
    }
    assert answer["actions"][1] == {
        "ref": "2",
        "owners": ["Tide Police"],
        "text": "Tide Police to write to courts before the next Board meeting.",
        "due": None,
        "due_text": "before the next Board meeting",
        "status": "open",
        "status_text": "Incomplete",
        "origin": "previous",
    }
