"""The sections of a summary that tell of organisations, groups, seats and terms; and what they cost."""

import pytest

from actions.models import ActionOwner, Status
from meetings.models import Meeting, Minute
from organisations.models import Board, Membership
from tests.actions.test_action_page import words_of
from tests.factories import (
    DAY,
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
    make_seat,
    make_update,
    make_user,
)
from tests.rr3tracker.summary.conftest import TODAY, after

ADDRESS = "/boards/rr3/summary/"
Stage, Role = Meeting.Stage, Membership.Role


def summary(client, user, query=""):
    client.force_login(user)
    return client.get(f"{ADDRESS}{query}").context["summary"]


def owned(board, *organisations, status="open", **given):
    action = make_action(board, owners=[ActionOwner(organisation=one) for one in organisations], **given)
    if status != "open":
        make_update(action, status)
    return action


def test_an_organisation_is_told_what_it_owes_the_overdue_first(client, board, official):
    nacro, clinks = make_organisation("Nacro"), make_organisation("Clinks Ltd", acronym="CLI")
    owned(board, nacro, text="Early.", due_on=after(90))
    owned(board, nacro, clinks, text="Late.", raised_on=after(1), due_on=after(7))
    owned(board, clinks, text="Done.", status=Status.COMPLETE)
    owned(board, text="Nobody’s.")

    lines = summary(client, official).owed.lines

    assert [(line.name, [f.count for f in line.figures], [row.text for row in line.rows]) for line in lines] == [
        ("Nacro", [2, 1, 0], ["Late.", "Early."]),
        ("CLI", [1, 1, 1], ["Late."]),
        ("No organisation", [1, 0, 0], ["Nobody’s."]),
    ]


@pytest.mark.parametrize("query", ["", f"?as_at={after(20)}"])
def test_each_number_of_an_organisation_opens_the_list_that_it_counts(client, board, official, query):
    nacro = make_organisation("Nacro")
    make_action(board, owners=[ActionOwner(person=make_person(organisation=nacro))], due_on=after(2))
    owned(board, nacro, make_organisation("Clinks"), due_on=after(9))
    owned(board, nacro, status=Status.COMPLETE)
    owned(board)
    owned(make_board(), nacro)

    figures = [f for line in summary(client, official, query).owed.lines for f in line.figures if f.address]

    assert sum(f.count for f in figures) == (7 if query else 8)
    assert [f.count for f in figures] == [client.get(f.address).context["page"].paginator.count for f in figures]


def test_the_five_longest_running_are_the_oldest_that_are_open(client, board, official):
    for days in (5, 3, 1, 6, 2, 4):
        make_action(board, raised_on=after(days), text=f"Of day {days}.")
    make_update(make_action(board, raised_on=DAY, text="Done."), Status.COMPLETE)
    make_meeting(board, held_on=after(5))

    found = summary(client, official).owed.longest

    assert [(row.text, row.carried) for row in found] == [
        ("Of day 1.", 1),
        ("Of day 2.", 1),
        ("Of day 3.", 1),
        ("Of day 4.", 1),
        ("Of day 5.", 0),
    ]


def test_many_actions_of_one_organisation_are_told_by_five_and_the_way_to_the_rest(client, board, official):
    nacro = make_organisation("Nacro")
    for _ in range(8):
        owned(board, nacro)

    (line,) = summary(client, official).owed.lines

    assert (len(line.rows), line.more) == (5, 3)
    assert client.get(line.more_address).context["page"].paginator.count == 8


@pytest.mark.parametrize("query", ["", f"?as_at={after(20)}"])
def test_organisations_that_have_still_to_answer_a_recommendation_are_told_of(client, board, official, query):
    moj, nhs = make_organisation("Ministry of Justice", acronym="MoJ"), make_organisation("NHS England")
    advice = make_advice(board, response_due_on=after(10))
    for number in range(4):
        make_recommendation(advice, moj, number=str(number), response_due_on=after(99) if number else None)
    make_recommendation(make_advice(board), moj, nhs, number="5a", text="Do it.")
    make_recommendation(make_advice(board, given_on=None), nhs, text="Only drafted.")
    make_recommendation(make_advice(make_board()), nhs, text="Of another board.")

    lines = summary(client, official, query).awaited

    assert [(line.organisation, [f.count for f in line.figures], len(line.rows), line.more) for line in lines] == [
        ("MoJ", [5, 1], 3, 2),
        ("NHS England", [1, 0], 1, 0),
    ]
    assert [(row.name, row.text) for row in lines[1].rows] == [("Recommendation 5a", "Do it.")]
    figures = [f for line in lines for f in line.figures]
    assert [f.count for f in figures] == [client.get(f.address).context["page"].paginator.count for f in figures]


