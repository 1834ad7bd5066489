"""A report that waits is accepted or turned down, once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from actions.models import ActionOwner, ActionReport, Status
from actions.services import GivenEvidence, accept_report, turn_down_report
from organisations.models import Membership
from tests.factories import DAY, MOMENT, make_action, make_board, make_membership, make_person, make_report, make_update
from tests.meetings.test_at_the_same_moment import at_once, post

EARLY = DAY - dt.timedelta(days=30)
MAY = dt.date(2026, 5, 1)
ASKS = {"due_on": MAY, "due_reason": "The court sits in April."}
QUEUE = "/actions/reports/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


@pytest.fixture
def action(board, member):
    return make_action(board, raised_on=EARLY, due_on=DAY, owners=[ActionOwner(person=member.person)])


@pytest.fixture
def report(action, member):
    """By link, and asks for another date."""
    given = {"text": "Half is done.", "status": "in_progress", "reported_by": member.person}
    return make_report(action, **given, **ASKS, reported_on=DAY - dt.timedelta(days=2))


def accept(report, by, **overrides):
    accept_report(report, **{"by": by, "at": MOMENT, "today": DAY, **overrides})


def answer(client, report, **typed):
    return client.post(f"{QUEUE}{report.pk}/answer/", {"decision": "accept", "answer": "", **typed})


def errors_of(page):
    assert page.status_code == 200
    assert b"There is a problem" in page.content
    return [message for messages in page.context["form"].errors.values() for message in messages]


def test_what_came_by_link_becomes_an_update_with_its_date(secretary, member, action, report):
    assert action.updates.count() == 0

    accept(report, secretary, answer="Thank you.")

    update = action.updates.get()
    action.refresh_from_db()
    assert (action.status, action.due_on) == (Status.IN_PROGRESS, MAY)
    assert update.text == "Half is done.\n\nDue date moved: The court sits in April."
    assert (update.reported_on, update.reported_by, update.entered_by) == (report.reported_on, member.person, secretary)
    assert (report.update, report.state, report.answer) == (update, "accepted", "Thank you.")
    assert (report.decided_by, report.decided_at) == (secretary, MOMENT)


def test_a_date_asked_for_beside_what_was_recorded_is_an_update_of_its_own(secretary, member, action):
    report = make_report(action, channel="signed_in", by=member, status="delayed", text="We wait.", **ASKS)
    recorded = report.update

    accept(report, secretary)

    moved = action.updates.order_by("pk").last()
    action.refresh_from_db()
    assert (moved.text, moved.due_after) == ("Due date moved: The court sits in April.", MAY)
    assert (action.status, action.due_on) == (Status.DELAYED, MAY)
    assert (report.update, action.updates.count()) == (recorded, 2)


def test_what_was_accepted_counts_though_something_else_was_reported_since(secretary, action, report):
    make_update(action, Status.DELAYED, reported_on=DAY - dt.timedelta(days=1))

    accept(report, secretary)

    action.refresh_from_db()
    assert (action.status, action.due_on) == (Status.IN_PROGRESS, MAY)
    assert action.updates.order_by("pk").last().reported_on == DAY


def test_turning_down_changes_the_report_alone(secretary, action, report):
    turn_down_report(report, by=secretary, at=MOMENT, answer=" It is needed in March. ")

    action.refresh_from_db()
    assert (action.status, action.due_on, action.updates.count()) == (Status.OPEN, DAY, 0)
    assert (report.state, report.answer, report.update) == ("turned_down", "It is needed in March.", None)


def test_turning_down_says_why(secretary, report):
    with pytest.raises(ValidationError, match="Say why, to whoever reported it"):
        turn_down_report(report, by=secretary, at=MOMENT, answer=" ")


def test_the_same_answer_again_changes_nothing(secretary, action, report):
    accept(report, secretary)
    accept(report, secretary)

    assert action.updates.count() == 1
    other = make_report(action)
    for _ in range(2):
        turn_down_report(other, by=secretary, at=MOMENT, answer="No.")


def test_one_that_was_answered_meanwhile_is_refused(secretary, report):
    accept(ActionReport.objects.get(pk=report.pk), secretary)

    with pytest.raises(ValidationError, match="This report was answered meanwhile: accepted"):
        turn_down_report(report, by=secretary, at=MOMENT, answer="No.")
    with pytest.raises(ValidationError, match="This report was answered meanwhile: accepted"):
        accept(report, secretary, answer="Other words.")


def test_on_an_action_that_was_closed_meanwhile_it_is_only_turned_down(secretary, action, report):
    make_update(action, Status.COMPLETE, reported_on=DAY)

    with pytest.raises(ValidationError, match="RR3-1 was closed meanwhile: reopen it first, or turn the report down"):
        accept(report, secretary)
    turn_down_report(report, by=secretary, at=MOMENT, answer="It is closed.")
    assert report.state == "turned_down"


@pytest.mark.parametrize("who", ["member", "chair", "official", "outsider", "stranger"])
def test_the_secretariat_of_the_board_alone_answers(request, report, who):
    user = request.getfixturevalue(who)

    with pytest.raises(ValidationError, match="Only the secretariat of the board answers"):
        accept(report, user)
    with pytest.raises(ValidationError, match="Only the secretariat of the board answers"):
        turn_down_report(report, by=user, at=MOMENT, answer="No.")


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(secretary, action, report):
    address = f"{QUEUE}{report.pk}/answer/"
    typed = [{"decision": "accept"}, {"decision": "accept"}, {"decision": "turn_down", "answer": "No."}]

    got = at_once(*(lambda one=one: post(secretary, address, one) for one in typed))

    assert set(got) <= {200, 302}
    report.refresh_from_db()
    assert action.updates.count() == (report.state == "accepted")


def test_the_queue_shows_what_was_said_by_whom_and_what_is_asked(client, secretary, action, report):
    client.force_login(secretary)

    html = client.get(QUEUE).content.decode()

    words = " ".join(html.split())
    assert "By link" in words
    assert "Mina Hollis, by link, 3 March 2026" in words
    assert "Half is done." in words
    assert "Due: 5 March 2026" in words
    assert "<strong>1 May 2026</strong>: The court sits in April." in words


def test_the_queue_is_of_ones_own_boards_the_longest_waiting_first(client, secretary, outsider, report, action):
    earlier = make_report(action, at=MOMENT - dt.timedelta(days=1))
    turn_down_report(make_report(action), by=secretary, at=MOMENT, answer="No.")
    make_report(make_action(make_board()), text="Of another board")
    client.force_login(secretary)

    page = client.get(QUEUE)

    assert [one.report for one in page.context["queue"].waiting] == [earlier, report]
    assert "Of another board" not in page.content.decode()
    client.force_login(outsider)
    assert client.get(QUEUE).context["queue"].waiting == []


def test_the_chair_is_shown_what_is_to_be_agreed_and_no_report(client, chair, action, report):
    make_update(action, Status.TO_BE_AGREED, reported_on=DAY)
    client.force_login(chair)

    queue = client.get(QUEUE).context["queue"]

    assert (queue.waiting, [one.row.action for one in queue.to_agree]) == ([], [action])


def test_is_accepted_on_the_page(client, secretary, member, action, report):
    client.force_login(secretary)

    response = answer(client, report, answer="Thank you.")

    assert response.url == QUEUE
    assert "The report on RR3-1 was accepted." in client.get(QUEUE).content.decode()
    client.force_login(member)
    html = client.get(action.get_absolute_url()).content.decode()
    assert "Your report of 3 March 2026 was accepted: Thank you." in html
    assert "Reported by Mina Hollis by link on 3 March 2026; accepted by Sadia Marsh" in html


def test_whoever_reported_reads_that_it_waits_and_why_it_was_turned_down(client, secretary, member, action, report):
    client.force_login(member)
    assert "Your report of 3 March 2026 waits for the secretariat." in client.get("/actions/RR3-1/").content.decode()

    client.force_login(secretary)
    assert "The report by Mina Hollis of 3 March 2026 waits" in client.get("/actions/RR3-1/").content.decode()
    assert answer(client, report, decision="turn_down", answer="It is needed in March.").url == QUEUE

    client.force_login(member)
    html = client.get("/actions/RR3-1/").content.decode()
    assert "Your report of 3 March 2026 was turned down: It is needed in March." in html


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"decision": "turn_down"}, "Say why, to whoever reported it."),
        ({"decision": ""}, "Press “Accept” or “Turn down”."),
        ({"decision": "x"}, "Select a valid choice. x is not one of the available choices."),
        ({"answer": "x" * 2001}, "Ensure this value has at most 2000 characters (it has 2001)."),
    ],
)
def test_says_what_is_wrong_and_keeps_what_was_typed(client, secretary, report, typed, error):
    client.force_login(secretary)

    page = answer(client, report, **{"answer": "", **typed})

    assert errors_of(page) == [error]
    assert typed.get("answer", "") in page.content.decode()
    report.refresh_from_db()
    assert report.is_waiting


def test_an_answer_that_crosses_another_is_kept_on_the_page(client, secretary, report):
    accept(ActionReport.objects.get(pk=report.pk), secretary)
    client.force_login(secretary)

    page = answer(client, report, decision="turn_down", answer="Words that stay")

    assert errors_of(page) == ["This report was answered meanwhile: accepted."]
    assert "Words that stay" in page.content.decode()


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("chair", 404), ("official", 404), ("outsider", 404)])
def test_others_cannot_answer_and_know_of_none_but_their_own(client, request, report, who, status):
    client.force_login(request.getfixturevalue(who))

    assert answer(client, report).status_code == status
    report.refresh_from_db()
    assert report.is_waiting


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(client, secretary, rows, django_assert_num_queries):
    boards = [make_board() for _ in range(rows)]
    for board in boards:
        make_membership(board, person=secretary.person, role=Membership.Role.SECRETARIAT)
    for board in boards:
        action = make_action(board, owners=[ActionOwner(person=make_person())])
        link = [GivenEvidence(url="https://example.org")]
        make_report(action, evidence=link, reported_on=DAY + dt.timedelta(days=9), **ASKS)
        for channel in ("signed_in", "email"):
            given = {"channel": channel, "by": secretary, "status": Status.TO_BE_AGREED, "evidence": link}
            make_report(action, reported_by=make_person(), **given)
    client.force_login(secretary)

    with django_assert_num_queries(10):
        page = client.get(QUEUE)

    assert (len(page.context["queue"].waiting), len(page.context["queue"].to_agree)) == (rows, rows)


@pytest.mark.parametrize("address", ["/", "/dashboard/"])
def test_how_many_wait_is_said_to_who_answers_them(client, secretary, member, chair, outsider, action, report, address):
    make_report(make_action(make_board()))
    client.force_login(secretary)
    assert f'href="{QUEUE}">1 report waits for you</a>' in client.get(address).content.decode()

    make_report(action)
    page = client.get(address).content.decode()

    assert f'href="{QUEUE}">2 reports wait for you</a>' in page
    assert len(client.get(QUEUE).context["queue"].waiting) == 2
    for user in (member, chair, outsider):
        client.force_login(user)
        assert "for you</a>" not in client.get(address).content.decode()
