"""Themes of items and actions: what an action takes from its item, and what follows when that is tagged."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from actions.models import Action
from actions.services import (
    Part,
    Tagged,
    Tagging,
    accept_referral,
    correct_action,
    merge_action,
    raise_action,
    split_action,
    tag_actions,
    tag_meeting,
)
from meetings.models import AgendaItem
from meetings.services import defer_item, plan_ahead
from meetings.services.saving import GONE
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_minute,
    make_referral,
    make_theme,
    make_update,
)

pytestmark = pytest.mark.django_db


def names(row):
    return sorted(theme.name for theme in row.themes.all())


def pairs(row, *themes):
    return frozenset((row.pk, theme.pk) for theme in themes)


@pytest.fixture
def health():
    return make_theme(name="Health")


@pytest.fixture
def work(board):
    return make_theme(board, name="Work")


@pytest.fixture
def item(board, health):
    item = make_item(make_meeting(board))
    item.themes.add(health)
    return item


def test_an_action_takes_the_themes_of_its_item_beside_its_own(board, item, work):
    given = {"text": "Ask", "raised_on": DAY, "themes": [work]}
    assert names(raise_action(board, raised_in=make_minute(item), **given)) == ["Health", "Work"]
    assert names(raise_action(board, **given)) == ["Work"]


def test_one_that_is_raised_between_meetings_takes_none(board, item):
    assert names(make_action(board)) == []


def test_the_same_form_sent_twice_tags_once(board, item, work):
    given = {"text": "Ask", "raised_on": DAY, "raised_in": make_minute(item), "themes": [work], "after": 0}
    assert raise_action(board, **given) == raise_action(board, **given)
    assert names(Action.objects.get()) == ["Health", "Work"]


@pytest.mark.parametrize("stage", ["drafting", "approved", "published"])
def test_open_actions_follow_their_item_and_closed_ones_stay(board, health, work, stage):
    meeting = make_meeting(board, stage=stage)
    item, other = make_item(meeting), make_item(meeting)
    item.themes.add(health)
    actions = [make_action(raised_in=make_minute(of)) for of in (item, item, other)]
    make_update(actions[1], status="complete")
    make_action(board)

    tagged = tag_meeting(meeting, items=Tagging(pairs(item, work), pairs(item, health)))

    assert (names(item), names(other)) == (["Work"], [])
    assert [names(action) for action in actions] == [["Work"], ["Health"], []]
    assert tagged == Tagged(items=1, actions=1)


def test_an_action_may_be_tagged_beside_its_item(board, item, work):
    action = make_action(raised_in=make_minute(item))
    done = make_action(raised_in=make_minute(item))
    make_update(done, status="complete")

    tagged = tag_meeting(
        item.meeting, items=Tagging(), actions=Tagging(pairs(action, work) | pairs(done, work), frozenset())
    )

    assert [names(row) for row in (item, action, done)] == [["Health"], ["Health", "Work"], ["Health", "Work"]]
    assert tagged == Tagged(items=0, actions=2)


def test_what_is_so_already_is_not_counted(board, item, health):
    make_action(raised_in=make_minute(item))
    assert tag_meeting(item.meeting, items=Tagging(pairs(item, health))) == Tagged()


def test_a_theme_of_another_board_is_refused_and_nothing_tagged(board, item, work):
    theirs = make_theme(make_board())
    action = make_action(raised_in=make_minute(item))
    for tag in (
        lambda: tag_meeting(item.meeting, items=Tagging(pairs(item, work, theirs))),
        lambda: tag_meeting(item.meeting, items=Tagging(), actions=Tagging(pairs(action, theirs))),
        lambda: tag_actions([action], add=[work, theirs]),
        lambda: raise_action(board, text="Ask", raised_on=DAY, themes=[theirs]),
    ):
        with pytest.raises(ValidationError, match="Choose among the themes of this board"):
            tag()
    assert (names(item), names(action), Action.objects.count()) == (["Health"], ["Health"], 1)


def test_what_is_of_another_meeting_or_gone_is_refused(board, item, work):
    other = make_item(make_meeting(board))
    action = make_action(raised_in=make_minute(other))
    for tagging in (
        {"items": Tagging(pairs(other, work))},
        {"items": Tagging(), "actions": Tagging(pairs(action, work))},
    ):
        with pytest.raises(ValidationError, match=GONE):
            tag_meeting(item.meeting, **tagging)
    assert names(other) == names(action) == []


def test_several_actions_gain_and_lose_themes_at_once(board, health, work):
    actions = [make_action(board) for _ in range(3)]
    for action in actions[:2]:
        action.themes.add(work)

    assert tag_actions(actions, add=[health], remove=[work]) == 3
    assert tag_actions(actions, add=[health], remove=[work]) == 0

    assert [names(action) for action in actions] == [["Health"]] * 3


def test_actions_of_several_boards_share_what_is_of_all(board, health, work):
    actions = [make_action(board), make_action()]
    assert tag_actions(actions, add=[health]) == 2
    with pytest.raises(ValidationError, match="Choose among the themes of this board"):
        tag_actions(actions, add=[work])


@pytest.mark.parametrize("rows", [1, 3])
def test_to_tag_takes_as_many_queries_for_more(board, item, health, work, rows, django_assert_num_queries):
    actions = [make_action(raised_in=make_minute(item)) for _ in range(rows)]
    with django_assert_num_queries(13):
        tag_meeting(item.meeting, items=Tagging(pairs(item, work), pairs(item, health)))
    with django_assert_num_queries(7):
        tag_actions(actions, add=[health], remove=[work])


def test_to_correct_an_action_leaves_its_themes_unless_some_are_given(board, health, work):
    action = make_action(board, themes=[health])
    correct_action(action, text="Ask again", owners=[])
    assert names(action) == ["Health"]
    correct_action(action, text="Ask again", owners=[], themes=[work])
    assert names(action) == ["Work"]
    correct_action(action, text="Ask again", owners=[], themes=[])
    assert names(action) == []


def test_the_parts_take_the_themes_of_the_whole(board, secretary, item, work):
    action = make_action(raised_in=make_minute(item))
    action.themes.add(work)
    parts = split_action(action, [Part("One"), Part("Two")], reported_on=DAY, by=secretary, at=MOMENT)
    assert [names(part) for part in parts] == [["Health", "Work"]] * 2


@pytest.mark.parametrize(("restricted", "taken"), [(False, ["Health", "Work"]), (True, ["Work"])])
def test_what_is_merged_brings_its_themes_unless_they_are_of_a_restricted_item(
    board, secretary, item, work, restricted, taken
):
    AgendaItem.objects.filter(pk=item.pk).update(is_restricted=restricted)
    into = make_action(board, themes=[work])
    duplicate = make_action(raised_in=make_minute(item))
    merge_action(duplicate, into=into, reported_on=DAY, by=secretary, at=MOMENT)
    assert names(into) == taken


@pytest.mark.parametrize(("restricted", "taken"), [(False, ["Health"]), (True, [])])
def test_a_referral_hands_over_what_is_of_all_boards(board, secretary, item, work, restricted, taken):
    AgendaItem.objects.filter(pk=item.pk).update(is_restricted=restricted)
    other = make_board()
    theirs = make_action(raised_in=make_minute(item))
    theirs.themes.add(work)
    referral = make_referral(other, action=theirs, reveals=True)
    secretary.is_superuser = True
    secretary.save()
    secretary.__dict__.pop("_board_roles", None)
    became = accept_referral(referral, by=secretary, at=MOMENT, on=DAY, text="Ask")
    assert names(became) == taken


def test_an_item_that_comes_back_brings_its_themes(board, secretary, item):
    later = make_meeting(board, held_on=DAY.replace(month=6))
    defer_item(item, to=later, by=secretary)
    plan_ahead(board, on=DAY, by=secretary, came_from=item, title="Look again")
    plan_ahead(board, on=DAY, by=secretary, title="Something else")
    assert [(row.title, names(row)) for row in later.items.all()] == [
        (item.title, ["Health"]),
        ("Look again", ["Health"]),
        ("Something else", []),
    ]
