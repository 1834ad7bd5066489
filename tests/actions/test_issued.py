"""Actions that the board is given before the minutes are cleared: who sees them, where, and what changed since."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse

from actions.dashboard import Scope, dashboard_of
from actions.issued import changes_since
from actions.models import Action, ActionIssue, ActionOwner
from actions.services import Due, correct_action, issue_to_board
from meetings.models.frozen import FrozenError
from rr3tracker.search.query import words_of
from rr3tracker.search.results import action_referred_to, results_for
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_item,
    make_meeting,
    make_minute,
    make_person,
    make_update,
    make_user,
)

LATER = MOMENT + dt.timedelta(days=2)
ROLES = ("secretary", "chair", "member", "official")
NOT_OPEN = "in minutes that are not open to you yet"


@pytest.fixture
def minute(board):
    item = make_item(make_meeting(board), title="Finance")
    return make_minute(item, number="8.2", text="Nobody outside may hear of the whistleblower.")


@pytest.fixture
def action(minute):
    owner = ActionOwner(person=make_person("Ann Ashby"))
    return make_action(raised_in=minute, text="Write to the court.", owners=[owner], due_on=DAY + dt.timedelta(days=9))


def issue(*actions, at=MOMENT):
    rows = Action.objects.filter(pk__in=[action.pk for action in actions]).select_related("due_at").with_owners()
    return issue_to_board(rows.order_by("pk"), at=at, by=make_user())


def seen_by(client, user, address):
    client.force_login(user)
    return client.get(address)


@pytest.mark.parametrize("who", [*ROLES, "outsider", "stranger"])
def test_an_issued_action_is_seen_by_everybody_with_a_role_and_its_paragraph_is_not(request, client, action, who):
    user = request.getfixturevalue(who)
    addresses = [action.get_absolute_url(), "/actions/?state=", "/actions/csv/?state="]
    before = Action.objects.visible_to(user).exists()

    issue(action)

    assert before is (who == "secretary")
    assert Action.objects.visible_to(user).exists() is (who in ROLES)
    for address in addresses:
        page = seen_by(client, user, address)
        body = page.getvalue().decode()
        assert ("Write to the court." in body) is (who in ROLES)
        assert "whistleblower" not in body
        if who != "secretary":
            assert "8.2" not in body
            assert "#minute-" not in body


def test_its_page_says_that_it_was_issued_early_and_that_its_minutes_are_closed(
    client, action, minute, member, secretary
):
    issue(action)

    page = seen_by(client, member, action.get_absolute_url()).content.decode()

    assert "Issued on 6 March 2026, before the minutes were cleared." in page
    assert page.count(NOT_OPEN) == 2
    assert minute.get_absolute_url() not in page
    assert minute.get_absolute_url() in seen_by(client, secretary, action.get_absolute_url()).content.decode()


def test_once_its_minutes_are_circulated_that_is_a_quiet_fact(client, action, minute, member):
    issue(action)
    meeting = minute.item.meeting
    meeting.minutes_stage, meeting.circulated_at, meeting.circulated_by = "circulated", LATER, make_user()
    meeting.save()

    page = seen_by(client, member, action.get_absolute_url()).content.decode()

    assert "6 March 2026, before the minutes were cleared</dd>" in page
    assert "Its wording may still change" not in page
    assert minute.get_absolute_url() in page


def test_the_secretary_is_told_that_an_action_of_a_draft_was_not_issued(client, action, secretary):
    page = seen_by(client, secretary, action.get_absolute_url()).content.decode()

    assert "it was not issued: members do not see it yet" in page


def test_a_report_in_a_closed_paragraph_stays_closed(client, action, minute, member):
    issue(action)
    make_update(action, "complete", text="Secret words.", reported_on=DAY, recorded_in=minute)

    page = seen_by(client, member, action.get_absolute_url()).content.decode()

    assert "Secret words." not in page
    assert "The report behind that is in minutes that are not open to you yet." in page


def test_an_owner_reports_on_it_before_the_minutes_are_cleared(client, action, member):
    ActionOwner.objects.create(action=action, person=member.person)
    issue(action)

    assert seen_by(client, member, reverse("actions:action_report", args=[action.reference])).status_code == 200


@pytest.mark.parametrize("who", ["member", "official"])
def test_lists_counts_file_and_search_agree(request, client, board, action, minute, who):
    user = request.getfixturevalue(who)
    make_action(raised_in=minute, text="Write to the court in secret.")
    make_action(board, text="Write to the court between meetings.")
    issue(action)

    register = seen_by(client, user, "/actions/?state=")
    lines = list(csv.DictReader(io.StringIO(client.get("/actions/csv/?state=").getvalue().decode("utf-8-sig"))))
    figures = dashboard_of(Scope.usual(user, on=DAY))
    found = next(r for r in results_for(user, words_of("court")) if r.kind == "actions")

    assert [row.action.reference for row in register.context["rows"]] == ["RR3-1", "RR3-3"]
    assert {line["Reference"]: line["Raised in"] for line in lines} == {
        "RR3-1": "In minutes that are not open to you yet",
        "RR3-3": "Between meetings",
    }
    assert sum(figure.count for figure in figures.by_status) == 2
    assert sorted(result.record.reference for result in found[0:10]) == ["RR3-1", "RR3-3"]
    assert action_referred_to(user, "rr3-1") == action
    assert action_referred_to(user, "rr3-2") is None


def test_lists_mark_it_until_its_minutes_are_circulated(client, action, minute, member):
    ActionOwner.objects.create(action=action, person=member.person)
    issue(action)
    mark = "Minutes not cleared yet"
    meeting = minute.item.meeting

    for address in ("/actions/", "/", meeting.get_absolute_url()):
        assert mark in seen_by(client, member, address).content.decode(), address
    meeting.minutes_stage, meeting.circulated_at, meeting.circulated_by = "circulated", LATER, make_user()
    meeting.save()
    for address in ("/actions/", "/", meeting.get_absolute_url()):
        assert mark not in client.get(address).content.decode(), address


def nothing(action):
    pass


def reworded(action):
    correct_action(
        action, text="Write to both courts.", owners=[ActionOwner(person=o.person) for o in action.owners.all()]
    )


def handed_on(action):
    correct_action(action, text=action.text, owners=[ActionOwner(words="Theme leads", is_lead=True)])


def owned_by_nobody(action):
    correct_action(action, text=action.text, owners=[])


def put_off(action):
    make_update(action, reported_on=DAY, due=Due(on=DAY + dt.timedelta(days=30), text="by Easter"))


def without_a_date(action):
    make_update(action, reported_on=DAY, due=Due())


def reported_on(action):
    make_update(action, "complete", reported_on=DAY)


def test_a_date_that_was_issued_before_its_words_stood_beside_it_has_not_changed(minute):
    action = make_action(raised_in=minute, due_on=DAY, due_text="before Easter")
    issued = ActionIssue(text=action.text, due_words="5 March 2026")

    assert changes_since(issued, action) == []
    assert [c.issued for c in changes_since(ActionIssue(text=action.text), action)] == ["No date"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (nothing, []),
        (reworded, [("Action", "Write to the court.", "Write to both courts.")]),
        (handed_on, [("Owners", "Ann Ashby", "Theme leads (lead)")]),
        (owned_by_nobody, [("Owners", "Ann Ashby", "Nobody")]),
        (put_off, [("Due", "14 March 2026", "By Easter (4 April 2026)")]),
        (without_a_date, [("Due", "14 March 2026", "No date")]),
        (reported_on, []),
    ],
)
def test_what_changed_since_is_told_field_by_field(client, action, member, change, expected):
    (issued,) = issue(action)

    change(action)

    now = Action.objects.get(pk=action.pk)
    assert [(c.label, c.issued, c.now) for c in changes_since(issued, now)] == expected
    page = seen_by(client, member, action.get_absolute_url()).content.decode()
    assert ("What has changed since it was issued" in page) is bool(expected)
    assert all(words in page for row in expected for words in row)


def test_issuing_again_adds_a_row_only_for_what_changed(action, minute):
    other = make_action(raised_in=minute)
    issue(action, other)
    reworded(action)

    (again,) = issue(action, other, at=LATER)

    assert (again.action, again.text, again.issued_at) == (action, "Write to both courts.", LATER)
    assert issue(action, other, at=LATER) == []
    assert [row.text for row in action.issues.all()] == ["Write to the court.", "Write to both courts."]


def test_what_was_issued_is_never_changed_nor_deleted(action):
    issue(action)
    (row,) = ActionIssue.objects.all()

    for attempt in (
        row.save,
        row.delete,
        ActionIssue.objects.all().delete,
        lambda: ActionIssue.objects.update(text="x"),
    ):
        with pytest.raises(FrozenError):
            attempt()


@pytest.mark.parametrize("rows", [1, 3])
def test_issuing_takes_a_fixed_number_of_queries(minute, rows, django_assert_num_queries):
    for _ in range(rows):
        make_action(raised_in=minute, owners=[ActionOwner(words="Theme leads")])
    actions, by = Action.objects.select_related("due_at").with_owners(), make_user()

    with django_assert_num_queries(6):  # rows and owners, what was issued, a savepoint, one to add
        issue_to_board(actions, at=MOMENT, by=by)
