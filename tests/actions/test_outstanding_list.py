"""The outstanding actions, where a meeting's pages hold them."""

import datetime as dt
import re

import pytest

from actions.models import ActionOwner, Status
from meetings.models import AgendaItem
from organisations.dates import write_date
from tests.factories import (
    DAY,
    make_action,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_person,
    make_update,
)

FAR = dt.date(2999, 1, 1)
LAST = DAY - dt.timedelta(days=60)
OUTSTANDING = AgendaItem.Kind.OUTSTANDING_ACTIONS


@pytest.fixture(autouse=True)
def now(monkeypatch):
    moment = dt.datetime.combine(DAY + dt.timedelta(days=1), dt.time(9), tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


@pytest.fixture
def keeper(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def meeting(board):
    """With the item that holds its outstanding actions, two months after the last one."""
    make_meeting(board, "circulated", held_on=LAST)
    meeting = make_meeting(board, starts_at=dt.time(14))
    make_item(meeting, title="Matters arising", kind=OUTSTANDING)
    return meeting


def agenda(meeting):
    return f"{meeting.get_absolute_url()}agenda/"


def words(client, address):
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()).split()).replace("&quot;", '"')


def listed(client, address):
    """The references, in the order of the list, under the caption of each table."""
    page = client.get(address).content.decode()
    tables = re.findall(r"<caption[^>]*>(.*?)</caption>(.*?)</table>", page, re.DOTALL)
    return {caption: re.findall(r"<strong><a[^>]*>(\S+)</a></strong>", rows) for caption, rows in tables}


def test_the_item_of_an_agenda_says_all_that_is_known_of_an_action(keeper, board, meeting):
    earlier = make_item(meeting.board.meetings.order_by("held_on").first())
    born, said = make_minute(earlier, number="8.2"), make_minute(earlier, number="8.3")
    owners = [
        ActionOwner(person=make_person("Ann Ashby")),
        ActionOwner(organisation=make_organisation("Harbour Trust"), is_lead=True),
    ]
    action = make_action(raised_in=born, text="Send the figures.", owners=owners, due_on=DAY - dt.timedelta(days=1))
    make_update(action, Status.DELAYED, recorded_in=said, reported_on=LAST, text="Half of them are in.")

    page = keeper.get(agenda(meeting)).content.decode()

    assert (
        "As they stood when the meeting began. 1 to report on Action Owners Due Status and latest report "
        f"{action.reference} Send the figures. Raised 4 January 2026, paragraph 8.2 . Carried to 1 meeting. "
        "Harbour Trust, Ann Ashby 4 March 2026 Overdue Delayed 4 January 2026, paragraph 8.3 : Half of them are in."
    ) in words(keeper, agenda(meeting))
    for address in (action.get_absolute_url(), born.get_absolute_url(), said.get_absolute_url()):
        assert f'href="{address}"' in page


def test_what_is_overdue_comes_first_then_by_due_day_and_what_is_finished_last(keeper, board, meeting):
    def action(due, status=None):
        row = make_action(board, raised_on=LAST, due_on=None if due is None else DAY + dt.timedelta(days=due))
        if status:
            make_update(row, status)
        return row.reference

    unsaid, late, done, later, agreed, today = (
        action(None),
        action(-1),
        action(-9, Status.COMPLETE),
        action(9),
        action(-20, Status.TO_BE_AGREED),
        action(0),
    )

    assert listed(keeper, agenda(meeting)) == {
        "5 to report on": [late, agreed, today, later, unsaid],
        "1 finished since the last meeting": [done],
    }


def test_the_list_follows_what_is_reported_until_the_meeting_begins(keeper, board):
    meeting = make_meeting(board, held_on=FAR)
    make_item(meeting, kind=OUTSTANDING)
    action = make_action(board)
    make_update(action, text="Nearly there.")
    page = words(keeper, agenda(meeting))
    assert ("In progress" in page, "Nearly there." in page, "As they stood" in page) == (True, True, False)
    make_update(action, Status.COMPLETE, text="Done.")
    page = words(keeper, agenda(meeting))
    assert "There is nothing to report on. 1 finished since the last meeting" in page


def test_after_the_meeting_it_says_what_the_meeting_recorded(keeper, board, meeting):
    action = make_action(board, raised_on=LAST)
    minute = make_minute(meeting.items.get(), number="4.2")
    make_update(action, Status.COMPLETE, reported_on=DAY, recorded_in=minute, text="All are in.")

    page = words(keeper, agenda(meeting))

    assert "Open Nothing has been reported yet. Reported here: complete, paragraph 4.2" in page
    assert "All are in." not in page


def test_no_actions_are_said_in_a_sentence(keeper, board, meeting):
    assert "No actions of earlier meetings were outstanding." in words(keeper, agenda(meeting))
    coming = make_meeting(board, held_on=FAR)
    make_item(coming, kind=OUTSTANDING)
    assert "No actions of earlier meetings are outstanding." in words(keeper, agenda(coming))


