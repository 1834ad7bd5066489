"""One board on a page: whose page it is, what it tells, and of which period."""

import pytest

from meetings.models import Meeting, Minute
from organisations.models import Board, Membership
from tests.actions.test_action_page import words_of
from tests.factories import (
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_update,
)
from tests.rr3tracker.summary.conftest import TODAY, after

ADDRESS = "/boards/rr3/summary/"
Stage = Meeting.Stage


def summary(client, user, query=""):
    client.force_login(user)
    response = client.get(f"{ADDRESS}{query}")
    assert response.status_code == 200
    return response.context["summary"]


def decide(meeting, *texts):
    item = make_item(meeting)
    return [make_minute(item, kind=Minute.Kind.DECISION, text=text) for text in texts]


@pytest.fixture
def meetings(board):
    """Three that were held, with a decision each, and one that is planned."""
    held = [make_meeting(board, Stage.APPROVED, held_on=after(days)) for days in (-60, -30, 0)]
    for meeting in held:
        decide(meeting, f"Decided on {meeting.held_on}.")
    return [*held, make_meeting(board, held_on=after(90))]


def test_the_public_of_a_public_board_has_no_summary(client, board, stranger):
    Board.objects.update(minutes_visible_to=Board.Visibility.PUBLIC)
    client.force_login(stranger)

    assert client.get(ADDRESS).status_code == 404


def test_facts_are_those_of_the_board(client, board, official, chair, secretary, meetings):
    Board.objects.update(purpose="To reduce reoffending.", quorum=3, secretariat=make_organisation("Clinks"))

    found = summary(client, official)

    assert [row.person.name for row in found.chairs] == ["Clara Whitlow"]
    assert (found.meetings.last, found.meetings.next) == (meetings[2], meetings[3])
    words = words_of(client.get(ADDRESS))
    assert (
        "To reduce reoffending. Chair Clara Whitlow Secretariat Clinks: Sadia Marsh Quorum 3 members present" in words
    )
    assert "Last meeting 5 March 2026 Minutes: Approved Next meeting 3 June 2026" in words


def test_decisions_are_those_since_the_meeting_before_the_last(client, official, meetings):
    found = summary(client, official)

    assert [row.text for row in found.decisions.rows] == ["Decided on 2026-03-05."]
    assert found.period.words == "since the meeting of 3 February 2026"


@pytest.mark.parametrize(
    ("since", "decided"),
    [
        ("2026-02-03", ["Decided on 2026-03-05.", "Decided on 2026-02-03."]),
        ("2026-02-04", ["Decided on 2026-03-05."]),
        ("2000-01-01", ["Decided on 2026-03-05.", "Decided on 2026-02-03.", "Decided on 2026-01-04."]),
        ("2026-03-06", []),
    ],
)
def test_what_is_new_is_told_from_the_chosen_day_on(client, official, meetings, since, decided):
    assert [row.text for row in summary(client, official, f"?since={since}").decisions.rows] == decided


def test_what_is_new_is_told_from_after_the_chosen_meeting(client, official, meetings):
    found = summary(client, official, f"?since=meeting-{meetings[0].pk}")

    assert [row.text for row in found.decisions.rows] == ["Decided on 2026-03-05.", "Decided on 2026-02-03."]


def test_the_form_leads_to_an_address_that_names_the_meetings(client, official, meetings):
    client.force_login(official)

    typed = {"as_at": "", "at_meeting": meetings[2].pk, "since": "1 January 2026", "since_meeting": ""}

    assert client.get(ADDRESS, typed).url == f"{ADDRESS}?as_at=meeting-{meetings[2].pk}&since=2026-01-01"


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ("?as_at=2999-01-01", "nobody knows yet how things will stand"),
        ("?as_at=2026-02-01&since=2026-02-02", "Enter a day that is not after the one of the summary"),
        ("?as_at=2026-02-01&since=meeting-{last}", "Choose a meeting that is not after the day of the summary"),
        ("?since=yesterday", "Enter a date such as 5 March 2025"),
        ("?as_at=meeting-{other}", "Choose a meeting that was held"),
        ("?since=meeting-{other}", "Choose a meeting that was held"),
        ("?since=2026-01-01&since_meeting={last}", "Enter a day or choose a meeting, not both"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_beside_the_field(client, official, meetings, query, refusal):
    elsewhere = make_meeting(make_board(), Stage.PUBLISHED)
    client.force_login(official)

    page = client.get(ADDRESS + query.format(last=meetings[2].pk, other=elsewhere.pk)).content.decode()

    assert refusal in page
    assert "There is a problem" in page


def test_an_official_is_told_of_minutes_that_are_not_open_to_them_and_nothing_of_what_they_say(
    client, board, official, member, meetings
):
    circulated = make_meeting(board, Stage.CIRCULATED, held_on=after(30))
    (minute,) = decide(circulated, "Decided in secret so far.")
    make_action(raised_in=minute, text="Do it in secret so far.")

    client.force_login(official)
    page = words_of(client.get(ADDRESS))

    assert "The minutes of 4 April 2026 are not open to you yet." in page
    assert "in secret so far" not in page
    assert [f.count for f in summary(client, official).figures.totals[:3]] == [0, 0, 0]
    found = summary(client, member)
    assert found.meetings.not_open == []
    assert [row.text for row in found.decisions.rows] == ["Decided in secret so far."]
    assert [f.count for f in found.figures.totals[:3]] == [1, 0, 1]


def test_decisions_of_a_restricted_item_are_for_its_members(client, official, member, meetings):
    make_minute(make_item(meetings[2], is_restricted=True), kind=Minute.Kind.DECISION, text="Decided in private.")

    assert "Decided in private." not in [row.text for row in summary(client, official).decisions.rows]
    assert "Decided in private." in [row.text for row in summary(client, member).decisions.rows]


def test_each_number_opens_the_list_that_it_counts(client, board, official, meetings):
    for number, status in enumerate(
        ("open", "in_progress", "to_be_agreed", "complete", "complete", "no_longer_needed")
    ):
        action = make_action(board, raised_on=after(-number * 20), due_on=after(3))
        if status != "open":
            make_update(action, status)
    make_action(make_board(), due_on=after(3))

    for query in ("", "?as_at=2026-03-10", f"?as_at=meeting-{meetings[2].pk}", "?since=2026-01-01"):
        figures = list(summary(client, official, query).figures)
        linked = [figure for figure in figures if figure.address]

        assert len(linked) >= len(figures) - 1
        assert [(f.label, f.count) for f in linked] == [
            (f.label, client.get(f.address).context["page"].paginator.count) for f in linked
        ]


def test_an_empty_board_has_a_summary(client, board, official):
    Membership.objects.update(starts_on=TODAY)
    client.force_login(official)
    words = words_of(client.get(ADDRESS))

    assert "Chair Nobody Secretariat Nobody Quorum None set Last meeting None yet Next meeting None planned" in words
    assert "Decisions since the beginning None that are open to you." in words
