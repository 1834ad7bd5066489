"""When an action was first due and how often that was put off: worked out from its updates, for one reader."""

import csv
import datetime as dt
import io

import pytest

from actions.models import Action, ActionChange, Status
from actions.services import Due
from tests.factories import DAY, MOMENT, make_action, make_item, make_meeting, make_minute, make_update

WEEK = dt.timedelta(weeks=1)
MARCH = dt.date(2026, 3, 20)
APRIL, MAY, JUNE = (dt.date(2026, month, 1) for month in (4, 5, 6))


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


def slips_of(action, user):
    found = Action.objects.with_slips(user).with_first_due(user).get(pk=action.pk)
    return found.slips, found.first_due_words, found.first_due_day


def put_off(action, *dues, **update):
    for weeks, due in enumerate(dues, start=1):
        given = Due(text=due) if isinstance(due, str) else Due(on=due)
        make_update(action, reported_on=DAY + weeks * WEEK, due=given, **update)


@pytest.mark.parametrize(
    ("first", "dues", "expected"),
    [
        ({"due_on": APRIL}, [], (0, None, None)),
        ({"due_on": APRIL}, [MAY], (1, "1 April 2026", APRIL)),
        ({"due_on": APRIL}, [MAY, JUNE], (2, "1 April 2026", APRIL)),
        ({"due_on": APRIL}, [APRIL, APRIL], (0, None, None)),
        ({"due_on": MAY}, [APRIL], (0, "1 May 2026", MAY)),
        ({"due_on": MAY}, [APRIL, JUNE], (1, "1 May 2026", MAY)),
        ({}, [APRIL], (0, None, None)),
        ({}, [APRIL, MAY], (1, "1 April 2026", APRIL)),
        ({"due_text": "Soon"}, [APRIL, MAY], (1, "Soon", None)),
        ({"due_on": APRIL}, ["after publication", MAY], (0, "1 April 2026", APRIL)),
        ({"due_on": APRIL, "due_text": "before Easter"}, [MAY], (1, "Before Easter (1 April 2026)", APRIL)),
    ],
)
def test_a_later_day_is_a_slip_and_the_first_due_date_is_what_it_was_before(board, secretary, first, dues, expected):
    action = make_action(board, **first)

    put_off(action, *dues)

    assert slips_of(action, secretary) == expected


def test_a_report_that_came_in_late_counts_nowhere(board, secretary):
    action = make_action(board, due_on=APRIL)
    put_off(action, APRIL, MAY)

    late = make_update(action, reported_on=DAY + dt.timedelta(days=9), due=Due(on=JUNE))

    assert late.changes_due is False
    assert slips_of(action, secretary) == (1, "1 April 2026", APRIL)


@pytest.mark.parametrize(
    ("dues", "is_undone", "slips"), [((MAY, APRIL), True, 0), ((MARCH, APRIL), True, 0), ((MAY,), False, 1)]
)
def test_a_set_of_changes_that_was_undone_is_no_slip(board, secretary, dues, is_undone, slips):
    action = make_action(board, due_on=APRIL)
    change = ActionChange.objects.create(summary="Put off", made_at=MOMENT, made_by=secretary)
    make_update(action, due=Due(on=dues[0]), part_of=change)
    if is_undone:
        undoing = ActionChange.objects.create(summary="Undone", made_at=MOMENT, made_by=secretary, undoes=change)
        make_update(action, due=Due(on=dues[-1]), part_of=undoing)

    assert slips_of(action, secretary)[0] == slips


def test_at_a_later_meeting_is_a_slip(board, secretary):
    first, second = make_meeting(board, held_on=APRIL), make_meeting(board, held_on=MAY)
    action = make_action(board, due_at=first)

    make_update(action, due=Due(at=second))

    assert slips_of(action, secretary) == (1, "At the meeting of 1 April 2026", APRIL)


def test_what_was_put_off_where_the_reader_does_not_see_it_is_not_told(board, secretary, member):
    action = make_action(board, due_on=APRIL)
    draft = make_minute(make_item(make_meeting(board, held_on=DAY + WEEK)))

    put_off(action, MAY, recorded_in=draft)

    assert slips_of(action, member) == (0, None, None)
    assert slips_of(action, secretary) == (1, "1 April 2026", APRIL)


@pytest.mark.parametrize("rows", [1, 3])
def test_is_asked_with_the_actions(board, member, rows, django_assert_num_queries):
    for _ in range(rows):
        put_off(make_action(board, due_on=APRIL), MAY, JUNE)

    with django_assert_num_queries(2):  # the reader's roles, and the actions
        found = list(Action.objects.with_slips(member).with_first_due(member))

    assert [action.slips for action in found] == [2] * rows


# Pages


def test_the_page_of_an_action_tells_it(client, board, secretary):
    action = make_action(board, due_on=APRIL)
    client.force_login(secretary)
    assert "First due" not in client.get(action.get_absolute_url()).content.decode()

    put_off(action, MAY, JUNE)

    page = client.get(action.get_absolute_url()).content.decode()
    assert "First due</dt>" in page
    assert "1 April 2026; moved later twice</dd>" in page


def test_the_page_tells_a_first_date_that_was_brought_forward(client, board, secretary):
    action = make_action(board, due_on=MAY)
    put_off(action, APRIL)
    client.force_login(secretary)

    page = client.get(action.get_absolute_url()).content.decode()

    assert ">1 May 2026</dd>" in page
    assert "moved later" not in page


@pytest.mark.parametrize(
    ("dues", "note"), [([], ""), ([MAY], "moved once"), ([MAY, JUNE], "moved twice"), ([MAY, JUNE, dt.date(2026, 7, 1)], "moved 3 times")]
)  # fmt: skip
def test_the_register_marks_what_was_put_off(client, board, secretary, dues, note):
    put_off(make_action(board, due_on=APRIL), *dues)
    client.force_login(secretary)

    page = client.get("/actions/?state=").content.decode()

    assert (f'<span class="rr3-register__moved">{note}</span>' in page) is bool(note)
    assert ("rr3-register__moved" in page) is bool(note)


def test_the_file_has_both(client, board, secretary):
    put_off(make_action(board, text="Put off", due_on=APRIL), MAY, JUNE)
    put_off(make_action(board, text="In words", due_text="=Soon"), APRIL)
    make_action(board, text="As it was", due_on=JUNE)
    make_update(make_action(board, text="Done", due_on=JUNE), Status.COMPLETE)
    client.force_login(secretary)

    text = b"".join(client.get("/actions/csv/?state=&sort=reference").streaming_content).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["Action"], row["First due"], row["Times moved later"]) for row in rows] == [
        ("Put off", "2026-04-01", "2"),
        ("In words", "'=Soon", ""),
        ("As it was", "", ""),
        ("Done", "", ""),
    ]
