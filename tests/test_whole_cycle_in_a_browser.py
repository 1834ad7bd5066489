"""From planning a meeting to the approved and published record, in Chromium: eight items, paragraphs to three levels,
eight actions, the chair, a member's comment, an amendment agreed at the next meeting."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions.models import Action
from meetings.models import AgendaItem, Meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = re.compile(r"^Saved( \d\d:\d\d)?$")
ADDED = ("Resettlement", "Housing", "Race disparity")
WRITTEN = {
    "Welcome and apologies": "The chair welcomed everybody.",
    "Minutes of the last meeting": "There was no earlier meeting.",
    "Outstanding actions": "None.",
    "Resettlement": """The letter on release is read by nobody.

    It is sent too late.

    It is four pages long.

Action: Mina Hollis to collect letters by the next meeting

Action: Secretariat to send the letters round""",
    "Housing": """4. Own text of the item.

Rents rose by nine per cent.

    Action: Chair to write to the court by 3 May 2999

Decision: a paper comes to the next meeting.""",
    "Race disparity": """Action: Hollis Trust to report on the pilot by 1 June 2999

Action: Mina Hollis and the Chair to meet the inspectorate

Action: Officials to share the figures""",
    "Any other business": "Action: All members to send dates\n\nAction: Secretariat to book a room by 1 May 2999",
    "Date of next meeting": "It was agreed.",
}


SCREENS = {
    "a desk": {"viewport": {"width": 1280, "height": 900}},
    "a telephone without scripts": {"viewport": {"width": 375, "height": 700}, "java_script_enabled": False},
}


@pytest.fixture(params=SCREENS)
def screen(request):
    return SCREENS[request.param]


@pytest.fixture
def has_scripts(screen):
    return screen.get("java_script_enabled", True)


@pytest.fixture
def as_(browser, live_server, sign_in_browser, screen):
    """A browser of somebody's own, signed in: as_(chair)."""
    contexts = []

    def open_for(user):
        contexts.append(browser.new_context(base_url=live_server.url, locale="en-GB", **screen))
        contexts[-1].set_default_timeout(10_000)
        page = contexts[-1].new_page()
        sign_in_browser(page, user)
        return page

    yield open_for
    for context in contexts:
        context.close()


@pytest.fixture
def assert_fine(assert_accessible, screen, has_scripts):
    """Nothing that axe finds, and nothing wider than the screen; axe is a script itself."""

    def check(page):
        if has_scripts:
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") == screen["viewport"]["width"]

    return check


def test_from_the_agenda_to_the_approved_record(as_, secretary, chair, member, assert_fine, has_scripts):
    page = as_(secretary)
    today = timezone.localdate()
    plan(page, held_on=today - dt.timedelta(days=7))
    meeting = Meeting.objects.get()
    build_agenda(page, meeting)
    assert_fine(page)
    take_roll(page, meeting)
    write(page, meeting, has_scripts)
    assert_fine(page)
    issue(page, meeting)
    assert_fine(page)

    give_to_chair(page, meeting)
    reading = as_(chair)
    reading.goto(meeting.get_absolute_url())
    expect(reading.get_by_text("Rents rose by nine per cent.")).to_be_visible()
    check_and_circulate(page, meeting, assert_fine)
    comment(as_(member), meeting, "Rents rose by nine per cent.", "It was ten.")
    resolve(page, meeting)

    plan(page, held_on=today, like=str(meeting))
    later = Meeting.objects.latest("pk")
    page.goto(later.get_absolute_url())
    assert_fine(page)
    for action in Action.objects.all():
        expect(page.get_by_role("link", name=action.reference, exact=True).first).to_be_visible()
    amend_and_approve(page, later, meeting)
    assert_fine(page)
    publish(page, meeting)
    is_kept(page, meeting, later)


def plan(page, *, held_on, like=None):
    page.goto("/meetings/add/")
    page.get_by_label("Board").select_option("Reducing Reoffending Third Sector Advisory Group")
    page.get_by_label("Date", exact=True).fill(f"{held_on.day} {held_on:%B %Y}")
    page.get_by_label(re.compile("^From ")).fill("10:00")
    page.get_by_label(re.compile("^To ")).fill("12:00")
    page.get_by_label("Venue").fill("By video call")
    if like:
        page.get_by_label("Agenda").select_option(label=like)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("of")


def build_agenda(page, meeting):
    page.goto(f"{meeting.get_absolute_url()}agenda/?edit=1")
    after = "3. Outstanding actions"
    for n, title in enumerate(ADDED, start=4):
        page.get_by_role("button", name="Add an agenda item").click()
        page.get_by_label("Title").fill(title)
        page.get_by_label("Minutes allotted").fill("20")
        page.get_by_label("Place").select_option(label=f"After {after}")
        page.get_by_role("button", name="Save", exact=True).click()
        after = f"{n}. {title}"
    expect(page.get_by_text("60 minutes in all")).to_be_visible()
    titles = meeting.items.values_list("title", flat=True)
    assert list(titles) == list(WRITTEN)