def test_long_texts_are_shortened(keeper, board, meeting):
    action = make_action(board, raised_on=LAST, text="w" * 501)
    make_update(action, text="u" * 241)
    page = words(keeper, agenda(meeting))
    assert ("w" * 499 + "…" in page, "w" * 500 in page) == (True, False)
    assert ("u" * 239 + "…" in page, "u" * 240 in page) == (True, False)


def test_a_report_in_a_draft_is_kept_from_who_may_not_read_it(client, secretary, member, board, meeting):
    draft = make_minute(make_item(make_meeting(board, held_on=DAY - dt.timedelta(days=20))), number="9.9")
    action = make_action(board, raised_on=LAST)
    make_update(action, text="Said in the open.")
    make_update(
        action, Status.DELAYED, reported_on=DAY - dt.timedelta(days=20), recorded_in=draft, text="Said in draft."
    )
    make_action(raised_in=draft, text="Raised in draft.")

    client.force_login(secretary)
    theirs = words(client, agenda(meeting))
    client.force_login(member)
    hers = words(client, agenda(meeting))

    hidden = ("Said in draft.", "Raised in draft.", "paragraph 9.9")
    assert [said in theirs for said in hidden] == [True, True, True]
    assert [said in hers for said in hidden] == [False, False, False]
    assert "Delayed" in hers
    assert "Said in the open. The report behind this status is in minutes that are not open to you yet." in hers


@pytest.mark.parametrize("rows", [1, 3])
def test_the_agenda_takes_as_many_queries_whatever_is_outstanding(
    keeper, board, meeting, rows, django_assert_num_queries
):
    earlier = make_item(meeting.board.meetings.order_by("held_on").first())
    coming = make_meeting(board, held_on=FAR)
    for _ in range(rows):
        owners = [ActionOwner(person=make_person()), ActionOwner(organisation=make_organisation())]
        action = make_action(raised_in=make_minute(earlier), owners=owners, due_at=coming)
        make_update(action, recorded_in=make_minute(earlier))
        make_update(action, reported_on=DAY, recorded_in=make_minute(meeting.items.get()))
    with django_assert_num_queries(13):
        keeper.get(agenda(meeting))


# On the page of the meeting


def test_a_draft_holds_the_list_in_its_item_and_no_longer_at_its_end(keeper, board, meeting):
    action = make_action(board, raised_on=LAST)
    make_minute(make_item(meeting, title="Housing"))
    page = words(keeper, meeting.get_absolute_url())
    assert page.count(f"{action.reference} {action.text}") == 1
    assert page.index("Matters arising As they stood") < page.index(action.text) < page.rindex("Housing")


def test_a_draft_without_the_item_has_the_list_at_its_end(keeper, board):
    action = make_action(board, raised_on=LAST)
    meeting = make_minute(make_item(make_meeting(board), title="Housing")).item.meeting
    page = words(keeper, meeting.get_absolute_url())
    assert page.rindex("Housing") < page.index(
        "Outstanding actions As they stood when the meeting began. 1 to report on"
    )
    assert action.text in page


def test_a_meeting_without_minutes_holds_the_list_in_its_agenda(client, secretary, member, board, meeting):
    action = make_action(board, raised_on=LAST)
    for user in (secretary, member):
        client.force_login(user)
        assert words(client, meeting.get_absolute_url()).count(action.text) == 1


@pytest.mark.parametrize("stage", ["circulated", "approved"])
def test_issued_minutes_lead_to_the_list_as_it_stood(keeper, board, stage):
    meeting = make_meeting(board, stage)
    item = make_item(meeting, kind=OUTSTANDING)
    make_minute(item)
    action = make_action(board, raised_on=LAST)
    page = keeper.get(meeting.get_absolute_url()).content.decode()
    assert action.text not in page
    assert f'href="{agenda(meeting)}#item-{item.pk}"' in page
    assert action.text in words(keeper, agenda(meeting))


def test_a_deferred_item_holds_no_list(keeper, board, meeting):
    make_action(board, raised_on=LAST)
    AgendaItem.objects.update(is_deferred=True)
    assert listed(keeper, agenda(meeting)) == {}


def test_the_list_makes_way_while_the_agenda_is_put_in_order(keeper, board, meeting):
    make_action(board, raised_on=LAST)
    assert listed(keeper, f"{agenda(meeting)}?edit=1") == {}


def test_it_is_drawn_in_brief_beside_another_text(board, secretary, meeting):
    from tests.actions.test_tags import draw, words_of

    make_action(board, raised_on=LAST, text="w" * 200, due_on=DAY - dt.timedelta(days=1))
    brief = words_of(draw("outstanding_actions meeting compact=True", secretary, meeting=meeting))
    assert (
        brief
        == f"{board.reference_prefix}-1 {'w' * 119}… Nobody. {write_date(DAY - dt.timedelta(days=1))} Overdue Open"
    )
