from meetings.reading.blocks import make_blocks
from meetings.reading.lines import read_lines


def blocks(text: str) -> list[str]:
    return [block.text for block in make_blocks(read_lines(text)[0])]


def test_a_paragraph_torn_by_a_page_is_one():
    torn = "The lighthouse keepers asked for a second boat before the winter because\n\none was not enough for them."

    assert blocks(torn) == [
        "The lighthouse keepers asked for a second boat before the winter because one was not enough for them."
    ]


def test_a_paragraph_torn_before_a_capital_is_one_where_it_could_not_have_ended():
    torn = "The ferry will stop at both piers on market days from now on, and\n\nHarbour Trust will keep the list."

    assert len(blocks(torn)) == 1


def test_a_paragraph_that_ended_is_not_joined_to_the_next():
    assert len(blocks("The plan was agreed by everybody who was there on the day.\n\nmembers then left.")) == 2


def test_hard_wraps_are_joined_and_list_entries_are_not():
    text = (
        "The treasurer went through the accounts for the year and said that the\n"
        "reserves stood at four months of running costs, which was a little over\n"
        "the amount that the trustees had set themselves when they last met, and\n"
        "that the auditor was content.\n"
        "- the first point runs over the end of its line and goes on with the next\n"
        "  one, as points do\n"
        "- the second point\n"
        "Action: treasurer to write to the auditor\n"
    )

    assert [block[:12] for block in blocks(text)] == ["The treasure", "the first po", "the second p", "Action: trea"]


def test_short_lines_are_left_apart():
    assert blocks("Ada Quill, Harbour Trust\nBen Osei, Shore Trust\nCy Lund, Pier Trust") == [
        "Ada Quill, Harbour Trust",
        "Ben Osei, Shore Trust",
        "Cy Lund, Pier Trust",
    ]
