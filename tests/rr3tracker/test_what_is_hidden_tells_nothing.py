"""On a reader's own board too, what is hidden changes no page: restricted items, minutes that are not issued to them, and what
hangs on a paragraph of either; of a public board, what happens between meetings; and a group on which they have no role.

Every page in reach is read, the hidden is added, and every page is read again. How an action or a recommendation stands is
a fact for whoever sees it (decision 4), so that nothing here changes the standing of one that is seen.
"""

import datetime as dt

import pytest

from actions.models import ActionOwner, Response, Status
from actions.services import Due, issue_to_board
from meetings.models import Minute
from organisations.models import Membership
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_advice,
    make_attendance,
    make_board,
    make_comment,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
    make_recommendation,
    make_response,
    make_seat,
    make_theme,
    make_update,
    make_user,
)
from tests.rr3tracker.test_one_board_tells_nothing_of_another import SECRET, crawl, starts, tell_secrets, words_of


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


def after(count):
    return DAY + dt.timedelta(days=count)


class World:
    """A board with an open and a restricted item in minutes that were issued, and with later minutes that are not issued yet."""

    def __init__(self, board, *, issued, not_issued):
        self.board = board
        self.ours = make_organisation("Ministry of Paper", acronym="MOP")
        self.shared, self.own = make_theme(name="Accommodation"), make_theme(board, name="Envelopes")
        self.seat = make_seat(board, title="Seat of paper")
        self.came = make_person("Petra Long", organisation=self.ours)
        make_membership(board, person=self.came, organisation=self.ours)
        make_attendance(make_meeting(board, issued, held_on=after(-90)), person=self.came)
        meeting = make_meeting(board, issued, held_on=after(-60))
        self.later = make_meeting(board, not_issued, held_on=after(-9))
        make_meeting(board, held_on=after(20))
        item = make_item(meeting)
        item.themes.add(self.shared, self.own)
        make_minute(item, kind=Minute.Kind.DECISION)
        self.action = make_action(
            raised_in=make_minute(item), due_on=after(-20), owners=[ActionOwner(organisation=self.ours)]
        )
        self.action.themes.add(self.shared, self.own)
        make_update(self.action, Status.DELAYED, reported_on=after(-60), recorded_in=make_minute(item))
        self.restricted = make_minute(make_item(meeting, is_restricted=True))
        self.not_issued = make_minute(make_item(self.later))
        self.advice = make_advice(board, given_on=after(-40), is_published=True)
        self.recommendation = make_recommendation(self.advice, self.ours)
        self.recommendation.themes.add(self.shared, self.own)

    def hide(self, minute):
        """What hangs on a paragraph that the reader may not read."""
        if minute.item.is_restricted:  # the agenda is for all of the board
            minute.item.themes.add(self.shared, self.own)
        hidden = make_minute(minute.item, text=SECRET, kind=Minute.Kind.DECISION)
        make_comment(hidden, text=SECRET)
        for status in (Status.OPEN, Status.TO_BE_AGREED, Status.COMPLETE, Status.NO_LONGER_NEEDED):
            self.add_action(status, raised_in=hidden)
        one = make_recommendation(self.advice, self.ours, text=SECRET, raised_in=hidden)
        one.themes.add(self.shared, self.own)
        one.actions.add(self.action)
        make_response(one.addressees.get(), text=SECRET)
        Response.objects.create(
            addressee=self.recommendation.addressees.get(),
            responded_on=after(-3),
            answer_before="awaiting",
            answer_after="awaiting",
            text=SECRET,
            recorded_in=hidden,
        )
        make_update(
            self.action, self.action.status, reported_on=hidden.item.meeting.held_on, text=SECRET, recorded_in=hidden
        )

    def add_action(self, status, **where):
        owners = [ActionOwner(organisation=self.ours), ActionOwner(words=SECRET), ActionOwner(seat=self.seat)]
        raised = where or {"raised_on": after(-30)}
        action = make_action(self.board, text=f"About {SECRET}", due_on=after(-9), owners=owners, **raised)
        action.themes.add(self.shared, self.own)
        make_update(action, Status.DELAYED, reported_on=after(-8), due=Due(on=after(-4)), text=SECRET)
        if status != Status.OPEN:
            make_update(action, status, reported_on=after(-3), text=SECRET)
        self.recommendation.actions.add(action)
        return action


