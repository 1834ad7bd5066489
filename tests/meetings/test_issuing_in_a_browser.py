"""From the draft to the approved record in Chromium, and its pages with long words: nothing axe finds, nothing too wide."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions.models import ActionOwner
from meetings.models import AgendaItem, Meeting
from meetings.services import move_minutes
from tests.factories import (
    MOMENT,
    make_action,
    make_amendment,
    make_attendance,
    make_comment,
    make_edition,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_person,
    make_user,
)

pytestmark = pytest.mark.browser

Stage = Meeting.Stage
PAGES = {
    "check": "{draft}check/",
    "stage": "{draft}stage/",
    "editions": "{out}editions/",
    "an edition": "{edition}",
    "comments": "{out}comments/",
    "resolve": "{out}comments/{comment}/resolve/",
    "comment": "{paragraph}comment/",
    "circulated minutes": "{out}",
    "approval": "{draft}approval/",
    "amendments": "{draft}approval/{out_pk}/",
    "amended minutes": "{agreed}",
}


@pytest.fixture
def addresses(board, secretary):
    today = timezone.localdate()
    long = make_person("N" * 300, user=make_user())
    make_membership(board, person=long)
    draft = make_meeting(board, held_on=today)
    make_minute(make_item(draft, kind=AgendaItem.Kind.LAST_MINUTES, title="T" * 300))
    make_item(draft, title="I" * 300)
    out = make_meeting(board, held_on=today - dt.timedelta(days=30))
    make_attendance(out, person=secretary.person)
    minute = make_minute(make_item(out, title="O" * 300), text="W" * 400)
    make_action(raised_in=minute, text="A" * 300, owners=[ActionOwner(person=long)])
    move_minutes(out, to=Stage.CIRCULATED, at=timezone.now(), by=long.user)
    comment = make_comment(minute, text="C" * 400, made_by=long.user)
    make_comment(minute, outcome="accepted", answer="R" * 300, resolved_at=MOMENT, resolved_by=long.user)
    agreed = make_meeting(board, Stage.APPROVED, held_on=today - dt.timedelta(days=60))
    make_amendment(make_minute(make_item(agreed)), text_after="B" * 300, note="M" * 300, agreed_at_meeting=out)
    make_edition(agreed, Stage.APPROVED)
    return {
        "draft": draft.get_absolute_url(),
        "out": out.get_absolute_url(),
        "out_pk": out.pk,
        "edition": out.editions.get().get_absolute_url(),
        "comment": comment.pk,
        "paragraph": f"{out.get_absolute_url()}items/{minute.item_id}/paragraphs/{minute.pk}/",
        "agreed": agreed.get_absolute_url(),
    }


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong(page, sign_in_browser, assert_accessible, secretary, addresses, name):
    sign_in_browser(page, secretary)
    response = page.goto(PAGES[name].format(**addresses))
    assert response.status == 200
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert_accessible(page)


def test_minutes_come_from_the_check_to_the_approved_record(page, sign_in_browser, board, secretary, member):
    today = timezone.localdate()
    last = make_meeting(board, held_on=today - dt.timedelta(days=30))
    make_attendance(last, person=member.person)
    minute = make_minute(make_item(last, title="Housing"), text="Nine people came.")
    make_item(last, title="Rents")
    following = make_meeting(board, held_on=today)
    make_item(following, kind=AgendaItem.Kind.LAST_MINUTES, title="Minutes of the last meeting")
    sign_in_browser(page, secretary)

    page.goto(last.get_absolute_url())
    page.get_by_role("link", name="Check", exact=True).click()
    page.get_by_text("Accept it").click()
    page.get_by_label("Why it may stand").fill("Taken next time.")
    page.get_by_role("button", name="Accept", exact=True).click()
    page.get_by_text("There is nothing more to look at.").wait_for()
    page.get_by_role("button", name="Circulate the minutes").click()
    page.get_by_text("The minutes are circulated.").wait_for()

    sign_in_browser(page, member)
    page.goto(last.get_absolute_url())
    page.get_by_role("link", name="Comment on paragraph 1.1").click()
    page.get_by_label("What is not accurate").fill("Ten came.")
    page.get_by_role("button", name="Send the comment").click()
    page.get_by_text("Your comment was sent to the secretariat.").wait_for()

    sign_in_browser(page, secretary)
    page.goto(last.get_absolute_url())
    page.get_by_role("link", name="1 comment to resolve").click()
    page.get_by_role("link", name="Resolve").click()
    page.get_by_label("Not accepted").check()
    page.get_by_label("A word about it").fill("For the meeting to agree.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The comment was resolved.").wait_for()

    page.goto(f"{following.get_absolute_url()}?edit=1")
    page.get_by_role("link", name="Agreed subject to amendments").click()
    page.get_by_label("Paragraph", exact=True).select_option(str(minute.pk))
    page.get_by_label("For", exact=True).fill("Nine people")
    page.get_by_role("textbox", name="Read (optional)").fill("Ten people")
    page.get_by_role("button", name="Approve with these amendments").click()
    page.get_by_text("are approved.").wait_for()
    page.get_by_text("for “Nine people” read “Ten people”").first.wait_for()

    page.goto(last.get_absolute_url())
    page.get_by_text("Ten people came.").first.wait_for()
    page.get_by_text("As first issued").click()
    expect(page.get_by_text("Nine people came.")).to_be_visible()
    last.refresh_from_db()
    assert (last.minutes_stage, last.approved_at_meeting) == (Stage.APPROVED, following)
