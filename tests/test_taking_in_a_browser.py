"""Writing the minutes in Chromium: nothing typed is lost, whatever happens, and everything goes by keyboard."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from meetings.services.item_text import save_item_text, text_version
from tests.factories import make_action, make_attendance, make_item, make_meeting, make_minute, make_person

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^Saved \d\d:\d\d$")
KEPT = re.compile("Not saved: kept on this computer")


@pytest.fixture
def meeting(board):
    meeting = make_meeting(board)
    for n in range(3):
        make_item(meeting, title=f"Item {n}")
    return meeting


@pytest.fixture
def item(meeting):
    return meeting.items.first()


@pytest.fixture
def address(meeting):
    return reverse("taking", args=[meeting.pk])


@pytest.fixture
def page(page, sign_in_browser, secretary, address):
    sign_in_browser(page, secretary)
    page.goto(address)
    return page


def box(page, item):
    return page.locator(f"#text-{item.pk}")


def status(page, item):
    return page.locator(f"#item-{item.pk} [data-status]")


def texts(item):
    return [(row.number, row.text) for row in item.minutes.order_by("position")]


def test_what_is_typed_is_saved_and_understood(page, item):
    box(page, item).fill("They met.\n\nAction: Chair to write")

    expect(status(page, item)).to_have_text(SAVED)
    expect(page.locator(f"#item-{item.pk} [data-understood]")).to_contain_text("No date is given.")
    assert texts(item) == [("1.1", "They met."), ("1.2", "Action: Chair to write")]
    assert page.evaluate("localStorage.length") == 0


def test_the_server_goes_while_somebody_types_and_nothing_is_lost(page, item, address):
    page.route("**/minutes/*/", lambda route: route.abort())
    box(page, item).fill("Typed while the server was away.")
    expect(status(page, item)).to_have_text(KEPT)
    assert texts(item) == []

    page.unroute("**/minutes/*/")

    expect(status(page, item)).to_have_text(SAVED, timeout=15000)
    assert texts(item) == [("1.1", "Typed while the server was away.")]
    assert page.evaluate("localStorage.length") == 0


def test_the_browser_is_closed_before_the_server_comes_back(page, item, address):
    page.route("**/minutes/*/", lambda route: route.abort())
    box(page, item).fill("Typed before the page was closed.")
    expect(status(page, item)).to_have_text(KEPT)
    page.goto("about:blank")
    page.unroute("**/minutes/*/")

    page.goto(address)

    expect(box(page, item)).to_have_value("Typed before the page was closed.")
    expect(status(page, item)).to_have_text(SAVED)
    assert texts(item) == [("1.1", "Typed before the page was closed.")]


def test_the_session_ends_and_what_was_typed_comes_back_after_signing_in(
    page, item, address, sign_in_browser, secretary
):
    page.context.clear_cookies()
    box(page, item).fill("Typed after the session ended.")
    expect(status(page, item)).to_have_text(KEPT)
    expect(status(page, item).get_by_role("link")).to_have_attribute("href", address)

    sign_in_browser(page, secretary)
    status(page, item).get_by_role("link").click()

    expect(status(page, item)).to_have_text(SAVED)
    assert texts(item) == [("1.1", "Typed after the session ended.")]


def test_what_was_kept_is_compared_where_somebody_else_wrote_meanwhile(page, item, address, secretary):
    page.route("**/minutes/*/", lambda route: route.abort())
    box(page, item).fill("Mine <b>")
    expect(status(page, item)).to_have_text(KEPT)
    page.goto("about:blank")
    page.unroute("**/minutes/*/")
    save_item_text(item, text="Theirs <i>", version=text_version([]), by=secretary)

    page.goto(address)
    page.get_by_role("button", name="Compare the two texts").click()

    expect(page.locator("#mine")).to_have_text("Mine <b>")
    expect(page.locator("#theirs")).to_have_text("Theirs <i>")


def test_two_browsers_on_one_item_keep_both_texts(
    page, browser, item, address, sign_in_browser, secretary, assert_accessible
):
    other = browser.new_context(base_url=page.url).new_page()
    sign_in_browser(other, secretary)
    other.goto(page.url)
    box(other, item).fill("Same\n\nTheirs <i>")
    expect(status(other, item)).to_have_text(SAVED)
    other.context.close()

    box(page, item).fill("Same\n\nMine <b>")
    expect(status(page, item)).to_contain_text("somebody else changed this item")
    page.get_by_role("button", name="Compare the two texts").click()

    expect(page.get_by_label("Both together")).to_have_value("Same\n\nTheirs <i>\n\nMine <b>")
    assert_accessible(page)
    page.get_by_role("button", name="Save both together").click()
    expect(box(page, item)).to_have_value("Same\n\nTheirs <i>\n\nMine <b>")
    expect(status(page, item)).to_have_text("Saved")
    assert page.evaluate("localStorage.length") == 0
    assert [text for _, text in texts(item)] == ["Same", "Theirs <i>", "Mine <b>"]


def test_an_issued_action_cannot_be_taken_out_and_what_was_typed_stays(page, item, address):
    action = make_action(raised_in=make_minute(item, text="Action: Chair to write", kind="action"))
    page.goto(address)

    box(page, item).fill("Something else")

    expect(status(page, item)).to_contain_text(f"Not saved: {action.reference} cites a paragraph")
    expect(box(page, item)).to_have_value("Something else")


def test_a_meeting_is_written_by_keyboard_alone(page, meeting, item):
    first, second, _ = meeting.items.all()
    page.get_by_role("link", name="1. Item 0").focus()
    while page.evaluate("document.activeElement.id") != f"text-{item.pk}":
        page.keyboard.press("Tab")
    keys = page.keyboard
    keys.type("One")
    keys.press("Enter")
    keys.press("Enter")
    keys.press("Tab")
    keys.type("Under one")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("Two")
    keys.press("Alt+ArrowUp")
    expect(box(page, first)).to_have_value("Two\n\nOne\n\n    Under one")
    keys.press("Home")
    keys.press("Tab")
    expect(box(page, first)).to_have_value("    Two\n\nOne\n\n    Under one")
    keys.press("Shift+Tab")
    expect(box(page, first)).to_have_value("Two\n\nOne\n\n    Under one")
    keys.press("Control+Enter")
    assert page.evaluate("document.activeElement.id") == f"text-{second.pk}"
    expect(status(page, first)).to_have_text(SAVED)
    assert texts(first) == [("1.1", "Two"), ("1.2", "One"), ("1.2.1", "Under one")]

    keys.press("Escape")
    keys.press("Tab")

    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_buttons_make_a_paragraph_an_action_or_a_decision(page, item):
    box(page, item).fill("They met.\n\nChair to write")
    form = page.locator(f"#item-{item.pk}")

    form.get_by_role("button", name="Make it an action").click()
    expect(box(page, item)).to_have_value("They met.\n\nAction: Chair to write")
    form.get_by_role("button", name="Make it a decision").click()

    expect(box(page, item)).to_have_value("They met.\n\nDecision: Chair to write")


WORD = """<html><body><style>p{color:red}</style>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.1<span>&nbsp;&nbsp; </span></span>The <b>group</b>
met at <a href="https://example.org/paper">the hall</a>.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level3 lfo1'><span style='mso-list:Ignore'>1.1.1<span>&nbsp; </span></span>It was cold.</p>
<ul><li>A point</li></ul><p>&nbsp;</p><script>alert(1)</script></body></html>"""


def test_a_paste_from_word_keeps_paragraphs_levels_bullets_and_links(page, item):
    box(page, item).focus()
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, cancelable: true}));
        }""",
        WORD,
    )

    expect(box(page, item)).to_have_value(
        "The group met at the hall (https://example.org/paper).\n\n    It was cold.\n\n- A point"
    )


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_the_page_is_accessible_and_no_wider_than_the_screen(page, meeting, address, assert_accessible, width):
    long = make_person("N" * 300)
    make_attendance(meeting, person=long)
    item = make_item(meeting, title="I" * 500)
    make_minute(item, text="W" * 400)
    make_minute(item, text="Action: Nina Orr to " + "w" * 300, kind="action")
    make_action(raised_in=make_minute(item, text="Action: Chair to write", kind="action"))
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(address)

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="Issue the actions").click()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_scripts_an_item_is_saved_and_the_next_one_is_next(
    browser, live_server, meeting, item, address, sign_in_browser, secretary
):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in_browser(page, secretary)
    page.goto(address)

    assert not page.get_by_role("button", name="Make it an action").first.is_visible()
    box(page, item).fill("Typed without scripts.\n\nDecision: yes")
    page.locator(f"#item-{item.pk}").get_by_role("button", name="Save and go to the next item").click()

    assert page.url.endswith(f"#item-{meeting.items.all()[1].pk}")
    expect(status(page, item)).to_have_text("Saved")
    assert texts(item) == [("1.1", "Typed without scripts."), ("1.2", "Decision: yes")]
    context.close()
