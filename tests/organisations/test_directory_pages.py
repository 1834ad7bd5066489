import datetime as dt

import pytest
from django.utils import timezone

from organisations.models import Board, Membership, OrganisationName, Person, PersonName
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

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def listed(response):
    return [row.name for row in response.context["page"].object_list]


@pytest.fixture
def bodies(secretary):
    """Beside the secretary’s own, Marsh Trust."""
    elms = make_organisation("Elms Trust", acronym="ELM", sector="voluntary")
    make_organisation("Oakshire Police", sector="police")
    OrganisationName.objects.create(organisation=elms, name="Society of Trees", kind="former")
    OrganisationName.objects.create(organisation=elms, name="Elmers of Trees")
    make_organisation("ash house", sector="voluntary")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["ash house", "Elms Trust", "Marsh Trust", "Oakshire Police"]),
        ("sort=-name", ["Oakshire Police", "Marsh Trust", "Elms Trust", "ash house"]),
        ("sort=sector", ["Marsh Trust", "Oakshire Police", "ash house", "Elms Trust"]),
        ("sort=-acronym", ["Elms Trust", "ash house", "Marsh Trust", "Oakshire Police"]),
        ("sector=voluntary", ["ash house", "Elms Trust"]),
        ("q=trust", ["Elms Trust", "Marsh Trust"]),
        ("q=trust+elm", ["Elms Trust"]),
        ("q=elm", ["Elms Trust"]),
        ("q=society", ["Elms Trust"]),
        ("q=trees", ["Elms Trust"]),
        ("q=trust&sector=police", []),
        ("sector=nonsense", ["ash house", "Elms Trust", "Marsh Trust", "Oakshire Police"]),
        ("sort=nonsense&page=abc", ["ash house", "Elms Trust", "Marsh Trust", "Oakshire Police"]),
    ],
)
def test_organisations_are_filtered_and_sorted_by_the_address(client, secretary, bodies, query, names):
    client.force_login(secretary)

    assert listed(client.get(f"/organisations/?{query}")) == names


def test_organisations_come_fifty_to_a_page(client, secretary):
    for n in range(60):
        make_organisation(f"Body {n:02}")
    client.force_login(secretary)

    assert len(listed(client.get("/organisations/"))) == 50
    second = client.get("/organisations/?q=body&page=2")
    assert listed(second) == [f"Body {n}" for n in range(50, 60)]
    assert 'href="?q=body&amp;page=1"' in second.text


def test_the_list_of_organisations_names_boards_that_one_may_see(client, board, member):
    body = make_organisation("Elms Trust")
    for where in (board, board, make_board("Secret board", acronym="SECRET")):
        make_membership(where, organisation=body)
    client.force_login(member)

    text = client.get("/organisations/?q=elms").text

    assert text.count(">RR3</a>") == 1
    assert "SECRET" not in text


@pytest.mark.parametrize("kind", ["organisations", "people"])
@pytest.mark.parametrize(
    ("who", "sentence"),
    [(None, "are shown to those who belong to a board"), ("stranger", "You have no role on a board yet")],
)
def test_outside_the_boards_the_directory_is_empty_and_says_why(client, request, member, kind, who, sentence):
    if who:
        client.force_login(request.getfixturevalue(who))

    response = client.get(f"/{kind}/")

    assert listed(response) == []
    assert sentence in response.text
    assert "Hollis" not in response.text
    assert "Apply filters" not in response.text


def test_filters_that_match_nothing_offer_the_whole_list(client, secretary):
    client.force_login(secretary)

    assert "No organisations match these filters." in client.get("/organisations/?q=zzz").text
    assert "No people match these filters." in client.get("/people/?q=zzz").text


