"""Earlier versions of an item in Chromium: found, compared, brought back."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from meetings.services.item_text import save_item_text, text_version
from meetings.versions import versions_of
from tests.factories import make_item, make_meeting

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [375, 1280])
def test_an_earlier_version_is_compared_and_brought_back(
    page, board, secretary, sign_in_browser, assert_accessible, monkeypatch, width
):
    # Saves in one second are one version: here each is its own.
    monkeypatch.setattr("meetings.versions.ONE_SAVE", dt.timedelta(0))
    item = make_item(make_meeting(board), title="T" * 120)
    for text in ("They met in May.\n\nIt rained.", "They met in June.\n\n" + "w" * 300):
        save_item_text(item, text=text, version=text_version(item.minutes.all()), by=secretary)
    page.set_viewport_size({"width": width, "height": 800})
    sign_in_browser(page, secretary)
    page.goto(reverse("taking", args=[item.meeting_id]))
    page.locator(f"#text-{item.pk}").focus()

    page.get_by_role("link", name="Earlier versions").click()
    check(page, assert_accessible, width)
    page.locator("summary").click()
    page.locator("details").get_by_role("link").first.click()
    expect(page.locator("del", has_text="May").first).to_be_visible()
    check(page, assert_accessible, width)
    page.get_by_role("button", name="Bring this version back").click()

    expect(page.locator(f"#text-{item.pk}")).to_have_value("They met in May.\n\nIt rained.")
    assert len(versions_of(item).versions) == 3


def check(page, assert_accessible, width):
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
