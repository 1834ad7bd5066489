from datetime import date

import pytest

from meetings.reading import Origin, Status
from meetings.reading.tables import head_of, row_action

MEETING = date(2023, 11, 20)


def test_a_row_is_read_by_its_head():
    columns = head_of(("Ref", "Action", "Owner", "Due", "Status"))

    action = row_action(
        ("HB-3", "Paint the gate", "GR/TW", "30/11/2023", "Ongoing – dry by May"), columns, MEETING, Origin.PREVIOUS
    )

    assert action is not None
    assert (action.ref, action.text, action.owners) == ("HB-3", "Paint the gate", ("GR", "TW"))
    assert (action.due, action.due_text) == (date(2023, 11, 30), "30/11/2023")
    assert (action.status, action.status_text, action.narrative) == (Status.IN_PROGRESS, "Ongoing", "dry by May")
    assert action.origin is Origin.PREVIOUS


@pytest.mark.parametrize(
    ("cells", "owners", "status"),
    [
        (("1", "GR to paint the gate", "Complete"), ("GR",), Status.COMPLETE),
        (("1.2", "Paint the gate", "GR+TW"), ("GR", "TW"), Status.OPEN),
        (("1", "GR to paint the gate", "Incomplete – no paint"), ("GR",), Status.OPEN),
    ],
)
def test_a_row_without_a_head_is_read_by_what_its_cells_say(cells, owners, status):
    action = row_action(cells, None, MEETING, Origin.PREVIOUS)

    assert action is not None
    assert (action.owners, action.status, action.ref) == (owners, status, cells[0])


@pytest.mark.parametrize(
    "cells", [("Update the risk register", "WS", "Complete"), ("Component", "Comment", "Steward"), ("", "", "")]
)
def test_a_row_of_words_is_no_head(cells):
    columns = head_of(cells)

    assert columns is None or not columns.has_actions


def test_an_empty_row_is_no_action():
    assert row_action(("", "", ""), None, MEETING, Origin.NEW) is None
