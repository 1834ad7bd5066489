"""The calendar of a user: what is in it, for whom, and that any calendar program can read it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from actions.calendar import _clean, _shortened
from actions.links import CALENDAR, token_of
from actions.models import ActionOwner, CalendarFeed, Status
from actions.services import make_calendar_address, withdraw_calendar_address
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_minute,
    make_report_link,
    make_update,
)

pytestmark = pytest.mark.django_db
PAGE = "/my/calendar/"
EARLY = DAY - dt.timedelta(days=30)
NASTY = 'Nasty, very; \\ nasty "text": café 🎉 – ‘x’\nBEGIN:VEVENT\r\nEND:VCALENDAR\rand\vmore' + "🎉é" * 150


@pytest.fixture(autouse=True)
def today(monkeypatch):
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


def address_of(user):
    feed = CalendarFeed.objects.filter(user=user).first() or make_calendar_address(by=user, at=MOMENT)
    return f"/calendar/{CALENDAR.write(feed)}.ics"


def owned_by(user):
    return [ActionOwner(person=user.person)]


def fetch(client, user):
    response = client.get(address_of(user))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return response.content


def well_formed(data: bytes) -> bytes:
    """As RFC 5545 has it: lines end with CRLF, hold 75 octets at most, and none is cut inside a letter."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    for line in re.sub(rb"\r\n[ \t]", b"", data).split(b"\r\n")[:-1]:
        assert re.match(rb"[A-Z-]+(;[A-Z-]+=[^:;\"]+)*:", line), line
    assert re.findall(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data) == []
    return data


def events(data: bytes) -> dict[str, dict[str, object]]:
    calendar = Calendar.from_ical(well_formed(data), multiple=False)
    assert calendar.errors == []
    found = calendar.walk("VEVENT")
    assert [event.errors for event in found] == [[] for _ in found]
    assert len({event["uid"] for event in found}) == len(found)
    return {str(event["summary"]): dict(event.items()) for event in found}


def test_a_meeting_has_its_time_in_utc_and_its_place(client, board, member):
    winter = make_meeting(
        board, starts_at=dt.time(10), ends_at=dt.time(12, 30), venue="Room 1", joining_link="https://meet.example/x"
    )
    make_meeting(board, held_on=dt.date(2026, 6, 3), title="Away day", starts_at=dt.time(10))

    found = events(fetch(client, member))

    event = found["RR3: meeting"]
    assert event["DTSTART"].dt == dt.datetime(2026, 3, 5, 10, tzinfo=dt.UTC)
    assert event["DTEND"].dt == dt.datetime(2026, 3, 5, 12, 30, tzinfo=dt.UTC)
    assert (event["LOCATION"], event["URL"]) == ("Room 1", f"http://testserver/meetings/{winter.pk}/")
    assert "Join: https://meet.example/x" in event["DESCRIPTION"]
    assert event["UID"] == f"meeting-{winter.pk}@testserver"
    # British summer time is an hour ahead.
    assert found["RR3: Away day"]["DTSTART"].dt == dt.datetime(2026, 6, 3, 9, tzinfo=dt.UTC)
    assert "DTEND" not in found["RR3: Away day"]


def test_times_are_written_with_a_z_and_days_as_days(client, board, member):
    make_meeting(board, starts_at=dt.time(10))
    make_meeting(board, held_on=DAY + dt.timedelta(days=7))

    data = fetch(client, member)

    assert b"\r\nDTSTART:20260305T100000Z\r\n" in data
    assert b"\r\nDTSTART;VALUE=DATE:20260312\r\nDTEND;VALUE=DATE:20260313\r\n" in data


def test_a_meeting_that_moves_stays_the_same_event_and_says_that_it_changed(client, board, member):
    meeting = make_meeting(board)
    before = events(fetch(client, member))["RR3: meeting"]
    meeting.held_on = DAY + dt.timedelta(days=7)
    meeting.save()

    after = events(fetch(client, member))["RR3: meeting"]

    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt == DAY + dt.timedelta(days=7)
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt


def test_meetings_go_back_ninety_days(client, board, member):
    for days in (90, 91):
        make_meeting(board, title=f"{days} days ago", held_on=DAY - dt.timedelta(days=days))

    assert set(events(fetch(client, member))) == {"RR3: 90 days ago"}


