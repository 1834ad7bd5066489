from __future__ import annotations

import pytest

from organisations.matching import KnownPeople, among, initials_of, looks_like_initials, person_key
from organisations.models import PersonName
from tests.factories import make_organisation, make_person


@pytest.mark.parametrize(
    "printed",
    [
        "Zoë Hart-Lane",
        "DR ZOE HART LANE",
        "Cllr Zoë Hart-Lane OBE",
        "Rt Hon. Professor Zoë  Hart-Lane",
        "zoë hart-lane",
    ],
)
def test_names_that_differ_in_title_case_or_accents_have_the_same_key(printed):
    assert person_key(printed) == "zoe hart lane"


@pytest.mark.parametrize("name", ["Dean Hart", "Sir", "Prof", "Grace Lord"])
def test_a_name_is_not_taken_for_a_title(name):
    assert person_key(name) == name.lower()


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ann Hart", {"ah"}), ("Ann B Hart", {"abh", "ah"}), ("Ann Hart-Lane", {"ahl", "al", "ah"}), ("Ann", set())],
)
def test_initials_are_made_from_a_full_name(name, initials):
    assert initials_of(name) == initials


@pytest.mark.parametrize(
    ("text", "are"),
    [
        ("AH", True),
        ("A.H.", True),
        ("AHa", True),
        ("JvK", True),
        ("Ann", False),
        ("A", False),
        ("ABCDE", False),
        ("", False),
    ],
)
def test_initials_are_told_from_words(text, are):
    assert looks_like_initials(text) is are


def test_a_person_of_the_same_organisation_is_found_by_a_shortened_first_name(db):
    harbour = make_organisation()
    daniel = make_person("Daniel Hart", organisation=harbour)
    known = KnownPeople.load(of_board=())
    assert [known.find(name, organisation_id=harbour.pk).found for name in ("D Hart", "Dan Hart", "Mr D. Hart")] == [
        daniel
    ] * 3


@pytest.mark.parametrize("name", ["D Hart", "Dan Hart", "Hart", "Daniel", "DH"])
def test_a_loose_name_at_another_organisation_is_somebody_else(db, name):
    make_person("Daniel Hart", organisation=make_organisation())
    assert KnownPeople.load(of_board=()).find(name, organisation_id=make_organisation().pk).candidates == ()


def test_two_different_first_names_with_one_initial_are_two_people(db):
    harbour = make_organisation()
    make_person("Daniel Hart", organisation=harbour)
    assert KnownPeople.load(of_board=()).find("Dora Hart", organisation_id=harbour.pk).candidates == ()


def test_a_full_name_at_another_organisation_is_somebody_else_unless_of_this_board(db):
    daniel = make_person("Daniel Hart", organisation=make_organisation())
    other = make_organisation().pk
    assert KnownPeople.load(of_board=()).find("Daniel Hart", organisation_id=other).found is None
    assert KnownPeople.load(of_board={daniel.pk}).find("Daniel Hart", organisation_id=other).found == daniel


def test_a_full_name_alone_is_enough_where_an_organisation_is_not_known(db):
    daniel, dora = make_person("Daniel Hart", organisation=make_organisation()), make_person("Dora Lane")
    known = KnownPeople.load(of_board=())
    assert known.find("Dr Daniel Hart").found == daniel
    assert known.find("Dora Lane", organisation_id=make_organisation().pk).found == dora


def test_of_two_namesakes_the_one_of_the_organisation_is_meant(db):
    harbour = make_organisation()
    make_person("Daniel Hart", organisation=make_organisation())
    ours = make_person("Daniel Hart", organisation=harbour)
    assert KnownPeople.load(of_board=()).find("Daniel Hart", organisation_id=harbour.pk).found == ours


def test_of_two_namesakes_neither_is_guessed(db):
    both = {make_person("Daniel Hart", organisation=make_organisation()) for _ in range(2)}
    match = KnownPeople.load(of_board=()).find("Daniel Hart")
    assert (match.found, set(match.rivals)) == (None, both)


def test_another_name_is_as_good_as_the_name(db):
    person = make_person("Daniel Hart")
    PersonName.objects.create(person=person, name="Danny Hart-Lane")
    assert KnownPeople.load(of_board=()).find("Danny Hart-Lane").found == person


def test_initials_stand_for_the_only_one_of_the_board(db):
    daniel, dora = make_person("Daniel Hart"), make_person("Dora Hart")
    assert KnownPeople.load(of_board={daniel.pk}).find("DH").found == daniel
    assert KnownPeople.load(of_board=()).find("DH").found is None
    assert set(KnownPeople.load(of_board={daniel.pk, dora.pk}).find("DH").rivals) == {daniel, dora}


def test_initials_on_record_come_before_those_made_from_names(db):
    make_person("Daniel Hart")
    dora = make_person("Dora Quill", initials="DH")
    assert KnownPeople.load(of_board={p.pk for p in (dora, make_person("Dan Hale"))}).find("D.H.").found == dora


@pytest.fixture
def roll(db):
    return [make_person(name) for name in ("Ann Hart", "Ann Lane", "Bea Quill", "Carl Moss")]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Bea", "Bea Quill"),
        ("Ms Quill", "Bea Quill"),
        ("B Quill", "Bea Quill"),
        ("BQ", "Bea Quill"),
        ("Ann Lane", "Ann Lane"),
        ("AL", "Ann Lane"),
        ("XY", "Carl Moss"),
        ("Dora", None),
        ("Bea Moss", None),
        ("The sub-group", None),
    ],
)
def test_somebody_on_the_roll_is_found_by_part_of_the_name(roll, printed, found):
    match = among(roll, printed, defined={"xy": roll[3]})
    assert (match.found and match.found.name, match.rivals) == (found, ())


def test_a_first_name_that_two_have_is_nobody(roll):
    assert among(roll, "Ann").rivals == (roll[0], roll[1])


def test_loading_takes_two_queries(django_assert_num_queries, db):
    for _ in range(3):
        PersonName.objects.create(person=make_person(), name="Other")
    with django_assert_num_queries(2):
        KnownPeople.load(of_board=())
