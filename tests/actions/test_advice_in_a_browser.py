"""A list is pasted, mended on the screen that checks it, saved, and a response recorded: in a real browser, with and without scripts."""

import pytest
from playwright.sync_api import expect

from actions.models import ActionOwner, Recommendation, Response
from tests.actions.test_bulk_in_a_browser import assert_fits
from tests.factories import (
    DAY,
    make_action,
    make_advice,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_recommendation,
    make_theme,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTED = """Our ideas

1. Find beds.
2. Count them:
   a) by region
   b) by kind
3. Say so.

Work and training

4. Pay (for MoJ and the Treasury).
"""


@pytest.fixture
def advice(board):
    make_organisation("Ministry of Justice", acronym="MoJ")
    make_organisation("HM Prison and Probation Service", acronym="HMPPS")
    return make_advice(board, title="On beds")


def test_a_list_is_pasted_mended_and_saved_and_a_response_recorded(
    page, sign_in_browser, assert_accessible, secretary, board, advice
):
    minute = make_minute(make_item(make_meeting(board, stage="approved", held_on=DAY)), text="The service said yes.")
    sign_in_browser(page, secretary)
    page.goto(advice.get_absolute_url())
    page.get_by_role("link", name="Paste recommendations").click()
    page.get_by_label("The list").fill(PASTED)
    assert_fits(page, assert_accessible)
    page.get_by_role("button", name="Read the list").click()

    expect(page.get_by_text("4 recommendations were read.")).to_be_visible()
    assert_fits(page, assert_accessible)
    page.get_by_role("button", name="Join with the one above (entry 3)").click()
    page.get_by_role("button", name="Make it a recommendation “Work and training”").click()
    page.get_by_label("Addressed to, where that is empty").fill("HMPPS")
    page.get_by_label("Addressed to, where that is empty").press("Enter")
    page.get_by_role("group", name="Entry 3").get_by_label("Keep").uncheck()
    page.get_by_role("button", name="Save those that are ticked").dblclick()

    page.wait_for_url(f"**{advice.get_absolute_url()}")
    assert_fits(page, assert_accessible)
    assert [(one.number, one.text) for one in Recommendation.objects.order_by("position")] == [
        ("1", "Find beds."),
        ("2", "Count them:\na) by region\nb) by kind\nSay so."),
        ("4", "Pay (for MoJ and the Treasury)."),
    ]

    page.get_by_role("link", name="Recommendation 1").click()
    assert_fits(page, assert_accessible)
    page.get_by_role("link", name="Record a response").press("Enter")
    page.get_by_label("Accepted", exact=True).press("Space")
    page.get_by_label("Reported in").select_option(str(minute.pk))
    assert_fits(page, assert_accessible)
    page.get_by_role("button", name="Record response").press("Enter")

    page.get_by_text("The response of HMPPS was recorded.").wait_for()
    assert (Response.objects.get().recorded_in, Response.objects.get().responded_on) == (minute, DAY)


def test_it_is_checked_and_saved_without_scripts(without_scripts, sign_in_browser, secretary, advice):
    page = without_scripts
    sign_in_browser(page, secretary)
    page.goto(f"{advice.get_absolute_url()}paste/")
    page.get_by_label("The list").fill(PASTED)
    page.get_by_label("Where a line does not say, addressed to").fill("HMPPS")
    page.get_by_role("button", name="Read the list").click()
    page.get_by_role("button", name="Split entry 2 at its lines").click()
    page.get_by_role("button", name="Save those that are ticked").click()

    assert [one.number for one in Recommendation.objects.order_by("position")] == ["1", "2", "", "", "3", "4"]


@pytest.mark.parametrize("width", [1280, 375])
def test_a_word_of_any_length_pushes_nothing_out_of_sight(page, sign_in_browser, secretary, board, width):
    """As an address on the web is, and a name may be."""
    theme = make_theme(board)
    advice = make_advice(board, title="t" * 300)
    recommendation = make_recommendation(advice, make_organisation("o" * 300), text="w" * 300)
    action = make_action(board, text="a" * 300, owners=[ActionOwner(words="n" * 300)])
    for tagged in (recommendation, action):
        tagged.themes.add(theme)
    sign_in_browser(page, secretary)
    page.set_viewport_size({"width": width, "height": 900})

    for address in ("/recommendations/", advice.get_absolute_url(), theme.get_absolute_url()):
        page.goto(address)
        wide = "regions => regions.filter(region => region.scrollWidth > region.clientWidth).map(region => region.ariaLabel)"
        assert page.locator(".rr3-scroll").evaluate_all(wide) == [], address
