"""A member with nothing but a keyboard: from the navigation to what they owe, and on to the report."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from actions.models import Action, ActionOwner, ActionReport, Status
from meetings.models import MinutesStage
from tests.factories import MOMENT, make_action, make_item, make_meeting, make_minute, make_seat, make_update

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_STEPS = 40


@pytest.fixture
def owed(board, member):
    """One action in each part of the page, with the longest names and words."""
    today = timezone.localdate()
    held = make_meeting(board, stage=MinutesStage.CIRCULATED, held_on=today - dt.timedelta(days=90))
    make_meeting(board, held_on=today + dt.timedelta(days=30))
    minute = make_minute(make_item(held, title="T" * 200), number="")
    others = [ActionOwner(words="o" * 300), ActionOwner(seat=make_seat(board, title="s" * 200))]
    late = make_action(
        raised_in=minute,
        text="Send " + "w" * 240,
        due_on=today - dt.timedelta(days=9),
        owners=[ActionOwner(person=member.person, is_lead=True), *others],
    )
    ActionReport.objects.create(
        action=late,
        state=ActionReport.State.WAITING,
        status=Status.IN_PROGRESS,
        reported_on=today,
        reported_by=member.person,
        made_at=MOMENT,
        made_by=member,
    )
    for due in ({"due_on": today + dt.timedelta(days=9)}, {"due_text": "d" * 300}):
        make_action(raised_in=minute, owners=[ActionOwner(role="members")], **due)
    for status in (Status.TO_BE_AGREED, Status.COMPLETE):
        action = make_action(raised_in=minute, owners=[ActionOwner(person=member.person)])
        make_update(action, status, reported_on=today - dt.timedelta(days=5))
    make_action(board, owners=[ActionOwner(organisation=member.person.organisation)])
    return late


def tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until the focus is on this, as somebody without a mouse would."""
    wanted = page.get_by_role(role, name=name, exact=True)
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if wanted.evaluate_all("found => found.includes(document.activeElement)"):
            return
    pytest.fail(f"{MOST_STEPS} steps of the Tab key do not lead to {name}")


@pytest.mark.parametrize("width", [1280, 375])
def test_a_member_gets_from_the_navigation_to_the_report_by_keyboard(
    page, sign_in_browser, assert_accessible, member, owed, width
):
    sign_in_browser(page, member)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/dashboard/")
    if width == 375:
        tab_to(page, "button", "Menu")
        page.keyboard.press("Enter")
    tab_to(page, "link", "My actions 5 open, 1 overdue")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My actions")
    expect(page.get_by_role("heading", level=2)).to_have_text(
        [
            "Overdue (1)",
            "Due before the next meeting (1)",
            "Later, or without a date (1)",
            "Complete, to be agreed (1)",
            "Finished lately (1)",
        ]
    )
    assert_accessible(page)

    tab_to(page, "link", f"Report on {owed.reference}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(owed.reference)
    expect(page).to_have_url(re.compile(f"/actions/{owed.reference}/report/$"))


@pytest.mark.parametrize("query", ["?for=me", "?for=organisation"])
def test_what_is_owed_fits_a_phone_and_a_sheet(page, sign_in_browser, assert_accessible, member, owed, query):
    sign_in_browser(page, member)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"/my/actions/{query}")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 900})  # A4 between its margins
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    cut = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.innerText.slice(0, 40))"
    assert page.locator(".rr3-mine :is(th, td)").evaluate_all(cut) == []


def test_who_owes_nothing_meets_a_page_that_is_accessible(page, sign_in_browser, assert_accessible, member):
    sign_in_browser(page, member)
    page.goto("/my/actions/")
    expect(page.get_by_role("main")).to_contain_text("You owe nothing.")
    assert not Action.objects.exists()
    assert_accessible(page)
