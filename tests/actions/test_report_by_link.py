"""Reporting by a link from a mail: what it opens, to whom, for how long, and what it never tells."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from actions.links import token_of
from actions.models import ActionOwner, ActionReport, Evidence, Status
from actions.services import withdraw_link
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_person,
    make_report_link,
    make_update,
)
from tests.test_nasty_input import FormsOnPage, send_nasty

pytestmark = pytest.mark.django_db
LIST, ONE = "/report/", "/report/on/RR3-1/"
EARLY = DAY - dt.timedelta(days=30)
SENT = {"text": "The figures are in.", "status": "in_progress", "due_on": "", "due_reason": "", "links": ""}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


@pytest.fixture
def owner(board):
    person = make_person("Ann Ashby", email="ann@example.org")
    make_membership(board, person=person)
    return person


@pytest.fixture
def action(board, owner):
    return make_action(
        board, text="Write to the court.", raised_on=EARLY, due_on=DAY, owners=[ActionOwner(person=owner)]
    )


@pytest.fixture
def link(board, owner):
    return make_report_link(board, owner)


@pytest.fixture
def visitor(link):
    """Who has opened the link and is signed in as nobody."""
    return opened(Client(), link)


def opened(client, link):
    assert client.get(address_of(link)).url == LIST
    return client


def address_of(link):
    return f"/report/{token_of(link)}/"


def references(page):
    return re.findall(r"<h2[^>]*>([A-Z0-9]+-\d+)</h2>", page.content.decode())


# What it opens


def test_opening_a_link_goes_on_to_an_address_without_the_token(client, link):
    response = client.get(address_of(link))

    assert (response.status_code, response.url) == (302, "/report/")
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"


def test_it_signs_nobody_in_and_writes_nothing(client, link, django_assert_num_queries):
    with django_assert_num_queries(2):  # how many wrong tokens came from here, and the link
        client.get(address_of(link))

    assert not Session.objects.exists()
    assert set(client.cookies) == {"report_link"}


def test_its_cookie_is_for_these_pages_alone(client, link, settings):
    settings.SESSION_COOKIE_SECURE = True
    cookie = client.get(address_of(link)).cookies["report_link"]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["secure"]) == ("/report/", True, "Lax", True)


def test_it_shows_what_the_person_owes_and_how_it_stands(visitor, action):
    make_update(action, text="We asked the court.", reported_on=DAY - dt.timedelta(days=3))

    page = visitor.get(LIST).content.decode()

    for words in ("RR3-1", "Write to the court.", "5 March 2026", "In progress", "2 March 2026: We asked the court."):
        assert words in page


def test_it_shows_nothing_else(visitor, board, owner, action, member):
    make_action(board, text="Of another owner", raised_on=EARLY, owners=[ActionOwner(person=member.person)])
    make_action(board, text="Of nobody", raised_on=EARLY)
    closed = make_action(board, text="Closed long ago", raised_on=EARLY, owners=[ActionOwner(person=owner)])
    make_update(closed, Status.COMPLETE, reported_on=DAY)
    elsewhere = make_board()
    make_membership(elsewhere, person=owner)
    make_action(elsewhere, text="Of another board", raised_on=EARLY, owners=[ActionOwner(person=owner)])

    page = visitor.get(LIST)

    assert references(page) == ["RR3-1"]
    text = page.content.decode()
    assert re.findall(r'<a [^>]*href="([^"]+)"', text) == ["#main-content", "/accounts/login/", ONE]
    assert "@" not in text


def test_another_owners_link_shows_only_theirs(client, board, action, member):
    make_action(board, raised_on=EARLY, owners=[ActionOwner(person=member.person)])

    assert references(opened(client, make_report_link(board, member.person)).get(LIST)) == ["RR3-2"]


def test_who_has_left_the_board_is_shown_nothing_and_may_report_nothing(visitor, owner, action):
    make_public = action.board
    make_public.minutes_visible_to = "public"
    make_public.save()
    owner.memberships.update(ends_on=DAY - dt.timedelta(days=1))

    assert references(visitor.get(LIST)) == []
    assert visitor.post(ONE, SENT).status_code == 404
    assert not ActionReport.objects.exists()


def test_the_action_of_a_restricted_item_is_not_shown_to_an_officials_link(client, board, official):
    minute = make_minute(make_item(make_meeting(board, "approved"), is_restricted=True))
    make_action(raised_in=minute, text="Secret", owners=[ActionOwner(person=official.person)])
    in_the_open = make_minute(make_item(make_meeting(board, "approved")))
    make_action(raised_in=in_the_open, owners=[ActionOwner(person=official.person)])
    opened(client, make_report_link(board, official.person))

    assert references(client.get(LIST)) == ["RR3-2"]
    assert client.get(ONE).status_code == 404
    assert client.post(ONE, SENT).status_code == 404


def test_an_update_that_the_person_may_not_see_is_not_shown(visitor, board, action):
    draft = make_minute(make_item(make_meeting(board, "drafting", held_on=DAY)))
    make_update(action, text="Not circulated yet.", recorded_in=draft, reported_on=DAY)

    assert "Not circulated yet." not in visitor.get(LIST).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_database_a_fixed_number_of_times(visitor, board, owner, link, rows, django_assert_num_queries):
    for _ in range(rows):
        action = make_action(board, raised_on=EARLY, owners=[ActionOwner(person=owner)])
        make_update(action, reported_on=DAY)
        visitor.post(f"/report/on/{action.reference}/", SENT)

    with django_assert_num_queries(12):  # five, and seven of the cache that counts
        visitor.get(LIST)


# What is reported by it


def test_a_report_waits_for_the_secretariat_and_changes_nothing_yet(visitor, owner, link, action):
    response = visitor.post(ONE, SENT, follow=True)

    report = ActionReport.objects.get()
    assert (report.state, report.channel, report.link) == ("waiting", "link", link)
    assert (report.made_by, report.reported_by, report.reported_on, report.update) == (None, owner, DAY, None)
    assert (report.text, report.status) == ("The figures are in.", "in_progress")
    assert "Your report on RR3-1 waits for the secretariat." in response.content.decode()
    action.refresh_from_db()
    assert action.status == Status.OPEN


def test_what_was_reported_by_the_link_and_waits_is_shown_as_such(visitor, board, owner, action):
    visitor.post(ONE, SENT)
    another = opened(Client(), make_report_link(board, owner))

    assert "It waits for the secretariat." in visitor.get(LIST).content.decode()
    assert "The figures are in." in visitor.get(ONE).content.decode()
    assert "The figures are in." not in another.get(LIST).content.decode()


def test_thanks_are_given_for_what_waits_alone(visitor, action):
    assert "Thank you" not in visitor.get(f"{LIST}?sent=RR3-1").content.decode()
    assert "Thank you" not in visitor.get(f"{LIST}?sent=RR3-99").content.decode()


def test_a_date_a_link_and_a_file_go_with_it(visitor, action):
    fields = {"due_on": "1 May 2026", "due_reason": "The court asks for it.", "links": "https://example.org/figures"}
    visitor.post(ONE, {**SENT, **fields, "attachments": SimpleUploadedFile("figures.txt", b"12")})

    report = ActionReport.objects.get()
    assert (report.due_on, report.due_reason) == (dt.date(2026, 5, 1), "The court asks for it.")
    assert sorted(Evidence.objects.values_list("url", "file_name")) == [
        ("", "figures.txt"),
        ("https://example.org/figures", ""),
    ]


def test_the_form_sent_twice_is_one_report(visitor, action):
    key = re.search(r'name="sent_key" value="([^"]+)"', visitor.get(ONE).content.decode())[1]

    answers = [visitor.post(ONE, {**SENT, "sent_key": key}).url for _ in range(2)]

    assert answers == [f"{LIST}?sent=RR3-1"] * 2
    assert ActionReport.objects.count() == 1


@pytest.mark.parametrize("status", ["complete", "no_longer_needed", "referred", "nonsense"])
def test_no_link_closes_an_action(visitor, action, status):
    page = visitor.post(ONE, {**SENT, "status": status})

    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert not ActionReport.objects.exists()


def test_nothing_typed_is_lost_where_the_form_refuses(visitor, action):
    page = visitor.post(ONE, {**SENT, "due_on": "1 May 2026"}).content.decode()

    assert "Say why you need another date." in page
    assert "The figures are in." in page
    assert 'value="1 May 2026"' in page


def test_a_closed_action_is_not_reported_on_and_what_was_typed_stays(visitor, action):
    make_update(action, Status.COMPLETE, reported_on=DAY)

    assert visitor.get(ONE).status_code == 404
    page = visitor.post(ONE, SENT)

    assert page.status_code == 404
    assert "RR3-1 was closed: nothing more is reported on it." in page.content.decode()
    assert "The figures are in." in page.content.decode()
    assert not ActionReport.objects.exists()


def test_what_was_handed_on_meanwhile_is_not_theirs_and_what_was_typed_stays(visitor, action):
    action.owners.all().delete()

    page = visitor.post(ONE, SENT)

    assert page.status_code == 404
    assert "It may have been handed on to somebody else since." in page.content.decode()
    assert "The figures are in." in page.content.decode()


def test_what_is_another_owners_or_boards_is_as_if_it_were_not(visitor, board, owner, action, member):
    make_action(board, text="Secret", raised_on=EARLY, owners=[ActionOwner(person=member.person)])
    elsewhere = make_board(reference_prefix="ELSE")
    make_membership(elsewhere, person=owner)
    make_action(elsewhere, text="Secret", raised_on=EARLY, owners=[ActionOwner(person=owner)])

    def answer(reference):
        page = visitor.post(f"/report/on/{reference}/", SENT)
        return page.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())

    answers = {answer(reference) for reference in ("RR3-2", "ELSE-1", "RR3-99", "nonsense")}
    assert len(answers) == 1
    [(status, text)] = answers
    assert status == 404
    assert "Secret" not in text
    assert not ActionReport.objects.exists()


def test_a_form_from_nowhere_is_refused(link, action):
    client = opened(Client(enforce_csrf_checks=True), link)
    assert client.post(ONE, SENT).status_code == 403

    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(ONE).content.decode())[1]
    assert client.post(ONE, {**SENT, "csrfmiddlewaretoken": token}).status_code == 302


# For how long, and for whom


def out_of_use(page):
    return "This link is no longer in use" in page.content.decode()


@pytest.mark.parametrize("why", ["expired", "withdrawn"])
def test_a_link_that_has_ended_is_gone_and_tells_nothing(client, visitor, secretary, link, action, why):
    if why == "expired":
        link.expires_at = timezone.now() - dt.timedelta(seconds=1)
        link.save()
    else:
        withdraw_link(link, by=secretary, at=MOMENT)

    for page in (client.get(address_of(link)), visitor.get(LIST), visitor.get(ONE), visitor.post(ONE, SENT)):
        assert page.status_code == 410
        assert out_of_use(page)
        assert not {"Ann", "RR3-1", "Advisory"} & set(re.findall(r"[\w-]+", page.content.decode()))
    assert "The figures are in." in visitor.post(ONE, SENT).content.decode()
    assert not ActionReport.objects.exists()


def test_a_link_whose_nonce_is_another_opens_nothing(client, visitor, link, action):
    address = address_of(link)
    link.nonce = "another"
    link.save()

    assert client.get(address).status_code == 404
    assert visitor.get(LIST).status_code == 404


def test_an_altered_token_and_no_token_get_the_words_of_one_that_has_ended(client, secretary, link):
    withdraw_link(link, by=secretary, at=MOMENT)
    ended = client.get(address_of(link)).content

    for address in (f"/report/{token_of(link)}x/", "/report/nonsense/", "/report/on/RR3-1/", LIST):
        page = client.get(address)
        assert page.status_code == 404
        assert page.content == ended


def test_a_cookie_that_was_altered_opens_nothing(visitor, action):
    visitor.cookies["report_link"] = visitor.cookies["report_link"].value + "x"

    assert visitor.get(LIST).status_code == 404


def test_a_second_link_takes_the_place_of_the_first(visitor, board, action, member):
    make_action(board, raised_on=EARLY, owners=[ActionOwner(person=member.person)])
    opened(visitor, make_report_link(board, member.person))

    assert references(visitor.get(LIST)) == ["RR3-2"]
    assert visitor.get(ONE).status_code == 404


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_scanner_that_opens_a_link_uses_nothing_up(client, link, action, method):
    for _ in range(5):
        assert getattr(Client(), method)(address_of(link)).status_code == 302

    assert references(opened(client, link).get(LIST)) == ["RR3-1"]
    assert client.post(address_of(link)).status_code == 405


def test_somebody_signed_in_who_opens_a_forwarded_link_stays_who_they_are(client, secretary, owner, link, action):
    client.force_login(secretary)
    before = client.session.items()

    opened(client, link)
    page = client.get(LIST).content.decode()
    client.post(ONE, SENT)

    assert secretary.email not in page
    assert "Sign out" not in page
    report = ActionReport.objects.get()
    assert (report.made_by, report.reported_by, report.channel) == (None, owner, "link")
    assert client.session.items() == before
    assert client.get("/").context["user"] == secretary


def test_withdrawing_is_for_the_secretariat_of_the_board(link, member, outsider, secretary):
    for other in (member, outsider):
        with pytest.raises(ValidationError, match="Only the secretariat of the board withdraws its links"):
            withdraw_link(link, by=other, at=MOMENT)

    withdraw_link(link, by=secretary, at=MOMENT)
    withdraw_link(link, by=secretary, at=MOMENT + dt.timedelta(days=1))

    assert (link.withdrawn_at, link.withdrawn_by) == (MOMENT, secretary)


# How often


@pytest.fixture
def clock(monkeypatch):
    """Stands still: the hour that is counted does not end meanwhile."""
    now = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def test_who_tries_tokens_is_stopped(client, clock, link):
    for _ in range(20):
        assert client.get("/report/12.guess.signature/").status_code == 404

    stopped = client.get("/report/12.guess.signature/")
    assert (stopped.status_code, stopped["Retry-After"]) == (429, "3600")
    assert client.get(address_of(link)).status_code == 429
    assert client.get(address_of(link), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_one_customer_has_many_addresses_of_ipv6(client, clock):
    for n in range(20):
        client.get("/report/12.guess.signature/", REMOTE_ADDR=f"2001:db8::{n + 1}")

    assert client.get("/report/12.guess.signature/", REMOTE_ADDR="2001:db8::ffff").status_code == 429
    assert client.get("/report/12.guess.signature/", REMOTE_ADDR="2001:db8:1::1").status_code == 404


def test_a_link_that_has_ended_may_be_opened_as_often_as_one_likes(client, clock, link):
    link.expires_at = timezone.now()
    link.save()

    assert {client.get(address_of(link)).status_code for _ in range(25)} == {410}


def test_the_pages_of_a_link_are_counted_whoever_reads_them(clock, link, action):
    for _ in range(4):
        client = opened(Client(), link)
        assert {client.get(LIST).status_code for _ in range(30)} == {200}

    assert opened(Client(), link).get(LIST).status_code == 429


def test_the_reports_of_a_link_are_counted_and_what_was_typed_stays(visitor, clock, action):
    for n in range(30):
        assert visitor.post(ONE, {**SENT, "sent_key": str(uuid.uuid4()), "text": f"{n}"}).status_code == 302

    page = visitor.post(ONE, SENT)

    assert page.status_code == 429
    assert "The figures are in." in page.content.decode()
    assert ActionReport.objects.count() == 30


def test_what_is_counted_names_nobody(visitor, link, action):
    visitor.get(LIST)
    Client().get("/report/12.guess.signature/")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        keys = " ".join(key for (key,) in cursor.fetchall())
    assert keys.count("limit:") == 2
    assert not {token_of(link), link.nonce, "guess", "127.0.0.1"} & set(re.split(r"[: ]", keys))


# What else


def test_no_page_has_the_token_anywhere(client, visitor, secretary, link, action):
    pages = [visitor.get(LIST), visitor.get(ONE), visitor.post(ONE, SENT), client.get(f"/report/{token_of(link)}x/")]
    withdraw_link(link, by=secretary, at=MOMENT)
    pages.append(client.get(address_of(link)))

    for page in pages:
        assert link.nonce not in page.content.decode()
        assert link.nonce not in page.get("Location", "")
        assert page["X-Robots-Tag"] == "noindex"
        assert page["Cache-Control"] == "no-store"
    # A form that is sent from a page with no referrer at all would be taken for one from another site.
    assert [page["Referrer-Policy"] for page in pages] == ["no-referrer", "same-origin", *["no-referrer"] * 3]


def test_no_field_of_the_form_can_make_it_fail(visitor, monkeypatch, action):
    monkeypatch.setattr("actions.limits.Limit.is_reached", lambda *args, **kwargs: False)
    [form] = FormsOnPage(visitor.get(ONE).content.decode()).forms

    send_nasty(visitor, ONE, form, (SimpleUploadedFile("attachments", b"words"),))


@pytest.mark.parametrize("token", ["%00", "a%0d%0ab", "9" * 5000, "%F0%9F%98%80", "..%2e", "1.2.3", "²"])
def test_no_token_can_make_a_page_fail(client, token):
    assert client.get(f"/report/{token}/").status_code == 404
