"""An action, and the register, as they stood on an earlier day or when a meeting began."""

import csv
import datetime as dt
import io

import pytest

from actions.models import ActionOwner, Status
from actions.services import Due, correct_action
from organisations.models import Membership
from tests.actions.test_action_page import words_of
from tests.factories import (
    DAY,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_update,
)

TODAY = DAY + dt.timedelta(days=60)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


def after(days):
    return DAY + dt.timedelta(days=days)


@pytest.fixture
def action(board):
    """Raised on DAY; handed on and put off after ten days; complete after twenty."""
    action = make_action(
        board, text="Send the figures.", due_on=after(7), owners=[ActionOwner(words="Theme leads", is_lead=True)]
    )
    put_off = {"due": Due(on=after(30)), "owners": [ActionOwner(words="Prisons")]}
    make_update(action, Status.DELAYED, text="Not yet.", reported_on=after(10), **put_off)
    make_update(action, Status.COMPLETE, text="All sent.", reported_on=after(20))
    return action


def page_of(client, as_at):
    return client.get(f"/actions/RR3-1/?as_at={as_at}")


@pytest.mark.parametrize(
    ("days", "facts", "told"),
    [
        (0, "Status Open Due 12 March 2026 Owners Theme leads (lead)", []),
        (8, "Status Open Due 12 March 2026 Overdue Owners Theme leads (lead)", []),
        (10, "Status Delayed Due 4 April 2026 Owners Prisons", ["Not yet."]),
        (20, "Status Complete since 25 March 2026 Due 4 April 2026 Owners Prisons", ["All sent.", "Not yet."]),
    ],
)
def test_shows_the_action_as_it_stood_at_the_end_of_the_day(client, action, member, days, facts, told):
    client.force_login(member)

    page = page_of(client, after(days).isoformat())

    words = words_of(page)
    assert f"As it stood at the end of {after(days):%-d %B %Y}. See it today" in words
    assert facts in words
    assert [update.text for update in page.context["story"].updates] == told


def test_owners_that_were_corrected_are_so_for_all_time(client, action, member):
    correct_action(action, text=action.text, owners=[ActionOwner(words="The right one")])
    client.force_login(member)

    assert "Owners The right one" in words_of(page_of(client, after(15).isoformat()))
    assert "Owners Theme leads (lead)" in words_of(page_of(client, after(9).isoformat()))


def test_shows_it_as_a_meeting_had_it_before_it(client, board, action, member):
    meeting = make_meeting(board, "published", held_on=after(30))
    make_update(action, Status.OPEN, reported_on=after(30), reopen=True, recorded_in=make_minute(make_item(meeting)))
    client.force_login(member)

    chosen = client.get(f"/actions/RR3-1/?as_at=&at_meeting={meeting.pk}")

    assert chosen.url == f"/actions/RR3-1/?as_at=meeting-{meeting.pk}"
    words = words_of(client.get(chosen.url))
    assert "As it stood when the meeting of 4 April 2026 began." in words
    assert "Status Complete" in words
    assert "Status Open" in words_of(page_of(client, after(30).isoformat()))


def test_says_that_it_had_not_been_raised(client, board, action, member):
    meeting = make_meeting(board)
    client.force_login(member)

    early = words_of(page_of(client, after(-1).isoformat()))
    assert "It had not been raised at the end of 4 March 2026. It was raised on 5 March 2026." in early
    assert "Send the figures." not in early
    began = words_of(page_of(client, f"meeting-{meeting.pk}"))
    assert "It had not been raised when the meeting of 5 March 2026 began." in began


@pytest.mark.parametrize("path", ["/actions/RR3-1/", "/actions/"])
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("as_at=nonsense", "Enter a date such as"),
        ("as_at=2026-02-31", "Enter a date such as"),
        ("as_at=%00", "Enter a date such as"),
        ("as_at=2026-05-05", "Enter today or an earlier day"),
        ("as_at=9999-12-31", "Enter today or an earlier day"),
        ("as_at=meeting-99999999", "Choose a meeting that was held."),
        ("as_at=meeting-%C2%B2", "Enter a date such as"),
        ("at_meeting=abc", "Choose a meeting that was held."),
        ("at_meeting=%00", "Choose a meeting that was held."),
        ("as_at=2026-03-06&at_meeting={meeting}", "Enter a day or choose a meeting, not both."),
        ("as_at=meeting-{to_come}", "Choose a meeting that was held."),
        ("as_at=meeting-{hidden}", "Choose a meeting that was held."),
    ],
)
def test_what_cannot_be_answered_is_an_error_of_the_form(client, board, action, member, path, query, says):
    keys = {
        "meeting": make_meeting(board, held_on=after(30)).pk,
        "to_come": make_meeting(board, held_on=TODAY + dt.timedelta(days=1)).pk,
        "hidden": make_meeting(make_board(), held_on=after(30)).pk,
    }
    client.force_login(member)

    page = client.get(f"{path}?{query.format(**keys)}")

    assert page.status_code == 200
    assert says in words_of(page)
    assert "There is a problem" in words_of(page)


