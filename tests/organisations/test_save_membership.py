import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organisations.models import Membership
from organisations.services import save_membership
from tests.factories import DAY, make_board, make_membership, make_organisation, make_person, make_seat, make_user

Role = Membership.Role
pytestmark = pytest.mark.django_db
ONE = dt.timedelta(days=1)
NO_SECRETARIAT = "The board would have no secretariat"
NOBODY_SIGNS_IN = "Nobody of the board’s secretariat could sign in"


@pytest.fixture
def mine(board, secretary):
    return Membership.objects.get(board=board, person=secretary.person)


def as_form(membership, **overrides):
    row = {
        "person": membership.person_id or "",
        "organisation": membership.organisation_id or "",
        "role": membership.role,
        "seat": membership.seat_id or "",
        "starts_on": f"{membership.starts_on}",
        "ends_on": f"{membership.ends_on or ''}",
        "deputy": membership.deputy_id or "",
    }
    return {**row, **overrides}


@pytest.mark.parametrize(
    "change",
    [
        {"ends_on": DAY - ONE},
        {"ends_on": DAY},
        {"ends_on": DAY + 30 * ONE},
        {"starts_on": DAY + ONE},
        {"role": Role.MEMBER},
    ],
    ids=str,
)
def test_the_last_secretariat_membership_stays(board, secretary, mine, change):
    for field, value in change.items():
        setattr(mine, field, value)

    with pytest.raises(ValidationError, match=NO_SECRETARIAT):
        save_membership(mine, by=secretary, today=DAY)

    mine.refresh_from_db()
    assert (mine.role, mine.ends_on) == (Role.SECRETARIAT, None)


def test_a_secretary_may_leave_when_another_stays(board, secretary, mine):
    make_membership(board, role=Role.SECRETARIAT, person=make_person(user=make_user()))
    mine.ends_on = DAY

    save_membership(mine, by=secretary, today=DAY)

    assert Membership.objects.get(pk=mine.pk).ends_on == DAY


def test_a_secretary_may_leave_on_the_day_before_another_starts(board, secretary, mine):
    successor = make_membership(
        board, role=Role.SECRETARIAT, person=make_person(user=make_user()), starts_on=DAY + 10 * ONE
    )
    mine.ends_on = successor.starts_on - ONE
    save_membership(mine, by=secretary, today=DAY)

    mine.ends_on = successor.starts_on - 2 * ONE
    with pytest.raises(ValidationError, match=NO_SECRETARIAT):
        save_membership(mine, by=secretary, today=DAY)


@pytest.mark.parametrize("signs_in", [None, False])
def test_whoever_stays_must_be_able_to_sign_in(board, secretary, mine, signs_in):
    user = None if signs_in is None else make_user(is_active=signs_in)
    make_membership(board, role=Role.SECRETARIAT, person=make_person(user=user))
    mine.ends_on = DAY - ONE

    with pytest.raises(ValidationError, match=NOBODY_SIGNS_IN):
        save_membership(mine, by=secretary, today=DAY)


def test_a_secretariat_elsewhere_does_not_count(secretary, mine):
    make_membership(make_board(), role=Role.SECRETARIAT, person=make_person(user=make_user()))
    mine.ends_on = DAY

    with pytest.raises(ValidationError, match=NO_SECRETARIAT):
        save_membership(mine, by=secretary, today=DAY)


def test_a_board_that_never_had_a_secretariat_may_change_its_members():
    membership = make_membership(make_board())
    membership.ends_on = DAY

    save_membership(membership, by=make_user(), today=DAY)

    assert membership.history.count() == 2


def test_other_members_may_leave(board, secretary, mine):
    membership = make_membership(board)
    membership.ends_on = DAY

    save_membership(membership, by=secretary, today=DAY)

    assert membership.history.latest().history_user == secretary


def test_a_secretariat_membership_may_be_put_right(secretary, mine):
    mine.starts_on = DAY - 900 * ONE
    mine.organisation = make_organisation()

    save_membership(mine, by=secretary, today=DAY)

    assert mine.history.count() == 2


def test_an_abolished_seat_takes_nobody_after_its_last_day(board, secretary):
    seat = make_seat(board, abolished_on=DAY)
    past = Membership(board=board, seat=seat, person=make_person(), starts_on=DAY - ONE, ends_on=DAY)
    lasting = Membership(board=board, seat=seat, person=make_person(), starts_on=DAY - ONE)

    save_membership(past, by=secretary, today=DAY)
    with pytest.raises(ValidationError, match="This seat was abolished on 5 March 2026"):
        save_membership(lasting, by=secretary, today=DAY)