def test_vacant_seats_and_terms_that_end_within_ninety_days(client, board, official):
    make_seat(board, title="Arts")
    make_seat(board, title="Sport", abolished_on=TODAY)
    make_membership(board, person=make_person("Soon Gone"), seat=make_seat(board, title="Work"), ends_on=after(60 + 90))
    make_membership(board, person=make_person("Gone Today"), ends_on=TODAY, role=Role.CHAIR)
    make_membership(board, person=make_person("Later Gone"), ends_on=after(60 + 91))
    make_membership(board, person=make_person("Gone Already"), ends_on=after(59))

    places = summary(client, official).places

    assert (places.held, places.vacant) == (3, ["Arts"])
    assert [(one.who, one.place, one.on) for one in places.ending] == [
        ("Gone Today", "Chair", "4 May 2026"),
        ("Soon Gone", "Work", "2 August 2026"),
    ]


@pytest.fixture
def groups(board, official):
    """One on which the official has a role, and one on which they have none."""
    ours = make_board("Ours", slug="ours", acronym="OURS", parent=board)
    theirs = make_board("Theirs of nobody’s business", slug="theirs", acronym="THEIRS", parent=board)
    make_membership(ours, person=official.person, role=Role.OFFICIAL)
    for group in (ours, theirs):
        make_action(group, due_on=after(1))
        make_meeting(group, held_on=after(3))
        make_meeting(group, held_on=after(99))
    make_update(make_action(ours), Status.COMPLETE)
    make_action(board, due_on=after(99))
    return ours, theirs


@pytest.mark.parametrize("query", ["", f"?as_at={after(20)}"])
def test_a_board_is_summed_up_with_those_of_its_groups_that_the_reader_belongs_to(client, official, groups, query):
    lines = summary(client, official, query).groups.lines

    assert [(line.name, [f.count for f in line.figures], line.last, line.next) for line in lines] == [
        ("RR3", [1, 0, 0], None, None),
        ("OURS", [1, 1, 1], after(3), after(99)),
        ("Together", [2, 1, 1], None, None),
    ]
    assert lines[1].address == f"/boards/ours/summary/{query}"
    assert client.get(lines[1].address).status_code == 200
    figures = [f for line in lines for f in line.figures if f.address]
    assert [f.count for f in figures] == [client.get(f.address).context["page"].paginator.count for f in figures]


@pytest.mark.parametrize("query", ["", f"?as_at={after(20)}", "?since=2026-01-01"])
def test_an_official_of_the_board_learns_nothing_of_a_group_that_is_not_theirs(client, official, groups, query):
    client.force_login(official)

    assert "heirs" not in client.get(ADDRESS + query).content.decode()
    assert client.get("/boards/theirs/summary/").status_code == 404


def test_an_official_of_a_group_learns_nothing_of_its_parent(client, board, groups):
    only = make_person("Only There", user=make_user())
    make_membership(groups[0], person=only, role=Role.OFFICIAL)
    client.force_login(only.user)

    page = client.get("/boards/ours/summary/").content.decode()

    assert "Reducing Reoffending" not in page
    assert "RR3-" not in page
    assert client.get(ADDRESS).status_code == 404


def fill(board, official, n):
    """Of everything that a summary lists, ``n``."""
    for number in range(n):
        meeting = make_meeting(board, Stage.APPROVED, held_on=after(-number * 10))
        minute = make_minute(make_item(meeting), kind=Minute.Kind.DECISION)
        body = make_organisation()
        person = make_person(organisation=body)
        make_attendance(meeting, person=person, organisation=body)
        make_membership(board, person=person, seat=make_seat(board), ends_on=after(100))
        make_seat(board)
        make_action(
            raised_in=minute, owners=[ActionOwner(person=person), ActionOwner(organisation=make_organisation())]
        )
        make_update(make_action(board, owners=[ActionOwner(words="All")]), Status.COMPLETE)
        group = make_board(parent=board)
        make_membership(group, person=official.person, role=Role.OFFICIAL)
        make_action(group)
        make_recommendation(make_advice(board))


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"), [("", 21), (f"?as_at={after(20)}", 25), (f"?as_at={after(20)}&since=2026-01-01", 25)]
)
def test_the_number_of_queries_is_fixed(client, board, official, django_assert_num_queries, query, queries, n):
    fill(board, official, n)
    client.force_login(official)
    client.get("/boards/")

    with django_assert_num_queries(queries):
        client.get(ADDRESS + query)


def test_names_of_three_hundred_letters_have_room(client, board, official):
    Board.objects.update(name="N" * 300, purpose="P" * 300)
    body = make_organisation("O" * 300)
    make_action(board, text="T" * 300, owners=[ActionOwner(organisation=body)], due_text="D" * 300)
    make_membership(board, person=make_person("M" * 300), seat=make_seat(board, title="S" * 300), ends_on=TODAY)

    client.force_login(official)
    words = words_of(client.get(ADDRESS))

    assert "N" * 300 in words
    assert "O" * 300 in words


def test_a_board_of_sixty_members_is_told_whole(client, board, official):
    meeting = make_meeting(board, Stage.APPROVED, held_on=DAY)
    for number in range(60):
        person = make_person(f"Member {number}")
        make_membership(board, person=person)
        make_attendance(meeting, person=person)

    found = summary(client, official)

    assert found.places.held == 60
    assert len(found.record.attendance.members) == 60
