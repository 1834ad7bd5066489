"""Every page there is, filled with the demonstration, as Chromium draws it for each sort of reader.

Addresses come from the access table, so that a new page is looked at here without anybody adding it. What is wrong
is gathered and told at the end, a line for each: one run says all that there is to mend.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from actions.models import Action
from meetings.models import ForwardItem, Meeting, Minute
from organisations.models import Board, Membership, Person, Seat, Theme, User
from rr3tracker.demonstration.loading import load_demonstration
from tests.administration import admin_list, admin_url
from tests.test_access import TABLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (1280, 375)
FILES = (
    "actions:action_csv",
    "actions:recommendation_csv",
    "board_comparison_csv",
    "meetings:document_download",
)
"""Addresses that answer with a file."""


@pytest.fixture
def demonstration() -> None:
    """As a newcomer meets it: around today, so that there are meetings to come and actions due soon."""
    load_demonstration(today=timezone.localdate())


class Tour:
    """Goes from page to page and notes what is wrong with each."""

    def __init__(self, page: Page, assert_accessible: Callable[..., None]) -> None:
        self.page, self.assert_accessible = page, assert_accessible
        self.who, self.faults, self.complaints = "", [], []
        page.on("console", lambda message: self.complain(message.text, message.location["url"], message.type))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def complain(self, text: str, address: str, kind: str) -> None:
        # Chromium complains of the page's own status as well, and that is looked at by itself.
        is_its_status = text.startswith("Failed to load resource") and address == self.page.url
        if kind in ("error", "warning") and not is_its_status:
            self.complaints.append(f"{text} {address}")

    def note(self, address: str, *faults: str) -> None:
        self.faults += [f"{self.who} at {address}: {fault}" for fault in faults]

    def open(self, address: str, *, status: int = 200) -> None:
        self.complaints = []
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        answer = self.page.goto(address, wait_until="load")
        if answer is None or answer.status != status:
            self.note(address, f"answers {answer and answer.status}")

    def look(self, address: str, *, status: int = 200) -> None:
        self.open(address, status=status)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            if wide := self.page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)"):
                self.note(address, f"is {wide} pixels wider than a screen of {width}")
            # Other readers meet fewer controls of the same pages.
            if width == WIDTHS[0] or self.who == "secretary":
                self.ask_axe(address, f" at {width} pixels")
        self.note(address, *self.complaints)

    def look_at_the_admin(self, address: str) -> None:
        """Its markup is Django's."""
        self.open(address)
        self.note(address, *self.complaints)

    def ask_axe(self, address: str, how: str = "", **options: Any) -> None:
        try:
            self.assert_accessible(self.page, **options)
        except AssertionError as fault:
            self.note(address, f"axe finds{how}: {str(fault).splitlines()[0]}")

    @property
    def report(self) -> str:
        return "\n".join(["", *self.faults])


def test_nothing_is_wrong_with_any_page(page, assert_accessible, sign_in_browser, demonstration):
    tour = Tour(page, assert_accessible)
    for tour.who in READERS:
        page.context.clear_cookies()
        if tour.who != "anonymous":
            sign_in_browser(page, reader(tour.who))
        for address in dict.fromkeys(addresses_for(tour.who)):
            tour.look(address)
        tour.look("/nowhere/", status=404)
    assert tour.faults == [], tour.report


def test_nothing_is_wrong_in_the_admin(page, assert_accessible, sign_in_browser, demonstration):
    tour = Tour(page, assert_accessible)
    tour.who = "admin"
    sign_in_browser(page, reader("admin"))
    for address in addresses_of_the_admin():
        tour.look_at_the_admin(address)
    tour.look_at_the_admin(history := admin_url(Action.objects.earliest("pk"), "history"))
    tour.ask_axe(history, within="#change-history")
    assert tour.faults == [], tour.report


READERS = ("secretary", "member", "official", "anonymous")


