"""A meeting moves to another day, with everything that has its day."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from actions.models import Action, ActionUpdate, AppendOnlyError, Status
from meetings.models import Meeting
from meetings.services import LOCKED, defer_item, save_meeting
from rr3tracker.moving import change_meeting
from tests.administration import admin_url, form_of
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_amendment,
    make_attendance,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
    make_update,
)

EARLIER, LATER = DAY - dt.timedelta(days=60), DAY + dt.timedelta(days=60)
FORWARD, BACK = DAY + dt.timedelta(days=7), DAY - dt.timedelta(days=7)


@pytest.fixture
def meeting(board):
    return make_meeting(board)


@pytest.fixture
def keeper(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def move(secretary):
    def to(meeting, day):
        now = Meeting.objects.get(pk=meeting.pk)
        now.held_on = day
        return change_meeting(now, by=secretary)

    return to


def paragraph_of(meeting):
    return make_minute(make_item(meeting))


def days_of(action):
    now = Action.objects.get(pk=action.pk)
    return now.raised_on, [update.reported_on for update in now.updates.order_by("pk")], now.closed_on


def everything():
    """What a refused move leaves as it was."""
    kinds = (Meeting, Action, ActionUpdate, Meeting.history, Action.history)
    return [list((getattr(kind, "objects", kind)).order_by("pk").values()) for kind in kinds]


# What moves


@pytest.mark.parametrize("day", [FORWARD, BACK])
def test_what_was_raised_reported_and_closed_at_it_has_the_new_day(board, meeting, move, day):
    raised = make_action(raised_in=paragraph_of(meeting), due_on=LATER)
    reported = make_action(board, raised_on=EARLIER)
    make_update(reported, reported_on=EARLIER)
    make_update(reported, Status.COMPLETE, reported_on=DAY, recorded_in=paragraph_of(meeting))
    at_once = make_action(raised_in=paragraph_of(meeting))
    make_update(at_once, Status.COMPLETE, reported_on=DAY, recorded_in=paragraph_of(meeting))
    between = make_action(board, raised_on=EARLIER)
    make_update(between, Status.COMPLETE, reported_on=DAY)

    move(meeting, day)

    assert days_of(raised) == (day, [], None)
    assert days_of(reported) == (EARLIER, [EARLIER, day], day)
    assert days_of(at_once) == (day, [day], day)
    assert days_of(between) == (EARLIER, [DAY], DAY)


def test_who_moved_it_is_kept_in_the_history_of_the_meeting_and_of_the_actions(meeting, move, secretary):
    action = make_action(raised_in=paragraph_of(meeting))

    move(meeting, FORWARD)

    for row, why in ((meeting, None), (action, "The meeting of 5 March 2026 moved to 12 March 2026")):
        newest = row.history.first()
        assert (newest.history_user, newest.history_change_reason) == (secretary, why)
    assert [row.held_on for row in meeting.history.all()] == [FORWARD, DAY]
    assert [row.raised_on for row in action.history.all()] == [FORWARD, DAY]


def test_a_report_that_was_closed_again_later_keeps_its_later_day(board, meeting, move):
    action = make_action(board, raised_on=EARLIER)
    make_update(action, Status.COMPLETE, reported_on=DAY, recorded_in=paragraph_of(meeting))
    for status, reopen in ((Status.OPEN, True), (Status.COMPLETE, False)):
        action.refresh_from_db()
        make_update(action, status, reported_on=LATER, reopen=reopen)

    move(meeting, FORWARD)

    assert days_of(action) == (EARLIER, [FORWARD, LATER, LATER], LATER)


def test_a_day_that_somebody_chose_otherwise_stays(board, meeting, move):
    action = make_action(raised_in=paragraph_of(meeting), raised_on=EARLIER)
    make_update(action, reported_on=BACK, recorded_in=paragraph_of(meeting))

    move(meeting, FORWARD)

    assert days_of(action) == (EARLIER, [BACK], None)


def test_what_is_due_at_it_is_due_on_the_new_day(board, meeting, move):
    action = make_action(board, raised_on=EARLIER, due_at=meeting)

    moved = move(meeting, FORWARD)

    assert (Action.objects.get(pk=action.pk).due_day, moved.followed.due) == (FORWARD, 1)


def test_the_other_days_of_a_meeting_stay(board, move, secretary):
    meeting = make_meeting(board, "circulated", comments_by=LATER, next_meeting_on=LATER)
    move(meeting, FORWARD)
    meeting.refresh_from_db()
    assert (meeting.comments_by, meeting.next_meeting_on, meeting.circulated_at) == (LATER, LATER, MOMENT)


def test_it_may_move_to_the_day_of_another_meeting(board, meeting, move):
    make_meeting(board, held_on=FORWARD)
    assert move(meeting, FORWARD).move.was_on == DAY


def test_a_meeting_that_stays_on_its_day_moves_nothing(meeting, move):
    make_action(raised_in=paragraph_of(meeting))
    before = everything()
    assert move(meeting, DAY) is None
    assert everything() == before


@pytest.mark.parametrize(
    ("stage", "given", "day", "says"),
    [
        ("drafting", DAY, FORWARD, FORWARD),
        ("drafting", DAY, BACK, BACK),
        ("drafting", BACK, FORWARD, BACK),  # they gave another day
        ("drafting", DAY, EARLIER, DAY),  # it is no longer the next one
        ("circulated", DAY, FORWARD, DAY),  # what was issued keeps what it said
    ],
)
def test_the_last_meeting_gives_the_new_day_while_its_minutes_are_drafted(board, move, stage, given, day, says):
    last = make_meeting(board, stage, held_on=EARLIER, next_meeting_on=given)
    move(make_meeting(board), day)
    last.refresh_from_db()
    assert last.next_meeting_on == says


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_as_many_queries_whatever_moves(board, meeting, move, rows, django_assert_num_queries):
    for _ in range(rows):
        make_update(make_action(raised_in=paragraph_of(meeting)), reported_on=DAY, recorded_in=paragraph_of(meeting))
        make_action(board, raised_on=EARLIER, due_at=meeting)
        defer_item(make_item(make_meeting(board, held_on=EARLIER)), to=meeting, by=board.memberships.get().person.user)
    # 36 of them ask the database whether the meeting keeps to its own constraints.
    with django_assert_num_queries(59):
        move(meeting, FORWARD)


# What is refused


def due_before(board, meeting):
    make_action(raised_in=paragraph_of(meeting), due_on=FORWARD - dt.timedelta(days=1))


def due_at_a_meeting_before(board, meeting):
    make_action(raised_in=paragraph_of(meeting), due_at=make_meeting(board, held_on=FORWARD - dt.timedelta(days=1)))


def due_at_it_and_raised_after(board, meeting):
    make_action(board, raised_on=BACK + dt.timedelta(days=1), due_at=meeting)


def reported_before(board, meeting):
    make_update(make_action(raised_in=paragraph_of(meeting)), reported_on=FORWARD - dt.timedelta(days=1))


def raised_after(board, meeting):
    action = make_action(board, raised_on=BACK + dt.timedelta(days=1))
    make_update(action, reported_on=DAY, recorded_in=paragraph_of(meeting))


def reported_between(board, meeting):
    action = make_action(board, raised_on=EARLIER)
    make_update(action, reported_on=DAY, recorded_in=paragraph_of(meeting))
    make_update(action, reported_on=FORWARD - dt.timedelta(days=1))


def reported_between_before(board, meeting):
    action = make_action(board, raised_on=EARLIER)
    make_update(action, reported_on=BACK + dt.timedelta(days=1))
    make_update(action, reported_on=DAY, recorded_in=paragraph_of(meeting))


def approved_there(board, meeting):
    make_meeting(board, "approved", held_on=BACK + dt.timedelta(days=1), approved_at_meeting=meeting)


def amended_there(board, meeting):
    minutes = make_meeting(board, held_on=BACK + dt.timedelta(days=1))
    make_amendment(paragraph_of(minutes), agreed_at_meeting=meeting)


def deferred_to_it(board, meeting):
    make_item(meeting, came_from=make_item(make_meeting(board, held_on=BACK + dt.timedelta(days=1))))


def deferred_from_it(board, meeting):
    make_item(make_meeting(board, held_on=FORWARD - dt.timedelta(days=1)), came_from=make_item(meeting))


@pytest.mark.parametrize(
    ("arrange", "day", "sentence"),
    [
        (due_before, FORWARD, "RR3-1, raised at this meeting, is due before 12 March 2026: change the due date first."),
        (due_at_a_meeting_before, FORWARD, "RR3-1 would be due, at a meeting, before it was raised: change the due date first."),
        (due_at_it_and_raised_after, BACK, "RR3-1 would be due, at a meeting, before it was raised: change the due date first."),
        (reported_before, FORWARD, "RR3-1, raised at this meeting, was reported on before 12 March 2026."),
        (raised_after, BACK, "RR3-1, reported on at this meeting, was raised after 26 February 2026."),
        (reported_between, FORWARD, "RR3-1 was reported on between 5 March 2026 and 12 March 2026 too: the reports would change their order."),
        (reported_between_before, BACK, "RR3-1 was reported on between 26 February 2026 and 5 March 2026 too: the reports would change their order."),
        (approved_there, BACK, "The minutes of 27 February 2026 were agreed at this meeting, so it cannot be before that day."),
        (amended_there, BACK, "The minutes of 27 February 2026 were agreed at this meeting, so it cannot be before that day."),
        (deferred_to_it, BACK, "An item was deferred to this meeting from 27 February 2026, so it cannot be before that day."),
        (deferred_from_it, FORWARD, "An item was deferred from this meeting to 11 March 2026, so it cannot be after that day."),
    ],
)  # fmt: skip
def test_a_day_that_would_make_the_record_untrue_is_refused_and_nothing_moves(
    board, meeting, move, arrange, day, sentence
):
    other = make_action(raised_in=paragraph_of(meeting), board=board) if arrange is due_before else None
    if other:
        sentence = sentence.replace("RR3-1", "RR3-2")
    arrange(board, meeting)
    before = everything()

    with pytest.raises(ValidationError) as refusal:
        move(meeting, day)

    assert refusal.value.message_dict == {"held_on": [sentence]}
    assert everything() == before


def test_those_of_one_reason_are_named_together(board, meeting, move):
    for _ in range(3):
        due_before(board, meeting)
    with pytest.raises(
        ValidationError, match="RR3-1, RR3-2 and RR3-3, raised at this meeting, are due before 12 March 2026"
    ):
        move(meeting, FORWARD)


@pytest.mark.parametrize("stage", ["approved", "published"])
def test_a_meeting_with_approved_minutes_stays(board, move, stage):
    with pytest.raises(ValidationError, match=LOCKED):
        move(make_meeting(board, stage), FORWARD)


def test_reports_are_changed_in_no_other_way(board, meeting):
    update = make_update(make_action(board), reported_on=DAY, recorded_in=paragraph_of(meeting))
    with pytest.raises(AppendOnlyError):
        ActionUpdate.objects.filter(pk=update.pk).update(reported_on=FORWARD)
    with pytest.raises(AppendOnlyError):
        update.save()


# The page


def edit(meeting):
    return f"{meeting.get_absolute_url()}edit/"


def test_the_page_says_what_moved_along(keeper, board, meeting):
    make_meeting(board, held_on=EARLIER, next_meeting_on=DAY)
    make_update(make_action(raised_in=paragraph_of(meeting)), reported_on=DAY, recorded_in=paragraph_of(meeting))
    make_action(raised_in=paragraph_of(meeting))
    make_action(board, raised_on=EARLIER, due_at=meeting)

    page = keeper.post(edit(meeting), {"held_on": "12 March 2026"}, follow=True).content.decode()

    assert (
        "The meeting was saved. 2 actions raised and 1 report recorded there moved to 12 March 2026. "
        "1 action that is due at it is now due on 12 March 2026. "
        "The minutes of 4 January 2026 give it as the next meeting."
    ) in page


def test_a_refused_day_is_said_beside_the_field_and_what_was_typed_is_kept(keeper, board, meeting):
    due_before(board, meeting)
    before = everything()

    page = keeper.post(edit(meeting), {"held_on": "12 March 2026", "venue": "The new hall"}).content.decode()

    assert "RR3-1, raised at this meeting, is due before 12 March 2026" in page
    assert 'value="12 March 2026"' in page
    assert 'value="The new hall"' in page
    assert everything() == before


def test_the_roll_offers_those_who_belong_on_the_new_day_and_leaves_who_is_on_it_as_they_were(keeper, board, meeting):
    old = make_organisation("Harbour Trust")
    row = make_attendance(
        meeting,
        person=make_person("Ann Ashby", organisation=make_organisation()),
        organisation=old,
        job_title="Director",
    )
    make_membership(board, person=make_person("Ben Birch"), ends_on=DAY)
    make_membership(board, person=make_person("Cal Cole"), starts_on=FORWARD)

    def offered():
        return [row.offer.name for row in keeper.get(f"{meeting.get_absolute_url()}roll/").context["form"].rows]

    assert offered() == ["Ann Ashby", "Ben Birch", "Sadia Marsh"]
    keeper.post(edit(meeting), {"held_on": "12 March 2026"})
    assert offered() == ["Ann Ashby", "Cal Cole", "Sadia Marsh"]
    row.refresh_from_db()
    assert (row.organisation, row.job_title) == (old, "Director")


# Past the page


def test_the_service_below_refuses_to_leave_actions_behind(board, meeting, secretary):
    make_action(board, raised_on=EARLIER, due_at=meeting)
    meeting.held_on = FORWARD
    with pytest.raises(ValidationError, match="move it on its own page"):
        save_meeting(meeting, by=secretary)


@pytest.mark.parametrize(
    "hang",
    [
        lambda board, meeting: make_action(raised_in=paragraph_of(meeting)),
        lambda board, meeting: make_action(board, raised_on=EARLIER, due_at=meeting),
        lambda board, meeting: make_update(make_action(board), reported_on=DAY, recorded_in=paragraph_of(meeting)),
    ],
)
def test_the_admin_shows_the_day_that_actions_hang_on_and_where_it_is_moved(keeper, board, meeting, hang):
    hang(board, meeting)

    page = keeper.get(admin_url(meeting))
    keeper.post(admin_url(meeting), form_of(page) | {"held_on": "2026-03-12", "venue": "Hall"})

    assert f'href="{edit(meeting)}"' in page.content.decode()
    meeting.refresh_from_db()
    assert (meeting.held_on, meeting.venue) == (DAY, "Hall")


def test_the_admin_moves_a_meeting_that_nothing_hangs_on(keeper, board, meeting, secretary):
    last = make_meeting(board, held_on=EARLIER, next_meeting_on=DAY)

    keeper.post(admin_url(meeting), form_of(keeper.get(admin_url(meeting))) | {"held_on": "2026-03-12"})

    meeting.refresh_from_db()
    last.refresh_from_db()
    assert (meeting.held_on, last.next_meeting_on) == (FORWARD, FORWARD)
    assert meeting.history.first().history_user == secretary


def test_the_admin_says_why_a_day_is_refused(keeper, board, meeting):
    deferred_to_it(board, meeting)

    response = keeper.post(admin_url(meeting), form_of(keeper.get(admin_url(meeting))) | {"held_on": "2026-02-26"})

    assert "An item was deferred to this meeting from 27 February 2026" in response.content.decode()
    meeting.refresh_from_db()
    assert meeting.held_on == DAY
