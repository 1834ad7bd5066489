"""Which mails are due on which day, and to whom."""

from __future__ import annotations

import pytest

from actions.mailing.planning import plan_board
from actions.models import Action, ActionOwner, ActionReport, BoardMailing, Mail, MailChoice
from actions.services import issue_to_board, report_progress
from organisations.models import Board, Membership, Person
from tests.actions.mailing import AT, TODAY, days, mails_on, make_all, make_owner_on, owed_by, send_all, set_terms
from tests.factories import (
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_seat,
    make_user,
)

pytestmark = pytest.mark.django_db
Role = Membership.Role


@pytest.fixture
def ann(board):
    return make_owner_on(board, "Ann Ashby")


@pytest.fixture
def ben(board):
    return make_owner_on(board, "Ben Carver")


def raised_at(meeting, *owners, **overrides):
    minute = make_minute(make_item(meeting, **overrides))
    return make_action(raised_in=minute, owners=[ActionOwner(person=owner) for owner in owners])


def circulated(board, *, ago=1, held_ago=10, stage="circulated"):
    at = AT - days(ago)
    meeting = make_meeting(board, stage=stage, held_on=TODAY - days(held_ago))
    type(meeting).objects.filter(pk=meeting.pk).update(circulated_at=at, circulated_by=make_user())
    meeting.refresh_from_db()
    return meeting


# What is due soon


@pytest.mark.parametrize(
    ("due", "expected"),
    [(-1, ["overdue"]), (0, ["digest"]), (1, ["digest"]), (14, ["digest"]), (15, []), (None, [])],
)
def test_what_is_due_is_told_from_fourteen_days_before_and_on_the_day_itself(board, ann, due, expected):
    owed_by(ann, board, due=due)

    assert [kind for _, kind, _ in mails_on(board)] == expected


@pytest.mark.parametrize(
    ("meeting_in", "due", "is_told"),
    [(7, 7, True), (7, 8, False), (7, 0, True), (8, 8, False), (0, 0, True), (0, 1, False)],
)
def test_before_the_next_meeting_all_that_is_due_by_then_is_told(board, ann, meeting_in, due, is_told):
    set_terms(board, days_before_due=1, days_before_meeting=7)
    meeting = make_meeting(board, held_on=TODAY + days(meeting_in))
    owed_by(ann, board, **({"due": None, "due_at": meeting} if due == meeting_in else {"due": due}))

    assert bool(mails_on(board)) == (is_told or due <= 1)


def test_one_digest_a_person_lists_all_that_is_due_the_soonest_first(board, ann, ben):
    later, sooner = owed_by(ann, board, due=9), owed_by(ann, board, due=2)
    of_both = owed_by(ann, board, due=5, owners=[ActionOwner(person=ann), ActionOwner(person=ben)])

    assert mails_on(board) == [
        ("Ann Ashby", "digest", [sooner.reference, of_both.reference, later.reference]),
        ("Ben Carver", "digest", [of_both.reference]),
    ]


def test_an_action_is_told_once_for_the_day_that_it_is_due(board, ann):
    owed_by(ann, board, due=14)
    assert len(send_all(board)) == 1

    assert [mails_on(board, after=n) for n in range(15)] == [[]] * 15


def test_an_action_put_off_is_told_again_before_its_new_day(board, ann, secretary):
    action = owed_by(ann, board, due=10)
    send_all(board)
    action.due_on = TODAY + days(40)
    action.save()

    assert [n for n in range(41) if mails_on(board, after=n)] == list(range(26, 41))


def test_there_is_one_digest_a_week_and_one_for_a_meeting(board, ann):
    owed_by(ann, board, due=3)
    assert [mail.key for mail in send_all(board)] == [f"digest/{board.pk}/{ann.pk}/2026-W10"]
    owed_by(ann, board, due=4)
    assert mails_on(board, after=1) == []
    meeting = make_meeting(board, held_on=TODAY + days(5))

    assert [mail.key for mail in send_all(board, after=1)] == [f"digest/{board.pk}/{ann.pk}/meeting-{meeting.pk}"]


# What is overdue


def test_what_is_overdue_goes_to_the_lead_alone(board, ann, ben):
    owed_by(ann, board, due=-3, owners=[ActionOwner(person=ann), ActionOwner(person=ben, is_lead=True)])

    assert [(who, kind) for who, kind, _ in mails_on(board)] == [("Ben Carver", "overdue")]


