"""An official reads a board's summary as at last year, and prints it on two sides of paper."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from meetings.models import Meeting
from organisations.models import User
from rr3tracker.demonstration.loading import load_demonstration

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def today():
    """The clock of the machine: a browser has no other."""
    return timezone.localdate()


@pytest.fixture
def demonstration(today):
    load_demonstration(today=today)


def sheets(page):
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", prefer_css_page_size=True)))


def assert_fits(page, assert_accessible):
    assert_accessible(page)
    for width in (375, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert_accessible(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_official_prints_a_summary_as_it_stood_last_year(
    page, sign_in_browser, assert_accessible, demonstration, today
):
    second = Meeting.objects.filter(board__slug="rr3", held_on__lt=today).order_by("-held_on")[3]
    sign_in_browser(page, User.objects.get(email="official@example.org"))
    page.goto("/boards/rr3/summary/")
    assert_fits(page, assert_accessible)
    assert sheets(page) == 2

    page.get_by_text("Another day or meeting, or what is new since another").click()
    page.get_by_label("Or as a meeting began").select_option(str(second))
    page.get_by_role("button", name="Show").click()

    page.wait_for_url(f"**/boards/rr3/summary/?as_at=meeting-{second.pk}")
    expect(page.get_by_text(f"As it stood when the meeting of {second.held_on:%-d %B %Y} began")).to_be_visible()
    assert_fits(page, assert_accessible)
    assert sheets(page) == 2
    page.get_by_text("Another day or meeting, or what is new since another").click()
    page.get_by_label("As at the end of").fill("tomorrow")
    page.get_by_label("Or as a meeting began").select_option("No meeting")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    expect(page.get_by_label("As at the end of")).to_have_value("tomorrow")
    assert_fits(page, assert_accessible)


def test_the_summary_of_every_reader_fits_on_two_sides(page, sign_in_browser, demonstration):
    for who in ("secretary", "member", "official"):
        sign_in_browser(page, User.objects.get(email=f"{who}@example.org"))
        page.goto("/boards/rr3/summary/")
        assert sheets(page) == 2, who