def test_the_page_adds_a_member_to_the_seat_it_came_from(client, board, secretary):
    seat, person, body = make_seat(board), make_person("Lola Large"), make_organisation()
    client.force_login(secretary)
    address = f"/boards/rr3/members/add/?seat={seat.pk}"

    form = client.get(address).context["form"]
    typed = {"person": person.pk, "organisation": body.pk, "role": "member", "seat": seat.pk, "starts_on": "5/3/2026"}
    response = client.post(address, typed, follow=True)

    assert (form["seat"].value(), form["starts_on"].value()) == (seat.pk, timezone.localdate())
    assert response.redirect_chain == [("/boards/rr3/", 302)]
    assert "The membership of Lola Large was saved." in response.text
    found = Membership.objects.get(seat=seat)
    assert (found.board, found.person, found.organisation, found.starts_on) == (board, person, body, DAY)


def test_the_page_says_who_holds_the_seat(client, board, secretary):
    seat = make_seat(board)
    make_membership(board, seat=seat, person=make_person("Lola Large"))
    client.force_login(secretary)

    typed = {"person": make_person().pk, "role": "member", "seat": seat.pk, "starts_on": "5/3/2026"}
    response = client.post("/boards/rr3/members/add/", typed)

    assert response.context["form"].errors == {
        "seat": ["Lola Large holds this seat: give that membership a last day first."]
    }


def test_a_seat_is_passed_on_by_a_last_day_and_a_new_member(client, board, secretary):
    seat = make_seat(board)
    before = make_membership(board, seat=seat)
    client.force_login(secretary)

    client.post(f"/boards/rr3/members/{before.pk}/edit/", as_form(before, ends_on="4 March 2026"))
    typed = {"person": make_person("Next Person").pk, "role": "member", "seat": seat.pk, "starts_on": "5/3/2026"}
    client.post("/boards/rr3/members/add/", typed)

    assert list(seat.memberships.order_by("starts_on").values_list("person__name", "ends_on")) == [
        (before.person.name, DAY - ONE),
        ("Next Person", None),
    ]


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"person": "", "organisation": ""}, {"person": ["Name a person, an organisation, or both."]}),
        ({"ends_on": "1 January 2019"}, {"ends_on": ["A membership cannot end before it starts."]}),
        ({"starts_on": ""}, {"starts_on": ["Enter the first day, such as 5 March 2025."]}),
        ({"starts_on": "31 June"}, {"starts_on": ["Enter a date such as 5 March 2025"]}),
    ],
)
def test_the_page_says_what_is_wrong_beside_the_field(client, board, secretary, change, errors):
    membership = make_membership(board)
    client.force_login(secretary)

    response = client.post(f"/boards/rr3/members/{membership.pk}/edit/", as_form(membership, **change))

    assert response.context["form"].errors == errors


def test_the_member_is_not_their_own_deputy(client, board, secretary):
    membership = make_membership(board)
    client.force_login(secretary)
    typed = as_form(membership, deputy=membership.person_id)

    response = client.post(f"/boards/rr3/members/{membership.pk}/edit/", typed)

    assert response.context["form"].errors == {"deputy": ["A deputy is somebody else than the member."]}


def test_the_page_refuses_the_last_secretary_in_a_sentence(client, secretary, mine):
    client.force_login(secretary)

    response = client.post(f"/boards/rr3/members/{mine.pk}/edit/", as_form(mine, ends_on=f"{timezone.localdate()}"))

    assert response.context["form"].non_field_errors() == [
        "The board would have no secretariat: add somebody else to it first."
    ]
    assert "There is a problem" in response.text


def test_seats_on_offer_are_those_of_the_board_that_stand(client, board, secretary):
    seat = make_seat(board)
    make_seat(board, abolished_on=DAY)
    elsewhere = make_seat(make_board())
    client.force_login(secretary)

    form = client.get(f"/boards/rr3/members/add/?seat={elsewhere.pk}").context["form"]

    assert (list(form.fields["seat"].queryset), form["seat"].value()) == ([seat], None)


def test_a_membership_of_another_board_is_not_found_under_this_one(client, secretary):
    membership = make_membership(make_board())
    client.force_login(secretary)

    assert client.get(f"/boards/rr3/members/{membership.pk}/edit/").status_code == 404