def take_roll(page, meeting):
    page.goto(f"{meeting.get_absolute_url()}roll/")
    for name in ("Clara Whitlow", "Mina Hollis", "Sadia Marsh"):
        page.get_by_role("row", name=re.compile(name)).get_by_label("Present").first.check()
    page.get_by_label("Or add a guest or an official").fill("Dana Reed, Head of policy, Harbour Trust")
    page.get_by_role("button", name="Add to the roll").click()
    page.get_by_role("button", name="Save the roll").click()
    expect(page.get_by_role("link", name="Roll", exact=True).first).to_be_visible()
    assert meeting.attendance.filter(status="present").count() == 4


def write(page, meeting, has_scripts):
    page.goto(f"{meeting.get_absolute_url()}minutes/")
    for item in meeting.items.all():
        box, status = page.locator(f"#text-{item.pk}"), page.locator(f"#item-{item.pk} [data-status]")
        box.fill(WRITTEN[item.title].replace("4. Own", f"{item.number}. Own"))
        if has_scripts:
            box.press("Control+Enter")
        else:
            page.locator(f"#item-{item.pk}").get_by_role("button", name="Save").first.click()
        expect(status).to_have_text(SAVED, timeout=15000)
    housing = meeting.items.get(title="Housing")
    numbers = list(housing.minutes.order_by("position").values_list("number", "kind"))
    assert numbers == [("5", "discussion"), ("5.1", "discussion"), ("5.1.1", "action"), ("5.2", "decision")]


def issue(page, meeting):
    page.get_by_role("button", name="Issue the actions").click()
    expect(page.get_by_text("8 actions will be put on the register")).to_be_visible()
    page.get_by_role("button", name="Issue them").click()
    expect(page.get_by_text("8 actions and 0 reports were issued.")).to_be_visible()
    owners = {owner.name for action in Action.objects.filter(board=meeting.board) for owner in action.owners.all()}
    assert owners == {"Mina Hollis", "Secretariat", "Chair", "Hollis Trust", "Officials", "All members"}


def give_to_chair(page, meeting):
    page.goto(f"{meeting.get_absolute_url()}stage/")
    page.get_by_label("With the chair").check()
    page.get_by_role("button", name="Move the minutes").click()
    expect(page.locator(".rr3-meeting-facts")).to_contain_text("With the chair")


def check_and_circulate(page, meeting, assert_fine):
    page.goto(f"{meeting.get_absolute_url()}check/")
    assert_fine(page)
    page.get_by_role("link", name="Give it").click()
    page.get_by_label("Date of the next meeting").fill("5 March 2999")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(f"{meeting.get_absolute_url()}check/")
    expect(page.get_by_text("There is no date of the next meeting.")).to_have_count(0)
    while page.locator(".rr3-warning summary").count():
        page.locator(".rr3-warning summary").first.click()
        page.get_by_label(re.compile("may stand$")).first.fill("It is known.")
        page.get_by_role("button", name="Accept", exact=True).first.click()
    page.get_by_role("button", name="Circulate the minutes").click()
    expect(page.locator(".rr3-meeting-facts")).to_contain_text("Circulated")


def comment(page, meeting, paragraph, words):
    page.goto(meeting.get_absolute_url())
    page.locator(".rr3-minute", has_text=paragraph).get_by_role("link", name="Comment").click()
    page.get_by_label("What is not accurate").fill(words)
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_text("Your comment was sent to the secretariat.")).to_be_visible()


def resolve(page, meeting):
    page.goto(f"{meeting.get_absolute_url()}comments/")
    expect(page.get_by_text("It was ten.")).to_be_visible()
    page.get_by_role("link", name=re.compile("Resolve")).click()
    page.get_by_label("Not accepted").check()
    page.get_by_label("A word about it").fill("To be agreed at the meeting.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The comment was resolved.")).to_be_visible()


def amend_and_approve(page, later, meeting):
    page.goto(later.get_absolute_url())
    page.get_by_role("link", name=re.compile("Agreed subject to amendments")).click()
    page.get_by_label("Paragraph").select_option(label="5.1 Rents rose by nine per cent.")
    page.get_by_role("textbox", name="For").fill("nine")
    page.get_by_role("textbox", name="Read").fill("ten")
    page.get_by_role("button", name="Approve with these amendments").click()
    expect(page.get_by_text(re.compile("are approved"))).to_be_visible()


def publish(page, meeting):
    page.goto(f"{meeting.get_absolute_url()}stage/")
    page.get_by_label("Published").check()
    page.get_by_role("button", name="Move the minutes").click()
    expect(page.locator(".rr3-meeting-facts")).to_contain_text("Published")


def is_kept(page, meeting, later):
    """The corrected text, the note, and what was first issued; and nothing changes any more."""
    expect(page.get_by_text("Rents rose by ten per cent.")).to_be_visible()
    expect(page.get_by_text("for “nine” read “ten”").first).to_be_visible()
    first = meeting.editions.get(stage="circulated")
    page.goto(first.get_absolute_url())
    expect(page.locator(".rr3-minute", has_text="Rents rose by nine per cent.")).to_be_visible()
    assert [edition.stage for edition in meeting.editions.order_by("pk")] == [
        "with_chair",
        "circulated",
        "approved",
        "published",
    ]
    assert page.goto(f"{meeting.get_absolute_url()}minutes/").status == 403
    decision = later.items.get(kind=AgendaItem.Kind.LAST_MINUTES).minutes.get()
    assert decision.text.endswith("subject to: paragraph 5.1, for “nine” read “ten”.")
