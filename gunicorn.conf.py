"""gunicorn reads this by itself where it is started here. Its own logs, and the access log if one is asked for,
hold no token of an address either.

The application is loaded once, before the workers part from the master: what they share is held in memory once.
"""

import gc
from typing import Any

from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver
from gunicorn import glogging

from rr3tracker.logs import WithoutTokens


class Logger(glogging.Logger):
    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                written = handler.formatter
                handler.setFormatter(WithoutTokens(written and written._fmt, written and written.datefmt))


logger_class = Logger
preload_app = True


def when_ready(server: Any) -> None:
    """What else every worker needs, and Django leaves to the first request: the pages' code, and their templates.

    The collector then leaves alone what is there, for it would write to it, and what is written to is shared no longer.
    """
    if not apps.ready:  # another application than ours
        return
    get_resolver()._populate()  # what the first address that is written asks for
    folder = settings.BASE_DIR / "templates"
    for path in folder.rglob("*.html"):
        get_template(str(path.relative_to(folder)))
    gc.collect()
    gc.freeze()
