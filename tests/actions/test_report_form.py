"""Reporting progress: by the secretariat, and by who owes the action."""

import datetime as dt

import pytest

from actions.models import Action, ActionOwner, Status
from actions.services import report_progress
from organisations.models import Membership
from tests.factories import (
    DAY,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_person,
    make_update,
    make_user,
)

REPORT = "/actions/RR3-1/report/"
EARLY = DAY - dt.timedelta(days=30)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


@pytest.fixture
def action(board, member):
    return make_action(board, raised_on=EARLY, due_on=DAY, owners=[ActionOwner(person=member.person)])


def sent(**fields):
    return {"status": "in_progress", "text": "Half is done.", "reported_on": "4 March 2026", **fields}


def errors_of(page):
    assert page.status_code == 200
    assert b"There is a problem" in page.content
    return [message for messages in page.context["form"].errors.values() for message in messages]


def test_the_secretariat_records_a_report_in_a_paragraph(client, board, secretary, action):
    minute = make_minute(make_item(make_meeting(board, held_on=DAY - dt.timedelta(days=3))))
    ann = make_person("Ann Ashby")
    client.force_login(secretary)
    page = client.get(f"{REPORT}?minute={minute.pk}")
    assert f'<option value="{minute.pk}" selected>' in page.content.decode()
    assert "So far: 5 March 2026. Leave it empty to keep that." in page.content.decode()

    data = sent(recorded_in=minute.pk, reported_by=ann.pk, reported_on="", due="1 May", after="0")
    response = client.post(REPORT, data, follow=True)

    update = action.updates.get()
    assert "Progress on RR3-1 was recorded: in progress. It is due: 1 May 2026." in response.content.decode()
    assert (update.recorded_in, update.reported_by, update.entered_by) == (minute, ann, secretary)
    assert (update.reported_on, update.status_after) == (minute.item.meeting.held_on, Status.IN_PROGRESS)
    assert (update.due_words_before, update.due_words_after) == ("5 March 2026", "1 May 2026")


def test_whoever_owes_it_reports_between_meetings_in_their_own_name(client, member, action):
    client.force_login(member)
    fields = client.get(REPORT).context["form"].fields
    assert not {"recorded_in", "reported_by", "succeeded_by", "referred_to"} & fields.keys()
    assert [value for value, _ in fields["status"].choices] == ["open", "in_progress", "delayed", "to_be_agreed"]

    client.post(REPORT, sent(status="to_be_agreed", after="0"))

    update = action.updates.get()
    assert (update.status_after, update.recorded_in) == (Status.TO_BE_AGREED, None)
    assert (update.reported_by, update.entered_by) == (member.person, member)


@pytest.mark.parametrize("status", ["complete", "no_longer_needed", "referred"])
def test_whoever_owes_it_cannot_close_it(client, member, action, status):
    client.force_login(member)

    assert errors_of(client.post(REPORT, sent(status=status)))
    with pytest.raises(Exception, match="Only the board closes an action"):
        report_progress(action, status=status, text="Done.", reported_on=DAY, by=member)
    assert action.updates.count() == 0


def test_whoever_owes_it_cannot_record_it_in_the_minutes(client, board, member, action):
    minute = make_minute(make_item(make_meeting(board, "circulated")))
    client.force_login(member)

    client.post(REPORT, sent(recorded_in=minute.pk))
    assert action.updates.get().recorded_in is None

    with pytest.raises(Exception, match="Only the secretariat records progress in the minutes"):
        report_progress(action, status="delayed", text="Late.", reported_on=DAY, recorded_in=minute, by=member)


def test_who_does_not_owe_it_cannot_report(client, board, member, official):
    mine = make_action(board, owners=[ActionOwner(role="officials")])
    client.force_login(member)
    assert client.post(REPORT, sent()).status_code == 403
    with pytest.raises(Exception, match="RR3-1 is not yours to report on"):
        report_progress(mine, status="delayed", text="Late.", reported_on=DAY, by=member)

    client.force_login(official)
    assert client.get(REPORT).status_code == 200