def addresses_for(who: str) -> list[str]:
    user = reader(who)
    board = Board.objects.visible_to(user).get(slug="rr3-probation").get_absolute_url()
    shared = [*SHARED, board, *minutes_for(user)]
    if who == "secretary":
        rows = rows_of_the_demonstration()
        return [*shared, *pages_of_the_table(rows), *shown_otherwise(rows), *ACCOUNT_PAGES]
    if who == "anonymous":
        return [*shared, *SIGN_IN_PAGES]
    owed = (
        Action.objects.visible_to(user).filter(board__slug="rr3").open().owed_by_user(reader("member")).earliest("pk")
    )
    return [*shared, owed.get_absolute_url(), *([f"{owed.get_absolute_url()}report/"] if who == "member" else [])]


def reader(who: str) -> Any:
    return AnonymousUser() if who == "anonymous" else User.objects.get(email=f"{who}@example.org")


SHARED = ("/", "/dashboard/", "/actions/", "/meetings/", "/boards/", "/search/?q=housing")
SIGN_IN_PAGES = ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/password/reset/done/")
ACCOUNT_PAGES = ("/accounts/password/change/", "/accounts/2fa/", "/accounts/logout/")


def rows_of_the_demonstration() -> dict[str, Any]:
    """One of everything that an address of the table names: of minutes that are being written."""
    board = Board.objects.get(slug="rr3")
    minute = Minute.objects.filter(item__meeting__board=board, item__meeting__minutes_stage="drafting").earliest("pk")
    action = Action.objects.filter(board=board, updates__isnull=False).earliest("pk")
    member = Person.objects.get(user__email="member@example.org")
    return {
        "board": board.slug,
        "theme": Theme.objects.get(name="From the gate to a home").pk,
        "seat": Seat.objects.filter(board=board).earliest("pk").pk,
        "membership": Membership.objects.filter(board=board).earliest("pk").pk,
        "organisation": member.organisation_id,
        "person": member.pk,
        "meeting": minute.item.meeting_id,
        "item": minute.item_id,
        "minute": minute.pk,
        "action": action.reference,
        "forward_item": ForwardItem.objects.filter(board=board).earliest("pk").pk,
    }


def pages_of_the_table(rows: dict[str, Any]) -> list[str]:
    """Those that the secretary may open. The pages of issued minutes, of which the demonstration has no comments
    and no amendments, are opened in tests/meetings/test_issuing_in_a_browser.py.
    """
    return [
        reverse(name, args=[rows[row] for row in named])
        for name, (expected, named) in TABLE.items()
        if expected.split()[-1] == "200" and name not in FILES and set(named) <= rows.keys()
    ]


def shown_otherwise(rows: dict[str, Any]) -> list[str]:
    """What a question mark makes another page of."""
    meeting = reverse("meetings:meeting_detail", args=[rows["meeting"]])
    add_action = reverse("actions:action_add")
    return [
        f"{meeting}?edit=1",
        f"{add_action}?board=rr3",
        f"{add_action}?minute={rows['minute']}",
        "/actions/?board=rr3&state=overdue&due_from=nonsense",
        "/actions/?q=nothing+like+it",
        "/dashboard/?board=rrb",
        "/themes/?board=rr3",
        "/search/?q=housing",
        "/search/?q=nothing+like+it",
    ]


def minutes_for(user: Any) -> list[str]:
    """The latest meeting at each stage of its minutes, held or to come."""
    today = timezone.localdate()
    meetings = Meeting.objects.visible_to(user).order_by("held_on")
    latest = {(meeting.minutes_stage, meeting.held_on > today): meeting for meeting in meetings}
    return [meeting.get_absolute_url() for meeting in latest.values()]


def addresses_of_the_admin() -> list[str]:
    ours = [
        model for model in admin.site._registry if model._meta.app_label in ("organisations", "meetings", "actions")
    ]
    rows = [model._default_manager.first() for model in ours]
    return [
        reverse("admin:index"),
        *(admin_list(model) for model in ours),
        *(admin_url(row) for row in rows if row),
    ]
