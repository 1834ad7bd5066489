"""A secretary types, and the server is killed: a real one, in a process of its own, over the database of the tests."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_item, make_meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parent.parent
SAVED = re.compile(r"^Saved \d\d:\d\d$")
KEPT = re.compile("Not saved: kept on this computer")


class Server:
    """gunicorn on a free port of this machine."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        name = str(connection.settings_dict["NAME"])
        if connection.vendor == "sqlite":
            address = f"sqlite:///{name}"
        else:
            address = os.environ["DATABASE_URL"].replace("/postgres?", f"/{name}?")
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "rr3tracker.settings",
            "DATABASE_URL": address,
            "SECRET_KEY": settings.SECRET_KEY,
            "ALLOWED_HOSTS": "127.0.0.1",
        }
        command = [sys.executable, "-m", "gunicorn", "--threads=4", "--log-level=warning", "--no-control-socket"]
        command += [f"--bind=127.0.0.1:{self.port}", "rr3tracker.wsgi"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        pytest.fail("the server did not start")

    def kill(self):
        """As a crash of the machine would: nothing is finished, nobody is told."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def server():
    server = Server()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def item(board):
    return make_item(make_meeting(board), title="Resettlement")


@pytest.fixture
def writing(browser, server, item, secretary, sign_in_browser):
    """The writing page, opened on the server that is going to be killed."""
    context = browser.new_context(base_url=server.url, locale="en-GB")
    page = context.new_page()
    sign_in_browser(page, secretary)
    page.context.add_cookies([{**cookie, "domain": "127.0.0.1"} for cookie in page.context.cookies()])
    page.goto(reverse("taking", args=[item.meeting_id]))
    yield page
    context.close()


def box(page, item):
    return page.locator(f"#text-{item.pk}")


def status(page, item):
    return page.locator(f"#item-{item.pk} [data-status]")


def test_the_server_is_killed_while_somebody_types_and_every_word_is_there(writing, server, item):
    page = writing
    box(page, item).press_sequentially("Written before.")
    expect(status(page, item)).to_have_text(SAVED)

    box(page, item).press_sequentially(" Written while")
    server.kill()
    box(page, item).press_sequentially(" it was killed.")
    expect(status(page, item)).to_have_text(KEPT)
    box(page, item).press_sequentially(" And after.")
    server.start()

    expect(status(page, item)).to_have_text(SAVED, timeout=20000)
    page.reload()
    expect(box(page, item)).to_have_value("Written before. Written while it was killed. And after.")
    assert [row.text for row in item.minutes.all()] == ["Written before. Written while it was killed. And after."]


def test_the_page_is_closed_after_the_server_was_killed_and_every_word_comes_back(writing, server, item):
    page, address = writing, writing.url
    server.kill()
    box(page, item).press_sequentially("Nobody had this.")
    expect(status(page, item)).to_have_text(KEPT)
    page.close()
    server.start()

    page = writing.context.new_page()
    page.goto(address)

    expect(box(page, item)).to_have_value("Nobody had this.")
    expect(status(page, item)).to_have_text(SAVED)
    assert [row.text for row in item.minutes.all()] == ["Nobody had this."]
