import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from organisations.models import Seat
from organisations.services import save_seat
from tests.factories import DAY, make_board, make_membership, make_person, make_seat

pytestmark = pytest.mark.django_db


def test_the_page_adds_a_seat_after_the_others(client, board, secretary):
    make_seat(board, position=4)
    client.force_login(secretary)

    form = client.get("/boards/rr3/seats/add/").context["form"]
    response = client.post("/boards/rr3/seats/add/", {"title": "Arts", "position": "5"}, follow=True)

    assert form["position"].value() == 5
    assert response.redirect_chain == [("/boards/rr3/", 302)]
    assert "The seat “Arts” was saved." in response.text
    assert Seat.objects.get(title="Arts").history.get().history_user == secretary


def test_the_page_edits_a_seat(client, board, secretary):
    seat = make_seat(board)
    client.force_login(secretary)

    client.post(f"/boards/rr3/seats/{seat.pk}/edit/", {"title": "Arts", "position": "1", "abolished_on": "5/3/2026"})

    seat.refresh_from_db()
    assert (seat.title, seat.position, seat.abolished_on) == ("Arts", 1, DAY)


def test_a_title_that_the_board_has_is_refused(client, board, secretary):
    make_seat(board, title="Arts")
    make_seat(make_board(), title="Sport")
    client.force_login(secretary)

    response = client.post("/boards/rr3/seats/add/", {"title": "Arts", "position": "1"})
    client.post("/boards/rr3/seats/add/", {"title": "Sport", "position": "1"})

    assert response.context["form"].errors == {"title": ["This board already has a seat of this title."]}
    assert board.seats.count() == 2


@pytest.mark.parametrize(("ends", "refused"), [(None, True), (1, True), (0, False), (-1, False)])
def test_a_seat_that_is_held_later_is_not_abolished(board, secretary, ends, refused):
    seat = make_seat(board)
    last = None if ends is None else DAY + dt.timedelta(days=ends)
    make_membership(board, seat=seat, person=make_person("Lola Large"), ends_on=last)
    seat.abolished_on = DAY

    if refused:
        with pytest.raises(ValidationError, match="Lola Large holds this seat after that day"):
            save_seat(seat, by=secretary)
    else:
        save_seat(seat, by=secretary)

    assert (Seat.objects.get(pk=seat.pk).abolished_on is None) is refused


def test_the_refusal_is_beside_the_day(client, board, secretary):
    seat = make_seat(board)
    make_membership(board, seat=seat, person=make_person("Lola Large"))
    client.force_login(secretary)

    response = client.post(
        f"/boards/rr3/seats/{seat.pk}/edit/", {"title": "A", "position": "1", "abolished_on": "5/3/2026"}
    )

    assert response.context["form"].errors == {
        "abolished_on": ["Lola Large holds this seat after that day: give that membership a last day first."]
    }


def test_a_seat_of_another_board_is_not_found_under_this_one(client, secretary):
    seat = make_seat(make_board())
    client.force_login(secretary)

    assert client.get(f"/boards/rr3/seats/{seat.pk}/edit/").status_code == 404
