"""What is chosen in a form becomes words that are read back as just that."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.models import Status
from rr3tracker.taking.understanding import Understanding
from rr3tracker.taking.wording import action_words, report_words, task_in, understood
from tests.factories import (
    DAY,
    make_action,
    make_attendance,
    make_item,
    make_meeting,
    make_membership,
    make_organisation,
    make_person,
)

EARLIER = DAY - dt.timedelta(days=90)
REPORTABLE = [status for status in Status if status != Status.REFERRED]


@pytest.fixture
def meeting(board):
    meeting = make_meeting(board)
    make_meeting(board, held_on=DAY + dt.timedelta(days=90))
    make_attendance(meeting, person=make_person("Ada Byng"))
    make_attendance(meeting, person=make_person("Dr Ian O’Neill-Hart"))
    make_membership(board, organisation=make_organisation("Pier and Port Trust", acronym="PPT"), person=None)
    return meeting


@pytest.fixture
def item(meeting):
    return make_item(meeting, number="4")


@pytest.fixture
def understanding(item):
    return Understanding(item.meeting)


def only_action(understanding, item, words):
    (action,) = understood(understanding, item, words).actions
    return action


@pytest.mark.parametrize(
    ("task", "owners", "due", "words"),
    [
        ("Write to the court.", ["Ada Byng"], "3 May", "Action: Ada Byng to write to the court by 3 May."),
        ("write to the court", ["Chair", "Ada Byng"], "", "Action: Chair and Ada Byng to write to the court."),
        (
            "Meet",
            ["Chair", "Ada Byng", "PPT"],
            "by the next meeting",
            "Action: Chair, Ada Byng and PPT to meet by the next meeting.",
        ),
        ("NHS data to be asked for", [], "", "Action: NHS data to be asked for."),
        ("Ask\nagain", ["Nobody Known"], "", "Action: Nobody Known to ask again."),
        ("Ask", ["Pier and Port Trust"], "", "Action: Pier and Port Trust to ask."),
        ("Ask", ["Chair", "Pier and Port Trust"], "", "Action: Chair and Pier and Port Trust to ask."),
        # What a sentence would not say stands on lines of its own.
        ("Ask again", ["Ada Byng"], "Easter", "Action: Ask again.\nOwner: Ada Byng\nDue: Easter"),
    ],
)
def test_an_action_is_worded_as_a_sentence_where_that_is_read_back(understanding, item, task, owners, due, words):
    assert action_words(understanding, item, task=task, owners=owners, due=due) == words


def test_the_owners_and_the_date_of_a_wording_are_those_that_were_chosen(understanding, item):
    owners = ["Ada Byng", "Dr Ian O’Neill-Hart", "PPT", "Secretariat"]
    action = only_action(
        understanding, item, action_words(understanding, item, task="Write", owners=owners, due="the next meeting")
    )

    assert [owner.row.name for owner in action.owners] == ["Ada Byng", "Dr Ian O’Neill-Hart", "PPT", "Secretariat"]
    assert action.due.at.held_on == DAY + dt.timedelta(days=90)
    assert task_in(action) == "Write"


@pytest.mark.parametrize("status", REPORTABLE)
@pytest.mark.parametrize("narrative", ["", "No reply yet", "It went out. Two replied!"])
@pytest.mark.parametrize("due_on", [None, dt.date(2026, 6, 3)])
def test_a_report_is_read_back_with_its_status_and_date(understanding, item, status, narrative, due_on):
    known = make_action(item.meeting.board, text="Write to the court", raised_on=EARLIER)
    understanding = Understanding(item.meeting)

    words = report_words(
        understanding, item, action=known, status=status, narrative=narrative, due_on=due_on, reason="the judge is away"
    )

    (report,) = understood(understanding, item, words).reports
    assert (report.action, report.status, report.due and report.due.on) == (known, status, due_on)
    assert narrative in report.text


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    task=st.text(min_size=1, max_size=60).filter(str.strip) | st.sampled_from(["Write by 3 May", "ask: (PPT)", "- x"]),
    owners=st.lists(
        st.sampled_from(["Ada Byng", "Chair", "PPT", "Pier and Port Trust", "x, y", "Action:"]), max_size=4
    ),
    due=st.sampled_from(["", "3 May", "the next meeting", "in two weeks", "when it suits", "31 February"]),
)
def test_any_choice_keeps_every_word_of_the_task_in_one_paragraph(understanding, item, task, owners, due):
    words = action_words(understanding, item, task=task, owners=owners, due=due)

    assert "\n\n" not in words
    assert words.startswith("Action: ")
