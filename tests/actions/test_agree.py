"""What is complete, to be agreed, is agreed by chair's action, or sent back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from actions.models import ActionOwner, Status
from actions.services import agree_complete, report_progress, send_back
from tests.factories import DAY, MOMENT, make_action, make_item, make_meeting, make_minute, make_update

EARLY = DAY - dt.timedelta(days=30)
AGREE = "/actions/RR3-1/agree/"
REPORT = "/actions/RR3-1/report/"
GIVEN = {"at": MOMENT, "on": DAY}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


@pytest.fixture
def action(board, member):
    """Complete, its owner says."""
    action = make_action(board, raised_on=EARLY, owners=[ActionOwner(person=member.person)])
    make_update(action, Status.TO_BE_AGREED, text="It is done.", reported_on=DAY - dt.timedelta(days=2))
    return action


def sent(**typed):
    return {"decision": "agree", "on": "5 March 2026", "text": "", **typed}


def errors_of(page):
    assert page.status_code == 200
    assert b"There is a problem" in page.content
    return [message for messages in page.context["form"].errors.values() for message in messages]


@pytest.mark.parametrize("who", ["secretary", "chair"])
def test_the_chair_agrees_it_or_the_secretariat_records_that_the_chair_did(client, request, action, who):
    client.force_login(request.getfixturevalue(who))
    assert 'href="/actions/RR3-1/agree/"' in client.get(action.get_absolute_url()).content.decode()
    assert "It is done." in client.get(AGREE).content.decode()

    page = client.post(AGREE, sent(on="4 March 2026", text="Well done."), follow=True)

    action.refresh_from_db()
    update = action.updates.order_by("pk").last()
    assert (action.status, action.closed_on) == (Status.COMPLETE, dt.date(2026, 3, 4))
    assert (update.is_chairs_action, update.text, update.recorded_in) == (True, "Well done.", None)
    html = page.content.decode()
    assert "RR3-1 is complete: agreed by chair’s action." in html
    assert "Agreed by chair’s action, between meetings" in html
    assert 'href="/actions/RR3-1/agree/"' not in html


@pytest.mark.parametrize("who", ["secretary", "chair"])
def test_it_is_sent_back_with_what_is_left_to_do(client, request, action, who):
    client.force_login(request.getfixturevalue(who))

    client.post(AGREE, sent(decision="send_back", text="The figures for May are missing."))

    action.refresh_from_db()
    update = action.updates.order_by("pk").last()
    assert (action.status, action.closed_on) == (Status.IN_PROGRESS, None)
    assert (update.is_chairs_action, update.text) == (False, "The figures for May are missing.")


@pytest.mark.parametrize("who", ["member", "official"])
def test_nobody_else_agrees_it(client, request, action, who):
    user = request.getfixturevalue(who)
    client.force_login(user)

    assert client.post(AGREE, sent()).status_code == 403
    assert "Agree or send back" not in client.get(action.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError, match="The chair agrees it, or the secretariat"):
        agree_complete(action, by=user, **GIVEN)
    with pytest.raises(ValidationError, match="The chair agrees it, or the secretariat"):
        send_back(action, by=user, text="No.", **GIVEN)


def test_the_chair_of_another_board_does_not_know_of_it(client, outsider, action):
    client.force_login(outsider)

    assert client.post(AGREE, sent()).status_code == 404


def test_the_same_again_changes_nothing(secretary, action):
    for _ in range(2):
        agree_complete(action, by=secretary, **GIVEN)

    assert action.updates.count() == 2


def test_what_is_not_to_be_agreed_any_more_is_refused(client, secretary, chair, action):
    send_back(action, by=chair, text="Not yet.", **GIVEN)
    client.force_login(secretary)

    page = client.post(AGREE, sent(text="Words that stay"))

    assert errors_of(page) == ["RR3-1 is not to be agreed any more: in progress."]
    assert "Words that stay" in page.content.decode()


def test_the_chair_closes_nothing_else(chair, action):
    send_back(action, by=chair, text="Not yet.", **GIVEN)

    for status in (Status.COMPLETE, Status.DELAYED):
        with pytest.raises(ValidationError, match="RR3-1 is not yours to report on"):
            report_progress(action, status=status, text="So.", reported_on=DAY, is_chairs_action=True, by=chair)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"decision": ""}, "Press “Agree by chair’s action” or “Send back”."),
        ({"decision": "send_back"}, "Say what is left to do."),
        ({"on": ""}, "Enter the day that the chair said so."),
        ({"on": "6 March 2026"}, "The day cannot be in the future."),
        ({"on": "2 March 2026"}, "Something was reported on 3 March 2026: what the chair said comes after that."),
    ],
)
def test_says_what_is_wrong(client, secretary, action, typed, error):
    client.force_login(secretary)

    assert errors_of(client.post(AGREE, sent(**typed))) == [error]
    assert action.updates.count() == 1


# The secretariat's report


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "Tick that the chair agreed it, or choose the paragraph that records it."),
        (
            {"status": "in_progress", "is_chairs_action": "on"},
            "The chair agrees that an action is closed: untick this.",
        ),
    ],
)
def test_a_report_between_meetings_says_that_the_chair_agreed(client, secretary, action, typed, error):
    client.force_login(secretary)
    given = {"status": "complete", "text": "Done.", "reported_on": "5 March 2026"}

    page = client.post(REPORT, {**given, **typed})

    assert errors_of(page) == [error]
    client.post(REPORT, {**given, "is_chairs_action": "on"})
    assert action.updates.order_by("pk").last().is_chairs_action
    assert "Agreed by chair’s action, between meetings" in client.get(action.get_absolute_url()).content.decode()


def test_a_report_in_a_paragraph_was_agreed_by_the_meeting(client, board, secretary, action):
    minute = make_minute(make_item(make_meeting(board)))
    client.force_login(secretary)
    given = {"status": "complete", "text": "Done.", "recorded_in": minute.pk}

    page = client.post(REPORT, {**given, "is_chairs_action": "on"})
    assert errors_of(page) == ["The paragraph records what the meeting agreed: untick this."]

    client.post(REPORT, given)
    update = action.updates.order_by("pk").last()
    assert (update.status_after, update.is_chairs_action) == (Status.COMPLETE, False)


def test_what_was_closed_already_needs_no_chair(client, secretary, action):
    agree_complete(action, by=secretary, **GIVEN)
    client.force_login(secretary)

    client.post(REPORT, {"status": "complete", "text": "One word more.", "reported_on": "5 March 2026"})

    assert action.updates.count() == 3
