"""From a reminder, read from the outbox, by its link to a report, accepted by the secretary, and on the next agenda."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from actions.models import ActionOwner, BoardMailing
from tests.factories import make_action, make_item, make_meeting, make_minute

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "Nine of twelve prisons have answered."


@pytest.fixture
def world(board, member, settings, live_server):
    """An action that was due yesterday, asked for at the last meeting, and the next meeting with its agenda."""
    settings.SITE_ADDRESS = live_server.url
    today = timezone.localdate()
    BoardMailing.objects.create(board=board, sends_itself=True)
    member.person.email = "mina@example.org"
    member.person.save()
    last = make_meeting(board, stage="circulated", held_on=today - dt.timedelta(days=60))
    make_action(
        raised_in=make_minute(make_item(last)),
        text="Ask each prison for its letters on release.",
        due_on=today - dt.timedelta(days=1),
        owners=[ActionOwner(person=member.person, is_lead=True)],
    )
    coming = make_meeting(board, held_on=today + dt.timedelta(days=40))
    make_item(coming, title="Outstanding actions", kind="outstanding_actions")
    return coming


def link_in_the_outbox() -> str:
    [sent] = [message for message in mail.outbox if "overdue" in message.subject]
    assert sent.to == ["mina@example.org"]
    in_text = re.search(r"https?://\S+/report/\S+", sent.body)
    [html] = [part.content for part in sent.alternatives]
    assert in_text
    assert in_text[0] in html
    return in_text[0]


def report(page: Page, assert_accessible) -> None:
    page.get_by_role("link", name="Report on RR3-1").click()
    assert_accessible(page)
    page.get_by_label("What happened?").fill(SAID)
    page.get_by_label("In progress").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("waits for the secretariat").first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 375])
def test_from_the_mail_to_the_agenda(page, world, secretary, sign_in_browser, assert_accessible, width):
    page.set_viewport_size({"width": width, "height": 800})
    call_command("send_reminders")

    page.goto(link_in_the_outbox())
    expect(page).to_have_url(re.compile("/report/$"))
    assert_accessible(page)
    report(page, assert_accessible)
    page.goto("/my/actions/")
    expect(page).to_have_url(re.compile("/accounts/login/"))

    sign_in_browser(page, secretary)
    page.goto("/")
    page.get_by_role("link", name=re.compile("1 report")).first.click()
    expect(page.get_by_text("By link").first).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Accept").click()

    page.goto(reverse("meetings:agenda", args=[world.pk]))
    outstanding = page.get_by_role("row", name=re.compile("RR3-1"))
    expect(outstanding).to_contain_text(SAID)
    expect(outstanding).to_contain_text("In progress")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_was_sent_once_is_not_sent_again(world):
    call_command("send_reminders")
    call_command("send_reminders")

    assert len({message.extra_headers.get("Message-ID") for message in mail.outbox}) == len(mail.outbox) == 1
