"""No log holds a token: neither of ours, nor those of the server that serves us."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from io import StringIO

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from actions.links import CALENDAR, token_of
from actions.models import CalendarFeed
from rr3tracker.logs import without_tokens
from tests.factories import MOMENT, make_report_link, make_user

TOKEN = "12.abcDEF-_x.sig:nature"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (f"Not Found: /report/{TOKEN}/", "Not Found: /report/…/"),
        (f"Gone: /report/{TOKEN}", "Gone: /report/…"),
        (f"Gone: /calendar/{TOKEN}.ics", "Gone: /calendar/…"),
        (f'"GET /report/{TOKEN}/?a=b HTTP/1.1" 302', '"GET /report/…/?a=b HTTP/1.1" 302'),
        (f"<WSGIRequest: GET '/report/{TOKEN}/'>", "<WSGIRequest: GET '/report/…/'>"),
        (f"/accounts/login/?next=%2Freport%2F{TOKEN}%2F&a=b", "/accounts/login/?next=%2Freport%2F…&a=b"),
        (f"https://a.example/calendar/{TOKEN}.ics and more", "https://a.example/calendar/… and more"),
        ("Not Found: /report/on/RR3-4/", "Not Found: /report/on/RR3-4/"),
        ("Forbidden: /report/", "Forbidden: /report/"),
        ("Forbidden: /actions/RR3-4/report/", "Forbidden: /actions/RR3-4/report/"),
        ("Forbidden: /my/calendar/", "Forbidden: /my/calendar/"),
    ],
)
def test_what_is_written_is_read_without_the_token(written, read):
    assert without_tokens(written) == read


def fail(request, token):
    raise ValueError(f"Something is wrong with {request.path}")


def refuse_the_form(request, token):
    return HttpResponse()


urlpatterns = [
    path("report/<str:token>/fails/", fail),
    path("calendar/<str:token>/fails/", fail),
    path("report/<str:token>/sent/", refuse_the_form),
    path("", include("rr3tracker.urls")),
]


@pytest.fixture
def log():
    """What the handler of the settings writes, everything that it is given."""
    [handler] = [handler for handler in logging.getLogger().handlers if handler.get_name() == "stderr"]
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    stream = handler.setStream(StringIO())
    yield handler.stream
    handler.setStream(stream)
    logging.getLogger().setLevel(level)


@pytest.fixture
def tokens(db):
    cache.clear()
    link = make_report_link(expires_at=MOMENT.replace(year=2027), made_at=MOMENT.replace(year=2020))
    link.expires_at = MOMENT.replace(year=2021)
    link.save()
    feed = CalendarFeed.objects.create(user=make_user(is_active=False), made_at=MOMENT)
    return {"report": token_of(link), "calendar": CALENDAR.write(feed)}


@override_settings(ROOT_URLCONF=__name__)
def test_nothing_that_is_refused_or_fails_is_written_with_its_token(tokens, log):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    report, calendar = f"/report/{tokens['report']}/", f"/calendar/{tokens['calendar']}"
    altered = report.replace("/report/", "/report/1")

    statuses = [
        client.get(report).status_code,
        client.get(altered).status_code,
        client.get(f"{report}nowhere/").status_code,
        client.post(report).status_code,
        client.post(f"{report}sent/").status_code,
        client.get(f"{report}fails/").status_code,
        client.get(f"{calendar}/fails/").status_code,
    ]
    for _ in range(20):
        client.get(altered)
    statuses.append(client.get(altered).status_code)

    assert statuses == [410, 404, 404, 403, 403, 500, 500, 429]
    written = log.getvalue()
    for line in ("Gone: /report/…/", "Not Found: /report/…/", "Too Many Requests: /report/…/", "Traceback"):
        assert line in written
    assert "ValueError: Something is wrong with /calendar/…/fails/" in written
    for token in tokens.values():
        for part in token.split("."):
            assert len(part) < 10 or part not in written  # the number of a row is told by chance, in a moment


def test_the_logs_of_the_server_hold_none_either():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--threads=1", "--no-control-socket", "--access-logfile=-"]
    server = subprocess.Popen(
        [*command, f"--bind=127.0.0.1:{port}", "tests.rr3tracker.failing_app:application"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        for address in (f"/report/{TOKEN}/", f"/calendar/{TOKEN}.ics"):
            asked = urllib.request.Request(f"http://127.0.0.1:{port}{address}", headers={"Referer": address})
            with suppress(OSError):  # gunicorn hangs up where an application fails
                urllib.request.urlopen(asked, timeout=30)  # noqa: S310
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        written = server.communicate(timeout=30)[0]
    assert "Error handling request GET /report/…/" in written
    assert "ValueError: /report/…/" in written
    assert '"GET /calendar/… HTTP/1.1" 200' in written
    assert "abcDEF" not in written
