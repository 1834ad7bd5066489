"""A real Chromium for the tests marked `browser`.

@pytest.mark.browser
def test_…(page, live_server, assert_accessible):
    page.goto(live_server.url)
    assert_accessible(page)
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
# axe's rules for WCAG 2.2 AA and below, and what it calls best practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def pytest_configure(config: pytest.Config) -> None:
    # Playwright runs an event loop in the thread of the tests, and Django then takes every query for
    # a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if chromium() or os.environ.get("CI") == "true":
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip("There is no Chromium here: apt install chromium"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    assert path, "CI must have Chromium: apt install chromium"
    # Chromium refuses its sandbox to root.
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A fresh visitor. A complaint in the browser's console, of the content policy too, fails the test."""
    cache.clear()
    context = browser.new_context(base_url=live_server.url, locale="en-GB", timezone_id="Europe/London")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    # The browser says so of every answer of 400 or more, which tests ask for on purpose.
    unexpected = [text for text in complaints if not text.startswith("Failed to load resource")]
    assert unexpected == []


@pytest.fixture
def without_scripts(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A fresh visitor whose browser runs no scripts."""
    cache.clear()
    context = browser.new_context(
        base_url=live_server.url, locale="en-GB", timezone_id="Europe/London", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def sign_in_browser(live_server: Any) -> Callable[[Page, Any], None]:
    """Sign somebody in without the form: sign_in_browser(page, secretary)."""

    def sign_in(page: Page, user: Any) -> None:
        session = SessionStore()
        session["_auth_user_id"] = str(user.pk)
        session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
        session["_auth_user_hash"] = user.get_session_auth_hash()
        session.save()
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": live_server.url}]
        )

    return sign_in


@pytest.fixture
def assert_accessible() -> Callable[..., None]:
    """Fail with every rule of axe-core that the page breaks, and where; `within` a selector, if only that is ours."""
    axe = Axe()

    def check(page: Page, within: str | None = None) -> None:
        page.wait_for_load_state()
        found = axe.run(page, within, options={"runOnly": RULES}).response["violations"]
        report = [
            f"{rule['id']} ({rule['impact']}): {rule['help']}: {', '.join(node['html'][:120] for node in rule['nodes'])}"
            for rule in found
        ]
        assert report == []

    return check
