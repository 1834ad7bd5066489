"""The pages of a report link and of a calendar in a real browser: by keyboard alone, on a phone, and without scripts."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions.links import token_of
from actions.models import ActionOwner, ActionReport
from tests.factories import make_action, make_report_link, make_update

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(board, member):
    """Of a link to an action with the longest words."""
    today = timezone.localdate()
    late = make_action(
        board,
        text="Send " + "w" * 300,
        raised_on=today - dt.timedelta(days=60),
        due_on=today - dt.timedelta(days=9),
        owners=[ActionOwner(person=member.person)],
    )
    make_update(late, text="u" * 300)
    return f"/report/{token_of(make_report_link(board, member.person))}/"


def narrow(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def tab_to(page, name):
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.innerText || document.activeElement.name || ''")
        if focused.strip() == name:
            return
    pytest.fail(f"the tab key does not come to {name}")


def test_an_owner_reports_by_keyboard_alone_on_a_phone(page, assert_accessible, address):
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(address)
    expect(page).to_have_url(re.compile("/report/$"))
    expect(page).to_have_title("Report on actions – RR3 tracker")
    assert_accessible(page)
    narrow(page, 320)
    narrow(page, 375)

    tab_to(page, "Report on RR3-1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/on/RR3-1/")
    assert_accessible(page)
    narrow(page, 320)
    narrow(page, 375)
    tab_to(page, "Send")
    page.keyboard.press("Enter")
    page.wait_for_selector(".govuk-error-summary")
    assert_accessible(page)
    tab_to(page, "text")
    page.keyboard.type("Sent on Monday.")
    tab_to(page, "status")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Send")
    page.keyboard.press("Enter")

    page.wait_for_url("**/report/?sent=RR3-1")
    expect(page.get_by_role("main")).to_contain_text("Your report on RR3-1 waits for the secretariat.")
    assert_accessible(page)
    narrow(page, 320)
    report = ActionReport.objects.get()
    assert (report.text, report.status, report.made_by) == ("Sent on Monday.", "delayed", None)


def test_an_owner_reports_without_scripts(without_scripts, address):
    page = without_scripts
    page.goto(address)
    page.get_by_role("link", name="Report on RR3-1").click()
    page.locator("textarea[name=text]").fill("Sent on Monday.")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("main")).to_contain_text("Your report on RR3-1 waits for the secretariat.")
    assert ActionReport.objects.get().text == "Sent on Monday."


def test_a_link_that_is_no_longer_in_use_says_so(page, assert_accessible, address):
    page.goto("/report/12.guess.signature/")

    assert_accessible(page)
    narrow(page, 320)
    expect(page).to_have_title("This link is no longer in use – RR3 tracker")


def test_somebody_makes_the_address_of_their_calendar(page, sign_in_browser, assert_accessible, member):
    sign_in_browser(page, member)
    page.goto("/my/calendar/")
    assert_accessible(page)
    page.get_by_role("button", name="Make the address").click()
    assert_accessible(page)
    narrow(page, 320)
    first = page.get_by_label("Its address").input_value()
    assert page.request.get(first).text().startswith("BEGIN:VCALENDAR")

    page.get_by_role("button", name="Make a new one").click()
    page.wait_for_load_state()
    second = page.get_by_label("Its address").input_value()
    page.get_by_role("button", name="Withdraw it").click()

    expect(page.get_by_role("main")).to_contain_text("The address of your calendar was withdrawn.")
    assert first != second
    assert [page.request.get(address).status for address in (first, second)] == [404, 404]
