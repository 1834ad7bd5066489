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
    expect(page.locator(f"#text-{second.pk}")).to_be_focused()
    expect(status(page, first)).to_have_text(SAVED)
    assert texts(first) == [("1.1", "Two"), ("1.2", "One"), ("1.2.1", "Under one")]

    keys.press("Escape")
    keys.press("Tab")

    expect(page.locator("button:focus")).to_be_visible()


def test_buttons_make_a_paragraph_an_action_or_a_decision(page, item):
    box(page, item).fill("They met.\n\nChair to write")
    form = page.locator(f"#item-{item.pk}")

    form.get_by_role("button", name="Make it an action").click()
    expect(box(page, item)).to_have_value("They met.\n\nAction: Chair to write")
    form.get_by_role("button", name="Make it a decision").click()

    expect(box(page, item)).to_have_value("They met.\n\nDecision: Chair to write")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (["One", "Enter", "Two"], "One\n\nTwo"),
        (["One", "Shift+Enter", "more"], "One\nmore"),
        (["One", "Enter", "Tab", "Two", "Enter", "Three"], "One\n\n    Two\n\n    Three"),
        (["One", "Enter", "Tab", "Two", "Enter", "Enter", "Three"], "One\n\n    Two\n\nThree"),
        (["- a", "Enter", "b", "Enter", "Enter", "Enter", "c"], "- a\n- b\n\n\nc"),
        (["One", "Enter", "Control+z"], "One"),
    ],
)
def test_enter_begins_a_paragraph_at_the_same_level(page, item, typed, value):
    box(page, item).focus()
    for key in typed:
        if key in ("Enter", "Tab", "Shift+Enter", "Control+z"):
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)

    expect(box(page, item)).to_have_value(value)


NUMBERED = [
    "",
    "One\n\nTwo\n\n    Three\n\n\tFour\n\nFive",
    "    One\n\nTwo\nstill two\n\n   Three",
    "1. Own\n\n1.4 Two\n\n1.4.2 Three\n\n1 is a number\n\n2.1 of another",
    "They met.\nAction: Chair to write\nDecision: yes\nAgreed: no\nOutstanding action RR3-1 (late): x\nActions speak",
    "- a point\n- **Action:** in it\n\nAction\n\nActing: no\nAction 3: yes\nNew action: yes\nAP: yes",
    "One\n \t \nTwo\n\n\n\nThree",
]


@pytest.mark.parametrize("text", NUMBERED)
def test_the_numbers_beside_the_text_are_those_that_it_is_saved_with(page, item, text):
    page.route("**/minutes/*/", lambda route: route.abort())
    box(page, item).fill(f"{text} ")
    shown = page.locator(f"#item-{item.pk} .rr3-taking__number").evaluate_all(
        "all => all.map(one => one.dataset.number)"
    )
    page.unroute("**/minutes/*/")

    if text:
        expect(status(page, item)).to_have_text(SAVED, timeout=15000)
    assert shown == [number for number, _ in texts(item)]


def test_numbers_on_record_stand_until_the_paragraphs_change(page, item, address):
    make_minute(item, number="7.5", text="One")
    make_minute(item, number="7.9", text="Two")
    page.goto(address)
    numbers = page.locator(f"#item-{item.pk} .rr3-taking__number")
    shown = "all => all.map(one => one.dataset.number)"
    assert numbers.evaluate_all(shown) == ["7.5", "7.9"]

    box(page, item).press_sequentially("More ")
    assert numbers.evaluate_all(shown) == ["7.5", "7.9"]
    box(page, item).press("Control+End")
    box(page, item).press_sequentially("\nThree")

    assert numbers.evaluate_all(shown) == ["1.1", "1.2", "1.3"]


def test_an_action_is_chosen_in_a_dialog_and_stands_below_the_paragraph_that_one_is_in(
    page, meeting, item, address, assert_accessible
):
    make_attendance(meeting, person=make_person("Ada Byng"))
    page.goto(address)
    box(page, item).fill("One\n\nTwo")
    box(page, item).press("Control+Home")
    page.locator(f"#item-{item.pk}").get_by_role("link", name="Add an action").click()
    dialog = page.get_by_role("dialog", name="Add an action")
    expect(dialog.get_by_label("What is to be done")).to_be_focused()
    assert_accessible(page)
    dialog.get_by_role("button", name="Add the action").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Enter what is to be done.")
    assert_accessible(page)

    dialog.get_by_label("What is to be done").fill("Write to the court")
    dialog.get_by_label("Owner", exact=True).fill("Ada Byng")
    dialog.get_by_label("By when").fill("3 May")
    dialog.get_by_label("By when").press("Enter")

    expect(box(page, item)).to_have_value("One\n\nAction: Ada Byng to write to the court by 3 May.\n\nTwo")
    expect(box(page, item)).to_be_focused()
    assert [number for number, _ in texts(item)] == ["1.1", "1.2", "1.3"]


def test_a_dialog_keeps_what_was_chosen_when_the_server_goes(page, item):
    page.locator(f"#item-{item.pk}").hover()
    page.locator(f"#item-{item.pk}").get_by_role("link", name="Add an action").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What is to be done").fill("Write")
    page.route("**/action/", lambda route: route.abort())
    dialog.get_by_role("button", name="Add the action").click()

    expect(dialog.get_by_role("alert")).to_contain_text("What you chose is still here.")
    page.unroute("**/action/")
    dialog.get_by_role("button", name="Add the action").click()

    expect(box(page, item)).to_have_value("Action: Write.")


