import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from actions.models import ActionUpdate, AppendOnlyError, Status
from actions.services import Due, report_progress
from tests.factories import DAY, make_action, make_item, make_meeting, make_minute, make_update

WEEK = dt.timedelta(days=7)


@pytest.mark.django_db
def test_the_action_follows_the_update(board, secretary):
    action = make_action(board, due_on=DAY + WEEK)

    update = report_progress(
        action,
        status=Status.DELAYED,
        reported_on=DAY + WEEK,
        text="Waiting for the data.",
        due=Due(on=DAY + 3 * WEEK),
        by=secretary,
    )

    assert (action.status, action.due_on, action.closed_on) == (Status.DELAYED, DAY + 3 * WEEK, None)
    assert (update.status_before, update.status_after) == ("open", "delayed")
    assert (update.due_before, update.due_after) == (DAY + WEEK, DAY + 3 * WEEK)
    assert (update.due_words_before, update.due_words_after) == ("12 March 2026", "26 March 2026")
    assert update.entered_by == secretary
    assert update.entered_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "closed_on"),
    [
        (Status.OPEN, None),
        (Status.IN_PROGRESS, None),
        (Status.DELAYED, None),
        (Status.TO_BE_AGREED, None),
        (Status.COMPLETE, DAY + WEEK),
        (Status.NO_LONGER_NEEDED, DAY + WEEK),
        (Status.REFERRED, DAY + WEEK),
    ],
)
def test_each_status_closes_the_action_or_leaves_it_open(board, status, closed_on):
    action = make_action(board)

    make_update(action, status)

    assert (action.status, action.closed_on) == (status, closed_on)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.DELAYED, Status.NO_LONGER_NEEDED, Status.REFERRED])
def test_some_statuses_ask_for_a_reason(board, status):
    with pytest.raises(ValidationError, match="Say why"):
        make_update(make_action(board), status, text="")


@pytest.mark.django_db
def test_an_update_that_says_nothing_is_refused(board):
    with pytest.raises(ValidationError, match="Enter what was reported"):
        make_update(make_action(board), Status.OPEN, text="")


@pytest.mark.django_db
def test_a_closed_action_is_not_reopened_by_the_way(board):
    action = make_action(board)
    make_update(action, Status.COMPLETE)

    with pytest.raises(ValidationError, match="say that the update reopens it"):
        make_update(action, Status.IN_PROGRESS)

    action.refresh_from_db()
    assert action.status == Status.COMPLETE


@pytest.mark.django_db
def test_a_closed_action_is_reopened_explicitly(board):
    action = make_action(board)
    make_update(action, Status.COMPLETE)

    make_update(action, Status.IN_PROGRESS, reported_on=DAY + 2 * WEEK, reopen=True)

    assert (action.status, action.closed_on) == (Status.IN_PROGRESS, None)


@pytest.mark.django_db
def test_a_word_on_a_closed_action_leaves_the_day_it_was_closed(board):
    action = make_action(board)
    make_update(action, Status.COMPLETE)

    make_update(action, Status.COMPLETE, reported_on=DAY + 2 * WEEK, text="The evaluation is out.")

    assert action.closed_on == DAY + WEEK


@pytest.mark.django_db
def test_an_older_report_takes_its_place_and_changes_nothing_since(board):
    action = make_action(board)
    make_update(action, Status.COMPLETE, reported_on=DAY + 2 * WEEK)

    late = make_update(action, Status.DELAYED, reported_on=DAY + WEEK)

    assert (action.status, action.closed_on) == (Status.COMPLETE, DAY + 2 * WEEK)
    assert (late.status_before, late.status_after) == ("open", "delayed")
    assert [update.status_after for update in action.updates.all()] == ["delayed", "complete"]


@pytest.mark.django_db
def test_a_report_before_the_action_was_raised_is_refused(board):
    with pytest.raises(ValidationError, match="raised on 5 March 2026"):
        make_update(make_action(board), reported_on=DAY - WEEK)


@pytest.mark.django_db
def test_a_report_in_the_minutes_of_another_board_is_refused(board):
    with pytest.raises(ValidationError, match="another board"):
        make_update(make_action(board), recorded_in=make_minute(make_item(make_meeting())))


@pytest.mark.django_db
def test_a_new_due_date_before_the_action_was_raised_is_refused(board):
    action = make_action(board)

    with pytest.raises(ValidationError, match="cannot be due before it was raised"):
        make_update(action, due=Due(on=DAY - WEEK))

    assert action.updates.count() == 0


@pytest.mark.django_db
def test_a_due_date_can_be_taken_away(board):
    action = make_action(board, due_on=DAY + WEEK)

    update = make_update(action, Status.OPEN, due=Due())

    assert (action.due_on, update.due_words_before, update.due_words_after) == (None, "12 March 2026", "")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", " \n"])
def test_another_due_date_between_meetings_asks_for_a_reason(board, text):
    action = make_action(board, due_text="After publication")

    for due in (Due(on=DAY + WEEK), Due(text="when it suits"), Due()):
        with pytest.raises(ValidationError, match="Say why the due date changes"):
            make_update(action, text=text, due=due)

    assert make_update(action, text=text, due=Due(text="After publication")).changes_due is False


@pytest.mark.django_db
def test_a_first_due_date_and_one_in_the_minutes_need_no_reason(board):
    action = make_action(board)
    minute = make_minute(make_item(make_meeting(board, held_on=DAY + WEEK)))

    make_update(action, Status.OPEN, text="", due=Due(on=DAY + WEEK))
    make_update(action, Status.OPEN, text="", due=Due(on=DAY + 2 * WEEK), recorded_in=minute)

    assert [update.due_words_after for update in action.updates.all()] == ["12 March 2026", "19 March 2026"]


@pytest.mark.django_db
def test_updates_are_only_ever_added(board):
    update = make_update(make_action(board))
    update.text = "Something else."

    with pytest.raises(AppendOnlyError, match="never changed"):
        update.save()
    with pytest.raises(AppendOnlyError, match="never deleted"):
        update.delete()
    with pytest.raises(AppendOnlyError, match="never changed"):
        ActionUpdate.objects.update(text="")
    with pytest.raises(AppendOnlyError, match="never deleted"):
        ActionUpdate.objects.all().delete()
