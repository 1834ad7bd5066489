"""Fixtures by subject: the cast of people in tests/cast.py, the browser in tests/browser.py."""

pytest_plugins = ["tests.browser", "tests.cast"]
