import datetime as dt

import pytest
from django.utils import timezone

from organisations.models import Membership, OrganisationName, Person
from tests.factories import (
    ActionOwner,
    make_action,
    make_attendance,
    make_board,
    make_meeting,
    make_membership,
    make_organisation,
    make_person,
    make_seat,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "x" * 300


@pytest.fixture
def addresses(board, secretary):
    """Of every page, each with something in it, and with names as long as they may be."""
    today = timezone.localdate()
    body = make_organisation(LONG, acronym="Q" * 30, website="https://example.org/")
    OrganisationName.objects.create(organisation=body, name="y" * 300)
    person = make_person(LONG, organisation=body, job_title=LONG, email="lola@example.org")
    board.purpose, board.secretariat, board.parent = LONG, body, make_board(LONG)
    board.save()
    make_board("Group", parent=board, minutes_visible_to="public")
    seat = make_seat(board, title=LONG)
    held = make_membership(board, person=person, organisation=body, seat=seat, deputy=make_person("Dan Deputy"))
    make_seat(board)
    make_membership(board, ends_on=today - dt.timedelta(days=1))
    make_membership(board, role=Membership.Role.OFFICIAL)
    make_membership(make_board(), person=secretary.person, role=Membership.Role.SECRETARIAT)
    make_attendance(make_meeting(board, stage="approved"), person=person, organisation=body)
    make_action(board, due_on=today, owners=[ActionOwner(person=person), ActionOwner(organisation=body)])
    return [
        "/boards/",
        "/boards/add/",
        "/boards/rr3/",
        "/boards/rr3/edit/",
        "/boards/rr3/seats/add/",
        f"/boards/rr3/seats/{seat.pk}/edit/",
        "/boards/rr3/members/add/",
        f"/boards/rr3/members/{held.pk}/edit/",
        "/organisations/",
        "/organisations/add/",
        body.get_absolute_url(),
        f"{body.get_absolute_url()}edit/",
        "/people/",
        "/people/add/",
        person.get_absolute_url(),
        f"{person.get_absolute_url()}edit/",
    ]


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_is_accessible_and_fits_its_screen(
    page, sign_in_browser, assert_accessible, secretary, addresses, width
):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in_browser(page, secretary)
    for address in addresses:
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_public_pages_are_accessible_to_a_visitor(page, assert_accessible, addresses):
    for address in ("/boards/", "/people/", "/organisations/"):
        page.goto(address)
        assert_accessible(page)


def test_a_secretary_is_asked_about_a_person_like_another(page, sign_in_browser, assert_accessible, secretary):
    make_person("Lola Large")
    sign_in_browser(page, secretary)
    page.goto("/people/add/")
    page.fill("#id_name", "Lola Larg")
    page.fill("#id_names-0-name", "Dolores")
    page.get_by_role("button", name="Save").click()

    assert_accessible(page)
    page.get_by_role("link", name="Tick the box if this is another").click()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").click()

    page.wait_for_url("**/people/*/")
    assert list(Person.objects.get(name="Lola Larg").other_names.values_list("name", flat=True)) == ["Dolores"]
