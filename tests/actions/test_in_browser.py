"""The pages of actions in a real browser: nothing that axe finds, nothing wider than a phone, and a report sent for real."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions.models import Action, ActionOwner, Status
from tests.factories import (
    make_action,
    make_advice,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_recommendation,
    make_update,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def action(board, member):
    today = timezone.localdate()
    minute = make_minute(make_item(make_meeting(board, "circulated", held_on=today - dt.timedelta(days=60))))
    owners = [ActionOwner(person=member.person, is_lead=True), ActionOwner(organisation=make_organisation("x" * 290))]
    late = make_action(raised_in=minute, text="Send " + "w" * 200, owners=owners, due_on=today - dt.timedelta(days=9))
    make_update(late, Status.DELAYED, text="The figures come later than thought.")
    make_update(make_action(board, raised_on=minute.item.meeting.held_on), Status.COMPLETE)
    return late


@pytest.mark.parametrize(
    "address",
    [
        "/actions/",
        "/actions/?status=open&due_from=nonsense",
        "/actions/?q=nothing+like+it",
        "/actions/RR3-1/",
        "/actions/RR3-1/edit/",
        "/actions/RR3-1/report/",
        "/actions/add/?board=rr3",
        "/dashboard/",
        "/dashboard/?every_line=1",
    ],
)
def test_is_accessible_and_fits_a_phone(page, sign_in_browser, assert_accessible, secretary, action, address):
    sign_in_browser(page, secretary)
    page.goto(address)
    assert_accessible(page)

    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_member_finds_what_they_owe_and_reports_on_it(page, sign_in_browser, member, action):
    sign_in_browser(page, member)
    page.goto("/actions/")
    page.get_by_label("Only what I owe").check()
    page.get_by_role("button", name="Apply filters").first.click()
    page.get_by_role("link", name="RR3-1").click()
    page.get_by_role("link", name="Report progress").click()
    page.get_by_label("What happened?").fill("Sent on Monday.")
    page.get_by_label("Complete, for the board to agree").check()
    page.get_by_role("button", name="Send the report").click()

    expect(page.get_by_role("main")).to_contain_text("Progress on RR3-1 was recorded: complete, to be agreed.")
    assert Action.objects.get(reference="RR3-1").status == Status.TO_BE_AGREED


@pytest.fixture
def coming(board, action):
    """A meeting in whose item the longest names and words stand, open and finished."""
    today = timezone.localdate()
    meeting = make_meeting(board, held_on=today + dt.timedelta(days=7), starts_at=dt.time(10))
    make_item(meeting, kind="outstanding_actions", minutes_allotted=10)
    make_action(
        board, raised_on=today - dt.timedelta(days=9), owners=[ActionOwner(words="o" * 300)], due_text="d" * 300
    )
    finished = make_action(board, raised_on=today - dt.timedelta(days=9), text="t" * 600)
    make_update(finished, Status.COMPLETE, reported_on=today, text="u" * 600)
    return meeting


@pytest.mark.parametrize("address", ["{}agenda/", "{}"])
def test_the_outstanding_actions_of_a_meeting_fit_a_phone_and_a_sheet(
    page, sign_in_browser, assert_accessible, secretary, coming, address
):
    sign_in_browser(page, secretary)
    page.goto(address.format(coming.get_absolute_url()))
    expect(page.locator(".rr3-outstanding table")).to_have_count(2)
    assert_accessible(page)

    page.set_viewport_size({"width": 320, "height": 700})
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 900})  # A4 between its margins
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    cut = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.innerText.slice(0, 40))"
    assert page.locator(".rr3-outstanding :is(th, td)").evaluate_all(cut) == []


@pytest.mark.parametrize("address", ["/actions/", "/dashboard/", "/recommendations/"])
def test_a_sheet_says_what_it_was_narrowed_to(page, sign_in_browser, secretary, board, action, address):
    make_recommendation(make_advice(board))
    sign_in_browser(page, secretary)
    page.goto(f"{address}?board={board.slug}")
    page.emulate_media(media="print")

    narrowed = page.get_by_role("list", name="Filters in force")
    expect(narrowed).to_be_visible()
    expect(narrowed).to_contain_text(f"Board: {board.name}")
    expect(narrowed.get_by_text("×")).to_be_hidden()