def test_the_first_day_of_the_calendar_has_an_answer(client, action, member):
    client.force_login(member)

    assert "It had not been raised" in words_of(page_of(client, "0001-01-01"))
    assert "No actions that had been raised by then" in words_of(client.get("/actions/?as_at=0001-01-01"))


def test_tells_what_is_hidden_from_the_reader_no_more_than_the_page_of_today(client, board, action, secretary, member):
    draft = make_minute(make_item(make_meeting(board, held_on=after(40))))
    make_update(action, Status.DELAYED, text="Secret words.", reported_on=after(40), recorded_in=draft, reopen=True)
    make_update(action, Status.IN_PROGRESS, text="Begun again.", reported_on=after(50))
    client.force_login(member)

    words = words_of(page_of(client, after(45).isoformat()))

    assert "Secret words." not in words
    assert "Its status then was “Delayed”. The report behind that is in minutes that are not open to you yet." in words
    client.force_login(secretary)
    words = words_of(page_of(client, after(45).isoformat()))
    assert "Secret words." in words
    assert "The report behind that" not in words


@pytest.mark.parametrize(("who", "status"), [("official", 404), ("outsider", 404), ("stranger", 404), ("chair", 200)])
def test_is_shown_to_whom_it_is_shown_today(request, client, board, who, status):
    make_action(raised_in=make_minute(make_item(make_meeting(board, "circulated"))))
    client.force_login(request.getfixturevalue(who))

    assert page_of(client, after(1).isoformat()).status_code == status


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_a_fixed_number_of_times(client, board, member, rows, django_assert_num_queries):
    action = make_action(board, owners=[ActionOwner(words=f"Group {n}") for n in range(rows)])
    for n in range(rows):
        minute = make_minute(make_item(make_meeting(board, "published", held_on=after(n + 2))))
        make_update(action, reported_on=after(n + 2), recorded_in=minute)
    client.force_login(member)

    with django_assert_num_queries(9):
        page_of(client, after(9).isoformat())


# The register


@pytest.fixture
def actions(board, secretary, member):
    """Named for how they stood ten days after DAY; all are closed today."""
    other = make_board("Another board", slug="another", reference_prefix="AN")
    make_membership(other, person=secretary.person, role=Membership.Role.SECRETARIAT)
    for text, details in {
        "late": {"due_on": after(9)},
        "put off": {"due_on": after(9)},
        "due that day": {"due_on": after(10)},
        "no date": {},
        "done": {"due_on": after(3)},
    }.items():
        make_action(board, text=text, owners=[ActionOwner(words="Theme leads")], **details)
    make_action(other, text="elsewhere", due_on=after(20))
    make_action(board, text="raised since", raised_on=after(11))
    found = {action.text: action for action in [*board.actions.all(), *other.actions.all()]}
    make_update(found["put off"], Status.DELAYED, reported_on=after(8), due=Due(on=after(40)))
    make_update(found["done"], Status.COMPLETE, reported_on=after(10))
    for action in found.values():
        if action.text != "done":
            action.refresh_from_db()
            make_update(
                action, Status.COMPLETE, reported_on=after(30), due=Due(on=after(90)), owners=[ActionOwner(words="You")]
            )
    return found


