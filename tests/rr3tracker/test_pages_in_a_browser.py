"""The frame of every page, looked at by Chromium and axe; the fixture `page` also fails on a blocked script or style."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_user

pytestmark = pytest.mark.browser

WIDTHS = (320, 1280)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "path", ["/", "/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/nowhere/"]
)
def test_a_visitor_finds_nothing_wrong(page, assert_accessible, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["home", "account_change_password", "account_logout", "mfa_index"])
def test_somebody_signed_in_finds_nothing_wrong(page, sign_in_browser, assert_accessible, name, width):
    sign_in_browser(page, make_user("sadia.marsh.of.a.long.domain@secretariat.example.org", is_staff=True))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(reverse(name))
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_mistake_is_listed_at_the_top_and_its_link_leads_to_the_field(page, assert_accessible):
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill("nobody@example.org")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_title("Error: Sign in – RR3 tracker")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert_accessible(page)
    page.get_by_role("link", name="Password is missing").click()
    expect(page.locator("#id_password")).to_be_focused()


def test_a_person_signs_in_and_out_with_the_keyboard(page):
    user = make_user("sadia@example.org")
    user.set_password("a long pass phrase 7")
    user.save()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type("sadia@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("a long pass phrase 7")
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    page.get_by_role("button", name="Sign out").press("Enter")
    page.get_by_role("banner").get_by_role("link", name="Sign in").wait_for()


def test_the_first_tab_stop_leads_to_the_content(page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main-content")).to_be_focused()


def test_pages_work_without_scripts(without_scripts):
    page = without_scripts
    page.goto("/accounts/login/")
    expect(page.get_by_role("textbox", name="Password")).to_be_visible()
    expect(page.get_by_role("navigation", name="Sections")).to_be_visible()


@pytest.mark.parametrize("path", ["/admin/", "/admin/organisations/user/add/", "/admin/password_change/"])
def test_the_admin_works_under_the_content_policy(page, sign_in_browser, path):
    sign_in_browser(page, make_user("root@example.org", is_staff=True, is_superuser=True))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert "Site administration" in page.content() or page.locator("form").count() > 0
