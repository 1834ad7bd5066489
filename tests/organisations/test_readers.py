"""Readers of one board, found together, see what each person sees by themselves."""

from __future__ import annotations

import pytest

from actions.models import Action
from actions.services import issue_to_board
from organisations.models import Board, Membership
from organisations.roles import reader_for, readers_on
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("publicity", Board.Visibility)
def test_each_person_is_in_the_set_that_sees_what_they_see(board, secretary, publicity):
    Board.objects.filter(pk=board.pk).update(minutes_visible_to=publicity)
    other = make_board(minutes_visible_to=publicity)
    people = [make_person("Nobody")]
    for role in Membership.Role:
        people.append(make_membership(board, role=role).person)
        # Who is something else on another board is not that here.
        make_membership(other, role=role, person=people[-1])
        people.append(make_membership(other, role=role).person)
    both = make_membership(board, role="official").person
    make_membership(board, role="secretariat", person=both)
    people += [both, make_membership(board, ends_on=DAY.replace(year=2021)).person]
    for stage in ("drafting", "with_chair", "circulated", "approved", "published"):
        meeting = make_meeting(board, stage=stage)
        for is_restricted in (False, True):
            item = make_item(meeting, is_restricted=is_restricted)
            make_action(raised_in=make_minute(item))
            issue_to_board([make_action(raised_in=make_minute(item))], at=meeting.circulated_at or MOMENT, by=secretary)
    make_action(board)
    seen = Action.objects.filter(board=board)

    sets = readers_on(board, people, on=DAY)

    assert sorted(person.pk for _, same in sets for person in same) == sorted(person.pk for person in people)
    assert len(sets) == 6
    for reader, same in sets:
        for person in same:
            assert set(seen.visible_to(reader)) == set(seen.visible_to(reader_for(person)))


def test_they_are_found_in_one_query(board, django_assert_num_queries):
    people = [make_membership(board).person for _ in range(5)]
    with django_assert_num_queries(1):
        readers_on(board, people, on=DAY)
