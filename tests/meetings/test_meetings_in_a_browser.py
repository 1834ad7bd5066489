"""Pages of meetings as Chromium draws them: nothing that axe finds, nothing wider than the screen, and by keyboard."""

import datetime as dt

import pytest

from meetings.models import Meeting
from tests.factories import (
    make_action,
    make_attendance,
    make_document,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.browser

WIDTHS = (320, 1280)
LONG = "N" * 300


@pytest.fixture
def meeting(board, secretary):
    """Names of 300 letters, three levels, every kind, an action and papers."""
    long = make_person(LONG, organisation=make_organisation("O" * 300))
    make_membership(board, person=long)
    meeting = make_meeting(board, title="T" * 300, venue="V" * 300, starts_at=dt.time(10), ends_at=dt.time(12))
    make_attendance(meeting, person=long, organisation=long.organisation, is_chair=True)
    make_attendance(meeting, person=make_person(), substitute_for=long, status="apologies")
    for n in range(4):
        item = make_item(meeting, title="I" * 500 if n == 1 else f"Item {n}", presenter=long)
        for level, kind in ((2, "decision"), (3, "progress"), (1, "discussion")):
            make_minute(item, level=level, kind=kind, text="W" * 400, number="" if n == 2 else f"{n}.{level}")
        make_action(raised_in=make_minute(item, kind="action"), text="A" * 300)
    make_document(meeting, title="D" * 300, file_name="f" * 200 + ".pdf")
    make_document(meeting, kind="source", unplaced=["U" * 300])
    make_meeting(board, Meeting.Stage.CIRCULATED, held_on=dt.date(2025, 3, 5))
    return meeting


PAGES = {
    "list": "/meetings/",
    "an empty list": "/meetings/?year=2025&board=other",
    "minutes": "{meeting}",
    "minutes being edited": "{meeting}?edit=1",
    "minutes that are nearly empty": "{last}",
    "roll": "{meeting}roll/",
    "stage": "{meeting}stage/",
    "add a meeting": "/meetings/add/",
    "edit a meeting": "{meeting}edit/",
    "add an item": "{meeting}items/add/",
    "edit an item": "{item}edit/",
    "delete an item": "{item}delete/",
    "add a paragraph": "{item}paragraphs/add/",
    "edit a paragraph": "{paragraph}edit/",
    "delete a paragraph": "{paragraph}delete/",
    "add a paper": "{meeting}documents/add/",
}


def address_of(name, meeting):
    item = meeting.items.all()[1]
    base = meeting.get_absolute_url()
    last = Meeting.objects.exclude(pk=meeting.pk).get()
    return PAGES[name].format(
        meeting=base,
        last=last.get_absolute_url(),
        item=f"{base}items/{item.pk}/",
        paragraph=f"{base}items/{item.pk}/paragraphs/{item.minutes.first().pk}/",
    )


@pytest.fixture
def assert_nothing_wrong(page, assert_accessible):
    def check(address):
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert_accessible(page)

    return check


@pytest.mark.parametrize("name", PAGES)
def test_the_secretary_finds_nothing_wrong(page, sign_in_browser, assert_nothing_wrong, secretary, meeting, name):
    sign_in_browser(page, secretary)
    assert_nothing_wrong(address_of(name, meeting))


def test_a_member_who_may_not_read_yet_finds_nothing_wrong(
    page, sign_in_browser, assert_nothing_wrong, member, meeting
):
    sign_in_browser(page, member)
    assert_nothing_wrong(meeting.get_absolute_url())


def test_on_paper_there_are_minutes_and_nothing_of_the_site(page, sign_in_browser, secretary, meeting):
    sign_in_browser(page, secretary)
    page.goto(f"{meeting.get_absolute_url()}?edit=1")
    page.emulate_media(media="print")
    shown = {
        name: page.locator(selector).first.is_visible()
        for name, selector in {
            "the paragraphs": ".rr3-minute",
            "their numbers": ".rr3-minute__number",
            "the roll": ".rr3-roll",
            "the action": ".rr3-minute__action",
            "the site": ".govuk-template__header",
            "where one is": ".govuk-breadcrumbs",
            "buttons": ".rr3-actions",
            "links that edit": ".rr3-editing",
            "contents": ".rr3-contents",
            "papers": "#documents",
            "foot": ".rr3-footer",
        }.items()
    }
    assert {name for name, is_shown in shown.items() if is_shown} == {
        "the paragraphs",
        "their numbers",
        "the roll",
        "the action",
    }
    widths = page.locator(".rr3-minute > div").evaluate_all("rows => rows.map(row => row.offsetWidth)")
    assert min(widths) > 400


def test_a_secretary_takes_a_roll_and_writes_minutes_by_keyboard(page, sign_in_browser, board, secretary):
    meeting = make_meeting(board)
    sign_in_browser(page, secretary)
    page.goto(f"{meeting.get_absolute_url()}roll/")
    page.get_by_label("Present: Sadia Marsh").press("ArrowRight")
    page.get_by_role("button", name="Save the roll").press("Enter")
    page.get_by_role("heading", name="Apologies").wait_for()
    page.get_by_role("link", name="Edit the minutes").press("Enter")
    page.get_by_role("button", name="Add an agenda item").press("Enter")
    page.get_by_label("Title").fill("Housing")
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_role("link", name="Add a paragraph").press("Enter")
    page.get_by_label("Text").fill("Rents were discussed.")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.get_by_text("The paragraph was added.").wait_for()
    assert [str(minute) for minute in meeting.items.get().minutes.all()] == ["1.1 Rents were discussed."]


def test_after_a_paragraph_is_saved_the_page_stays_with_it(page, sign_in_browser, secretary, meeting):
    minute = meeting.items.last().minutes.last()
    sign_in_browser(page, secretary)
    page.goto(f"{meeting.get_absolute_url()}items/{minute.item_id}/paragraphs/{minute.pk}/edit/")
    page.get_by_label("Text").fill("Other words.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The paragraph was saved.").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.activeElement.className") != "govuk-notification-banner"
    assert page.evaluate(f"document.querySelector('#minute-{minute.pk}').getBoundingClientRect().top") < 800