@pytest.mark.parametrize("trouble", ["no address", "part done", "left"])
def test_without_a_lead_who_can_be_told_it_goes_to_every_other_owner(board, ann, ben, trouble):
    if trouble == "no address":
        ben.email = ""
        ben.save()
    if trouble == "left":
        Membership.objects.filter(person=ben).update(ends_on=TODAY - days(1))
    lead = ActionOwner(person=ben, is_lead=True, done_on=TODAY if trouble == "part done" else None)
    owed_by(ann, board, due=-3, owners=[ActionOwner(person=ann), lead])

    assert [(who, kind) for who, kind, _ in mails_on(board)] == [("Ann Ashby", "overdue")]


def test_notices_of_what_is_overdue_come_fourteen_days_apart(board, ann):
    owed_by(ann, board, due=-1)
    send_all(board)

    assert [n for n in range(16) if mails_on(board, after=n)] == [14, 15]


def test_nothing_is_chased_that_is_complete_to_be_agreed_or_closed(board, ann):
    for status in ("to_be_agreed", "complete", "no_longer_needed"):
        action = owed_by(ann, board, due=-3)
        report_progress(action, status=status, text="Done.", reported_on=TODAY)

    assert mails_on(board) == []


def test_what_has_a_report_waiting_is_not_chased_and_the_digest_says_so(board, ann):
    for due in (-3, 3):
        ActionReport.objects.create(
            action=owed_by(ann, board, due=due),
            status="in_progress",
            text="Half.",
            due_on=TODAY + days(30),
            due_reason="More time.",
            state="waiting",
            reported_on=TODAY,
            made_at=AT,
            made_by=make_user(),
        )

    plan = plan_board(board, today=TODAY, at=AT)

    assert [draft.occasion.kind for draft in plan.drafts] == ["digest"]
    assert "A report on it waits for the secretariat" in plan.drafts[0].written.text


@pytest.mark.parametrize(
    ("copy_to", "expected"),
    [("nobody", []), ("secretariat", ["sam@example.org"]), ("chair", ["cleo@example.org"])],
)
def test_copies_of_what_is_overdue_go_to_whom_the_board_chose(board, ann, copy_to, expected):
    make_owner_on(board, "Sam Rowe", role=Role.SECRETARIAT)
    make_owner_on(board, "Cleo Dunn", role=Role.CHAIR)
    set_terms(board, copy_overdue_to=copy_to)
    owed_by(ann, board, due=-3)
    owed_by(ann, board, due=3)

    copied = {draft.occasion.kind: draft.copied_to for draft in plan_board(board, today=TODAY, at=AT).drafts}

    assert copied == {"overdue": expected, "digest": []}


# The actions of a meeting


@pytest.mark.parametrize(
    ("stage", "ago", "held_ago", "is_told"),
    [
        ("circulated", 1, 10, True),
        ("circulated", 13, 20, True),
        ("circulated", 14, 20, False),
        ("approved", 1, 10, True),
        ("circulated", 1, 91, False),
        ("drafting", 1, 10, False),
        ("with_chair", 1, 10, False),
    ],
)
def test_the_actions_of_a_meeting_are_told_while_they_are_news(board, ann, stage, ago, held_ago, is_told):
    action = raised_at(circulated(board, ago=ago, held_ago=held_ago, stage=stage), ann)

    assert mails_on(board) == ([("Ann Ashby", "issued", [action.reference])] if is_told else [])


def test_actions_issued_before_the_minutes_are_told(board, ann, secretary):
    meeting = make_meeting(board, held_on=TODAY - days(2))
    issued, _not_issued = raised_at(meeting, ann), raised_at(meeting, ann)
    issue_to_board([issued], at=AT - days(1), by=secretary)

    assert mails_on(board) == [("Ann Ashby", "issued", [issued.reference])]


def test_actions_issued_later_give_one_more_mail_of_the_new_ones(board, ann, secretary):
    meeting = make_meeting(board, held_on=TODAY - days(2))
    first = raised_at(meeting, ann)
    issue_to_board([first], at=AT - days(1), by=secretary)
    assert [mail.key for mail in send_all(board)] == [f"issued/{meeting.pk}/{ann.pk}/1"]
    second = raised_at(meeting, ann)
    issue_to_board([second], at=AT + days(1), by=secretary)

    assert mails_on(board, after=2) == [("Ann Ashby", "issued", [second.reference])]
    assert [mail.key for mail in send_all(board, after=2)] == [f"issued/{meeting.pk}/{ann.pk}/2"]
    assert mails_on(board, after=3) == []