@pytest.fixture
def people(secretary, board):
    """Beside the secretary, Sadia Marsh of Marsh Trust, who sits on RR3."""
    elms = make_organisation("Elms Trust")
    lola = make_person("Lola Large", organisation=elms, job_title="Head of policy", initials="LL")
    PersonName.objects.create(person=lola, name="Dolores Large")
    make_membership(board, person=lola, organisation=elms)
    make_person("ada venn")
    past = make_person("Fay Former", organisation=elms)
    make_membership(board, person=past, ends_on=timezone.localdate() - DAY)
    return elms


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["ada venn", "Fay Former", "Lola Large", "Sadia Marsh"]),
        ("sort=-name", ["Sadia Marsh", "Lola Large", "Fay Former", "ada venn"]),
        ("sort=organisation", ["Fay Former", "Lola Large", "Sadia Marsh", "ada venn"]),
        ("sort=-organisation", ["Sadia Marsh", "Fay Former", "Lola Large", "ada venn"]),
        ("q=large+lola", ["Lola Large"]),
        ("q=dolores", ["Lola Large"]),
        ("q=policy", ["Lola Large"]),
        ("q=ll", ["Lola Large"]),
        ("board=rr3", ["Lola Large", "Sadia Marsh"]),
        ("board=nowhere", ["ada venn", "Fay Former", "Lola Large", "Sadia Marsh"]),
    ],
)
def test_people_are_filtered_and_sorted_by_the_address(client, secretary, people, query, names):
    client.force_login(secretary)

    assert listed(client.get(f"/people/?{query}")) == names


def test_people_are_filtered_by_organisation(client, secretary, people):
    client.force_login(secretary)

    assert listed(client.get(f"/people/?organisation={people.pk}")) == ["Fay Former", "Lola Large"]


def test_the_boards_on_offer_as_a_filter_are_those_one_may_see(client, board, member, outsider):
    client.force_login(member)

    response = client.get("/people/?board=other")

    assert list(response.context["filter"].form.fields["board"].queryset) == [board]
    assert listed(response) == ["Mina Hollis"]


def test_words_do_not_find_people_by_an_address_that_is_not_shown(client, member, board):
    make_membership(board, person=make_person("Lola Large", email="hidden@example.org"))
    client.force_login(member)

    assert listed(client.get("/people/?q=hidden")) == []


