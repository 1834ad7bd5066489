from meetings.reading import Status, read
from meetings.reading.gaps import with_rows
from meetings.reading.lines import read_lines

TABLE = """No.   Action                                  Owner    Status
1     Circulate the plan                      KT       Done
2     Arrange a walk of the upper river       LM       Outstanding - awaiting
      with the landowners                              dates

2. Monitoring
The results were shown.
"""


def test_columns_set_apart_by_blanks_are_rows():
    rows = [line.cells for line in with_rows(read_lines(TABLE)[0]) if line.cells]

    assert rows == [
        ("No.", "Action", "Owner", "Status"),
        ("1", "Circulate the plan", "KT", "Done"),
        ("2", "Arrange a walk of the upper river with the landowners", "LM", "Outstanding - awaiting dates"),
    ]


def test_the_rows_are_actions_and_the_lines_after_them_are_not():
    reading = read("River Board\n3 May 2022\n\n1. Actions from the last meeting\n\n" + TABLE)

    assert [(a.ref, a.owners, a.status, a.narrative) for a in reading.actions] == [
        ("1", ("KT",), Status.COMPLETE, None),
        ("2", ("LM",), Status.OPEN, "awaiting dates"),
    ]
    assert [item.title for item in reading.items] == ["Actions from the last meeting", "Monitoring"]


def test_a_line_of_words_is_no_head_of_a_table():
    text = "The action was   for the owner to   do by the due   date set.\nNext line."

    assert not any(line.cells for line in with_rows(read_lines(text)[0]))
