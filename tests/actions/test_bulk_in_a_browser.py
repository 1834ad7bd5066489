"""Three actions chosen, looked at, changed and undone in a real browser: with scripts, without them, and by keyboard."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions.models import Action, ActionOwner, ActionUpdate
from tests.factories import make_action, make_update

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def three(board):
    raised_on = timezone.localdate() - dt.timedelta(days=30)
    owners = [[ActionOwner(words="o" * 290)], [ActionOwner(role="chair")], []]
    return [make_action(board, text="Send " + "w" * 200, raised_on=raised_on, owners=some) for some in owners]


def statuses():
    return [action.status for action in Action.objects.order_by("number")]


def assert_fits(page, assert_accessible):
    assert_accessible(page)
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 900})


def test_three_are_chosen_changed_and_undone(page, sign_in_browser, assert_accessible, secretary, three):
    sign_in_browser(page, secretary)
    page.goto("/actions/")
    page.get_by_label("Select all on this page").check()
    expect(page.get_by_text("3 ticked")).to_be_visible()
    page.get_by_label("Choose RR3-2").uncheck()
    expect(page.get_by_text("2 ticked")).to_be_visible()
    page.get_by_label("Choose RR3-2").check()
    expect(page.get_by_label("Select all on this page")).to_be_checked()
    assert_fits(page, assert_accessible)

    page.get_by_role("button", name="Change what is ticked").click()
    assert_fits(page, assert_accessible)
    page.get_by_label("Status").select_option("Delayed")
    page.get_by_label("What was reported").fill("Waiting for the data.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="This will change 3 actions")).to_be_visible()
    assert_fits(page, assert_accessible)

    page.get_by_role("button", name="Make these changes").dblclick()
    page.get_by_role("button", name="Undo all of it").wait_for()
    assert (statuses(), ActionUpdate.objects.count()) == (["delayed"] * 3, 3)
    assert_fits(page, assert_accessible)
    page.get_by_role("button", name="Undo all of it").click()
    page.get_by_text("All of it was undone.").wait_for()
    assert statuses() == ["open"] * 3


def test_it_works_without_scripts(without_scripts, sign_in_browser, secretary, three):
    page = without_scripts
    sign_in_browser(page, secretary)
    page.goto("/actions/")
    expect(page.get_by_label("Select all on this page")).to_be_hidden()
    for action in three:
        page.get_by_label(f"Choose {action.reference}").check()
    page.get_by_role("button", name="Change what is ticked").click()
    page.get_by_label("Status").select_option("Complete")
    page.get_by_role("button", name="Add more owners").click()
    expect(page.get_by_label("Status")).to_have_value("complete")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Make these changes").click()
    assert statuses() == ["complete"] * 3
    page.get_by_role("button", name="Undo all of it").click()
    assert statuses() == ["open"] * 3


def press_until_at(page, name):
    """Tab to the field, link or button of this name."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(
            "n => { const e = document.activeElement; return [e.ariaLabel, e.innerText, e.labels?.[0]?.innerText]"
            ".some(t => t?.trim().startsWith(n)) }",
            name,
        ):
            return
    pytest.fail(f"{name} is not reached with the keyboard")


def test_it_works_by_keyboard_alone(page, sign_in_browser, secretary, three):
    sign_in_browser(page, secretary)
    page.goto("/actions/")
    press_until_at(page, "Select all on this page")
    page.keyboard.press("Space")
    press_until_at(page, "Change what is ticked")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Preview").wait_for()
    press_until_at(page, "Status")
    page.keyboard.type("Comp")
    press_until_at(page, "Preview")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Make these changes").wait_for()
    press_until_at(page, "Make these changes")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Undo all of it").wait_for()
    assert set(statuses()) <= {"complete", "to_be_agreed"}
    press_until_at(page, "Undo all of it")
    page.keyboard.press("Enter")
    page.get_by_text("All of it was undone.").wait_for()
    assert statuses() == ["open"] * 3


def test_merging_and_splitting_fit_a_phone(page, sign_in_browser, assert_accessible, secretary, three):
    make_update(three[2], reported_on=timezone.localdate(), text="u" * 200)
    sign_in_browser(page, secretary)
    for address in ("/actions/RR3-1/merge/", "/actions/RR3-1/merge/?into=RR3-2", "/actions/RR3-1/split/"):
        page.goto(address)
        assert_fits(page, assert_accessible)
    page.get_by_role("button", name="Add a part").click()
    for number, text in enumerate(("Ask the courts", "Write to prisons")):
        page.get_by_label("What is to be done").nth(number).fill(text)
    page.get_by_label("It is no longer needed").check()
    page.get_by_role("button", name="Split").click()
    page.get_by_text("RR3-1 was split: RR3-4, RR3-5.").wait_for()
    assert_fits(page, assert_accessible)
    page.goto("/actions/RR3-4/")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name="Merge it into another action").click()
    page.get_by_label("Which action asks for the same work?").fill("rr3-5")
    page.get_by_role("button", name="Show both").click()
    page.get_by_role("button", name="Merge").click()
    page.get_by_text("RR3-4 was merged into this").first.wait_for()
