import pytest

from meetings.reading.lines import read_lines, without_furniture
from meetings.reading.markup import plain


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("**Action:** *the clerk*", "Action: the clerk"),
        ("__Action__ for _the clerk_", "Action for the clerk"),
        ("[the plan](#)", "the plan"),
        ("[the plan](https://example.org/plan)", "the plan (https://example.org/plan)"),
        ("[the group \\(TG\\) met](#).", "the group (TG) met."),
        ("1\\. Apologies", "1. Apologies"),
        ("Bins &amp; bottles", "Bins & bottles"),
        ("1<sup>st</sup> May<br>noon", "1st May noon"),
        ("<https://example.org>", "https://example.org"),
        ("snake_case and 2*3 * 4", "snake_case and 2*3 * 4"),
        ("a < b and c > d", "a < b and c > d"),
        ("RESOLVED[words](https://example.org)now", "RESOLVED words (https://example.org) now"),
        ("an unclosed [link](", "an unclosed [link]("),
    ],
)
def test_plain_takes_marks_off_and_keeps_the_words(marked, words):
    assert plain(marked) == words


def test_lines_tell_headings_bullets_and_bold():
    lines, _ = read_lines("## Budget\n  - first\n• second\no third\n**Bins**\nplain")

    assert [(line.text, line.heading, line.bullet, line.strong) for line in lines] == [
        ("Budget", 2, False, False),
        ("first", 0, True, False),
        ("second", 0, True, False),
        ("third", 0, True, False),
        ("Bins", 0, False, True),
        ("plain", 0, False, False),
    ]


def test_lines_read_rows_of_three_kinds_of_table():
    lines, _ = read_lines("| 1 | Bins |\n1\tBins\tDone\n<table><tr><td>1</td><td>Bins</td></tr></table>")

    assert [line.cells for line in lines if line.cells] == [("1", "Bins"), ("1", "Bins", "Done"), ("1", "Bins")]


def test_front_matter_is_apart():
    lines, front = read_lines("---\ntitle: Notes\n---\nBody")

    assert front == ["title: Notes"]
    assert [line.text for line in lines] == ["Body"]


def test_page_numbers_banners_and_signatures_are_furniture():
    text = "Harbour Trust\nOFFICIAL\n1\nThe board met.\nHarbour Trust\nOFFICIAL\n2\nIt rose.\nSigned: ........ Date: ........\nENDS."
    lines, taken = without_furniture(read_lines(text)[0])

    assert [line.text for line in lines if line.text] == [
        "Harbour Trust",
        "The board met.",
        "Harbour Trust",
        "It rose.",
    ]
    assert taken == ["OFFICIAL", "1", "OFFICIAL", "2", "Signed: ........ Date: ........", "ENDS."]
