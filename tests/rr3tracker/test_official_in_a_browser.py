"""An official signs in to ask one thing: what does my organisation owe this board, and what of it is late?"""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions.models import ActionOwner
from tests.factories import make_action, make_board, make_organisation, make_person

PASSWORD = "wander-copper-lantern-82"


@pytest.fixture
def owed(board, official):
    """Two late and one to come, of which a colleague owns one; and what is not theirs, and not asked by their board."""
    today, ours = timezone.localdate(), official.person.organisation
    colleague = make_person("Una Colley", organisation=ours)
    for text, owner, days in (
        ("Send the figures.", {"organisation": ours}, -9),
        ("Answer the letter.", {"person": colleague}, -2),
        ("Visit the provider.", {"organisation": ours}, 9),
        ("Somebody else’s work.", {"organisation": make_organisation()}, -5),
    ):
        make_action(
            board,
            text=text,
            raised_on=today - dt.timedelta(days=90),
            due_on=today + dt.timedelta(days=days),
            owners=[ActionOwner(**owner)],
        )
    make_action(make_board("A board of others"), text="Unknown to them.", owners=[ActionOwner(organisation=ours)])
    official.set_password(PASSWORD)
    official.save()


def sign_in(page, official):
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(official.email)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What Fairley Trust owes")).to_be_visible()


def texts_of(page):
    return page.locator(".rr3-register tbody tr td:nth-child(2)")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 375])
def test_what_is_owed_and_what_is_late_are_one_click_from_signing_in(page, assert_accessible, official, owed, width):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, official)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.get_by_role("link", name="2 overdue, owed by Fairley Trust to RR3").click()

    expect(texts_of(page)).to_have_text(["Send the figures.", "Answer the letter."])
    expect(page.get_by_role("status")).to_contain_text("2 actions, 2 overdue")
    expect(page.get_by_role("list", name="Filters in force")).to_contain_text(
        "Organisation that owns it: Fairley Trust"
    )
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.go_back()
    page.get_by_role("link", name="3 open, owed by Fairley Trust to RR3").click()

    expect(texts_of(page)).to_have_text(["Send the figures.", "Answer the letter.", "Visit the provider."])
    expect(page.get_by_role("status")).to_contain_text("3 actions, 2 overdue")


@pytest.mark.browser
def test_the_keyboard_alone_comes_there(page, official, owed):
    sign_in(page, official)
    late = page.get_by_role("link", name="2 overdue, owed by Fairley Trust to RR3")
    for _ in range(40):
        page.keyboard.press("Tab")
        if late.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1, name="Actions")).to_be_visible()
    expect(texts_of(page)).to_have_text(["Send the figures.", "Answer the letter."])


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 375])
def test_the_way_on_to_the_summary_and_the_dashboard(page, assert_accessible, official, owed, width):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, official)
    page.get_by_role("link", name="Summary of Reducing Reoffending Third Sector Advisory Group").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reducing Reoffending Third Sector Advisory Group")
    assert_accessible(page)

    page.goto("/")
    page.get_by_role("link", name="Fairley Trust on the dashboard").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dashboard")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