def test_a_closed_action_is_for_the_secretariat_to_reopen(client, secretary, member, action):
    make_update(action, Status.COMPLETE, reported_on=EARLY)
    client.force_login(member)
    assert client.get(REPORT).status_code == 403

    client.force_login(secretary)
    assert "reopen" in client.get(REPORT).context["form"].fields
    assert errors_of(client.post(REPORT, sent())) == ["This action is closed: say that the update reopens it."]
    client.post(REPORT, sent(reopen="on"))
    action.refresh_from_db()
    assert action.status == Status.IN_PROGRESS


def test_a_report_sent_twice_is_recorded_once(client, secretary, action):
    client.force_login(secretary)
    after = client.get(REPORT).context["after"]

    for data in [sent(status="to_be_agreed", after=after)] * 2:
        assert client.post(REPORT, data).url == action.get_absolute_url()

    assert action.updates.count() == 1


def test_the_same_words_may_be_reported_again_later(client, secretary, action):
    client.force_login(secretary)
    for _ in range(2):
        client.post(REPORT, sent(after=client.get(REPORT).context["after"]))

    assert action.updates.count() == 2


def test_two_who_report_at_once_read_each_other_first(client, secretary, member, action):
    client.force_login(secretary)
    after = client.get(REPORT).context["after"]
    report_progress(action, status=Status.DELAYED, text="We wait for the figures.", reported_on=DAY, by=member)

    page = client.post(REPORT, sent(reported_on="5 March 2026", after=after))

    assert "Somebody reported on RR3-1 while you were writing" in errors_of(page)[0]
    assert "We wait for the figures." in page.content.decode()
    assert "Half is done." in page.content.decode()
    client.post(REPORT, sent(reported_on="5 March 2026", after=page.context["after"]))
    assert [update.status_after for update in action.updates.all()] == [Status.DELAYED, Status.IN_PROGRESS]


def test_a_crossing_report_in_draft_minutes_is_not_shown_to_an_owner(client, board, member, action):
    client.force_login(member)
    after = client.get(REPORT).context["after"]
    draft = make_minute(make_item(make_meeting(board)))
    make_update(action, Status.DELAYED, text="Secret words.", recorded_in=draft, reported_on=DAY)

    page = client.post(REPORT, sent(reported_on="5 March 2026", after=after))

    assert "while you were writing" in errors_of(page)[0]
    assert "Secret words." not in page.content.decode()


def test_says_so_where_a_later_report_stands(client, secretary, action):
    make_update(action, Status.TO_BE_AGREED, reported_on=DAY)
    client.force_login(secretary)

    response = client.post(REPORT, sent(), follow=True)

    assert "A later report stands, so its status did not change." in response.content.decode()


def test_says_so_where_a_later_report_keeps_the_due_date(client, secretary, action):
    make_update(action, Status.IN_PROGRESS, reported_on=DAY)
    client.force_login(secretary)

    response = client.post(REPORT, sent(due="end of June"), follow=True)

    assert "A later report stands, so its due date did not change." in response.content.decode()
    assert [update.changes_due for update in action.updates.all()] == [False, False]


def test_when_it_is_due_counts_from_the_day_that_it_was_reported(client, board, secretary, action):
    minute = make_minute(make_item(make_meeting(board, held_on=DAY - dt.timedelta(days=1))))
    client.force_login(secretary)

    client.post(REPORT, sent(due="in 2 days", reported_on="4 March 2026", after=0))
    client.post(REPORT, sent(due="in 3 days", recorded_in=minute.pk, reported_on="", text=""))

    assert [update.due_words_after for update in action.updates.all()] == ["6 March 2026", "7 March 2026"]