def listed(client, query):
    page = client.get(f"/actions/?as_at={after(10).isoformat()}{query}")
    assert page.status_code == 200
    assert not page.context["filter"].form.errors
    return [row.action.text for row in page.context["rows"]]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("", ["done", "late", "due that day", "elsewhere", "put off", "no date"]),
        ("&sort=-due", ["put off", "elsewhere", "due that day", "late", "done", "no date"]),
        ("&sort=-status", ["done", "put off", "elsewhere", "late", "due that day", "no date"]),
        ("&sort=board", ["elsewhere", "late", "put off", "due that day", "no date", "done"]),
        ("&state=open", ["late", "due that day", "elsewhere", "put off", "no date"]),
        ("&state=closed", ["done"]),
        ("&state=overdue", ["late"]),
        ("&state=due_soon", ["due that day", "elsewhere"]),
        ("&status=delayed&status=complete", ["done", "put off"]),
        ("&board=another", ["elsewhere"]),
        ("&q=late", ["late"]),
        ("&due_from=2026-03-15&due_to=2026-03-25", ["due that day", "elsewhere"]),
        ("&raised_from=2026-03-06", []),
    ],
)
def test_lists_the_actions_as_they_stood_that_day(client, secretary, actions, query, texts):
    client.force_login(secretary)

    assert listed(client, query) == texts


def test_says_how_each_stood_and_leads_to_it_as_it_stood(client, secretary, actions):
    client.force_login(secretary)

    page = client.get(f"/actions/?as_at={after(10).isoformat()}&state=open&board=rr3")

    words = words_of(page)
    assert "As they stood at the end of 15 March 2026. See them today" in words
    assert "4 actions , 1 overdue then" in words
    assert "late Theme leads 14 March 2026 Overdue Open" in words
    assert "put off Theme leads 14 April 2026 Delayed" in words
    assert f'href="{actions["late"].get_absolute_url()}?as_at=2026-03-15"' in page.content.decode()
    assert 'href="/actions/?state=open&amp;board=rr3">See them today' in page.content.decode()


def test_lists_those_of_the_board_as_its_meeting_began(client, board, secretary, actions):
    meeting = make_meeting(board, held_on=after(10))
    make_update(
        actions["late"], Status.DELAYED, reported_on=after(10), recorded_in=make_minute(make_item(meeting)), reopen=True
    )
    client.force_login(secretary)

    chosen = client.get(f"/actions/?as_at=&at_meeting={meeting.pk}&board=rr3&state=open")

    assert chosen.url == f"/actions/?as_at=meeting-{meeting.pk}&state=open&board=rr3"
    page = client.get(chosen.url)
    assert [(row.action.text, row.stood.status) for row in page.context["rows"]] == [
        ("late", "open"),
        ("due that day", "open"),
        ("put off", "delayed"),
        ("no date", "open"),
    ]


def test_the_file_holds_what_the_list_shows(client, secretary, actions):
    client.force_login(secretary)

    response = client.get(f"/actions/csv/?as_at={after(10).isoformat()}&board=rr3&sort=reference")

    assert response["Content-Disposition"] == 'attachment; filename="actions-as-at-2026-03-15.csv"'
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [[row[2], *row[3:8], row[10]] for row in rows[1:]] == [
        ["late", "Theme leads", "2026-03-14", "", "Overdue", "Open", ""],
        ["put off", "Theme leads", "2026-04-14", "", "", "Delayed", ""],
        ["due that day", "Theme leads", "2026-03-15", "", "", "Open", ""],
        ["no date", "Theme leads", "", "", "", "Open", ""],
        ["done", "Theme leads", "2026-03-08", "", "", "Complete", "2026-03-15"],
    ]
    assert client.get("/actions/csv/?as_at=nonsense").url == "/actions/?as_at=nonsense"


def test_lists_only_what_the_reader_may_see(client, board, member, actions):
    make_action(raised_in=make_minute(make_item(make_meeting(board))), text="in draft")
    client.force_login(member)

    assert listed(client, "&sort=reference") == ["late", "put off", "due that day", "no date", "done"]


def test_pages_keep_the_day(client, board, secretary):
    for number in range(51):
        make_action(board, text=f"Thing {number}")
    client.force_login(secretary)

    first, second = (client.get(f"/actions/?as_at=2026-03-05&page={page}") for page in (1, 2))

    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 1)
    assert b'href="?as_at=2026-03-05&amp;page=2"' in first.content
    assert len(first.content) < 40_000


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_times(client, board, secretary, rows, django_assert_num_queries):
    for _ in range(rows):
        make_update(
            make_action(board, owners=[ActionOwner(words="Theme leads")], due_on=after(9)), reported_on=after(2)
        )
    client.force_login(secretary)

    with django_assert_num_queries(14):
        client.get("/actions/?as_at=2026-03-06")
