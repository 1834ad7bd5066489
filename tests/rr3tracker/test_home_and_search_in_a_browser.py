import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions.models import ActionOwner
from meetings.models import MinutesStage
from tests.factories import make_action, make_item, make_meeting, make_minute

LONG = "Extraordinarily" * 20


@pytest.fixture
def records(board, member, secretary):
    today = timezone.localdate()
    held = make_meeting(board, held_on=today - dt.timedelta(days=9), stage=MinutesStage.CIRCULATED)
    make_meeting(board, held_on=today - dt.timedelta(days=2))
    make_meeting(board, held_on=today + dt.timedelta(days=9))
    minute = make_minute(make_item(held, title=f"Grants {LONG}"), text=f"Small grants {LONG}")
    make_action(
        raised_in=minute, text="Map the grants.", due_on=today, owners=[ActionOwner(person=member.person, is_lead=True)]
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("who", ["", "secretary", "member", "stranger"])
def test_home_is_accessible_and_no_wider_than_the_screen(
    page, sign_in_browser, assert_accessible, records, stranger, secretary, member, who, width
):
    if who:
        sign_in_browser(page, {"secretary": secretary, "member": member, "stranger": stranger}[who])
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(
    "query", ["", "?q=grants", "?q=grants&show=actions", "?q=grants&show=agendas", "?q=zebra", "?q=RR3-1"]
)
def test_search_is_accessible_and_no_wider_than_the_screen(
    page, sign_in_browser, assert_accessible, records, secretary, query, width
):
    sign_in_browser(page, secretary)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/search/{query}")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_a_member_searches_from_any_page_and_opens_the_paragraph(page, sign_in_browser, records, member):
    sign_in_browser(page, member)
    page.goto("/")
    page.get_by_role("searchbox", name="Search minutes and actions").fill("grant")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("grants")
    page.get_by_role("link", name="Actions (1)").click()
    page.get_by_role("link", name="RR3-1").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("RR3-1")