def test_what_is_owed_is_a_day_that_takes_up_no_time(client, board, member):
    make_action(board, text="Write to the court.", raised_on=EARLY, due_on=DAY, owners=owned_by(member))
    coming = make_meeting(board, held_on=DAY + dt.timedelta(days=9))
    make_action(board, text="Bring the *figures*.", raised_on=EARLY, due_at=coming, owners=owned_by(member))
    make_action(board, text="On no day", raised_on=EARLY, due_text="After publication", owners=owned_by(member))
    make_action(board, text="Of nobody", raised_on=EARLY, due_on=DAY)
    make_update(
        make_action(board, text="Closed", raised_on=EARLY, due_on=DAY, owners=owned_by(member)),
        Status.COMPLETE,
        reported_on=DAY,
    )

    found = events(fetch(client, member))

    assert set(found) == {"RR3: meeting", "Due: RR3-1 Write to the court.", "Due: RR3-2 Bring the figures."}
    event = found["Due: RR3-1 Write to the court."]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (DAY, DAY + dt.timedelta(days=1))
    assert (event["TRANSP"], event["UID"], event["URL"]) == (
        "TRANSPARENT",
        "due-RR3-1@testserver",
        "http://testserver/actions/RR3-1/",
    )
    assert found["Due: RR3-2 Bring the figures."]["DTSTART"].dt == coming.held_on


def test_nothing_of_other_boards_or_of_restricted_items_is_in_it(client, board, member):
    elsewhere = make_board(minutes_visible_to="public")
    make_meeting(elsewhere, "published", title="Elsewhere")
    make_action(elsewhere, text="Elsewhere", raised_on=EARLY, due_on=DAY, owners=owned_by(member))
    restricted = make_minute(make_item(make_meeting(board, "circulated", title="Ours"), is_restricted=True))
    make_action(raised_in=restricted, text="Secret", due_on=DAY, owners=owned_by(member))
    drafted = make_minute(make_item(make_meeting(board, title="Drafted")))
    make_action(raised_in=drafted, text="Not circulated", due_on=DAY, owners=owned_by(member))

    assert set(events(fetch(client, member))) == {"RR3: Ours", "RR3: Drafted"}


def test_who_has_left_gets_an_empty_calendar_and_who_may_not_sign_in_none(client, board, member):
    make_meeting(board)
    member.person.memberships.update(ends_on=DAY - dt.timedelta(days=1))
    assert events(fetch(client, member)) == {}

    member.is_active = False
    member.save()
    assert client.get(address_of(member)).status_code == 404


def test_who_is_nobody_on_record_gets_an_empty_calendar(client, board, stranger):
    make_meeting(board)

    assert events(fetch(client, stranger)) == {}


def test_a_superuser_gets_their_own_and_not_everybodys(client, board, member):
    make_meeting(board)
    make_meeting(make_board())
    member.is_superuser = True
    member.save()

    assert set(events(fetch(client, member))) == {"RR3: meeting"}


def test_the_worst_texts_are_read_as_they_were_written(client, board, member):
    make_meeting(board, title=NASTY[:300], venue=NASTY[:300], starts_at=dt.time(9))
    make_action(board, text=NASTY, raised_on=EARLY, due_on=DAY, owners=owned_by(member))

    data = fetch(client, member)

    assert len(events(data)) == 2
    [meeting, action] = Calendar.from_ical(data).walk("VEVENT")
    assert meeting["location"] == NASTY[:300].replace("\r\n", "\n").replace("\r", "\n").replace("\v", "")
    assert action["description"].startswith('Nasty, very; \\ nasty "text": café 🎉 – ‘x’\nBEGIN:VEVENT\nEND:VCALENDAR')
    assert len(action["summary"]) <= 120


@given(st.text(max_size=400))
def test_any_text_makes_lines_that_are_read_again(text):
    event, calendar = Event(), Calendar()
    event.add("summary", _clean(text))
    calendar.add_component(event)

    [again] = Calendar.from_ical(well_formed(calendar.to_ical())).walk("VEVENT")

    assert again["summary"] == _clean(text)
    assert len(_shortened(_clean(text))) <= 120


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_database_a_fixed_number_of_times(client, board, member, rows, django_assert_num_queries):
    for _ in range(rows):
        meeting = make_meeting(board)
        make_action(board, raised_on=EARLY, due_at=meeting, owners=owned_by(member))
    address = address_of(member)

    with django_assert_num_queries(13):  # five, and eight of the cache that counts
        client.get(address)


# Its address


