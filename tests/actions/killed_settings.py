"""The product's settings, with mail into the folder OUTBOX, and death where KILL_AT says."""

import os

import tests.actions.killing  # noqa: F401  # watches every connection
from rr3tracker.settings import *  # noqa: F403

EMAIL_BACKEND = "tests.actions.killing.FileOutbox"
EMAIL_FILE_PATH = os.environ["OUTBOX"]
