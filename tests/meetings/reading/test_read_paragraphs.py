"""The text of one agenda item, as a secretary types it."""

from datetime import date

from meetings.reading import Kind, Origin, Status, read_paragraphs

TYPED = """The group talked about rents.

2.1 Ben Osei spoke to the paper.
2.1.1 Members asked about bonds.

- A first point
- A second point

Decision: close the fund.

Action: Ada Quill to write to the council by 26 March

Outstanding action CRAG-12: Chair to ring the landlord.
2.2.1 Complete. The landlord agreed.
"""


def test_typed_paragraphs_have_numbers_levels_and_kinds():
    paragraphs, _ = read_paragraphs(TYPED)

    assert [(p.number, p.level, p.kind, p.text) for p in paragraphs] == [
        (None, 2, Kind.DISCUSSION, "The group talked about rents."),
        ("2.1", 2, Kind.DISCUSSION, "Ben Osei spoke to the paper."),
        ("2.1.1", 3, Kind.DISCUSSION, "Members asked about bonds."),
        (None, 3, Kind.DISCUSSION, "A first point"),
        (None, 3, Kind.DISCUSSION, "A second point"),
        (None, 2, Kind.DECISION, "Decision: close the fund."),
        (None, 2, Kind.ACTION, "Action: Ada Quill to write to the council by 26 March"),
        (None, 2, Kind.PROGRESS, "Outstanding action CRAG-12: Chair to ring the landlord."),
        ("2.2.1", 3, Kind.PROGRESS, "Complete. The landlord agreed."),
    ]


def test_typed_actions_have_owners_days_and_reports():
    _, (new, reviewed) = read_paragraphs(TYPED, date(2021, 3, 4))

    assert (new.owners, new.due, new.origin, new.item, new.paragraph) == (
        ("Ada Quill",),
        date(2021, 3, 26),
        Origin.NEW,
        None,
        6,
    )
    assert (reviewed.ref, reviewed.owners, reviewed.status, reviewed.narrative, reviewed.paragraph) == (
        "CRAG-12",
        ("Chair",),
        Status.COMPLETE,
        "Complete. The landlord agreed.",
        7,
    )


def test_without_a_meeting_a_day_without_a_year_stays_words():
    _, (new, _) = read_paragraphs(TYPED)

    assert (new.due, new.due_text) == (None, "by 26 March")


def test_an_indent_is_a_level():
    paragraphs, _ = read_paragraphs("Three points:\n\n  the first of them\n\n  the second")

    assert [p.level for p in paragraphs] == [2, 3, 3]


def test_nothing_typed_is_nothing_read():
    assert read_paragraphs("") == ((), ())
    assert read_paragraphs(" \n\n ") == ((), ())


def test_a_short_line_is_a_paragraph_not_a_heading():
    paragraphs, _ = read_paragraphs(
        "Budget\n\nThe budget was agreed by everybody who was there and by those who had sent word."
    )

    assert len(paragraphs) == 2
