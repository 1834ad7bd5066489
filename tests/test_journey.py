"""The main road through the product, in a real browser: from an empty agenda to a member's report on an action.

Everything is done in the pages and in the admin; nothing here reaches round them into the database but the cast.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from organisations.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-long-enough-pass-phrase"
TASK = "Collect examples of letters on release."


@pytest.fixture
def cast(secretary, member) -> None:
    """Both can sign in through the form."""
    for user in (secretary, member):
        user.set_password(PASSWORD)
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


@pytest.fixture
def plain_phone(browser: Browser, live_server) -> Iterator[Page]:
    """A narrow screen without scripts."""
    size = {"width": 375, "height": 700}
    context = browser.new_context(base_url=live_server.url, locale="en-GB", java_script_enabled=False, viewport=size)
    yield context.new_page()
    context.close()


def test_a_meeting_taken_in_the_pages_reaches_the_member(page, cast, secretary, member, assert_accessible):
    today = timezone.localdate()

    sign_in(page, secretary)
    add_meeting(page, held_on=today)
    add_item(page, "Welcome and apologies")
    add_item(page, "Resettlement")
    assert_accessible(page)
    add_paragraph(page, item="2. Resettlement", text=TASK, records="Action")
    raise_action(page, owner="Mina Hollis", due_on=today + dt.timedelta(days=10))
    circulate(page)
    assert figures(page) == {"open": "1", "due within 14 days": "1", "overdue": "0", "complete, to be agreed": "0"}
    sign_out(page)

    sign_in(page, member)
    open_from_home(page, "RR3-1")
    expect(page.locator(".rr3-facts").get_by_role("link", name="paragraph 2.1")).to_be_visible()
    assert_accessible(page)
    report_complete(page, "Twelve letters were collected.")
    sign_out(page)

    sign_in(page, secretary)
    assert figures(page)["complete, to be agreed"] == "1"
    page.locator(".rr3-figures").first.get_by_role("link", name="Complete, to be agreed").click()
    page.get_by_role("link", name="RR3-1").click()
    expect(page.get_by_text("Twelve letters were collected.")).to_be_visible()


def test_a_meeting_taken_in_the_admin_reaches_the_member(page, cast, secretary, member, board):
    today = timezone.localdate()

    sign_in(page, secretary)
    add_meeting_in_the_admin(page, board.name, today, items=("Welcome and apologies", "Resettlement"))
    raise_action_in_the_admin(page, board.name, today, owner="Mina Hollis")
    assert figures(page) == {"open": "1", "due within 14 days": "1", "overdue": "0", "complete, to be agreed": "0"}
    page.get_by_role("link", name="Meetings", exact=True).click()
    page.get_by_role("link", name=written(today)).click()
    expect(page.get_by_text("Resettlement")).to_be_visible()
    sign_out(page)

    sign_in(page, member)
    open_from_home(page, "RR3-1")
    report_complete(page, "Twelve letters were collected.")


def test_a_meeting_is_taken_on_a_phone_without_scripts(plain_phone, cast, secretary, member):
    page, today = plain_phone, timezone.localdate()

    sign_in(page, secretary)
    add_meeting(page, held_on=today)
    add_item(page, "Welcome and apologies")
    add_item(page, "Resettlement")
    add_paragraph(page, item="2. Resettlement", text=TASK, records="Action")
    raise_action(page, owner="Mina Hollis", due_on=today)
    circulate(page)
    assert figures(page)["open"] == "1"
    sign_out(page)

    sign_in(page, member)
    open_from_home(page, "RR3-1")
    report_complete(page, "Twelve letters were collected.")


def test_a_meeting_is_taken_by_keyboard_alone(page, cast, secretary, sign_in_browser):
    sign_in_browser(page, secretary)
    page.goto("/")
    press(page, "link", "Add a meeting")
    tab_to(page, "combobox", "Board")
    page.keyboard.press("ArrowDown")
    type_into(page, "Date", written(timezone.localdate()))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Meeting of")

    press(page, "link", "Edit the minutes")
    press(page, "button", "Add an agenda item")
    type_into(page, "Title", "Resettlement")
    page.keyboard.press("Enter")
    press(page, "link", "Add a paragraph to 6. Resettlement")
    type_into(page, "Text", TASK)
    tab_to(page, "radio", "Discussion")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    press(page, "button", "Save")
    expect(page.get_by_text("The paragraph was added.")).to_be_visible()
    expect(page.locator(".rr3-minute__kind")).to_have_text("Action")


def sign_in(page: Page, user: User) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your boards and actions")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()


def add_meeting(page: Page, *, held_on: dt.date) -> None:
    page.get_by_role("link", name="Add a meeting").click()
    page.get_by_label("Board").select_option("Reducing Reoffending Third Sector Advisory Group")
    page.get_by_label("Date", exact=True).fill(written(held_on))
    page.get_by_label("Venue").fill("By video call")
    page.get_by_label("Agenda").select_option("Nothing yet")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Meeting of {written(held_on)}")
    page.get_by_role("link", name="Edit the minutes").click()


def add_item(page: Page, title: str) -> None:
    page.get_by_role("button", name="Add an agenda item").click()
    page.get_by_label("Title").fill(title)
    save(page)
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def add_paragraph(page: Page, *, item: str, text: str, records: str) -> None:
    page.get_by_role("link", name=f"Add a paragraph to {item}").click()
    page.get_by_label("Text").fill(text)
    page.get_by_label(records, exact=True).check()
    save(page)
    expect(page.get_by_text("The paragraph was added.")).to_be_visible()


def raise_action(page: Page, *, owner: str, due_on: dt.date) -> None:
    page.get_by_role("link", name="Raise an action in 2.1").click()
    page.get_by_label("What is to be done").fill(TASK)
    page.get_by_role("group", name="Owner 1").get_by_label("Owner").select_option(owner)
    page.get_by_label("When is it due?").fill(written(due_on))
    page.get_by_role("button", name="Add action").click()
    expect(page.get_by_text("Action RR3-1 was added. It is due:")).to_be_visible()


def circulate(page: Page) -> None:
    page.get_by_role("link", name="Check", exact=True).click()
    page.get_by_label("warnings not accepted").check()
    page.get_by_role("button", name="Circulate the minutes").click()
    expect(page.locator(".rr3-meeting-facts")).to_contain_text("Circulated")


def figures(page: Page) -> dict[str, str]:
    """The boxes at the top of the dashboard: how things stand today."""
    page.goto("/dashboard/")
    boxes = [
        box.split(maxsplit=1) for box in page.locator(".rr3-figures").first.locator(".rr3-figure").all_inner_texts()
    ]
    return {label.lower(): number for number, label in boxes}


def open_from_home(page: Page, reference: str) -> None:
    page.get_by_role("region", name="Actions you owe").get_by_role("link", name=reference, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Action {reference}")
    expect(page.locator(".rr3-action__text")).to_have_text(TASK)


def report_complete(page: Page, text: str) -> None:
    page.get_by_role("link", name="Report progress").click()
    page.get_by_label("What happened?").fill(text)
    page.get_by_label("Complete, for the board to agree").check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("Progress on RR3-1 was recorded: complete, to be agreed.")).to_be_visible()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def add_meeting_in_the_admin(page: Page, board: str, held_on: dt.date, *, items: tuple[str, ...]) -> None:
    page.goto("/admin/meetings/meeting/add/")
    choose(page, "board", board)
    page.locator("input[name=held_on]").fill(f"{held_on:%d/%m/%Y}")
    for number, title in enumerate(items):
        add_row(page, "items", number)
        page.locator(f"input[name=items-{number}-title]").fill(title)
        page.locator(f"input[name=items-{number}-number]").fill(str(number + 1))
    save_in_the_admin(page)


def raise_action_in_the_admin(page: Page, board: str, day: dt.date, *, owner: str) -> None:
    page.goto("/admin/actions/action/add/")
    choose(page, "board", board)
    page.locator("textarea[name=text]").fill(TASK)
    page.locator("input[name=raised_on]").fill(f"{day:%d/%m/%Y}")
    page.locator("input[name=due_on]").fill(f"{day:%d/%m/%Y}")
    add_row(page, "owners", 0)
    choose(page, "owners-0-person", owner)
    save_in_the_admin(page)


def save_in_the_admin(page: Page) -> None:
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_contain_text("was added")


def add_row(page: Page, rows: str, number: int) -> None:
    """A row under the record, where there is none yet of this number."""
    if not page.locator(f"#{rows}-{number}").count():
        page.locator(f"#{rows}-group .add-row a, #{rows}-group tr.add-row a").click()


def choose(page: Page, name: str, words: str) -> None:
    """Choose in one of the admin's autocompletes, by typing."""
    page.locator(f"select[name={name}] + .select2").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option--highlighted", has_text=words).click()


def tab_to(page: Page, role: str, name: str) -> None:
    """Tab until the focus is there, as somebody without a mouse would."""
    target = page.get_by_role(role, name=name).first
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"No Tab leads to the {role} {name}.")


def press(page: Page, role: str, name: str) -> None:
    tab_to(page, role, name)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def type_into(page: Page, label: str, text: str) -> None:
    tab_to(page, "textbox", label)
    page.keyboard.type(text)


def written(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
