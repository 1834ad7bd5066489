"""A pasted list of recommendations is read into one entry for each, and no line of it is lost."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from actions.recommendations.reading import Found, read_list, write_list


def rows(text):
    return [(row.number, row.text) for row in read_list(text).rows]


def left(text):
    return [(line.text, line.why, line.after) for line in read_list(text).left]


@pytest.mark.parametrize(
    ("first", "second", "numbers"),
    [
        ("1. ", "2. ", ["1", "2"]),
        ("1) ", "2) ", ["1", "2"]),
        ("(1) ", "(2) ", ["1", "2"]),
        ("1\t", "2\t", ["1", "2"]),
        ("1.\t", "2.\t", ["1", "2"]),
        ("9 – ", "10 – ", ["9", "10"]),
        ("3a. ", "3b. ", ["3a", "3b"]),
        ("3.1 ", "3.2 ", ["3.1", "3.2"]),
        ("a. ", "b. ", ["a", "b"]),
        ("(h) ", "(i) ", ["h", "i"]),
        ("i. ", "ii. ", ["i", "ii"]),
        ("Recommendation 7: ", "Recommendation 8: ", ["7", "8"]),
        ("RECOMMENDATION 7. ", "RECOMMENDATION 8. ", ["7", "8"]),
        ("Recommendation 7 ", "Recommendation 8 ", ["7", "8"]),
        ("Recommendation No. 7: ", "Recommendation No. 8: ", ["7", "8"]),
        ("Recommendation 7\n", "Recommendation 8\n", ["7", "8"]),
        ("Offer 3 – ", "Offer 4 – ", ["3", "4"]),
        ("R7 ", "R8 ", ["7", "8"]),
        ("R7: ", "R8: ", ["7", "8"]),
        ("• ", "• ", ["", ""]),
        ("- ", "- ", ["", ""]),
        ("\uf0b7\t", "\uf0b7\t", ["", ""]),
        ("o ", "o ", ["", ""]),
        ("", "", ["", ""]),
        ("**Recommendation 7:** ", "**Recommendation 8:** ", ["7", "8"]),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n\r\n"])
def test_every_way_to_mark_an_entry_is_read(first, second, numbers, between):
    text = f"{first}Find more beds for those who leave.{between}{second}Count them each month."

    assert rows(text) == [(numbers[0], "Find more beds for those who leave."), (numbers[1], "Count them each month.")]
    assert left(text) == []


def test_the_label_says_whether_it_is_an_offer():
    assert [row.kind for row in read_list("Offer 1: We help.\nRecommendation 2: Do.\nR3 Do.\nO4 We do.").rows] == [
        "offer",
        "recommendation",
        "recommendation",
        "offer",
    ]


@pytest.mark.parametrize(
    "sentence", ["Offer a place to each.", "Offer 3 places to each.", "Recommendation of the group."]
)
def test_a_sentence_that_begins_with_such_a_word_is_no_label(sentence):
    assert rows(f"1. Find beds.\n2. {sentence}\n{sentence}") == [("1", "Find beds."), ("2", f"{sentence} {sentence}")]


def test_lines_that_go_on_are_joined():
    text = "1. Find more\n   beds for those who\nleave pri\u00ad\nson and re-\noffend.\n2. Count."

    assert rows(text) == [("1", "Find more beds for those who leave prison and re-offend."), ("2", "Count.")]


def test_what_is_nested_stays_in_its_entry_on_lines_of_its_own():
    text = (
        "1. Do three things:\n   a) find beds\n   b) count\n      them\n   - and report\n\n   Within a year.\n2. Stop."
    )

    assert rows(text) == [
        ("1", "Do three things:\na) find beds\nb) count them\n• and report\nWithin a year."),
        ("2", "Stop."),
    ]


def test_a_bullet_further_in_belongs_to_the_one_above():
    assert rows("• Find beds:\n    – in prisons\n    – outside\n• Count.") == [
        ("", "Find beds:\n• in prisons\n• outside"),
        ("", "Count."),
    ]


def test_headings_between_entries_are_left_over_with_where_they_stood():
    text = "Our ideas\n\nHere they are:\n\nPart A\nAccommodation\n\n1. Find beds.\n\nWork and training\n2. Hire.\n\n## Health\n3. Heal."

    assert rows(text) == [("1", "Find beds."), ("2", "Hire."), ("3", "Heal.")]
    assert left(text) == [
        ("Our ideas", "before the first", 0),
        ("Here they are:", "before the first", 0),
        ("Part A", "a heading", 0),
        ("Accommodation", "a heading", 0),
        ("Work and training", "a heading", 1),
        ("Health", "a heading", 2),
    ]


def test_page_numbers_and_numbers_without_words_are_left_over():
    text = "1. Find beds for\n12\nall.\n2.\n\n3. Count.\nPage 3 of 9"

    assert rows(text) == [("1", "Find beds for all."), ("3", "Count.")]
    assert left(text) == [
        ("12", "a page number", 1),
        ("2.", "a number without words", 1),
        ("Page 3 of 9", "a page number", 2),
    ]


def test_what_word_puts_between_the_words_is_taken_out():
    assert rows("1.\u00a0\u00a0Find\u2003more\u200b beds\tfor “those” who leave.\n2.\tCount.") == [
        ("1", "Find more beds for “those” who leave."),
        ("2", "Count."),
    ]


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("1. Find beds. To: MoJ, HMPPS", "MoJ, HMPPS"),
        ("1. Find beds.\nTo: MoJ, HMPPS.", "MoJ, HMPPS"),
        ("1. Find beds.\n\nFor: HMPPS", "HMPPS"),
        ("1. Find beds. (for HMPPS and NHS England)", "HMPPS and NHS England"),
        ("1. Find beds. [To: MoJ].", "MoJ"),
        ("1. Find beds.\n(for HMPPS)", "HMPPS"),
    ],
)
def test_the_end_of_an_entry_says_to_whom(text, to):
    (row,) = read_list(text).rows

    assert (row.text, row.to) == ("Find beds.", to)
    assert to in row.whole


def test_words_that_only_look_like_addressees_can_be_put_back():
    (row,) = read_list("1. Find beds (for men and women).").rows

    assert (row.text, row.to, row.whole) == ("Find beds", "men and women", "Find beds (for men and women).")


def test_a_discussion_paper_of_28_ideas_without_numbers_is_read():
    ideas = [
        f"The ministry and the service should try idea {n}, and say\nafter a year what came of it." for n in range(28)
    ]
    text = "Ideas for discussion\n\nFor the meeting in May.\n\nHousing\n\n" + "\n\n".join(ideas[:9])
    text += "\n\nWork\n\n" + "\n\n".join(ideas[9:20]) + "\n\nHealth and families\n\n" + "\n\n".join(ideas[20:])

    found = read_list(text)

    # The sentence before the first looks like an idea: whoever checks the list unticks it.
    assert [row.text for row in found.rows] == ["For the meeting in May."] + [idea.replace("\n", " ") for idea in ideas]
    assert [line.text for line in found.left] == ["Ideas for discussion", "Housing", "Work", "Health and families"]


def test_a_discussion_paper_of_28_short_ideas_on_a_line_each_is_read():
    ideas = [f"A worker for every prison, number {n}" for n in range(28)]

    assert [text for _, text in rows("\n".join(ideas))] == ideas
    assert [text for _, text in rows("\n\n".join(ideas))] == ideas


def test_an_answer_to_a_consultation_of_18_numbered_offers_is_read():
    parts = [
        f"Offer {n} – We can run group {n} in each region,\nif the ministry pays for rooms (to the Ministry)\n\nWhy this matters\n"
        for n in range(1, 19)
    ]

    found = read_list("Our offers\n\n" + "\n".join(parts))

    assert [(row.kind, row.number, row.to) for row in found.rows] == [
        ("offer", str(n), "the Ministry") for n in range(1, 18)
    ] + [("offer", "18", "")]
    assert found.rows[17].text.endswith("(to the Ministry)\nWhy this matters")
    assert [line.text for line in found.left] == ["Our offers"] + ["Why this matters"] * 17


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["", "", "1. Find beds.", "2) Count", "(3)", "a) beds", "ii. cells", "• rooms", "   - more", "Heading"]
        )
        | st.sampled_from(
            ["Recommendation 4: Do.", "Offer 5", "R6 Do (for MoJ)", "To: MoJ", "3.2 More", "7", "## Top", "and on"]
        )
        | st.sampled_from(
            ["Do. To: MoJ", "Do (for a) (to b).", "pri\u00ad", "\tso", "Recommendation: Do.", "Offer a place"]
        ),
        st.text(alphabet="ab1(:.)– \t\u00a0\u00adRTo;#*•", max_size=12),
    ),
    max_size=14,
).map("\n".join)


@given(LINES)
@example("1. To: a\nTo: b")
def test_every_line_lands_in_an_entry_or_among_those_left_over(text):
    found = read_list(text)
    lines = [n for row in found.rows for n in row.lines] + [line.line for line in found.left]

    written = [n for n, line in enumerate(text.split("\n")) if line.strip(" \t\u00a0\u00ad*#")]
    assert sorted(set(lines)) == sorted(lines)
    assert set(written) <= set(lines) | {
        n for n, line in enumerate(text.split("\n")) if not line.strip("#* \t\u00a0\u00ad")
    }


@given(LINES)
def test_what_was_read_is_read_again_from_what_is_written(text):
    once = read_list(text).rows

    again = read_list(write_list(once))

    assert list(again.rows) == [Found(row.number, row.kind or "recommendation", row.text, row.to) for row in once]
    assert again.left == ()


@pytest.mark.parametrize(
    ("text", "found", "left_over"),
    [
        (f"1. Find beds. To: {'a ' * 49_000}:", 1, 0),
        (f"1. Find beds (for {'a ' * 49_000}", 1, 0),
        (f"1. Find beds.{' To: a' * 16_000}", 1, 0),
        ("\n".join(map(str, range(17_000))), 7_000, 10_000),
        ("\n".join(f"{n}." for n in range(14_000)), 1, 999),
    ],
    ids=["to", "bracket", "many", "numbers", "numbers with stops"],
)
def test_the_longest_text_that_may_be_pasted_is_read_whatever_is_in_it(text, found, left_over):
    """What takes the square of its length to read would never come to an end here."""
    reading = read_list(text)

    assert (len(reading.rows), len(reading.left)) == (found, left_over)
