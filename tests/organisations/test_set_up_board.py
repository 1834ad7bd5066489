import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organisations.models import Board, Membership
from organisations.services import save_board, set_up_board
from tests.factories import DAY, make_board, make_membership, make_user

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Arts special interest group",
    "acronym": "Arts SIG",
    "reference_prefix": "ARTS",
    "minutes_visible_to": "members",
    "attendance_of": "people",
    "minutes_label": "Minutes",
    "members_label": "Members",
    "officials_label": "Officials",
}


def new_board(**overrides):
    return Board(**{"name": "Arts group", "reference_prefix": "ARTS", **overrides})


def test_setting_up_a_board_makes_its_creator_the_secretariat(secretary):
    board = new_board()

    set_up_board(board, by=secretary, today=DAY)

    found = Membership.objects.get(board=board)
    assert (found.person, found.organisation, found.role, found.starts_on, found.ends_on) == (
        secretary.person,
        secretary.person.organisation,
        Membership.Role.SECRETARIAT,
        DAY,
        None,
    )
    assert board.history.get().history_user == secretary


def test_somebody_without_a_person_cannot_set_up_a_board():
    with pytest.raises(ValidationError, match="does not belong to a person yet"):
        set_up_board(new_board(), by=make_user(), today=DAY)
    assert not Board.objects.exists()


def test_a_superuser_may_have_no_person():
    board = new_board()

    set_up_board(board, by=make_user(is_superuser=True), today=DAY)

    assert (Board.objects.get(), Membership.objects.count()) == (board, 0)


@pytest.mark.parametrize(
    ("names", "slug"),
    [
        ({"acronym": "Arts SIG"}, "arts-sig"),
        ({}, "arts-group"),
        ({"name": "艺术"}, "board"),
        ({"acronym": "Add"}, "add-2"),
        ({"acronym": "RR3"}, "rr3-2"),
        ({"name": "A" * 300}, "a" * 50),
    ],
)
def test_the_address_comes_from_the_acronym_or_the_name(secretary, names, slug):
    board = new_board(**names)

    set_up_board(board, by=secretary, today=DAY)

    assert board.slug == slug


def test_the_page_sets_up_a_board_from_today(client, secretary):
    client.force_login(secretary)

    response = client.post("/boards/add/", FORM, follow=True)

    board = Board.objects.get(name=FORM["name"])
    assert response.redirect_chain == [("/boards/arts-sig/", 302)]
    assert "Arts special interest group was set up." in response.text
    assert board.memberships.get().starts_on == timezone.localdate()


def test_the_page_refuses_without_losing_what_was_typed(client, secretary):
    client.force_login(secretary)

    wrong = {"reference_prefix": "RR3", "quorum": "many", "minutes_target_days": "soon"}
    response = client.post("/boards/add/", {**FORM, "purpose": "To sing.", **wrong})

    assert response.context["form"].errors == {
        "reference_prefix": ["Another board has this prefix."],
        "quorum": ["Enter a whole number, such as 8."],
        "minutes_target_days": ["Enter a whole number of days, such as 14."],
    }
    assert "To sing." in response.text
    assert "<title>Error: Set up a board – RR3 tracker</title>" in response.text


def test_a_board_of_the_same_name_is_refused(client, secretary, board):
    client.force_login(secretary)

    response = client.post("/boards/add/", {**FORM, "name": board.name.upper()})

    assert "A board of this name already exists." in response.text


def test_parents_on_offer_are_the_boards_one_edits(client, secretary, board, outsider):
    client.force_login(secretary)

    form = client.get("/boards/add/").context["form"]
    response = client.post("/boards/add/", {**FORM, "parent": str(Board.objects.get(slug="other").pk)})

    assert list(form.fields["parent"].queryset) == [board]
    assert "Select a valid choice" in response.text


def test_editing_a_board_saves_it_with_who_did(client, secretary, board):
    client.force_login(secretary)

    changed = {"closed_on": "5 March 2026", "quorum": "8", "minutes_target_days": "14"}
    response = client.post("/boards/rr3/edit/", {**FORM, **changed}, follow=True)

    board.refresh_from_db()
    assert response.redirect_chain == [("/boards/rr3/", 302)]
    assert (board.name, board.slug, board.quorum, board.closed_on) == (FORM["name"], "rr3", 8, DAY)
    assert board.minutes_target_days == 14
    assert "Circulated within 14 days" in response.text
    assert board.history.latest().history_user == secretary


def test_a_prefix_that_references_bear_does_not_change(client, secretary, board):
    from tests.factories import make_action

    make_action(board)
    client.force_login(secretary)

    client.post("/boards/rr3/edit/", {**FORM, "reference_prefix": "NEW"})

    board.refresh_from_db()
    assert (board.name, board.reference_prefix) == (FORM["name"], "RR3")


def test_a_board_is_not_put_under_its_own_group(secretary, board):
    group = make_board(parent=make_board(parent=board))
    board.parent = group

    with pytest.raises(ValidationError, match="This board is above the one that you chose"):
        save_board(board, by=secretary)


def test_a_circle_is_said_beside_the_parent(client, secretary, board):
    group = make_board(parent=board)
    make_membership(group, person=secretary.person, role=Membership.Role.SECRETARIAT)
    client.force_login(secretary)

    response = client.post("/boards/rr3/edit/", {**FORM, "parent": str(group.pk)})

    assert response.context["form"].errors == {"parent": ["This board is above the one that you chose."]}


def test_a_parent_that_one_does_not_edit_is_kept(client, secretary, board):
    board.parent = make_board("Above")
    board.save()
    client.force_login(secretary)

    client.post("/boards/rr3/edit/", {**FORM, "parent": str(board.parent_id)})

    board.refresh_from_db()
    assert (board.name, board.parent.name) == (FORM["name"], "Above")


def test_saving_a_board_that_did_not_change_adds_no_history(secretary, board):
    before = board.history.count()

    save_board(board, by=secretary)

    assert board.history.count() == before


def test_the_first_day_is_what_the_caller_says(secretary):
    board = new_board()
    day = dt.date(2024, 2, 29)

    set_up_board(board, by=secretary, today=day)

    assert board.memberships.get().starts_on == day
