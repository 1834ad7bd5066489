import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from organisations.models import Board, Membership, Organisation, OrganisationName, Person, PersonName, Seat, User
from tests.administration import admin_list, admin_url, errors_of, form_of
from tests.factories import (
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_organisation,
    make_person,
    make_seat,
    make_user,
)


@pytest.fixture(autouse=True)
def _content_types(db):
    """Django reads them once for each process, which would count in whichever test came first."""
    for model in (Board, Person, User):
        ContentType.objects.get_for_model(model)


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("root@example.org")


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"),
    [(Organisation, 7), (Person, 7), (Board, 7)],
)
def test_a_list_asks_the_database_as_often_for_three_as_for_one(
    client, secretary, board, django_assert_num_queries, model, queries, many
):
    for _ in range(many):
        organisation = make_organisation(succeeded_by=make_organisation())
        person = make_person(organisation=organisation)
        sub = make_board(parent=board, secretariat=organisation)
        make_membership(sub, person=secretary.person, role="secretariat")
        assert person
    client.force_login(secretary)

    with django_assert_num_queries(queries):
        response = client.get(admin_list(model))

    assert response.status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_users_asks_as_often_for_three_as_for_one(client, superuser, django_assert_num_queries, many):
    for _ in range(many):
        make_person(user=make_user())
    client.force_login(superuser)

    with django_assert_num_queries(6):
        client.get(admin_list(User))


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_a_board_asks_as_often_for_three_rows_as_for_one(
    client, secretary, board, django_assert_num_queries, many
):
    for _ in range(many):
        person = make_person(organisation=make_organisation())
        membership = {"person": person, "organisation": person.organisation, "deputy": make_person()}
        make_membership(board, seat=make_seat(board), **membership)
    client.force_login(secretary)

    with django_assert_num_queries(9):
        response = client.get(admin_url(board))

    assert response.content.decode().count(" Trust") == 1


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_a_person_asks_as_often_for_three_rows_as_for_one(
    client, secretary, board, django_assert_num_queries, many
):
    person = make_person(organisation=make_organisation())
    for number in range(many):
        PersonName.objects.create(person=person, name=f"Name {number}")
        make_membership(board, person=person, organisation=person.organisation, seat=make_seat(board))
    client.force_login(secretary)

    with django_assert_num_queries(8):
        response = client.get(admin_url(person))

    assert response.content.decode().count("Reducing Reoffending Third Sector Advisory Group</a>") == many


@pytest.mark.parametrize("many", [1, 3])
def test_the_history_asks_as_often_for_three_changes_as_for_one(
    client, secretary, board, django_assert_num_queries, many
):
    person = make_person("Ines Calder", organisation=make_organisation())
    for number in range(many):
        person.organisation = make_organisation(f"Body {number}")
        person.save()
    client.force_login(secretary)

    with django_assert_num_queries(10):
        response = client.get(admin_url(person, "history"))

    assert f"Body {many - 1}" in response.content.decode()


def test_a_secretary_adds_an_organisation_with_its_other_names(client, secretary):
    client.force_login(secretary)
    data = form_of(client.get(admin_list(Organisation, "add")))
    row = {"other_names-TOTAL_FORMS": 1, "other_names-0-name": "The Old Lanterns", "other_names-0-kind": "former"}

    response = client.post(admin_list(Organisation, "add"), data | {"name": "Lantern Trust", "acronym": "LT"} | row)

    assert response.status_code == 302
    assert Organisation.objects.get(name="Lantern Trust").other_names.get().name == "The Old Lanterns"


def test_two_names_that_are_the_same_are_refused_on_the_form(client, secretary):
    """Each is new to the database, so that only saving the second finds out."""
    organisation = make_organisation("Lantern Trust")
    client.force_login(secretary)
    names = {"other_names-TOTAL_FORMS": 2}
    for number, name in enumerate(["Old Lanterns", "old lanterns"]):
        names |= {f"other_names-{number}-name": name, f"other_names-{number}-kind": "alias"}

    response = client.post(admin_url(organisation), form_of(client.get(admin_url(organisation))) | names)

    assert errors_of(response) == ["This name already stands for an organisation."]
    assert 'value="old lanterns"' in response.content.decode()
    assert not OrganisationName.objects.exists()


def test_a_name_that_another_organisation_has_is_refused_on_the_form(client, secretary):
    make_organisation("Lantern Trust")
    client.force_login(secretary)

    response = client.post(
        admin_list(Organisation, "add"),
        form_of(client.get(admin_list(Organisation, "add"))) | {"name": "LANTERN TRUST"},
    )

    assert errors_of(response) == ["An organisation of this name already exists."]