def test_escape_asks_before_it_loses_what_was_chosen(page, item):
    page.locator(f"#item-{item.pk}").hover()
    page.locator(f"#item-{item.pk}").get_by_role("link", name="Add an action").click()
    task = page.get_by_role("dialog").get_by_label("What is to be done")
    task.fill("Write")
    asked = []
    page.once("dialog", lambda question: (asked.append(question.message), question.dismiss()))
    task.press("Escape")
    assert asked == ["Close this without adding it?"]
    expect(task).to_have_value("Write")


def test_outstanding_actions_are_reported_on_one_after_another_by_keyboard(page, meeting, item, assert_accessible):
    first, second = (make_action(meeting.board, raised_on=meeting.held_on.replace(year=2025)) for _ in range(2))
    box(page, item).focus()
    page.locator(f"#item-{item.pk}").get_by_role("link", name="Report on an action").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_have_accessible_name(f"Report on {first.reference}")
    assert_accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("The judge is away")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(dialog).to_have_accessible_name(f"Report on {second.reference}")
    page.keyboard.press("Escape")

    expect(dialog).to_have_count(0)
    expect(box(page, item)).to_have_value(f"Outstanding action {first.reference} (delayed): The judge is away.")
    expect(box(page, item)).to_be_focused()


def test_a_name_that_was_meant_is_written_in_place_of_what_was_typed(page, meeting, item, address):
    make_attendance(meeting, person=make_person("Ada Byng"))
    page.goto(address)
    box(page, item).fill("Action: Ada Bing to write by 3 May")

    page.get_by_role("button", name="Write “Ada Byng” for “Ada Bing”").click()

    expect(box(page, item)).to_have_value("Action: Ada Byng to write by 3 May")


def test_a_paragraph_like_an_open_action_becomes_a_report_on_it(page, meeting, item):
    known = make_action(
        meeting.board, text="Write to the court about bail", raised_on=meeting.held_on.replace(year=2025)
    )
    box(page, item).fill("They met.\n\nAction: Chair to write to the court about bail")

    page.get_by_role("link", name="Update that one instead").click()
    dialog = page.get_by_role("dialog", name=f"Report on {known.reference}")
    dialog.get_by_label("In progress").check()
    dialog.get_by_label("What was reported").fill("The chair writes")
    dialog.get_by_role("button", name="Add the report").click()

    expect(box(page, item)).to_have_value(
        f"They met.\n\nOutstanding action {known.reference} (in progress): The chair writes."
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
    without_scripts, meeting, item, address, sign_in_browser, secretary
):
    page = without_scripts
    sign_in_browser(page, secretary)
    page.goto(address)

    expect(page.get_by_role("button", name="Make it an action").first).to_be_hidden()
    box(page, item).fill("Typed without scripts.\n\nDecision: yes")
    page.locator(f"#item-{item.pk}").get_by_role("button", name="Save and go to the next item").click()

    expect(page).to_have_url(re.compile(f"#item-{meeting.items.all()[1].pk}$"))
    expect(status(page, item)).to_have_text("Saved")
    assert texts(item) == [("1.1", "Typed without scripts."), ("1.2", "Decision: yes")]


def test_twenty_items_with_twelve_actions_are_written_without_the_mouse(
    page, board, sign_in_browser, secretary, assert_accessible
):
    meeting = make_meeting(board)
    make_attendance(meeting, person=make_person("Ada Byng"))
    items = [make_item(meeting, title=f"Subject {n}") for n in range(20)]
    page.goto(reverse("taking", args=[meeting.pk]))
    keys = page.keyboard
    page.get_by_role("link", name="1. Subject 0").press("Enter")
    while page.evaluate("document.activeElement.tagName") != "TEXTAREA":
        keys.press("Tab")

    for n, item in enumerate(items):
        expect(page.locator(f"#text-{item.pk}")).to_be_focused()
        keys.type(f"Item {n} was spoken of.")
        keys.press("Enter")
        keys.press("Tab")
        keys.type("Somebody doubted it.")
        keys.press("Enter")
        keys.press("Enter")
        keys.type(f"Action: Ada Byng to write note {n} by 3 May" if n < 12 else "Decision: agreed")
        keys.press("Control+Enter")
    for item in items:
        expect(status(page, item)).to_have_text(SAVED, timeout=15000)

    n = len(items) - 1
    assert texts(items[n]) == [
        ("20.1", f"Item {n} was spoken of."),
        ("20.1.1", "Somebody doubted it."),
        ("20.2", "Decision: agreed"),
    ]
    assert_accessible(page)
    page.get_by_role("button", name="Issue the actions").focus()
    keys.press("Enter")
    page.get_by_role("button", name="Issue them").press("Enter")
    expect(page.get_by_text("12 actions and 0 reports were issued.")).to_be_visible()
    assert set(meeting.items.values_list("minutes__actions_raised__owners__person__name", flat=True)) == {
        None,
        "Ada Byng",
    }
