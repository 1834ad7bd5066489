"""A board's year next to the year before: what is counted, for whom, and that each number opens its list."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from actions.models import ActionOwner
from actions.services import Due
from meetings.models import Attendance, Meeting
from organisations.models import Membership
from rr3tracker.oversight.lines import groups_of
from rr3tracker.oversight.periods import period_of
from rr3tracker.oversight.year import year_report
from tests.factories import (
    make_action,
    make_advice,
    make_attendance,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
    make_recommendation,
    make_update,
    make_user,
)

Stage, Role, Status = Meeting.Stage, Membership.Role, Attendance.Status
TODAY = dt.date(2026, 3, 5)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", _localdate(timezone.localdate))


def _localdate(real):
    return lambda value=None, *args: real(value, *args) if value else TODAY


def noon(day):
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


def held(board, day, *, stage=Stage.APPROVED, after=14):
    given_out = {"circulated_at": noon(day + dt.timedelta(days=after)), "circulated_by": make_user()}
    return make_meeting(board, stage, held_on=day, **given_out)


def completed(board, raised, closed, due=None, **overrides):
    action = make_action(board, raised_on=raised, due_on=due, **overrides)
    make_update(action, "complete", reported_on=closed)
    return action


def main_of(page):
    """Without the navigation, which counts what one owes on all boards."""
    return page.partition("<main")[2].partition("</main>")[0]


def text_of(cell):
    return "".join(part.text for part in cell)


def figures(board, user, year=2025, kind="calendar"):
    report = year_report(board, user, period_of(kind, year, today=TODAY), today=TODAY)
    lines = [line for group in groups_of(report) for line in group.lines]
    return {line.label: (text_of(line.this), text_of(line.before)) for line in lines}


@pytest.fixture
def a_year(board, member, secretary, official):
    """2025 with three meetings, one of them without a quorum, after 2024 with one."""
    board.quorum, board.minutes_target_days = 2, 14
    board.save()
    for day, members, after in (
        (dt.date(2024, 6, 5), 2, 10),
        (dt.date(2025, 1, 1), 2, 14),
        (dt.date(2025, 6, 4), 1, 15),
        (dt.date(2025, 12, 31), 3, 20),
    ):
        meeting = held(board, day, after=after)
        make_attendance(meeting, person=member.person, status=Status.PRESENT if members > 1 else Status.APOLOGIES)
        make_attendance(meeting, person=official.person, capacity="official")
        for _ in range(max(members - 1, 1)):
            make_attendance(meeting)
    completed(board, dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 1, 1))
    completed(board, dt.date(2025, 1, 1), dt.date(2025, 12, 31), dt.date(2025, 12, 30))
    completed(board, dt.date(2025, 1, 2), dt.date(2025, 1, 4))
    completed(board, dt.date(2025, 2, 1), dt.date(2026, 1, 1))
    completed(board, dt.date(2024, 2, 1), dt.date(2024, 2, 11), dt.date(2024, 2, 11))
    unneeded = make_action(board, raised_on=dt.date(2024, 5, 1))
    make_update(unneeded, "no_longer_needed", reported_on=dt.date(2025, 5, 1), text="The law changed.")
    make_recommendation(make_advice(board, given_on=dt.date(2025, 12, 31)))
    again = make_action(board, raised_on=dt.date(2023, 3, 1))
    make_update(again, "complete", reported_on=dt.date(2023, 4, 1))
    make_update(again, "in_progress", reported_on=dt.date(2024, 4, 1), text="Not quite.", reopen=True)
    make_update(again, "complete", reported_on=dt.date(2024, 12, 1))
    late = make_action(board, raised_on=dt.date(2025, 3, 1), due_on=dt.date(2025, 4, 1))
    make_update(late, "delayed", reported_on=dt.date(2025, 4, 2), text="No staff.", due=Due(dt.date(2025, 6, 1)))
    make_update(late, "delayed", reported_on=dt.date(2025, 6, 2), text="Still none.", due=Due(dt.date(2025, 7, 1)))
    return board


def test_the_figures_stand_next_to_those_of_the_year_before(a_year, secretary):
    assert figures(a_year, secretary) == {
        "Held": ("3", "1"),
        "Quorate": ("2 of 3", "1 of 1"),
        "Members there, of those expected": ("6 of 7 (86%)", "2 of 2 (100%)"),
        "Officials there, of those expected": ("3 of 3 (100%)", "1 of 1 (100%)"),
        "Minutes circulated within 14 days": ("1 of 3", "1 of 1"),
        "Median days until they were circulated": ("15", "10"),
        "Raised": ("4", "3"),
        "Closed": ("4 (3 complete, 1 no longer needed)", "2 (2 complete)"),
        "Completed by the day they were due": ("1 (50%); 1 late; 1 had no day", "1 (100%); 1 had no day"),
        "Median days to complete": ("2, of 3", "325.5, of 2"),
        "Put off to a later day": ("1", "0 (1 reopened)"),
        "Open at the end": ("2 (1 overdue)", "2"),
        "Made": ("1; 1 response asked for, 1 awaited", "0"),
        "Responses received": ("0", "0"),
    }


@pytest.mark.parametrize("who", ["secretary", "member", "official"])
@pytest.mark.parametrize("query", ["?year=2025", "?year=2024", "?year=2025-26", ""])
def test_every_number_opens_a_list_of_that_length(request, client, a_year, who, query):
    client.force_login(request.getfixturevalue(who))
    page = client.get(f"/boards/rr3/year/{query}")

    parts = [
        part
        for group in page.context["groups"]
        for line in group.lines
        for part in [*line.this, *line.before]
        if part.address
    ]
    assert parts
    for part in parts:
        listed = client.get(part.address)
        assert listed.context["page"].paginator.count == int(part.text), part


def test_what_is_open_today_is_what_the_register_has_open_whatever_is_dated_in_days_to_come(client, board, secretary):
    coming = make_minute(make_item(make_meeting(board, held_on=dt.date(2026, 3, 12))))
    make_action(board, raised_in=coming)
    late = make_action(board, raised_on=dt.date(2026, 1, 5), due_on=dt.date(2026, 2, 5))
    make_update(late, "complete", recorded_in=coming, reported_on=dt.date(2026, 3, 12))
    client.force_login(secretary)

    worked = client.get("/boards/rr3/year/?year=2026").context["report"].this.worked

    numbers = (worked.open_at_end, worked.overdue_at_end)
    assert [number.count for number in numbers] == [1, 0]
    assert [client.get(number.address).context["page"].paginator.count for number in numbers] == [1, 0]


def test_what_was_put_off_has_its_reasons_with_the_longest_first(client, a_year, secretary):
    client.force_login(secretary)
    report = client.get("/boards/rr3/year/?year=2025").context["report"]

    assert report.put_off.times == 2
    assert [(row.before, row.after, row.days, row.reason) for row in report.put_off.rows] == [
        ("1 April 2025", "1 June 2025", 61, "No staff."),
        ("1 June 2025", "1 July 2025", 30, "Still none."),
    ]


def test_a_reason_in_minutes_that_are_not_open_is_kept_from_the_reader(client, board, secretary, official):
    action = make_action(board, raised_on=dt.date(2025, 3, 1), due_on=dt.date(2025, 4, 1))
    minute = make_minute(make_item(held(board, dt.date(2025, 5, 1), stage=Stage.CIRCULATED)))
    make_update(
        action,
        "delayed",
        recorded_in=minute,
        reported_on=dt.date(2025, 5, 1),
        text="A secret.",
        due=Due(dt.date(2025, 9, 9)),
    )

    pages = []
    for user in (secretary, official):
        client.force_login(user)
        pages.append(client.get("/boards/rr3/year/?year=2025").text)

    assert ["A secret." in page for page in pages] == [True, False]
    assert ["paragraph 1.1" in page for page in pages] == [True, False]


def test_recommendations_count_in_the_year_in_which_they_were_made_and_answered(board, secretary):
    three = [make_organisation() for _ in range(3)]
    recommendation = make_recommendation(make_advice(board, given_on=dt.date(2024, 5, 1)), *three)
    make_recommendation(make_advice(board, given_on=None))
    for addressee, answer, day in zip(
        recommendation.addressees.order_by("pk")[:2],
        ["accepted", "not_accepted"],
        [dt.date(2024, 6, 1), dt.date(2025, 6, 1)],
        strict=True,
    ):
        addressee.answer, addressee.answered_on = answer, day
        addressee.save()

    found = figures(board, secretary)

    assert found["Made"] == ("0", "1; 3 responses asked for, 1 awaited")
    assert found["Responses received"] == ("1 (1 not accepted)", "1 (1 accepted)")


def test_a_year_that_is_not_over_stands_next_to_the_same_days_of_the_year_before(client, board, secretary):
    held(board, dt.date(2025, 3, 5))
    held(board, dt.date(2025, 3, 6))
    held(board, TODAY)
    make_meeting(board, held_on=dt.date(2026, 11, 5))
    client.force_login(secretary)

    page = client.get("/boards/rr3/year/")

    report = page.context["report"]
    assert (report.this.period.label, report.before.period.label) == ("2026 to 5 March", "2025 to 5 March")
    assert (report.this.held, report.before.held) == (1, 1)
    assert "Still planned: " in page.text
    assert [meeting.held_on for meeting in report.planned] == [dt.date(2026, 11, 5)]


def test_the_years_on_offer_are_those_that_hold_something(client, board, secretary):
    held(board, dt.date(2023, 2, 1))
    make_action(board, raised_on=dt.date(2025, 5, 1))
    client.force_login(secretary)

    page = client.get("/boards/rr3/year/").text

    assert re.findall(r'href="\?year=([\d-]+)"', page) == ["2025", "2025-26", "2022-23"]
    assert '<strong aria-current="page">2023</strong>' in page


def test_an_address_that_names_no_year_says_so(client, board, secretary):
    client.force_login(secretary)

    page = client.get("/boards/rr3/year/?year=2027").text

    assert "The address asks for a year that is not one, or has not begun, so 2026 is shown." in page
    assert "The board did not meet in this year" in page


def test_an_official_of_one_board_learns_nothing_of_another(client, board, official):
    other = make_board("Other distinct board", slug="distinct")
    make_membership(other, person=make_person("Distinct Person"))
    held(board, dt.date(2025, 5, 1))
    client.force_login(official)
    before = client.get("/boards/rr3/year/?year=2025").text

    meeting = held(other, dt.date(2025, 5, 2))
    make_attendance(meeting, person=make_person("Another Distinct Person"))
    action = make_action(
        other, text="Distinct words", raised_on=dt.date(2025, 5, 2), due_on=dt.date(2025, 6, 1),
        owners=[ActionOwner(person=official.person)],
    )  # fmt: skip
    make_update(
        action, "delayed", reported_on=dt.date(2025, 6, 2), text="Distinct reason", due=Due(dt.date(2025, 9, 9))
    )
    make_recommendation(make_advice(other, given_on=dt.date(2025, 5, 2)))

    after = client.get("/boards/rr3/year/?year=2025").text
    assert main_of(after) == main_of(before)
    missing = client.get("/boards/distinct/year/")
    assert missing.status_code == 404
    assert "Other distinct" not in missing.text


def test_a_public_board_keeps_its_year_to_those_who_have_a_role(client, official):
    make_board(slug="open", minutes_visible_to="public")
    client.force_login(official)

    assert client.get("/boards/open/year/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_a_fixed_number_of_queries(client, board, secretary, rows, django_assert_num_queries):
    for n in range(rows):
        meeting = held(board, dt.date(2025, 5, 1 + n))
        make_attendance(meeting, organisation=make_organisation())
        action = make_action(raised_in=make_minute(make_item(meeting)), due_on=dt.date(2025, 6, 1))
        make_update(
            action, "delayed", reported_on=dt.date(2025, 6, 2), text="Why.", due=Due(dt.date(2025, 7, 1 + n)),
            recorded_in=make_minute(make_item(held(board, dt.date(2025, 6, 2 + n)))),
        )  # fmt: skip
        completed(board, dt.date(2025, 1, 1), dt.date(2025, 2, 1 + n))
        make_recommendation(make_advice(board, given_on=dt.date(2025, 5, 1)))
    client.force_login(secretary)
    client.get("/boards/rr3/year/?year=2025")
    with django_assert_num_queries(19):
        client.get("/boards/rr3/year/?year=2025")
