"""Fixtures by subject: the cast of people in tests/cast.py, the browser in tests/browser.py."""

from hypothesis import settings

pytest_plugins = ["tests.browser", "tests.cast"]

# No test is timed, of one example neither: a machine may do other things too.
settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")