def test_an_action_that_was_issued_anew_is_told_anew(board, ann, secretary):
    meeting = make_meeting(board, held_on=TODAY - days(2))
    action = raised_at(meeting, ann)
    issue_to_board([action], at=AT - days(1), by=secretary)
    send_all(board)
    action.text = "Do something else"
    action.save()
    issue_to_board(type(action).objects.with_owners(), at=AT + days(1), by=secretary)

    assert mails_on(board, after=2) == [("Ann Ashby", "issued", [action.reference])]


def test_to_circulate_what_was_issued_tells_nobody_twice(board, ann, secretary):
    meeting = make_meeting(board, held_on=TODAY - days(2))
    action = raised_at(meeting, ann)
    issue_to_board([action], at=AT - days(1), by=secretary)
    send_all(board)
    type(meeting).objects.update(minutes_stage="circulated", circulated_at=AT + days(1), circulated_by=secretary)

    assert mails_on(board, after=2) == []


def test_what_was_told_as_it_was_issued_is_told_as_due_no_sooner_than_a_week_later(board, ann):
    action = raised_at(circulated(board), ann)
    action.due_on = TODAY + days(12)
    action.save()
    assert [kind for _, kind, _ in mails_on(board)] == ["issued"]
    send_all(board)

    assert [n for n in range(13) if mails_on(board, after=n)] == list(range(7, 13))


# Who answers for an owner, and what they may see


def test_the_people_behind_an_organisation_a_role_a_seat_and_nobody_behind_words(board):
    trust = make_organisation("Northgate Trust")
    seat = make_seat(board, title="Large provider")
    make_owner_on(board, "Ann Ashby", organisation=trust)
    make_owner_on(board, "Cleo Dunn", role=Role.CHAIR)
    make_owner_on(board, "Sid Eames", seat=seat)
    for owner in (
        ActionOwner(organisation=trust),
        ActionOwner(role="chair"),
        ActionOwner(seat=seat),
        ActionOwner(words="Theme leads"),
    ):
        make_action(board, raised_on=TODAY - days(99), due_on=TODAY + days(3), owners=[owner])

    assert [who for who, _, _ in mails_on(board)] == ["Ann Ashby", "Cleo Dunn", "Sid Eames"]


@pytest.mark.parametrize(
    "email", ["", "no address", "ann@example.org\r\nBcc: eve@example.org", "ann@example.org, eve@example.org"]
)
def test_who_has_no_good_address_is_sent_nothing(board, email):
    owed_by(make_owner_on(board, "Ann Ashby", email=email), board, due=3)

    assert mails_on(board) == []


def test_an_owner_whose_part_is_done_is_left_out(board, ann, ben):
    owed_by(ann, board, due=3, owners=[ActionOwner(person=ann, done_on=TODAY), ActionOwner(person=ben)])

    assert [who for who, _, _ in mails_on(board)] == ["Ben Carver"]


@pytest.mark.parametrize("publicity", Board.Visibility)
def test_who_has_left_the_board_is_told_nothing_of_it(board, publicity):
    Board.objects.update(minutes_visible_to=publicity)
    gone = make_owner_on(board, "Ann Ashby", ends_on=TODAY - days(1))
    owed_by(gone, board, due=3)
    owed_by(gone, board, due=-3)
    raised_at(circulated(board), gone)
    raised_at(circulated(board, stage="published"), gone)

    assert mails_on(board) == []


def test_a_restricted_action_is_not_in_the_mail_of_an_official(board, ann):
    official = make_owner_on(board, "Oscar Pell", role=Role.OFFICIAL)
    meeting = circulated(board, stage="approved")
    seen, restricted = raised_at(meeting, ann, official), raised_at(meeting, ann, official, is_restricted=True)
    for kind in ("issued", "digest", "overdue"):
        set_terms(board, **{one: one == kind for one in ("issued", "digest", "overdue")})
        type(seen).objects.update(due_on=None if kind == "issued" else TODAY + days(3 if kind == "digest" else -3))

        assert mails_on(board) == [
            ("Ann Ashby", kind, [seen.reference, restricted.reference]),
            ("Oscar Pell", kind, [seen.reference]),
        ]


