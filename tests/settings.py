"""The settings under test: the product's own, with what a test run needs instead.

They do not depend on the file .env of this machine, except for DATABASE_URL where ./test has not set it.
"""

import os
import tempfile
from pathlib import Path

os.environ |= {
    "SECRET_KEY": "for tests alone, and known to everybody",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "DEBUG": "false",
    "HTTPS": "false",
    "EMAIL_URL": "memorymail://",
    "DEFAULT_FROM_EMAIL": "RR3 tracker <rr3-tracker@testserver>",
    "SITE_ADDRESS": "https://tracker.example.org",
    "LOG_LEVEL": "WARNING",
}

from rr3tracker.settings import *  # noqa: F403
from rr3tracker.settings import BASE_DIR, DATABASES, STORAGES, TEMPLATES
from tests.templates import MissingVariable

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, because the threads of a live server cannot share one in memory; of its own for each
    # run, so that two runs at once do not meet.
    DATABASES["default"]["TEST"] = {
        "NAME": str(Path(tempfile.gettempdir()) / f"rr3-tracker-test-{os.getpid()}.sqlite3")
    }

# The real one refuses every file that was not collected.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = MissingVariable(ours=BASE_DIR)

# Slow on purpose elsewhere.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
