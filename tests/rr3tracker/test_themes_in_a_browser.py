"""Themes in a real browser: a meeting tagged by keyboard, actions tagged from the register, and what is told of a theme."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from tests.factories import make_action, make_item, make_meeting, make_minute, make_theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "w" * 180


def names(row):
    return sorted(theme.name for theme in row.themes.all())


def assert_fits(page, assert_accessible):
    assert_accessible(page)
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert_accessible(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_meeting_is_tagged_by_keyboard(page, sign_in_browser, assert_accessible, board, secretary):
    make_theme(board, name="Health")
    make_theme(name=f"Work {LONG}")
    item = make_item(make_meeting(board, stage="approved"), title=f"Housing {LONG}")
    action = make_action(raised_in=make_minute(item), text=f"Ask {LONG}")
    sign_in_browser(page, secretary)
    page.goto(item.meeting.get_absolute_url())
    page.get_by_role("link", name="Themes", exact=True).click()
    assert_fits(page, assert_accessible)

    page.get_by_role("checkbox", name="Health").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Ask {'w' * 20}")).to_be_visible()
    assert_fits(page, assert_accessible)
    page.get_by_role("button", name="Save the themes").press("Enter")

    page.get_by_text("The themes of 1 item and 1 action were changed.").wait_for()
    assert (names(item), names(action)) == (["Health"], ["Health"])
    assert_fits(page, assert_accessible)


def test_actions_are_tagged_from_the_register(page, sign_in_browser, assert_accessible, board, secretary):
    work = make_theme(board, name=f"Work {LONG}")
    actions = [make_action(board, themes=[work]), make_action(board)]
    make_theme(board, name="Health")
    sign_in_browser(page, secretary)
    page.goto("/actions/")
    page.get_by_label("Select all on this page").check()
    page.get_by_role("button", name="Tag with themes").click()
    assert_fits(page, assert_accessible)
    page.get_by_role("button", name="Save the themes").click()
    expect(page.get_by_role("alert").get_by_text("Tick the themes to tag them with, or to take off.")).to_be_visible()
    assert_fits(page, assert_accessible)

    page.get_by_role("group", name="Tag them with").get_by_label("Health").check()
    page.get_by_role("group", name="Take off").get_by_label("Work").check()
    page.get_by_role("button", name="Save the themes").click()

    page.get_by_text("The themes of 2 actions were changed.").wait_for()
    assert [names(action) for action in actions] == [["Health"], ["Health"]]


def test_what_is_told_of_a_theme_fits(page, sign_in_browser, assert_accessible, board, member):
    theme = make_theme(board, name=f"Work {LONG}", note=LONG, starts_on=dt.date(2026, 4, 1))
    item = make_item(make_meeting(board, stage="approved"), title=f"Housing {LONG}")
    item.themes.add(theme)
    make_action(raised_in=make_minute(item), text=f"Ask {LONG}", due_on=dt.date(2026, 4, 1))
    sign_in_browser(page, member)
    page.goto("/themes/?board=rr3")
    assert_fits(page, assert_accessible)
    page.get_by_role("link", name="Work").first.click()
    assert_fits(page, assert_accessible)
    page.get_by_label("From").fill("1 March 2026")
    page.get_by_label("To").fill("never")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("link", name="Enter a date such as 5 March 2025")).to_be_visible()
    assert_fits(page, assert_accessible)
