"""Agenda and roll as Chromium draws them: nothing that axe finds, nothing wider than the screen, and by keyboard."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from meetings.models import ForwardItem
from tests.factories import (
    make_attendance,
    make_document,
    make_forward_item,
    make_item,
    make_meeting,
    make_membership,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.browser

WIDTHS = (320, 1280)
LONG = "N" * 300


@pytest.fixture
def meeting(board, secretary):
    """Names of 300 letters, an item of every sort, papers of every state."""
    board.quorum = 2
    board.save()
    long = make_person(LONG, organisation=make_organisation("O" * 300))
    make_membership(board, person=long, deputy=make_person("D" * 300))
    make_membership(board, role="chair")
    meeting = make_meeting(board, title="T" * 300, venue="V" * 300, starts_at=dt.time(10), ends_at=dt.time(10, 30))
    later = make_meeting(board, held_on=dt.date(2999, 3, 5))
    first = make_item(meeting, title="I" * 500, presenter=long, purpose="decision", minutes_allotted=40, is_late=True)
    make_item(meeting, depth=2, minutes_allotted=5)
    gone = make_item(meeting, title="Deferred", is_deferred=True, came_from=make_item(make_meeting(board)))
    back = make_item(later, came_from=gone)
    make_forward_item(board, deferred=gone, placed_as=back)
    make_forward_item(board, deferred=make_item(meeting, title="W" * 500, is_deferred=True, presenter=long))
    ahead = {"title": "A" * 500, "note": "N" * 300, "came_from": first, "not_before": dt.date(2999, 9, 14)}
    make_forward_item(board, presenter=long, **ahead)
    make_document(meeting, item=first, title="P" * 300, file_name="f" * 200 + ".pdf")
    make_document(meeting, title="P" * 300, state="to_follow", sha256="", file_name="")
    make_attendance(meeting, person=make_person(), substitute_for=long, from_item=first, to_item=first)
    return meeting


PAGES = (
    "agenda/",
    "agenda/?edit=1",
    "roll/",
    "items/{item}/edit/?from=agenda",
    "items/{item}/defer/?from=agenda",
    "documents/add/?from=agenda&item={item}",
    "items/{item}/bring-back/?from=agenda",
    "/boards/rr3/forward-plan/",
    "/boards/rr3/forward-plan/add/",
    "/boards/rr3/forward-plan/{planned}/edit/",
    "/documents/{paper}/edit/?from=agenda",
    "/documents/{paper}/delete/?from=agenda",
    "",
)


@pytest.mark.parametrize("name", PAGES)
def test_the_secretary_finds_nothing_wrong(page, sign_in_browser, assert_accessible, secretary, meeting, name):
    sign_in_browser(page, secretary)
    planned = ForwardItem.objects.get(title="A" * 500)
    address = name.format(item=meeting.items.first().pk, paper=meeting.documents.first().pk, planned=planned.pk)
    page.goto(address if address.startswith("/") else f"{meeting.get_absolute_url()}{address}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert_accessible(page)


def test_an_item_is_moved_by_alt_and_an_arrow_and_keeps_the_focus(page, sign_in_browser, secretary, board):
    meeting = make_meeting(board)
    for title in ("One", "Two", "Three"):
        make_item(meeting, title=title)
    sign_in_browser(page, secretary)
    page.goto(f"{meeting.get_absolute_url()}agenda/?edit=1")
    titles = page.locator(".rr3-programme__title")
    page.get_by_role("link", name="Edit item 1. One").press("Alt+ArrowDown")
    page.locator("[data-move=down]:focus").wait_for()
    expect(titles).to_have_text(["Two", "One", "Three"])
    page.keyboard.press("Alt+ArrowDown")
    page.locator("[data-move=up]:focus").wait_for()
    expect(titles).to_have_text(["Two", "Three", "One"])


def test_the_count_of_who_is_present_follows_what_is_chosen(page, sign_in_browser, secretary, board):
    board.quorum = 1
    board.save()
    make_membership(board, person=make_person("Ada Ashdown"))
    sign_in_browser(page, secretary)
    page.goto(f"{make_meeting(board).get_absolute_url()}roll/")
    line = page.locator("[data-quorum]")
    expect(line).to_have_text("1 member present; quorum is 1: quorate")
    page.get_by_label("Apologies: Ada Ashdown").check()
    expect(line).to_have_text("0 members present; quorum is 1: not quorate")
    page.get_by_role("button", name="Save the roll").click()
    page.get_by_role("heading", name="Apologies").wait_for()


def test_before_the_meeting_the_count_is_shown_once_somebody_is_marked(page, sign_in_browser, secretary, board):
    make_membership(board, person=make_person("Ada Ashdown"))
    sign_in_browser(page, secretary)
    page.goto(f"{make_meeting(board, held_on=dt.date(2999, 3, 5)).get_absolute_url()}roll/")
    line = page.locator("[data-quorum]")
    expect(line).to_be_hidden()
    page.get_by_label("Present: Ada Ashdown").check()
    expect(line).to_have_text("1 member present")


def test_on_paper_there_is_an_agenda_and_nothing_of_the_site(page, sign_in_browser, secretary, meeting):
    sign_in_browser(page, secretary)
    page.goto(f"{meeting.get_absolute_url()}agenda/?edit=1")
    page.emulate_media(media="print")
    expect(page.locator(".rr3-programme__time").first).to_be_visible()
    for selector in (
        ".govuk-template__header",
        ".rr3-editing",
        ".rr3-actions",
        ".rr3-footer",
        "#moving",
        ".rr3-programme__handle",
    ):
        expect(page.locator(selector).first).to_be_hidden()


@pytest.fixture
def drawn(page, sign_in_browser, secretary, board):
    """An agenda of three items, the second with a heading inside it, as the secretary changes it."""
    meeting = make_meeting(board)
    for number, title, depth in (("1", "One", 1), ("2", "Two", 1), ("2.1", "Two, in detail", 2), ("3", "Three", 1)):
        make_item(meeting, title=title, number=number, depth=depth)
    sign_in_browser(page, secretary)
    page.goto(f"{meeting.get_absolute_url()}agenda/?edit=1")
    page.locator(".rr3-programme__handle").first.wait_for()
    return page


def titles_of(page):
    return page.locator(".rr3-programme__title")


def middle(page, title):
    line = page.locator("[data-item]", has=page.get_by_text(title, exact=True))
    line.scroll_into_view_if_needed()
    box = line.locator(".rr3-programme__handle").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_an_item_is_dragged_with_its_headings_and_keeps_the_focus(drawn, assert_accessible):
    drawn.mouse.move(*middle(drawn, "Two"))
    drawn.mouse.down()
    drawn.mouse.move(*middle(drawn, "One"), steps=4)
    expect(drawn.locator(".rr3-programme__item--drop-before")).to_have_count(1)
    expect(drawn.locator(".rr3-programme__item--dragged")).to_have_count(2)
    assert_accessible(drawn)
    drawn.mouse.up()
    drawn.locator("[data-move]:focus").wait_for()
    expect(titles_of(drawn)).to_have_text(["Two", "Two, in detail", "One", "Three"])
    expect(drawn.locator(".rr3-programme__number")).to_have_text(["1", "1.1", "2", "3"])


def test_an_item_dragged_to_the_end_is_the_last(drawn):
    drawn.mouse.move(*middle(drawn, "One"))
    drawn.mouse.down()
    x, y = middle(drawn, "Three")
    drawn.mouse.move(x, y + 200, steps=4)
    expect(drawn.locator(".rr3-programme__item--drop-after")).to_have_count(1)
    drawn.mouse.up()
    drawn.locator("[data-move]:focus").wait_for()
    expect(titles_of(drawn)).to_have_text(["Two", "Two, in detail", "Three", "One"])


def test_escape_lets_go_of_what_is_dragged_and_so_does_its_own_place(drawn):
    asked = []
    drawn.on("request", lambda request: asked.append(request.method))
    drawn.mouse.move(*middle(drawn, "Two"))
    drawn.mouse.down()
    drawn.mouse.move(*middle(drawn, "One"), steps=4)
    drawn.keyboard.press("Escape")
    expect(drawn.locator(".rr3-programme__item--dragged, .rr3-programme__item--drop-before")).to_have_count(0)
    drawn.mouse.up()
    drawn.mouse.move(*middle(drawn, "Two"))
    drawn.mouse.down()
    drawn.mouse.move(*middle(drawn, "Two, in detail"), steps=4)
    drawn.mouse.up()
    assert asked == []
    expect(titles_of(drawn)).to_have_text(["One", "Two", "Two, in detail", "Three"])


def test_a_finger_drags_too(drawn):
    """As the screen of a phone reports it: Playwright has no touch that moves."""
    (x, y), (_, there) = middle(drawn, "Three"), middle(drawn, "One")
    touch = drawn.context.new_cdp_session(drawn)

    def report(kind, *points):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    report("touchStart", {"x": x, "y": y})
    for step in range(1, 5):
        report("touchMove", {"x": x, "y": y + (there - y) * step / 4})
    report("touchEnd")
    drawn.locator("[data-move]:focus").wait_for()
    expect(titles_of(drawn)).to_have_text(["Three", "One", "Two", "Two, in detail"])


def test_a_long_agenda_scrolls_while_one_drags_to_its_edge(drawn):
    drawn.set_viewport_size({"width": 375, "height": 400})
    drawn.mouse.move(*middle(drawn, "One"))
    before = drawn.evaluate("window.scrollY")
    drawn.mouse.down()
    drawn.mouse.move(300, 395, steps=3)
    drawn.wait_for_timeout(400)
    assert drawn.evaluate("window.scrollY") > before + 100
    drawn.keyboard.press("Escape")
