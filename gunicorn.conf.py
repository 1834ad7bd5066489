"""gunicorn reads this by itself where it is started here. Its own logs, and the access log if one is asked for,
hold no token of an address either.
"""

from typing import Any

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