def test_it_is_kept_for_a_quarter_of_an_hour_by_its_reader_alone(client, board, member):
    make_meeting(board)
    response = client.get(address_of(member))

    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("private, max-age=900", "no-referrer")
    assert response["X-Robots-Tag"] == "noindex"
    again = client.get(address_of(member), headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make_meeting(board)
    assert client.get(address_of(member), headers={"If-None-Match": response["ETag"]}).status_code == 200


def test_it_is_the_calendar_of_its_owner_whoever_fetches_it(client, board, member, secretary, outsider):
    make_meeting(board)
    client.force_login(outsider)

    assert set(events(fetch(client, member))) == {"RR3: meeting"}
    assert events(fetch(client, outsider)) == {}


def test_a_new_address_stops_the_old_and_withdrawing_stops_both(client, member):
    first = address_of(member)
    make_calendar_address(by=member, at=MOMENT)
    second = address_of(member)

    assert first != second
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    withdraw_calendar_address(by=member)
    assert client.get(second).status_code == 404


def test_no_other_token_opens_it(client, board, member):
    token = CALENDAR.write(make_calendar_address(by=member, at=MOMENT))
    link = make_report_link(board, member.person)

    for wrong in (f"{token}x", f"1{token}", token_of(link), "nonsense", "%00", "²", "9" * 5000):
        assert client.get(f"/calendar/{wrong}.ics").status_code == 404
    assert client.get(f"/report/{token}/").status_code == 404


@pytest.fixture
def clock(monkeypatch):
    """Stands still: the hour that is counted does not end meanwhile."""
    now = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def test_who_tries_tokens_is_stopped_here_and_at_report_links(client, clock, member):
    for _ in range(20):
        client.get("/calendar/1.guess.signature.ics")

    assert client.get(address_of(member)).status_code == 429
    assert client.get("/report/1.guess.signature/").status_code == 429


def test_an_old_address_that_a_program_goes_on_asking_for_stops_nobody(client, clock, member):
    old = address_of(member)
    make_calendar_address(by=member, at=MOMENT)

    assert {client.get(old).status_code for _ in range(25)} == {404}
    assert client.get(address_of(member)).status_code == 200


def test_a_program_that_asks_without_end_is_stopped(client, clock, member):
    address = address_of(member)

    assert [client.get(address).status_code for _ in range(61)] == [200] * 60 + [429]


# The page where it is made


def shown(page):
    return re.search(r'readonly value="([^"]+)"', page.content.decode())


def test_it_is_made_by_post_alone_and_shown_to_its_owner(client, member, official):
    client.force_login(member)
    assert shown(client.get(PAGE)) is None
    assert not CalendarFeed.objects.exists()

    page = client.post(PAGE, {"do": "make"}, follow=True, headers={"X-Forwarded-Proto": "https"})

    address = f"http://testserver{address_of(member)}"
    assert shown(page)[1] == address
    assert f'href="{address.replace("http:", "webcal:")}"' in page.content.decode()
    assert (page["Cache-Control"], client.get(address).status_code) == ("no-store", 200)
    client.force_login(official)
    assert shown(client.get(PAGE)) is None


def test_it_is_an_address_of_https_where_the_site_is(client, member):
    make_calendar_address(by=member, at=MOMENT)
    client.force_login(member)

    page = client.get(PAGE, secure=True)

    assert shown(page)[1].startswith("https://testserver/calendar/")
    assert 'href="webcal://testserver/calendar/' in page.content.decode()


def test_it_is_made_anew_and_withdrawn_there(client, member):
    client.force_login(member)
    client.post(PAGE, {"do": "make"})
    first = address_of(member)
    client.post(PAGE, {"do": "make"})
    assert (client.get(first).status_code, client.get(address_of(member)).status_code) == (404, 200)

    page = client.post(PAGE, {"do": "withdraw"}, follow=True)

    assert "The address of your calendar was withdrawn." in page.content.decode()
    assert not CalendarFeed.objects.exists()


def test_whoever_has_not_signed_in_makes_none(client, db):
    assert client.post(PAGE, {"do": "make"}).status_code == 403
    assert not CalendarFeed.objects.exists()


def test_its_title_and_messages_hold_no_token(client, member):
    client.force_login(member)
    page = client.post(PAGE, {"do": "make"}, follow=True).content.decode()

    assert "<title>Your calendar – RR3 tracker</title>" in page
    assert page.count(CalendarFeed.objects.get().nonce) == 2  # the field, and the link that opens it
