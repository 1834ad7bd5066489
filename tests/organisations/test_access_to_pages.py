"""Every page of this app, for every kind of person; and what strangers type into its addresses."""

import pytest

from organisations import urls
from organisations.models import Board
from tests.factories import make_membership, make_organisation, make_person, make_seat

pytestmark = pytest.mark.django_db

ALL = ("secretary", "member", "official", "outsider", "stranger", "anonymous")
EVERYBODY = dict.fromkeys(ALL, 200)
OF_THE_BOARD = {**dict.fromkeys(ALL, 404), "secretary": 200, "member": 200, "official": 200}
SECRETARY = {**dict.fromkeys(ALL, 404), "secretary": 200, "member": 403, "official": 403, "anonymous": 403}
SECRETARIATS = {**dict.fromkeys(ALL, 403), "secretary": 200, "outsider": 200}
WITH_A_ROLE = {**EVERYBODY, "stranger": 404, "anonymous": 404}
# The outsider is a secretary too, and so sees everybody.
WHO_KNOWS_THEM = {**OF_THE_BOARD, "outsider": 200}

TABLE = {
    "board_list": ("/boards/", EVERYBODY),
    "board_add": ("/boards/add/", SECRETARIATS),
    "board_detail": ("/boards/rr3/", OF_THE_BOARD),
    "board_edit": ("/boards/rr3/edit/", SECRETARY),
    "seat_add": ("/boards/rr3/seats/add/", SECRETARY),
    "seat_edit": ("/boards/rr3/seats/{seat}/edit/", SECRETARY),
    "membership_add": ("/boards/rr3/members/add/", SECRETARY),
    "membership_edit": ("/boards/rr3/members/{membership}/edit/", SECRETARY),
    "organisation_list": ("/organisations/", EVERYBODY),
    "organisation_add": ("/organisations/add/", SECRETARIATS),
    "organisation_detail": ("/organisations/{organisation}/", WITH_A_ROLE),
    "organisation_edit": ("/organisations/{organisation}/edit/", SECRETARIATS),
    "person_list": ("/people/", EVERYBODY),
    "person_add": ("/people/add/", SECRETARIATS),
    "person_detail": ("/people/{person}/", WHO_KNOWS_THEM),
    "person_edit": ("/people/{person}/edit/", SECRETARIATS),
}


@pytest.fixture
def rows(board, secretary):
    person = make_person("Lola Large", organisation=make_organisation("Elms Trust"))
    seat = make_seat(board)
    membership = make_membership(board, person=person, organisation=person.organisation, seat=seat)
    return {
        "seat": seat.pk,
        "membership": membership.pk,
        "organisation": person.organisation_id,
        "person": person.pk,
    }


def status_for(client, request, who, address, method="get"):
    if who != "anonymous":
        client.force_login(request.getfixturevalue(who))
    response = getattr(client, method)(address)
    # A visitor who has not signed in is asked to, where the site does that.
    if who == "anonymous" and response.status_code == 302 and "login" in response.url:
        return "sign in"
    return response.status_code


def test_every_page_of_the_app_has_its_row():
    assert {pattern.name for pattern in urls.urlpatterns} == set(TABLE)


@pytest.mark.parametrize("who", ALL)
@pytest.mark.parametrize("name", TABLE)
def test_each_page_answers_each_kind_of_person(client, request, rows, name, who):
    address, expected = TABLE[name]
    allowed = {expected[who], "sign in"} if who == "anonymous" and expected[who] != 200 else {expected[who]}

    assert status_for(client, request, who, address.format(**rows)) in allowed


@pytest.mark.parametrize("who", ALL)
@pytest.mark.parametrize("name", [name for name in TABLE if name.endswith(("_add", "_edit"))])
def test_what_one_may_not_see_one_may_not_send(client, request, rows, name, who):
    address, expected = TABLE[name]
    allowed = {expected[who], "sign in"} if who == "anonymous" else {expected[who]}

    assert status_for(client, request, who, address.format(**rows), method="post") in allowed


@pytest.mark.parametrize("who", ALL)
def test_everybody_reads_a_public_board_and_nobody_else_edits_it(client, request, board, rows, who):
    board.minutes_visible_to = Board.Visibility.PUBLIC
    board.save()

    assert status_for(client, request, who, "/boards/rr3/") == 200
    assert (status_for(client, request, who, "/boards/rr3/edit/") == 200) is (who == "secretary")


@pytest.mark.parametrize("name", [name for name in TABLE if not name.endswith(("_add", "_edit"))])
def test_pages_that_are_read_take_no_post(client, rows, secretary, name):
    client.force_login(secretary)

    assert client.post(TABLE[name][0].format(**rows)).status_code == 405


HUGE = "9" * 40


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/organisations/?q=%00&sector=%00&page=%00&sort=%00", 200),
        (f"/organisations/?page={HUGE}", 200),
        ("/organisations/?page=-1&sort=--name", 200),
        (f"/organisations/?q={'x' * 5000}", 200),
        (f"/organisations/?q={'a+' * 99}", 200),
        (f"/people/?organisation={HUGE}&board={HUGE}", 200),
        ("/people/?organisation=%00&board=%00&q=%00", 200),
        ("/people/?organisation=abc&organisation=-1", 200),
        (f"/people/{HUGE}/", 404),
        (f"/people/{HUGE}/edit/", 404),
        (f"/organisations/{HUGE}/", 404),
        (f"/organisations/{HUGE}/edit/", 404),
        ("/organisations/abc/", 404),
        ("/boards/%00/", 404),
        ("/boards/nowhere/", 404),
        (f"/boards/rr3/seats/{HUGE}/edit/", 404),
        (f"/boards/rr3/members/{HUGE}/edit/", 404),
        (f"/boards/rr3/members/add/?seat={HUGE}", 200),
        ("/boards/rr3/members/add/?seat=%00", 200),
        ("/boards/rr3/members/add/?seat=%C2%B2", 200),
    ],
)
def test_a_malformed_address_is_answered(client, secretary, address, status):
    client.force_login(secretary)

    assert client.get(address).status_code == status


@pytest.mark.parametrize("value", ["\x00", HUGE, "-1", "abc", "x" * 5000, "31/2/2026", ""])
@pytest.mark.parametrize(
    "name",
    [name for name in TABLE if name.endswith(("_add", "_edit"))],
)
def test_malformed_fields_are_refused_on_the_page(client, rows, secretary, name, value):
    client.force_login(secretary)
    address = TABLE[name][0].format(**rows)
    form = client.get(address).context["form"]
    fields = dict.fromkeys([*form.fields, "different_from", "names-0-name", "names-0-kind", "names-0-id"], value)
    counts = {"names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 1}

    response = client.post(address, {**fields, **counts})

    assert response.status_code == 200
    assert response.context["form"].errors or response.context["names"].total_error_count()


@pytest.mark.parametrize("name", ["organisation_add", "person_edit"])
@pytest.mark.parametrize("count", ["", "abc", HUGE, "-1", "\x00"])
def test_a_malformed_count_of_other_names_is_survived(client, rows, secretary, name, count):
    client.force_login(secretary)
    address = TABLE[name][0].format(**rows)

    typed = {"name": "Somebody", "sector": "other", "names-TOTAL_FORMS": count, "names-INITIAL_FORMS": count}
    response = client.post(address, typed)

    assert response.status_code in (200, 302)
