"""The product's settings, for the server of the floors: with their addresses beside the product's."""

from rr3tracker.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmark.urls"
