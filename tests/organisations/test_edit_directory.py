import pytest
from django.core.exceptions import ValidationError

from organisations.models import Organisation, OrganisationName, Person, PersonName
from organisations.services import save_organisation, save_person
from tests.factories import make_organisation, make_person, make_user

pytestmark = pytest.mark.django_db
BODY = {"name": "Elms Trust", "acronym": "", "sector": "voluntary", "website": "", "succeeded_by": ""}
PERSON = {"name": "Lola Large", "initials": "", "job_title": "", "organisation": "", "email": ""}


def with_names(fields, *names, saved=()):
    """What the browser sends: the fields, and the rows of other names, those on record first."""
    rows = [*saved, *names]
    rows += [{"name": "", "kind": "alias"}] * (3 - len(names))
    data = {**fields, "names-TOTAL_FORMS": len(rows), "names-INITIAL_FORMS": len(saved)}
    for n, row in enumerate(rows):
        data |= {f"names-{n}-{field}": value for field, value in row.items()}
    return data


def names_of(row):
    return list(row.other_names.order_by("name").values_list("name", flat=True))


@pytest.fixture
def editor(client, secretary):
    client.force_login(secretary)
    return client


def test_an_organisation_is_added_with_its_other_names(editor, secretary):
    rows = [{"name": "Society of Trees", "kind": "former"}, {"name": "The Elms", "kind": "alias"}]

    response = editor.post(
        "/organisations/add/", with_names({**BODY, "website": "elms.example.org"}, *rows), follow=True
    )

    body = Organisation.objects.get(name="Elms Trust")
    assert response.redirect_chain == [(body.get_absolute_url(), 302)]
    assert "Elms Trust was saved." in response.text
    assert (body.website, names_of(body)) == ("https://elms.example.org", ["Society of Trees", "The Elms"])
    assert body.history.get().history_user == secretary
    assert body.other_names.first().history.get().history_user == secretary


def test_a_person_is_added_with_other_names_and_without_a_sign_in(editor):
    response = editor.post(
        "/people/add/",
        with_names({**PERSON, "user": make_user().pk}, {"name": "Dolores Large"}),
        follow=True,
    )

    person = Person.objects.get(name="Lola Large")
    assert response.redirect_chain == [(person.get_absolute_url(), 302)]
    assert (names_of(person), person.user) == (["Dolores Large"], None)


def test_the_sign_in_of_a_person_is_not_for_this_page_to_change(editor, member):
    editor.post(f"/people/{member.person.pk}/edit/", with_names({**PERSON, "user": make_user().pk}))

    person = Person.objects.get(pk=member.person.pk)
    assert (person.name, person.user) == ("Lola Large", member)


def test_other_names_are_changed_and_taken_off(editor):
    body = make_organisation("Elms Trust")
    keep = OrganisationName.objects.create(organisation=body, name="Elmers")
    drop = OrganisationName.objects.create(organisation=body, name="Trees")
    saved = [
        {"id": keep.pk, "name": "Elmers of old", "kind": "former"},
        {"id": drop.pk, "name": "Trees", "kind": "alias", "DELETE": "on"},
    ]

    editor.post(
        f"/organisations/{body.pk}/edit/", with_names(BODY, {"name": "Elm people", "kind": "alias"}, saved=saved)
    )

    assert names_of(body) == ["Elm people", "Elmers of old"]


def test_other_names_of_another_are_out_of_reach(editor):
    body, other = make_organisation("Elms Trust"), make_organisation("Oaks Trust")
    theirs = OrganisationName.objects.create(organisation=other, name="Acorns")
    saved = [{"id": theirs.pk, "name": "Stolen", "kind": "alias"}]

    editor.post(f"/organisations/{body.pk}/edit/", with_names(BODY, saved=saved))

    assert (names_of(other), names_of(body), theirs.history.count()) == (["Acorns"], [], 1)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["Acorns"], "This name already stands for an organisation."),
        (["oaks trust"], "“oaks trust” is the name of another organisation."),
        (["Twice", "twice"], "This name already stands for an organisation."),
    ],
)
def test_a_name_that_means_another_organisation_is_refused(editor, rows, message):
    other = make_organisation("Oaks Trust")
    OrganisationName.objects.create(organisation=other, name="Acorns")

    response = editor.post("/organisations/add/", with_names(BODY, *({"name": row, "kind": "alias"} for row in rows)))

    assert message in response.text
    assert all(f'value="{row}"' in response.text for row in rows)
    assert not Organisation.objects.filter(name="Elms Trust").exists()


