import pytest

from meetings.reading.numbering import numbered, roman


@pytest.mark.parametrize(
    ("text", "label", "depth", "rest"),
    [
        ("1. Welcome", "1", 1, "Welcome"),
        ("8.2 The group", "8.2", 2, "The group"),
        ("8.2.1. The group", "8.2.1", 3, "The group"),
        ("1.3.2.Conversations", "1.3.2", 3, "Conversations"),
        ("01   Introduction", "01", 1, "Introduction"),
        ("3\tFinance", "3", 1, "Finance"),
        ("3) Finance", "3", 1, "Finance"),
        ("(iv) Website", "iv", 1, "Website"),
        ("b) Bins", "b", 1, "Bins"),
        ("Item 4: Forward look", "4", 1, "Forward look"),
        ("Agenda item 2 – Budget", "2", 1, "Budget"),
        ("88/19 Planning", "88/19", 1, "Planning"),
        ("AB(5)3.ii A paper", "AB(5)3.ii", 1, "A paper"),
    ],
)
def test_numbered_reads_the_number_that_opens_a_line(text, label, depth, rest):
    found = numbered(text)

    assert found is not None
    assert (found.label, found.depth, found.rest) == (label, depth, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Welcome",
        "14.00 – 16:00",
        "10:30 start",
        "2.5",
        "21st January",
        "A. Person",
        "12",
        "1. ",
        "3 pm",
        "ix",
        "(a",
    ],
)
def test_numbered_leaves_other_lines_alone(text):
    assert numbered(text) is None


@pytest.mark.parametrize(("text", "value"), [("i", 1), ("iv", 4), ("ix", 9), ("xii", 12), ("XIV", 14)])
def test_roman_reads_small_numerals(text, value):
    assert roman(text) == value
