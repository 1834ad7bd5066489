"""What waits for an answer, and how many answered how: today, as at an earlier day, and for each reader."""

import datetime as dt

import pytest

from actions.models import Addressee
from actions.recommendations.awaiting import awaiting_rows
from actions.recommendations.figures import answers_by, answers_of
from actions.services import record_response
from tests.factories import (
    DAY,
    MOMENT,
    make_advice,
    make_board,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_recommendation,
)


def after(days):
    return DAY + dt.timedelta(days=days)


@pytest.fixture
def ministry(db):
    return make_organisation("Ministry", acronym="MIN")


@pytest.fixture
def service(db):
    return make_organisation("Service")


@pytest.fixture
def paper(board):
    return make_advice(board, title="On beds", response_due_on=after(30))


def to(recommendation, organisation):
    return recommendation.addressees.get(organisation=organisation)


def respond(asked, answer, on, text="So."):
    record_response(asked, answer=answer, responded_on=on, text=text, by=None, at=MOMENT)


def test_what_waits_is_told_with_when_it_is_due_and_whether_it_is_late(board, paper, ministry, service, official):
    first = make_recommendation(paper, ministry, service, number="1", response_due_on=after(10))
    second = make_recommendation(paper, ministry, number="2", kind="offer")
    respond(to(first, service), "accepted", after(1))

    rows = awaiting_rows([board], official, on=after(30))

    assert [(row.name, row.organisation, row.due, row.is_overdue, row.address) for row in rows] == [
        ("Recommendation 1", "MIN", after(10), True, first.get_absolute_url()),
        ("Offer 2", "MIN", after(30), False, second.get_absolute_url()),
    ]


def test_what_waited_at_the_end_of_an_earlier_day_is_rebuilt(board, paper, ministry, service, official):
    first = make_recommendation(paper, ministry, service, number="1")
    make_recommendation(make_advice(board, given_on=after(8)), ministry)
    respond(to(first, service), "accepted", after(5))
    respond(to(first, ministry), "not_accepted", after(3))

    def waited(day):
        return [row.organisation for row in awaiting_rows([board], official, on=after(90), as_at=day)]

    assert waited(after(-1)) == []
    assert waited(after(2)) == ["MIN", "Service"]
    assert waited(after(3)) == ["Service"]
    assert waited(after(5)) == []
    assert waited(after(8)) == ["MIN"]


def test_late_as_at_an_earlier_day_is_what_was_due_before_that_day(board, paper, ministry, official):
    make_recommendation(paper, ministry)

    late = [awaiting_rows([board], official, on=after(90), as_at=after(n))[0].is_overdue for n in (30, 31)]

    assert late == [False, True]


def test_as_at_reads_the_last_response_by_then_whenever_it_was_entered(paper, ministry):
    asked = make_recommendation(paper, ministry).addressees.get()
    respond(asked, "accepted", after(9))
    respond(asked, "not_accepted", after(2))

    def stood(day):
        return Addressee.objects.as_at(day).values_list("answer_then", "answered_then").get()

    assert stood(after(1)) == ("awaiting", None)
    assert stood(after(2)) == ("not_accepted", after(2))
    assert stood(after(8)) == ("not_accepted", after(2))
    assert stood(after(9)) == ("accepted", after(9))


def test_a_draft_asks_nobody(board, ministry, secretary):
    make_recommendation(make_advice(board, given_on=None), ministry)

    assert awaiting_rows([board], secretary, on=DAY) == []
    assert answers_of([board], secretary, on=DAY).asked.count == 0
    assert not Addressee.objects.as_at(after(900)).exists()


def test_the_answers_are_counted_with_the_address_of_each_list(board, paper, ministry, service, official):
    first = make_recommendation(paper, ministry, service)
    make_recommendation(paper, ministry)
    respond(to(first, service), "accepted_in_part", after(1))

    answers = answers_of([board], official, on=after(31))

    assert [(one.name, one.count, one.address) for one in (answers.asked, *answers.by_answer, answers.overdue)] == [
        ("asked", 3, "/recommendations/?board=rr3"),
        ("awaiting", 2, "/recommendations/?board=rr3&answer=awaiting"),
        ("accepted", 0, "/recommendations/?board=rr3&answer=accepted"),
        ("accepted_in_part", 1, "/recommendations/?board=rr3&answer=accepted_in_part"),
        ("not_accepted", 0, "/recommendations/?board=rr3&answer=not_accepted"),
        ("superseded", 0, "/recommendations/?board=rr3&answer=superseded"),
        ("overdue", 2, "/recommendations/?board=rr3&overdue=on"),
    ]


def test_the_answers_are_counted_for_each_organisation_the_latest_first(board, paper, ministry, service, official):
    make_recommendation(paper, ministry, service, response_due_on=after(60))
    make_recommendation(paper, service)

    rows = answers_by("organisation", [board], official, on=after(31))

    assert [(one.name, one.awaiting.count, one.overdue.count, one.awaiting.address) for one in rows] == [
        ("Service", 2, 1, f"/recommendations/?board=rr3&organisation={service.pk}&answer=awaiting"),
        ("MIN", 1, 0, f"/recommendations/?board=rr3&organisation={ministry.pk}&answer=awaiting"),
    ]


def test_each_board_has_its_own_row(board, paper, ministry, official):
    make_recommendation(paper, ministry)

    (row,) = answers_by("board", None, official, on=DAY)

    assert (row.pk, row.name, row.asked.count, row.asked.address) == (
        board.pk,
        "RR3",
        1,
        "/recommendations/?board=rr3",
    )


def test_as_at_an_earlier_day_the_lists_are_of_that_day_too(board, paper, ministry, official):
    respond(make_recommendation(paper, ministry).addressees.get(), "accepted", after(5))

    then = answers_of([board], official, on=after(90), as_at=after(4))

    assert (then.awaiting.count, then.awaiting.address) == (
        1,
        "/recommendations/?board=rr3&as_at=2026-03-09&answer=awaiting",
    )


def test_another_boards_recommendations_are_in_no_number_and_no_row(board, ministry, official):
    theirs = make_advice(make_board(), response_due_on=after(1))
    make_recommendation(theirs, ministry)

    assert awaiting_rows(None, official, on=after(9)) == []
    assert awaiting_rows([theirs.board], official, on=after(9)) == []
    assert answers_by("board", None, official, on=after(9)) == []
    assert answers_of(None, official, on=after(9)).asked.count == 0


def test_what_a_meeting_recommends_is_counted_for_who_reads_its_minutes(board, ministry, member, official):
    meeting = make_meeting(board, stage="circulated")
    made = make_recommendation(
        make_advice(board, kind="meeting", meeting=meeting), ministry, raised_in=make_minute(make_item(meeting))
    )

    assert [row.recommendation for row in awaiting_rows([board], member, on=DAY)] == [made.pk]
    assert awaiting_rows([board], official, on=DAY) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_reads_take_one_query_each(board, paper, ministry, official, rows, django_assert_num_queries):
    for _ in range(rows):
        make_recommendation(paper, ministry)
    awaiting_rows([board], official, on=DAY)  # reads the roles

    with django_assert_num_queries(4):
        awaiting_rows([board], official, on=DAY)
        awaiting_rows(None, official, on=DAY, as_at=DAY)
        answers_of([board], official, on=DAY)
        answers_by("organisation", None, official, on=DAY, as_at=DAY)