def test_records_what_replaces_it_and_whom_it_was_referred_to(client, board, secretary, action):
    make_action(board)
    other = make_board("An open board", minutes_visible_to="public")
    client.force_login(secretary)

    client.post(REPORT, sent(status="no_longer_needed", succeeded_by=" rr3-2 "))
    action.refresh_from_db()
    assert action.succeeded_by.reference == "RR3-2"

    client.post("/actions/RR3-2/report/", sent(status="referred", referred_to=other.pk, reported_on="5 March 2026"))
    assert Action.objects.get(reference="RR3-2").referred_to == other


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"status": ""}, ["This field is required."]),
        ({"status": "nonsense"}, ["Select a valid choice. nonsense is not one of the available choices."]),
        ({"status": "delayed", "text": ""}, ["Say why: a delayed, referred or no longer needed action has a reason."]),
        ({"status": "open", "text": ""}, ["Enter what was reported, or change the status or the due date."]),
        ({"text": "a\0b"}, ["Null characters are not allowed."]),
        ({"reported_on": ""}, ["Enter the day it was reported."]),
        ({"reported_on": "6 March 2026"}, ["The day it was reported cannot be in the future."]),
        ({"reported_on": "31 February"}, ["Enter a date such as 5 March 2025"]),
        (
            {"reported_on": "1 January 2020"},
            ["RR3-1 was raised on 3 February 2026: it cannot be reported on before that."],
        ),
        ({"due": "1 January 2020"}, ["An action cannot be due before it was raised."]),
        (
            {"due": "45/13/2026"},
            ["“45/13/2026” is not a day in the calendar. Enter a date such as 5 March 2026, or say when in words."],
        ),
        ({"due": "next meeting", "text": ""}, ["Say why the due date changes."]),
        ({"recorded_in": "abc"}, ["Select a valid choice. That choice is not one of the available choices."]),
        ({"reported_by": "9" * 30}, ["Select a valid choice. That choice is not one of the available choices."]),
        ({"succeeded_by": "RR3-99"}, ["There is no action RR3-99."]),
        (
            {"succeeded_by": "RR3-1", "status": "to_be_agreed"},
            ["Only an action that is no longer needed is replaced by another."],
        ),
        (
            {"succeeded_by": "RR3-1", "status": "no_longer_needed"},
            ["Only an action that is no longer needed is succeeded by another."],
        ),
        ({"succeeded_by": "\0"}, ["Null characters are not allowed."]),
    ],
)
def test_says_what_is_wrong_and_keeps_what_was_typed(client, secretary, action, fields, errors):
    client.force_login(secretary)

    page = client.post(REPORT, sent(**{"due": "Words that stay", **fields}) if "text" not in fields else sent(**fields))

    assert errors_of(page) == errors
    assert action.updates.count() == 0
    if "text" not in fields:
        assert "Half is done." in page.content.decode()
        assert fields.get("due", "Words that stay") in page.content.decode()


def test_a_board_that_is_not_the_readers_is_not_offered(client, board, secretary, action, outsider):
    client.force_login(secretary)

    assert "Somebody else" not in client.get(REPORT).content.decode()


@pytest.mark.parametrize("query", ["minute=abc", "minute=%00", "minute=99999999999999999999"])
def test_an_odd_paragraph_in_the_address_proposes_none(client, secretary, action, query):
    client.force_login(secretary)

    assert client.get(f"{REPORT}?{query}").status_code == 200


def test_a_superuser_reports_as_a_secretariat_does(client, action):
    client.force_login(make_user(is_superuser=True))

    client.post(REPORT, sent(status="complete", is_chairs_action="on"))

    assert Action.objects.get().status == Status.COMPLETE


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_database_a_fixed_number_of_times(client, board, secretary, action, rows, django_assert_num_queries):
    for _ in range(rows):
        make_minute(make_item(make_meeting(board)))
        make_membership(board, person=make_person(), role=Membership.Role.MEMBER)
        make_meeting(board, held_on=DAY + dt.timedelta(days=30))
    client.force_login(secretary)

    with django_assert_num_queries(11):
        client.get(REPORT)


@pytest.mark.django_db
def test_an_owner_without_a_role_is_offered_no_meeting_that_they_may_not_know_of(client):
    board = make_board(minutes_visible_to="public")
    owner = make_person(user=make_user())
    meeting = make_meeting(board, "published")
    action = make_action(raised_in=make_minute(make_item(meeting)), owners=[ActionOwner(person=owner)])
    make_meeting(board, held_on=DAY + dt.timedelta(days=9), title="Secret away day")
    client.force_login(owner.user)
    address = f"{action.get_absolute_url()}report/"

    page = client.get(address).content.decode()
    client.post(address, sent(reported_on="5 March 2026", due="next meeting", after=0))

    assert "Secret away day" not in page
    assert "14 March 2026" not in page
    assert not action.updates.get().changes_due