def pages_of(client, board):
    return crawl(
        client,
        [
            *(one for one in starts() if "/paper/" not in one),
            f"/boards/{board.slug}/",
            f"/boards/{board.slug}/summary/",
            f"/boards/{board.slug}/summary/?as_at=2026-03-01",
            f"/boards/{board.slug}/summary/?since=2025-01-01",
            f"/boards/{board.slug}/year/?year=2026",
            f"/boards/{board.slug}/year/?year=2025-26",
            "/dashboard/?theme=none&period_from=2025-01-01",
            "/recommendations/?as_at=2026-03-05",
            "/recommendations/csv/",
            "/actions/csv/?as_at=2026-03-05",
        ],
    )


def changed(client, before):
    return [address for address, words in before.items() if words_of(client.get(address)) != words]


def sign_in(client, *roles):
    user = make_user("paula@example.org")
    person = make_person("Paula Reed", user=user, organisation=make_organisation("Ministry of Ink"))
    for board, role in roles:
        make_membership(board, person=person, organisation=person.organisation, role=role)
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("where", "also"), [("restricted", None), ("restricted", Membership.Role.SECRETARIAT), ("not_issued", None)]
)
def test_a_paragraph_that_is_not_open_to_an_official_changes_no_page_of_theirs(client, board, where, also):
    world = World(board, issued="approved", not_issued="circulated")
    roles = [(make_board("Board of ink", slug="ink", acronym="INK", reference_prefix="INK"), also)] if also else []
    sign_in(client, (board, Membership.Role.OFFICIAL), *roles)
    before = pages_of(client, board)
    assert len(before) > 80
    assert sum(world.action.reference in words for words in before.values()) > 10

    world.hide(getattr(world, where))
    if where == "not_issued":
        make_attendance(world.later, person=world.came, status="present")
    else:
        issue_to_board([world.add_action(Status.OPEN, raised_in=world.restricted)], at=MOMENT, by=make_user())

    assert changed(client, before) == []


def test_what_is_restricted_is_there_to_be_found(client, board):
    """By a member, to whom it is open."""
    world = World(board, issued="approved", not_issued="circulated")
    sign_in(client, (board, Membership.Role.MEMBER))
    before = pages_of(client, board)

    world.hide(world.restricted)

    assert len(changed(client, before)) > 40


def test_a_visitor_of_a_public_board_learns_nothing_of_what_it_has_not_published(client, board):
    board.minutes_visible_to = "public"
    board.save()
    world = World(board, issued="published", not_issued="approved")
    before = pages_of(client, board)
    assert sum(world.action.reference in words for words in before.values()) > 5

    world.hide(world.restricted)
    world.hide(world.not_issued)
    make_attendance(world.later, person=world.came, status="present")
    for status in (Status.OPEN, Status.COMPLETE):
        world.add_action(status)
    make_update(world.action, Status.DELAYED, reported_on=after(-1), text=SECRET)
    hidden = make_recommendation(make_advice(board, title=SECRET, given_on=after(-30)), world.ours, text=SECRET)
    hidden.themes.add(world.shared, world.own)

    assert changed(client, before) == []


def test_a_group_of_a_board_tells_nothing_to_who_has_a_role_on_the_board_and_on_another_group(client, board):
    world = World(board, issued="approved", not_issued="circulated")
    mine = make_board("Group of ink", slug="ink", acronym="INK", reference_prefix="INK", parent=board)
    make_action(mine, raised_on=after(-30), owners=[ActionOwner(organisation=world.ours)])
    theirs = make_board("Group of glue", slug="glue", acronym="GLU", reference_prefix="GLU", parent=board)
    sign_in(client, (board, Membership.Role.OFFICIAL), (mine, Membership.Role.OFFICIAL))
    before = pages_of(client, board)
    assert sum("INK" in words for words in before.values()) > 10

    tell_secrets(theirs, world.ours, world.shared)

    assert changed(client, before) == []
    assert [address for address, words in before.items() if "Group of glue" in words or "GLU" in words] == []
