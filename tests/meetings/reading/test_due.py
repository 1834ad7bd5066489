from datetime import date

import pytest

from meetings.reading.due import due_day, read_due

MEETING = date(2023, 11, 20)


@pytest.mark.parametrize(
    ("text", "due", "words"),
    [
        ("GR to write by 6 December", date(2023, 12, 6), "by 6 December"),
        ("GR to write by Friday 8th December 2023.", date(2023, 12, 8), "by Friday 8th December 2023"),
        ("Comments by NOON 21st January for print", date(2024, 1, 21), "by NOON 21st January"),
        ("GR to write before 3/1/24", date(2024, 1, 3), "before 3/1/24"),
        ("GR to write once the figures are published", None, "once the figures are published"),
        ("GR to report at the next Board meeting.", None, "at the next Board meeting"),
        ("A paper to be tabled for next meeting.", None, "next meeting"),
        ("GR to send slides after meeting, and the list.", None, "after meeting"),
        ("Plan to be brought in advance of the next meeting, with maps.", None, "in advance of the next meeting"),
        ("GR to meet members after publication of the review.", None, "after publication of the review"),
        (
            "GR to circulate the draft after the county board on 3rd June",
            None,
            "after the county board on 3rd June",
        ),
        ("Map to be shown to a future meeting.", None, None),
        ("GR to write to the landlord about the meeting room", None, None),
        ("", None, None),
    ],
)
def test_due_is_a_day_only_where_the_words_give_one(text, due, words):
    assert read_due(text, MEETING) == (due, words)


def test_due_day_reads_a_column_of_dates():
    assert due_day("30/11/2023", MEETING) == date(2023, 11, 30)
    assert due_day("End of January", MEETING) is None
    assert due_day("17 January", None) is None
