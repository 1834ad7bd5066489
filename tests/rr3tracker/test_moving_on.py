"""Minutes move from stage to stage, and what closes them first puts on the register what they ask for."""

import pytest
from django.core.exceptions import ValidationError

from actions.models import Action, ActionIssue
from meetings.models import Meeting
from meetings.services.item_text import text_version
from rr3tracker.taking.moving_on import move_on
from rr3tracker.taking.saving import save_text
from tests.factories import DAY, MOMENT, make_action, make_item, make_meeting, make_minute

Stage = Meeting.Stage
ASKS = "Action: Chair to write to the court"


def written(board, stage, by, text=ASKS):
    item = make_item(make_meeting(board, stage), number="4")
    save_text(item, text=text, version=text_version([]), by=by)
    return item.meeting


@pytest.mark.parametrize(
    ("start", "to", "raised"),
    [
        (Stage.DRAFTING, Stage.WITH_CHAIR, 0),
        (Stage.DRAFTING, Stage.CIRCULATED, 1),
        (Stage.DRAFTING, Stage.APPROVED, 1),
        (Stage.DRAFTING, Stage.PUBLISHED, 1),
        (Stage.WITH_CHAIR, Stage.DRAFTING, 0),
        (Stage.WITH_CHAIR, Stage.APPROVED, 1),
        (Stage.CIRCULATED, Stage.WITH_CHAIR, 0),
        (Stage.CIRCULATED, Stage.APPROVED, 1),
        (Stage.CIRCULATED, Stage.PUBLISHED, 1),
    ],
)
def test_what_the_text_asks_for_is_on_the_register_before_members_read_it(board, secretary, start, to, raised):
    meeting = written(board, start, secretary)

    move_on(meeting, to=to, at=MOMENT, by=secretary, reason="Because.")

    assert meeting.minutes_stage == to
    assert [action.text for action in Action.objects.all()] == ["Chair to write to the court"] * raised
    assert not ActionIssue.objects.exists()


@pytest.mark.parametrize(
    ("start", "to"),
    [
        (Stage.APPROVED, Stage.PUBLISHED),
        (Stage.PUBLISHED, Stage.APPROVED),
        (Stage.APPROVED, Stage.CIRCULATED),
        (Stage.PUBLISHED, Stage.DRAFTING),
    ],
)
def test_minutes_that_are_closed_raise_nothing_as_they_move(board, secretary, start, to):
    meeting = make_meeting(board, start)
    make_minute(make_item(meeting), text=ASKS)

    move_on(meeting, to=to, at=MOMENT, by=secretary, reason="Because.")

    assert meeting.minutes_stage == to
    assert not Action.objects.exists()


def test_what_the_register_refuses_keeps_the_minutes_open(board, secretary, member):
    meeting = written(board, Stage.CIRCULATED, secretary, f"{ASKS}\n\nOutstanding action RR3-1 (complete): Done.")
    make_action(board, raised_on=DAY.replace(year=2025), text="Ask the judge")

    with pytest.raises(ValidationError, match="RR3-1 is not yours to report on"):
        move_on(meeting, to=Stage.APPROVED, at=MOMENT, by=member)

    meeting.refresh_from_db()
    assert meeting.minutes_stage == Stage.CIRCULATED
    assert Action.objects.count() == 1


def test_the_page_says_what_will_be_put_on_the_register_and_does_it(client, board, secretary):
    meeting = written(board, Stage.CIRCULATED, secretary)
    client.force_login(secretary)
    address = f"{meeting.get_absolute_url()}stage/"

    page = client.get(address).content.decode()
    client.post(address, {"to": "approved"})

    assert "1 action or report in the text is not on the register yet." in page
    assert Action.objects.get().raised_in.item.meeting.minutes_stage == "approved"
    assert "on the register yet" not in client.get(address).content.decode()