def test_a_member_sees_and_an_official_does_not_yet_see_what_is_circulated(board, ann):
    official = make_owner_on(board, "Oscar Pell", role=Role.OFFICIAL)
    raised_at(circulated(board), ann, official)

    assert [who for who, _, _ in mails_on(board)] == ["Ann Ashby"]


def test_what_is_still_in_a_draft_is_not_told_to_the_secretariat_that_owns_it(board):
    keeper = make_owner_on(board, "Sam Rowe", role=Role.SECRETARIAT)
    action = raised_at(make_meeting(board, held_on=TODAY - days(2)), keeper)
    action.due_on = TODAY
    action.save()

    assert mails_on(board) == []


def test_other_boards_are_other_mails(board, ann):
    other = make_board()
    make_membership(other, person=ann)
    here, there = owed_by(ann, board, due=3), owed_by(ann, other, due=3)

    assert mails_on(board) == [("Ann Ashby", "digest", [here.reference])]
    assert mails_on(other) == [("Ann Ashby", "digest", [there.reference])]


# What the board sends, and what a person wants


@pytest.fixture
def one_of_each(board, ann):
    raised_at(circulated(board), ann)
    owed_by(ann, board, due=-3)
    owed_by(ann, board, due=3)


@pytest.mark.parametrize("kind", ["issued", "digest", "overdue"])
def test_a_kind_that_the_board_does_not_send_is_not_made(board, one_of_each, kind):
    set_terms(board, **{kind: False})

    assert {made for _, made, _ in mails_on(board)} == {"issued", "digest", "overdue"} - {kind}


@pytest.mark.parametrize("kind", ["issued", "digest", "overdue"])
def test_a_kind_that_the_person_does_not_want_is_not_made(board, ann, one_of_each, kind):
    MailChoice.objects.create(person=ann, board=board, **{kind: False})
    MailChoice.objects.create(person=ann, board=make_board(), issued=False, digest=False, overdue=False)

    assert {made for _, made, _ in mails_on(board)} == {"issued", "digest", "overdue"} - {kind}


@pytest.mark.parametrize(("often", "expected"), [("weekly", [0, 7, 14]), ("monthly", [0, 30])])
def test_no_more_often_than_the_person_says(board, ann, one_of_each, often, expected):
    MailChoice.objects.create(person=ann, board=board, how_often=often)
    set_terms(board, days_between_notices=7)

    sent = [n for n in range(0, 31 if often == "monthly" else 15) if send_all(board, after=n)]

    assert sent == expected
    assert set(Mail.objects.values_list("sent_at").distinct()) == {(AT + days(n),) for n in expected}
    assert Mail.objects.filter(state="sent").count() == len(expected)


def test_who_gets_one_a_week_keeps_the_one_that_waits(board, ann):
    MailChoice.objects.create(person=ann, board=board, how_often="weekly")
    owed_by(ann, board, due=3)
    make_all(board)
    raised_at(circulated(board), ann)
    make_all(board)

    assert list(Mail.objects.values_list("kind", "state")) == [("digest", "waiting")]


# How much it asks of the database


@pytest.mark.parametrize("owners", [3, 200])
def test_the_number_of_queries_does_not_hang_on_how_many_owners_there_are(board, django_assert_num_queries, owners):
    set_terms(board, copy_overdue_to=BoardMailing.CopyTo.CHAIR)
    people = [Person(name=f"P{n} Owner", email=f"p{n}@example.org") for n in range(owners)]
    people = Person.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(board=board, person=person, starts_on=TODAY, role=Role.OFFICIAL if n % 3 == 0 else Role.MEMBER)
        for n, person in enumerate(people)
    )
    owed = [make_action(board, due_on=TODAY + days(n)) for n in (0, 3)]
    asked = [make_action(raised_in=make_minute(make_item(circulated(board)))) for _ in range(2)]
    shared = [ActionOwner(action=action, person=person) for action in (*owed, *asked) for person in people]
    ActionOwner.objects.bulk_create(shared)
    send_all(board)
    Action.objects.filter(pk=owed[0].pk).update(raised_on=TODAY - days(9), due_on=TODAY - days(3))

    with django_assert_num_queries(15):
        plan = plan_board(board, today=TODAY, at=AT)

    assert len(plan.drafts) == owners


def test_to_plan_writes_nothing(board, one_of_each):
    plan_board(board, today=TODAY, at=AT)

    assert not Mail.objects.exists()
    assert not BoardMailing.objects.exists()
