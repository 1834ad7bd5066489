"""A board's year and the boards side by side, on the demonstration: to read, by keyboard, on a phone and on paper."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from organisations.models import User
from rr3tracker.demonstration.loading import load_demonstration
from tests.factories import make_action, make_board, make_membership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
A_SHEET = re.compile(rb"/Type\s*/Page\b")
IN_LANDSCAPE = re.compile(rb"/MediaBox\s*\[\s*0 0 84\d(?:\.\d+)? 59\d")


@pytest.fixture
def official(sign_in_browser, page):
    load_demonstration(today=timezone.localdate())
    sign_in_browser(page, User.objects.get(email="official@example.org"))


def look(page, assert_accessible):
    for width in (1280, 375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_official_compares_boards_reads_a_year_and_opens_what_a_number_counts(page, assert_accessible, official):
    page.goto("/summaries/")
    look(page, assert_accessible)
    sheets = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(A_SHEET.findall(sheets)) == 1
    assert IN_LANDSCAPE.search(sheets)

    page.get_by_role("link", name="by name").click()
    expect(page.get_by_role("rowheader").first).to_contain_text("Reducing Reoffending Board")
    page.get_by_role("link", name="Year of RR3", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reducing Reoffending Third Sector Advisory Group")
    look(page, assert_accessible)
    assert len(A_SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True))) <= 2

    raised = page.get_by_role("row", name=re.compile("^Raised")).get_by_role("link").first
    count = re.match(r"\d+", raised.inner_text())[0]
    raised.click()
    expect(page.locator(".rr3-count")).to_contain_text(f"{count} action")


@pytest.mark.parametrize("board", ["rrb", "rr3-probation"])
def test_the_year_of_other_boards_fits_two_sides(page, assert_accessible, official, board):
    year = timezone.localdate().year - 1
    for address in (f"/boards/{board}/year/", f"/boards/{board}/year/?year={year}-{(year + 1) % 100:02}"):
        page.goto(address)
        look(page, assert_accessible)
        assert len(A_SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True))) <= 2


def test_no_number_of_the_boards_side_by_side_is_cut(page, sign_in_browser, secretary, board):
    """With the longest reference that there may be, the last column is that of the responses awaited."""
    wide = make_board(reference_prefix="WWWWWWWWWWWW")
    make_membership(wide, person=secretary.person, role="secretariat")
    make_action(wide)
    sign_in_browser(page, secretary)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/summaries/")
    expect(page.get_by_role("link", name="WWWWWWWWWWWW-1")).to_be_visible()
    assert page.locator(".rr3-scroll").evaluate("region => region.scrollWidth - region.clientWidth") == 0
