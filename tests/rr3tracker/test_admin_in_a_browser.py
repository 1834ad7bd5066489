"""The admin under the content policy of every page: the page fixture fails on any complaint of the browser's."""

import pytest

from actions.models import Action
from tests.administration import admin_list, admin_url
from tests.factories import make_action, make_attendance, make_item, make_meeting, make_minute, make_person


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.django_db(transaction=True)
def test_lists_forms_rows_and_choosers_work_under_the_content_policy(page, sign_in_browser, secretary, board, width):
    page.set_viewport_size({"width": width, "height": 900})
    meeting = make_meeting(board)
    make_attendance(meeting, person=make_person("Ines Calder"))
    minute = make_minute(make_item(meeting), text="The criteria were asked for.")
    action = make_action(raised_in=minute)
    sign_in_browser(page, secretary)

    for address in ("/admin/", admin_list(Action), admin_url(meeting), admin_url(minute.item), admin_url(action)):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.goto(admin_list(Action, "add"))
    page.click(".field-board .select2-selection")
    page.click(".select2-results__option >> text=Reducing Reoffending")
    page.fill("#id_text", "Share the criteria")
    page.click(".field-raised_in .select2-selection")
    page.keyboard.type("criteria")
    page.click(".select2-results__option >> text=The criteria were asked for")
    page.fill("#id_raised_on", "05/03/2026")
    page.click("text=Add another Action owner")
    page.click(".dynamic-owners .field-person .select2-selection")
    page.keyboard.type("Calder")
    page.click(".select2-results__option >> text=Ines Calder")
    page.click("input[name=_save]")
    page.wait_for_selector(".messagelist .success")

    raised = Action.objects.exclude(pk=action.pk).get()
    assert (raised.reference, raised.raised_in) == ("RR3-2", minute)
    assert [owner.name for owner in raised.owners.all()] == ["Ines Calder"]
