"""The published minutes kept beside the project, each with what a careful reader found in it; skipped where they are not."""

import json
from pathlib import Path

import pytest

from meetings.reading import decode, read
from meetings.reading.kept import words
from meetings.reading.merge import likeness

MINUTES = Path(__file__).parents[4] / "shared" / "minutes"
TRUTHS = sorted(MINUTES.glob("*/truth.json"))
TWO_BOARDS = {"rr3-2020-09-10", "rrb-2020-01-21"}
# The least share found, for documents in which not everything is: people, items, marked actions.
FLOORS = {
    "boughton-pc-2013-11-01": (1.0, 0.6, 0.0),  # the owners of its actions are blank lines away, in cells of their own
    "notlpc-2018-03-07": (1.0, 0.65, 1.0),  # its headings within items look like the short lines under them
}

pytestmark = pytest.mark.skipif(not TRUTHS, reason="the published minutes are not beside this project")


@pytest.fixture(params=TRUTHS, ids=lambda path: path.parent.name)
def document(request):
    """The truth of one document, its text, and the answer."""
    text = decode((request.param.parent / "doc.txt").read_bytes())
    return json.loads(request.param.read_text()), text, read(text).as_json()


def alike(a, b):
    return likeness(frozenset(words(a or "")), frozenset(words(b or "")))


def share(wanted, found, key, least):
    return sum(any(alike(key(w), key(f)) >= least for f in found) for w in wanted) / len(wanted) if wanted else 1.0


def who(person):
    return person["name"] or person["organisation"]


def test_people_items_and_actions_are_found(document):
    truth, _, answer = document
    items = [item for item in truth["items"] if not item.get("kind")]
    actions = [a for a in truth["actions"] if a.get("marked", True) and not a.get("borderline") and not a.get("group")]
    found = (
        share(truth["attendance"], answer["attendance"], who, 0.9),
        share(items, answer["items"], lambda item: item["title"], 0.6),
        share(actions, answer["actions"], lambda action: action["text"], 0.5),
    )

    assert all(has >= floor for has, floor in zip(found, FLOORS.get(truth["id"], (1.0, 1.0, 1.0)), strict=True)), found


def test_little_is_found_that_is_not_there(document):
    truth, _, answer = document

    assert len(answer["attendance"]) <= len(truth["attendance"])
    assert len(answer["items"]) <= len(truth["items"]) + 2
    assert len(answer["actions"]) <= len(truth["actions"])


def test_days_are_right(document):
    truth, _, answer = document

    assert answer["date"] == truth["date"]
    assert answer["next_meeting"] in (truth["next_meeting"], truth.get("next_meeting_inferred"))


def test_no_word_is_lost(document):
    _, text, answer = document

    assert set(words(text)) <= set(
        words(json.dumps(answer, ensure_ascii=False).replace("\\n", " ").replace("\\t", " "))
    )


@pytest.mark.parametrize(
    "document", [path for path in TRUTHS if path.parent.name in TWO_BOARDS], indirect=True, ids=lambda p: p.parent.name
)
def test_the_two_boards_are_read_without_a_slip(document):
    truth, _, answer = document

    assert [(p["name"], p["organisation"], p["role"], p["status"]) for p in answer["attendance"]] == [
        (p["name"], p["organisation"], p["role"], p["status"]) for p in truth["attendance"]
    ]
    assert [(i["number"], i["title"], i["depth"]) for i in answer["items"]] == [
        (i["number"], i["title"], i["depth"]) for i in truth["items"]
    ]
    assert [
        (a["ref"], a["owners"], a["due"], a["due_text"], a["status_text"], a["origin"]) for a in answer["actions"]
    ] == [(a["ref"], a["owners"], a["due"], a["due_text"], a["status_text"], a["origin"]) for a in truth["actions"]]
    texts = [p["text"] for item in answer["items"] for p in item["paragraphs"]]
    assert not any(mark in text for text in texts for mark in ("*", "#", "\\"))
    assert not any(text[0].islower() for text in texts)