def test_a_seat_passes_from_one_holder_to_the_next_at_one_saving(client, secretary, board):
    seat = make_seat(board)
    old = make_membership(board, seat=seat)
    client.force_login(secretary)
    data = form_of(client.get(admin_url(board)))
    row = next(key[:-3] for key, value in data.items() if key.endswith("-id") and value == old.pk)
    new = f"memberships-{data['memberships-TOTAL_FORMS']}"
    data |= {f"{row}-ends_on": "2026-03-04", "memberships-TOTAL_FORMS": data["memberships-TOTAL_FORMS"] + 1}
    data |= {
        f"{new}-role": "member",
        f"{new}-seat": seat.pk,
        f"{new}-person": make_person().pk,
        f"{new}-starts_on": "2026-03-05",
    }

    response = client.post(admin_url(board), data)

    assert response.status_code == 302
    assert [row.ends_on for row in seat.memberships.order_by("starts_on")] == [dt.date(2026, 3, 4), None]


def test_a_seat_with_two_holders_is_refused_on_the_form(client, secretary, board):
    seat = make_seat(board)
    make_membership(board, seat=seat)
    client.force_login(secretary)
    data = form_of(client.get(admin_url(board)))
    new = f"memberships-{data['memberships-TOTAL_FORMS']}"
    data |= {"memberships-TOTAL_FORMS": data["memberships-TOTAL_FORMS"] + 1}
    data |= {
        f"{new}-role": "member",
        f"{new}-seat": seat.pk,
        f"{new}-person": make_person().pk,
        f"{new}-starts_on": "2026-03-05",
    }

    response = client.post(admin_url(board), data)

    assert errors_of(response) == ["Somebody holds this seat: give that membership a last day first."]
    assert seat.memberships.count() == 1


def test_only_the_seats_of_the_board_are_offered_and_taken(client, secretary, outsider, board):
    theirs = make_seat(Board.objects.get(slug="other"), title="A seat elsewhere")
    make_membership(board)
    client.force_login(secretary)
    page = client.get(admin_url(board))

    response = client.post(admin_url(board), form_of(page) | {"memberships-0-seat": theirs.pk})

    assert "A seat elsewhere" not in page.content.decode()
    assert errors_of(response) == ["Select a valid choice. That choice is not one of the available choices."]


def test_saving_a_page_as_it_is_leaves_no_history(client, secretary, board):
    make_membership(board, seat=make_seat(board))
    client.force_login(secretary)
    before = board.history.count(), Membership.history.count(), Seat.history.count()

    response = client.post(admin_url(board), form_of(client.get(admin_url(board))))

    assert response.status_code == 302
    assert (board.history.count(), Membership.history.count(), Seat.history.count()) == before


def test_the_history_says_who_changed_what(client, secretary, board):
    client.force_login(secretary)
    data = form_of(client.get(admin_url(board)))
    client.post(admin_url(board), data | {"minutes_visible_to": "public"})

    text = client.get(admin_url(board, "history")).content.decode()

    assert "Who may see its minutes:</strong> Its members and officials → Everybody, once published" in text
    assert "sadia@example.org" in text


def test_deleting_what_others_name_is_refused_without_naming_them(client, outsider, board):
    """The person presents an item of a board that this secretary has no business with."""
    person = make_person("Ines Calder")
    make_item(make_meeting(board), title="A secret matter", presenter=person)
    client.force_login(outsider)

    page = client.get(admin_url(person, "delete"))
    client.post(admin_url(person, "delete"), {"post": "yes"})

    assert "agenda items: 1" in page.content.decode()
    assert "A secret matter" not in page.content.decode()
    assert Person.objects.filter(pk=person.pk).exists()


def test_deleting_many_of_which_one_is_named_is_refused(client, secretary):
    free = make_organisation()
    data = {"action": "delete_selected", "_selected_action": [free.pk, secretary.person.organisation_id], "post": "yes"}
    client.force_login(secretary)

    response = client.post(admin_list(Organisation), data)

    assert "memberships: 1" in response.content.decode()
    assert Organisation.objects.filter(pk=free.pk).exists()


def test_a_superuser_adds_somebody_who_signs_in_by_e_mail(client, superuser):
    client.force_login(superuser)
    data = form_of(client.get(admin_list(User, "add")))
    words = {"password1": "correct horse battery", "password2": "correct horse battery"}

    response = client.post(
        admin_list(User, "add"), data | {"email": "New@Example.org", "usable_password": "true"} | words
    )

    assert response.status_code == 302
    assert User.objects.get(email="new@example.org").check_password("correct horse battery")


def test_a_superuser_sets_a_password(client, superuser):
    user = make_user()
    client.force_login(superuser)
    url = reverse("admin:auth_user_password_change", args=[user.pk])
    words = {"password1": "correct horse battery", "password2": "correct horse battery", "usable_password": "true"}

    assert client.get(url).status_code == 200
    client.post(url, words)

    user.refresh_from_db()
    assert user.check_password("correct horse battery")


def test_nobody_is_deleted(client, superuser):
    user = make_user()
    client.force_login(superuser)

    assert client.post(admin_url(user, "delete"), {"post": "yes"}).status_code == 403


def test_a_superuser_adds_a_board(client, superuser):
    client.force_login(superuser)
    data = form_of(client.get(admin_list(Board, "add")))

    response = client.post(
        admin_list(Board, "add"), data | {"name": "Harbour Board", "slug": "harbour", "reference_prefix": "HB"}
    )

    assert response.status_code == 302
    assert Board.objects.get(slug="harbour").reference_prefix == "HB"
