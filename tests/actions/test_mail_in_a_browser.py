"""The pages of mails, and the HTML part of one as a mail program draws it, in a real browser."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from actions.mailing.keeping import make_mails
from actions.models import Mail
from tests.actions.mailing import make_owner_on, owed_by
from tests.factories import make_mail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Nonbreaking" * 26


@pytest.fixture
def mail(board):
    ann = make_owner_on(board, f"Ann {LONG}")
    for text in ("Write to the court.", LONG):
        owed_by(ann, board, due=-3, text=text)
    make_mails(board, today=timezone.localdate(), at=timezone.now())
    for state in ("sending", "failed"):
        make_mail(board, ann, state=state, taken_at=timezone.now(), subject=LONG[:200], trouble=LONG[:300])
    return Mail.objects.earliest("pk")


@pytest.fixture
def complaints(page):
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    return found


def test_every_page_of_mails_is_fit_for_a_screen_of_any_width_and_for_everybody(
    page, live_server, sign_in_browser, assert_accessible, complaints, board, secretary, mail
):
    sign_in_browser(page, secretary)
    addresses = [
        reverse("actions:mail_list"),
        *(reverse("actions:mail_detail", args=[row.pk]) for row in Mail.objects.all()),
        reverse("actions:mail_waiting", args=[board.slug]),
        reverse("actions:board_mailing", args=[board.slug]),
        reverse("actions:board_mail_choice", args=[board.slug, mail.person_id]),
        reverse("actions:my_mail"),
        reverse("actions:mail_html", args=[mail.pk]),
    ]
    for address in addresses:
        page.goto(live_server.url + address)
        for width in (1280, 600, 375):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert (address, width, max(0, wide)) == (address, width, 0)
            assert_accessible(page)
    assert complaints == []


def test_the_html_part_draws_its_styles_and_runs_nothing(browser, page, live_server, sign_in_browser, secretary, mail):
    hostile = '<img src="/static/images/favicon.svg"><script>document.title = "run"</script></main>'
    Mail.objects.filter(pk=mail.pk).update(html=mail.html.replace("</main>", hostile))
    sign_in_browser(page, secretary)
    # In a context of its own: what the policy blocks is told on its console.
    context = browser.new_context(base_url=live_server.url, storage_state=page.context.storage_state())
    alone = context.new_page()
    blocked = []
    alone.on("console", lambda message: blocked.append(message.text))

    alone.goto(reverse("actions:mail_html", args=[mail.pk]))

    assert alone.locator("main").evaluate("part => getComputedStyle(part).maxWidth") == "600px"
    expect(alone).to_have_title(mail.subject)
    assert alone.locator("img").evaluate("image => image.naturalWidth") == 0
    assert len(blocked) == 2
    context.close()


def test_the_secretary_looks_at_a_mail_and_sends_it(page, live_server, sign_in_browser, secretary, board, mail):
    sign_in_browser(page, secretary)
    page.goto(live_server.url + reverse("actions:mail_list"))
    page.get_by_role("link", name="Look at 1 mail of RR3").click()
    page.get_by_role("button", name="Send this mail").click()

    page.get_by_text("1 mail leaves with the next run.").wait_for()
    mail.refresh_from_db()
    assert mail.state == "ready"