@pytest.mark.parametrize("kind", ["organisations", "people"])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_the_database_as_often_for_three_as_for_one(
    client, board, member, kind, rows, django_assert_num_queries
):
    for _ in range(rows):
        body = make_organisation(succeeded_by=make_organisation())
        make_membership(board, person=make_person(organisation=body), organisation=body)
    client.force_login(member)

    with django_assert_num_queries(7 if kind == "organisations" else 9):
        client.get(f"/{kind}/")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_person_asks_the_database_as_often_for_three_as_for_one(
    client, board, member, rows, django_assert_num_queries
):
    person = make_person(organisation=make_organisation())
    for _ in range(rows):
        make_membership(board, person=person, seat=make_seat(board), organisation=person.organisation)
        make_membership(board, organisation=make_organisation(), deputy=person)
        make_attendance(make_meeting(board, stage="approved"), person=person)
        make_action(board, owners=[ActionOwner(person=person)])
        PersonName.objects.create(person=person, name=f"Name {rows} {_}")
    client.force_login(member)

    with django_assert_num_queries(12):
        client.get(person.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_an_organisation_asks_the_database_as_often_for_three_as_for_one(
    client, board, member, rows, django_assert_num_queries
):
    body = make_organisation(succeeded_by=make_organisation())
    for n in range(rows):
        make_membership(board, person=make_person(organisation=body), organisation=body, seat=make_seat(board))
        make_attendance(make_meeting(board, stage="approved"), organisation=body)
        make_action(board, owners=[ActionOwner(organisation=body)])
        make_organisation(succeeded_by=body)
        OrganisationName.objects.create(organisation=body, name=f"Name {n}")
        make_membership(make_board(secretariat=body), person=member.person)
    client.force_login(member)

    with django_assert_num_queries(14):
        client.get(body.get_absolute_url())


def test_an_organisation_shows_its_names_people_boards_and_what_it_owes(client, board, member):
    later, earlier = make_organisation("Later Trust"), make_organisation("Earlier Trust")
    body = make_organisation("Elms Trust", acronym="ELM", website="https://elms.example.org", succeeded_by=later)
    earlier.succeeded_by = body
    earlier.save()
    OrganisationName.objects.create(organisation=body, name="Society of Trees", kind="former")
    person = make_person("Lola Large", organisation=body)
    make_membership(board, person=person, organisation=body, seat=make_seat(board, title="Arts"))
    board.secretariat = body
    board.save()
    make_attendance(make_meeting(board, stage="approved"), person=person, organisation=body)
    make_action(board, text="Plant an elm", owners=[ActionOwner(organisation=body)])
    client.force_login(member)

    text = client.get(body.get_absolute_url()).text

    for shown in (
        "Its work is now done by",
        "Later Trust",
        "Earlier Trust",
        "Society of Trees",
        "https://elms.example.org",
        "Lola Large",
        "Member, Arts",
        "From 1 January 2020",
        "5 March 2026",
        "Plant an elm",
        "Runs</dt>",
    ):
        assert shown in text


def test_what_is_on_other_boards_is_not_shown_of_somebody(client, board, member):
    secret = make_board("Secret board", acronym="SECRET")
    body = make_organisation("Elms Trust")
    secret.secretariat = body
    secret.save()
    person = make_person("Lola Large", organisation=body, email="lola@example.org")
    colleague = make_person("Hidden Colleague", organisation=body)
    for where in (board, secret):
        make_membership(where, person=person, organisation=body)
    make_membership(secret, person=colleague, organisation=body, deputy=person)
    make_attendance(make_meeting(secret, title="Secret meeting", stage="approved"), person=person, organisation=body)
    make_action(secret, text="Secret deed", owners=[ActionOwner(person=person), ActionOwner(organisation=body)])
    client.force_login(member)

    text = client.get(person.get_absolute_url()).text + client.get(body.get_absolute_url()).text

    assert text.count("Reducing Reoffending Third Sector Advisory Group</a>") == 2
    for hidden in ("Secret", "SECRET", "Hidden Colleague", "lola@example.org"):
        assert hidden not in text


@pytest.mark.parametrize(
    ("who", "sees"), [("secretary", True), ("outsider", True), ("member", False), ("official", False)]
)
def test_an_address_is_for_secretariats(client, request, board, who, sees):
    lola = make_person("Lola Large", email="lola@example.org")
    make_membership(board, person=lola)
    client.force_login(request.getfixturevalue(who))

    assert ("lola@example.org" in client.get(lola.get_absolute_url()).text) is sees


def test_an_address_is_for_the_person(client, member):
    Person.objects.filter(pk=member.person.pk).update(email="mina.own@example.net")
    client.force_login(member)

    assert "mina.own@example.net" in client.get(member.person.get_absolute_url()).text


def test_a_public_board_shows_its_members_but_no_pages_of_them(client, board, member):
    board.minutes_visible_to = Board.Visibility.PUBLIC
    board.save()

    assert Membership.objects.visible_to(client.get("/boards/rr3/").wsgi_request.user).exists()
    for address in (member.person.get_absolute_url(), member.person.organisation.get_absolute_url()):
        assert client.get(address).status_code in (302, 404)


def test_of_a_public_board_of_others_only_present_members_are_told(client, board, member):
    public = make_board("Public board", minutes_visible_to=Board.Visibility.PUBLIC)
    past = make_board("Past board", minutes_visible_to=Board.Visibility.PUBLIC)
    stood_in = make_board("Board stood in at", minutes_visible_to=Board.Visibility.PUBLIC)
    body = make_organisation()
    lola = make_person("Lola Large")
    make_membership(board, person=lola, ends_on=timezone.localdate() - DAY)
    make_membership(public, person=lola, organisation=body)
    make_membership(past, person=lola, organisation=body, ends_on=timezone.localdate() - DAY)
    make_membership(stood_in, deputy=lola)
    client.force_login(member)

    person, organisation = client.get(lola.get_absolute_url()), client.get(body.get_absolute_url())

    assert {row.board for row in person.context["memberships"]} == {board, public}
    assert [row.board for row in organisation.context["memberships"]] == [public]
    assert "Board stood in at" not in person.text
