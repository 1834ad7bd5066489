import pytest

from meetings.reading import read
from meetings.reading.titles import is_known, title_like

PROSE = (
    "The members talked about this for some time and were content with what the clerk had set before them on the day."
)


def titles(text: str) -> list[tuple[str | None, str, int]]:
    return [(item.number, item.title, item.depth) for item in read(text).items]


def test_numbered_headings_are_items_and_numbered_sentences_are_not():
    text = f"Harbour Board\n\n1. Welcome\n\n1.1. The chair welcomed members.\n\n2. Budget\n\n2.1. {PROSE}\n\n3. AOB\n\nNone."

    assert titles(text) == [("1", "Welcome", 1), ("2", "Budget", 1), ("3", "AOB", 1)]


def test_a_list_inside_an_item_opens_no_items():
    text = f"Harbour Board\n\n1. Welcome\n\n{PROSE}\n\n   1) The public\n   2) The press\n\n2. Budget\n\n{PROSE}"

    assert titles(text) == [("1", "Welcome", 1), ("2", "Budget", 1)]


def test_an_agenda_before_the_minutes_opens_no_items():
    agenda = "Agenda\n1. Welcome\n2. Budget\n3. AOB\n\n"
    minutes = f"1. Welcome\n\n{PROSE}\n\n2. Budget\n\n{PROSE}\n\n3. AOB\n\n{PROSE}"

    assert len(titles("Harbour Board\n\n" + agenda + "Present: Ada Quill, Ben Osei\n\n" + minutes)) == 3


def test_an_agenda_after_the_minutes_is_unplaced():
    minutes = f"Harbour Board\n\n1. Welcome\n\n{PROSE}\n\n2. Budget\n\n{PROSE}\n\nAGENDA\n\n1. Welcome\n\n2. Budget\n\nBring a pen\n"
    reading = read(minutes)

    assert [item.title for item in reading.items] == ["Welcome", "Budget"]
    assert reading.unplaced[:4] == ("AGENDA", "1. Welcome", "2. Budget", "Bring a pen")


def test_markdown_headings_are_items_and_wrappers_are_not():
    text = "# Harbour Board\n\n## Present\n\nAda Quill, Ben Osei\n\n## Minutes\n\n### Bins\n\nTalk.\n\n#### Lids\n\nTalk.\n\n### AOB\n\nNone.\n\n## Actions\n\n- Ada to ring"

    assert titles(text) == [(None, "Bins", 1), (None, "Lids", 2), (None, "AOB", 1), (None, "Actions", 1)]


def test_short_lines_over_prose_are_items_where_nothing_is_numbered():
    text = f"Harbour Board\n\nPresent:\nAda Quill\nBen Osei\n\nBins\n\n{PROSE}\n\nRoads and paths\n\n{PROSE}\n\nAny other business\n\n{PROSE}"

    assert titles(text) == [(None, "Bins", 1), (None, "Roads and paths", 1), (None, "Any other business", 1)]


def test_headings_within_items():
    text = f"Harbour Board\n\n1. Matters arising\n\ni) Footpaths\n\n{PROSE}\n\nii) Bins\n\n{PROSE}\n\n2. Budget\n\n**Reserves**\n\n{PROSE}\n\n2.1 Grants\n\n{PROSE}"

    assert titles(text) == [
        ("1", "Matters arising", 1),
        ("i", "Footpaths", 2),
        ("ii", "Bins", 2),
        ("2", "Budget", 1),
        (None, "Reserves", 2),
        ("2.1", "Grants", 2),
    ]


def test_paper_numbers_and_item_words_open_items():
    assert titles(f"Council\n\n88/19 Apologies\n\n{PROSE}\n\n89/19 Bins\n\n{PROSE}") == [
        ("88/19", "Apologies", 1),
        ("89/19", "Bins", 1),
    ]
    assert titles(f"Panel\n\nItem 1: Minutes\n{PROSE}\n\nItem 2: Bins\n{PROSE}") == [
        ("1", "Minutes", 1),
        ("2", "Bins", 1),
    ]


def test_a_title_with_its_text_on_one_line():
    reading = read("Harbour Board\n\n1. Minutes -- agreed and filed\n2. Bins\n  * lids were short\n3. AOB\n  * none\n")

    assert titles_of(reading) == ["Minutes", "Bins", "AOB"]
    assert reading.items[0].paragraphs[0].text == "agreed and filed"


def titles_of(reading):
    return [item.title for item in reading.items]


def test_a_text_without_headings_is_one_item():
    assert titles(f"{PROSE}\n\nAction: Ada to ring.\n") == [(None, "Minutes", 1)]


@pytest.mark.parametrize(
    "text", ["Budget", "Declarations of interest", "Note from a neighbour of the quay", "e-Learning"]
)
def test_title_like_accepts(text):
    assert title_like(text)


@pytest.mark.parametrize(
    "text", ["", "the budget", "The board agreed the budget for the year and the plan.", "Bins;", "x" * 200]
)
def test_title_like_refuses(text):
    assert not title_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "AOB",
        "Any other business",
        "Date of next meeting",
        "Actions Log",
        "Next meeting",
        "Actions from previous meeting",
    ],
)
def test_known_headings_need_no_mark(text):
    assert is_known(text)
