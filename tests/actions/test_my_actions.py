"""What somebody owes, on every board: which actions, in which part of the page, and what each row says."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from actions.mine import how_many_owed, owed_by
from actions.models import ActionOwner, ActionReport, Status
from actions.models.sections import Section
from actions.services import report_progress
from meetings.models import MinutesStage
from organisations.models import Membership
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
    make_seat,
    make_update,
    make_user,
)

pytestmark = pytest.mark.django_db

TODAY = DAY + dt.timedelta(days=100)
ADDRESS = "/my/actions/"


def day(offset):
    return TODAY + dt.timedelta(days=offset)


def owned(user, board, **overrides):
    return make_action(board, owners=[ActionOwner(person=user.person)], **overrides)


def listed(user, **given):
    """Section by section, what stands in it."""
    owed = owed_by(user, on=TODAY, **given)
    return {part.section: [row.action for row in part.rows] for part in owed.sections}


def all_listed(user, **given):
    return [action for actions in listed(user, **given).values() for action in actions]


def only_row(user, **given):
    (part,) = owed_by(user, on=TODAY, **given).sections
    (row,) = part.rows
    return row


def wait_for_the_secretariat(action, **given):
    report = {"status": Status.IN_PROGRESS, "text": "Half done.", "reported_on": DAY, "made_at": MOMENT}
    return ActionReport.objects.create(action=action, state=ActionReport.State.WAITING, **report, **given)


def page_of(client, user, query=""):
    client.force_login(user)
    response = client.get(f"{ADDRESS}{query}")
    assert response.status_code == 200
    return response


def words_of(response):
    main = response.text.split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


SECTIONS = [
    # status, due in how many days, whether the board meets in 30 days; where it stands
    (Status.OPEN, -1, True, Section.OVERDUE),
    (Status.DELAYED, -1, False, Section.OVERDUE),
    (Status.IN_PROGRESS, 0, True, Section.COMING),
    (Status.OPEN, 30, True, Section.COMING),
    (Status.OPEN, 31, True, Section.LATER),
    (Status.OPEN, 14, False, Section.COMING),
    (Status.OPEN, 15, False, Section.LATER),
    (Status.OPEN, None, True, Section.LATER),
    (Status.TO_BE_AGREED, -1, True, Section.TO_BE_AGREED),
    (Status.TO_BE_AGREED, None, False, Section.TO_BE_AGREED),
]


@pytest.mark.parametrize(("status", "due", "meets", "section"), SECTIONS)
@pytest.mark.parametrize("at_meeting", [False, True])
def test_where_an_action_stands(board, member, status, due, meets, section, at_meeting):
    if meets:
        make_meeting(board, held_on=day(30))
        make_meeting(board, held_on=day(60))
    make_meeting(held_on=day(3))
    when = {}
    if due is not None and at_meeting and not (meets and due < 30):
        when = {"due_at": make_meeting(board, held_on=day(due))} if meets or due < 0 else {"due_on": day(due)}
    elif due is not None:
        when = {"due_on": day(due)}
    action = owned(member, board, **when)
    if status != Status.OPEN:
        make_update(action, status)

    assert listed(member) == {section: [action]}


def test_one_due_at_the_next_meeting_is_due_before_it_and_one_in_words_is_later(board, member):
    coming = owned(member, board, due_at=make_meeting(board, held_on=day(90)))
    worded = owned(member, board, due_text="After publication")

    assert listed(member) == {Section.COMING: [coming], Section.LATER: [worded]}


@pytest.mark.parametrize(
    ("closed", "last_met", "stays"),
    [(-60, None, True), (-61, None, False), (-90, -90, True), (-91, -90, False), (-61, -30, False), (-90, 0, False)],
)
def test_what_was_finished_stays_sixty_days_or_until_the_board_has_met(board, member, closed, last_met, stays):
    if last_met is not None:
        make_meeting(board, held_on=day(last_met))
    action = owned(member, board)
    make_update(action, Status.COMPLETE, reported_on=day(closed))

    assert listed(member) == ({Section.FINISHED: [action]} if stays else {})
    assert how_many_owed(member, on=TODAY).open == 0


def test_the_soonest_due_stands_first_and_the_latest_finished(board, member):
    make_meeting(board, held_on=day(30))
    second, first = (owned(member, board, due_on=day(offset)) for offset in (9, 2))
    earlier, later = owned(member, board), owned(member, board)
    make_update(earlier, Status.COMPLETE, reported_on=day(-9))
    make_update(later, Status.NO_LONGER_NEEDED, reported_on=day(-2))

    assert listed(member) == {Section.COMING: [first, second], Section.FINISHED: [later, earlier]}


def as_seat(board, user):
    seat = make_seat(board, title="Large provider")
    Membership.objects.filter(person=user.person).update(seat=seat)
    return ActionOwner(seat=seat)


WAYS = {
    # way of owning: the owner; whether in person; what the row says of it
    "person": (lambda board, user: ActionOwner(person=user.person), True, ""),
    "seat": (as_seat, True, "For the seat “Large provider”"),
    "role": (lambda board, user: ActionOwner(role="members"), True, "As a member"),
    "organisation": (lambda board, user: ActionOwner(organisation=user.person.organisation), False, ""),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_owing_stands_on_one_of_the_two_lists(board, member, way):
    make_owner, in_person, said = WAYS[way]
    action = make_action(board, owners=[make_owner(board, member)])

    assert all_listed(member) == ([action] if in_person else [])
    assert all_listed(member, for_organisation=True) == ([] if in_person else [action])
    assert how_many_owed(member, on=TODAY).open == 1
    assert only_row(member, for_organisation=not in_person).shared == said


@pytest.mark.parametrize(
    "owner",
    [
        lambda board, user: ActionOwner(person=make_person()),
        lambda board, user: ActionOwner(seat=make_seat(board)),
        lambda board, user: ActionOwner(role="chair"),
        lambda board, user: ActionOwner(role="officials"),
        lambda board, user: ActionOwner(organisation=make_organisation()),
        lambda board, user: ActionOwner(words="Everybody"),
    ],
    ids=["person", "seat", "chair", "officials", "organisation", "words"],
)
def test_what_others_owe_is_on_neither_list(board, member, owner):
    make_action(board, owners=[owner(board, member)])

    assert (all_listed(member), all_listed(member, for_organisation=True)) == ([], [])
    assert how_many_owed(member, on=TODAY).open == 0


def test_what_is_owned_in_person_and_by_the_organisation_stands_once(board, member):
    both = [ActionOwner(person=member.person), ActionOwner(organisation=member.person.organisation)]
    action = make_action(board, owners=both)

    assert (all_listed(member), all_listed(member, for_organisation=True)) == ([action], [])
    assert how_many_owed(member, on=TODAY).open == 1


def test_a_part_that_is_done_is_owed_no_more_but_stands_among_what_was_finished(board, member):
    done = [ActionOwner(person=member.person, done_on=DAY), ActionOwner(role="chair")]
    action = make_action(board, owners=done)
    assert listed(member) == {}

    make_update(action, Status.COMPLETE, reported_on=day(-1))
    assert listed(member) == {Section.FINISHED: [action]}


def test_when_ones_own_part_is_done_the_organisations_is_still_owed(board, member):
    organisation = member.person.organisation
    owners = [ActionOwner(person=member.person, done_on=DAY), ActionOwner(organisation=organisation)]
    action = make_action(board, owners=owners)

    assert (all_listed(member), all_listed(member, for_organisation=True)) == ([], [action])
    assert how_many_owed(member, on=TODAY).open == 1


def test_what_somebody_only_typed_or_reported_is_not_theirs(board, member, secretary):
    action = owned(member, board)
    report_progress(
        action,
        status=Status.IN_PROGRESS,
        text="Begun.",
        reported_on=day(-9),
        reported_by=secretary.person,
        by=secretary,
    )
    wait_for_the_secretariat(action, made_by=secretary, reported_by=member.person)

    assert (all_listed(secretary), all_listed(secretary, for_organisation=True)) == ([], [])
    assert all_listed(member) == [action]


def test_what_they_may_not_see_is_on_no_list_and_in_no_count(board, member, secretary):
    draft = make_minute(make_item(make_meeting(board)))
    owned(member, board, raised_in=draft, text="Asked in a draft")
    owned(member, make_board(), text="Asked by another board")
    official = make_user()
    make_membership(board, person=make_person(user=official), role=Membership.Role.OFFICIAL)
    restricted = make_item(make_meeting(board, stage=MinutesStage.APPROVED), is_restricted=True)
    owned(official, board, raised_in=make_minute(restricted), text="Asked behind closed doors")

    for user in (member, official):
        assert (all_listed(user), how_many_owed(user, on=TODAY).open) == ([], 0)


@pytest.mark.parametrize(("visibility", "sees"), [("members", False), ("public", True)])
def test_a_former_member_sees_of_the_board_they_left_what_anybody_sees(visibility, sees):
    board = make_board(minutes_visible_to=visibility)
    user = make_user()
    make_membership(board, person=make_person(user=user), ends_on=dt.date(2025, 1, 1))
    published = make_meeting(board, stage=MinutesStage.PUBLISHED)
    action = owned(user, board, raised_in=make_minute(make_item(published)))
    owned(user, board, text="Asked between meetings")

    assert all_listed(user) == ([action] if sees else [])


def test_the_lists_and_the_register_count_the_same(client, board, member):
    owned(member, board)
    make_update(owned(member, board), Status.TO_BE_AGREED)
    make_update(owned(member, board), Status.COMPLETE)
    make_action(board, owners=[ActionOwner(organisation=member.person.organisation)])
    owed = how_many_owed(member, on=timezone.localdate())

    address = page_of(client, member).context["mine_address"]

    assert (owed.open, client.get(address).context["total"]) == (3, 3)


SHARED = [
    # owners: whose they are and whether they lead; what the row says
    ([("own", False)], ""),
    ([("own", True)], ""),
    ([("own", True), ("Ada Byng", False)], "You lead, with Ada Byng"),
    ([("own", False), ("Ada Byng", True)], "With Ada Byng (leads)"),
    ([("own", False), ("Ada Byng", False), ("Ben Low", True)], "With Ben Low (leads), Ada Byng"),
]


@pytest.mark.parametrize(("owners", "said"), SHARED)
def test_with_whom_it_is_owed(board, member, owners, said):
    people = [(member.person if who == "own" else make_person(who), leads) for who, leads in owners]
    rows = [ActionOwner(person=person, is_lead=leads, position=n) for n, (person, leads) in enumerate(people)]
    make_action(board, owners=rows)

    assert only_row(member).shared == said


def test_of_an_organisation_it_says_that_it_leads_and_whose_part_is_done(board, member):
    organisation = member.person.organisation
    others = ActionOwner(person=make_person("Ada Byng"), done_on=DAY)
    make_action(board, owners=[ActionOwner(organisation=organisation, is_lead=True), others])

    row = only_row(member, for_organisation=True)

    assert row.shared == f"{organisation.name} leads, with Ada Byng (part done)"


def test_it_says_whose_report_waits_to_those_who_may_know_of_it(board, member, secretary):
    ada = make_user()
    make_membership(board, person=make_person("Ada Byng", user=ada))
    action = make_action(board, owners=[ActionOwner(role="members"), ActionOwner(role="secretariat")])
    said = "Reported by {} on 5 March 2026; waits for the secretariat"

    assert only_row(member).waits == ""
    report = wait_for_the_secretariat(action, made_by=secretary, reported_by=member.person)
    assert only_row(member).waits == said.format("you")
    assert only_row(secretary).waits == said.format("Mina Hollis")
    assert only_row(ada).waits == ""

    report.state, report.decided_at, report.decided_by = ActionReport.State.ACCEPTED, MOMENT, secretary
    report.save()
    assert only_row(member).waits == ""


def test_a_row_links_to_the_action_its_paragraph_and_the_report(client, board, member):
    minute = make_minute(make_item(make_meeting(board, stage=MinutesStage.CIRCULATED)), number="8.2.1")
    make_meeting(board, held_on=DAY + dt.timedelta(days=30))
    action = owned(member, board, raised_in=minute, text="Send the figures.", due_on=DAY)

    response = page_of(client, member)

    for address in (action.get_absolute_url(), minute.get_absolute_url(), f"/actions/{action.reference}/report/"):
        assert f'href="{address}"' in response.text
    assert "Send the figures. Raised 5 March 2026, paragraph 8.2.1 . Carried to 1 meeting" in words_of(response)
    assert "5 March 2026 Overdue" in words_of(response)


def test_what_is_finished_offers_no_report(client, board, member):
    action = owned(member, board)
    make_update(action, Status.COMPLETE, reported_on=timezone.localdate())

    assert "/report/" not in page_of(client, member).text
    assert "You owe nothing." in words_of(page_of(client, member))


@pytest.mark.parametrize("boards", [1, 2])
def test_the_board_is_named_to_those_who_are_on_several(client, board, member, boards):
    if boards == 2:
        make_membership(make_board(), person=member.person)
    owned(member, board)

    assert ("RR3, raised 5 March 2026" in words_of(page_of(client, member))) is (boards == 2)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("member", "You owe nothing. What a board asks of you by name"),
        ("stranger", "You owe nothing. You have no role on a board yet"),
    ],
)
def test_who_owes_nothing_is_told_so(client, request, who, said):
    assert said in words_of(page_of(client, request.getfixturevalue(who)))


def test_the_bare_address_shows_what_the_organisation_owes_where_one_owes_nothing_oneself(client, board, member):
    action = make_action(board, owners=[ActionOwner(organisation=member.person.organisation)])

    response = page_of(client, member)

    assert [row.action for row in response.context["owed"].sections[0].rows] == [action]
    assert "Owed by you (0) Owed by Hollis Trust, which you act for (1)" in words_of(response)
    assert page_of(client, member, "?for=me").context["owed"].sections == []
    owned(member, board)
    assert not page_of(client, member).context["owed"].for_organisation
    assert page_of(client, member, "?for=organisation").context["owed"].for_organisation


def test_an_anonymous_reader_is_asked_to_sign_in_and_comes_back(client, board):
    response = client.get(f"{ADDRESS}?for=organisation")

    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/my/actions/%3Ffor%3Dorganisation")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("part", ["me", "organisation"])
def test_the_number_of_queries_does_not_grow(client, board, member, part, rows, django_assert_num_queries):
    organisation = member.person.organisation
    for _ in range(rows):
        minute = make_minute(make_item(make_meeting(board, stage=MinutesStage.APPROVED)))
        owner = ActionOwner(person=member.person) if part == "me" else ActionOwner(organisation=organisation)
        owners = [owner, ActionOwner(person=make_person()), ActionOwner(seat=make_seat(board))]
        action = make_action(board, raised_in=minute, owners=owners)
        wait_for_the_secretariat(action, made_by=member, reported_by=member.person)
    client.force_login(member)
    # The session, the user, their roles; keys, rows, owners, reports; the count for here and the navigation, organisations.
    with django_assert_num_queries(9):
        response = client.get(f"{ADDRESS}?for={part}")
    assert len(response.context["owed"].sections[0].rows) == rows


def test_fifty_stand_on_a_page_that_is_light(client, board, member):
    minute = make_minute(make_item(make_meeting(board, stage=MinutesStage.CIRCULATED)))
    for n in range(60):
        owners = [ActionOwner(person=member.person, is_lead=True), ActionOwner(role="officials")]
        make_action(board, raised_in=minute, text=f"Ask {n} of them. " * 7, owners=owners, due_on=DAY)

    first, second = page_of(client, member), page_of(client, member, "?page=2")

    rows = [sum(len(part.rows) for part in page.context["owed"].sections) for page in (first, second)]
    assert rows == [50, 10]
    assert [page.context["owed"].sections[0].count for page in (first, second)] == [60, 60]
    assert len(first.content) < 40_000
