from datetime import date

import pytest

from meetings.reading import Origin, ReadAction, Status
from meetings.reading.details import leading_owners, sentence_for, task_and_progress, with_detail
from meetings.reading.merge import merge_log


def an_action(text="Write", **more):
    given = {
        "ref": None, "owners": (), "due": None, "due_text": None, "status": Status.OPEN, "status_text": None,
        "narrative": None, "origin": Origin.NEW, "item": None, "paragraph": None,
    }  # fmt: skip
    return ReadAction(text=text, **(given | more))


@pytest.mark.parametrize(
    ("text", "task", "status"),
    [
        ("[x] Write", "Write", Status.COMPLETE),
        ("[ ] Write", "Write", None),
        ("Write - done", "Write", Status.COMPLETE),
        ("Write", "Write", None),
    ],
)
def test_a_tick_or_a_word_says_how_far_a_task_is(text, task, status):
    found, progress = task_and_progress(text)

    assert (found, progress.status if progress else None) == (task, status)


@pytest.mark.parametrize(
    ("task", "owners"),
    [("AB/CD: write", ("AB", "CD")), ("Ada - write", ("Ada",)), ("@ada: write", ("@ada",)), ("write to ada", ())],
)
def test_leading_owners_stand_before_a_colon_or_a_dash(task, owners):
    assert leading_owners(task) == owners


def test_a_line_of_its_own_adds_to_the_action_above_it():
    meeting = date(2022, 5, 3)

    assert with_detail(an_action(), "Due: comments by 23 May", meeting) == an_action(
        due=date(2022, 5, 23), due_text="comments by 23 May"
    )
    assert with_detail(an_action(), "Owner: AB", meeting) == an_action(owners=("AB",))
    assert with_detail(an_action(), "Status: Ongoing – slow", meeting) == an_action(
        status=Status.IN_PROGRESS, status_text="Ongoing", narrative="slow"
    )
    assert with_detail(an_action(), "Due process was followed", meeting) is None


def test_sentence_for_finds_what_an_owner_is_to_do():
    assert sentence_for("AB", "The gate fell. AB to mend it. All agreed.") == "AB to mend it."
    assert sentence_for("CD", "The gate fell. It needs paint.") == "It needs paint."


def test_merge_gives_an_action_what_its_line_in_the_log_adds():
    inside = [
        an_action("AB to write to the landlord", owners=("AB",), item=0, paragraph=2),
        an_action("CD to ring", item=1),
    ]
    log = [an_action("Write to the landlord", ref="1"), an_action("Book a hall for May", ref="2")]

    merged = merge_log(inside, log)

    assert merged == [
        an_action("AB to write to the landlord", owners=("AB",), ref="1", item=0, paragraph=2),
        an_action("CD to ring", item=1),
        an_action("Book a hall for May", ref="2"),
    ]


def test_merge_leaves_a_reviewed_action_apart_from_a_new_one_in_the_same_words():
    inside = [an_action("Redraft the plan", origin=Origin.PREVIOUS, status=Status.DELAYED)]

    assert len(merge_log(inside, [an_action("Redraft the plan")])) == 2