def test_an_organisation_called_the_same_is_refused(editor):
    body = make_organisation("Oaks Trust")

    response = editor.post(f"/organisations/{body.pk}/edit/", with_names({**BODY, "name": "MARSH TRUST"}))

    assert "An organisation of this name already exists." in response.text


@pytest.mark.parametrize(
    ("kind", "fields", "known", "sentence"),
    [
        (
            "organisations",
            BODY,
            lambda: make_organisation("Elm Trust"),
            "These organisations are called almost the same",
        ),
        ("people", PERSON, lambda: make_person("L Large", job_title="Treasurer"), "These people are called almost"),
    ],
)
def test_somebody_likely_to_be_known_is_asked_about_once(editor, kind, fields, known, sentence):
    row = known()
    rows = [{"name": "Kept as typed", "kind": "alias"}]
    model = type(row)

    first = editor.post(f"/{kind}/add/", with_names(fields, *rows))

    assert sentence in first.text
    assert f'href="{row.get_absolute_url()}"' in first.text
    assert 'value="Kept as typed"' in first.text
    assert f'<input type="checkbox" name="different_from" value="{fields["name"]}"' in first.text
    assert not model.objects.filter(name=fields["name"]).exists()

    editor.post(f"/{kind}/add/", with_names({**fields, "different_from": fields["name"]}, *rows))

    assert names_of(model.objects.get(name=fields["name"])) == ["Kept as typed"]


def test_another_name_typed_since_is_asked_about_again(editor):
    make_person("L Large")
    make_person("Mina Hollis")

    response = editor.post("/people/add/", with_names({**PERSON, "name": "Mina Holis", "different_from": "Lola Large"}))

    assert response.context["form"].errors == {
        "different_from": ["Tick the box if this is another, or open the one that you meant."]
    }
    assert not Person.objects.filter(name="Mina Holis").exists()


def test_the_box_stays_ticked_beside_other_errors(editor):
    make_person("L Large")

    response = editor.post("/people/add/", with_names({**PERSON, "email": "not one", "different_from": "Lola Large"}))

    assert response.context["form"].errors == {"email": ["Enter an address such as name@example.org."]}
    box = response.text.split('name="different_from"')[1].split(">")[0]
    assert 'value="Lola Large"' in box
    assert "checked" in box


def test_nobody_is_asked_about_when_known_people_are_edited(editor):
    make_person("L Large")
    person = make_person("Lolla Large")

    editor.post(f"/people/{person.pk}/edit/", with_names(PERSON))

    person.refresh_from_db()
    assert person.name == "Lola Large"


def test_nothing_typed_is_lost_to_an_error(editor):
    response = editor.post(
        "/people/add/",
        with_names({**PERSON, "name": "", "job_title": "Treasurer"}, {"name": "Dolores Large"}),
    )

    assert response.context["form"].errors == {"name": ["Enter the person’s name."]}
    assert 'value="Treasurer"' in response.text
    assert 'value="Dolores Large"' in response.text
    assert "<title>Error: Add a person – RR3 tracker</title>" in response.text


def test_the_pages_offer_blank_rows_without_scripts(editor, member):
    for address in ("/organisations/add/", "/people/add/", f"/people/{member.person.pk}/edit/"):
        text = editor.get(address).text
        assert 'name="names-2-name"' in text
        assert 'name="names-0-DELETE"' not in text


def test_successors_in_a_circle_are_refused():
    first = make_organisation()
    second = make_organisation(succeeded_by=make_organisation(succeeded_by=first))
    first.succeeded_by = second

    with pytest.raises(ValidationError, match="took over the work of the one that you chose"):
        save_organisation(first, by=make_user())


def test_an_organisation_and_its_names_are_saved_together_or_not_at_all():
    taken = make_organisation("Oaks Trust")
    body = Organisation(name="Elms Trust")

    with pytest.raises(ValidationError, match="is the name of another organisation"):
        save_organisation(
            body, names=[OrganisationName(name="Fine"), OrganisationName(name=taken.name)], by=make_user()
        )

    assert (Organisation.objects.get(), OrganisationName.objects.count()) == (taken, 0)


def test_saving_a_person_who_did_not_change_adds_no_history():
    person = make_person()
    name = PersonName.objects.create(person=person, name="Lo")

    save_person(person, names=[name], by=make_user())

    assert (person.history.count(), name.history.count()) == (1, 1)
