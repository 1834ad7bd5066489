from __future__ import annotations

import pytest

from organisations.matching import KnownOrganisations, PrintedOrganisation, organisation_key, split_organisation
from organisations.models import OrganisationName
from tests.factories import make_organisation


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Harbour Trust", PrintedOrganisation("Harbour Trust")),
        ("National Bail Service (NBS)", PrintedOrganisation("National Bail Service", "NBS")),
        ("NBS (National Bail Service)", PrintedOrganisation("National Bail Service", "NBS")),
        ("London Heads of Safety (LHoS)", PrintedOrganisation("London Heads of Safety", "LHoS")),
        ("London Borough (LB) Ham", PrintedOrganisation("London Borough Ham", also=("LB Ham",))),
        ("Harbour Trust (the charity)", PrintedOrganisation("Harbour Trust (the charity)")),
        ("Harbour Trust (LONDON)", PrintedOrganisation("Harbour Trust (LONDON)")),
        ("Harbour (Trust", PrintedOrganisation("Harbour (Trust")),
        ("", PrintedOrganisation("")),
    ],
)
def test_a_printed_organisation_is_taken_apart(printed, parts):
    assert split_organisation(printed) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Harbour Trust", "harbour trust"),
        ("Harbour & Sons Ltd.", "Harbour and Sons"),
        ("Prisoners’ Harbour", "Prisoners Harbour"),
        ("Café Vert CIO", "Cafe Vert"),
        ("Her Majesty's Bail Service", "HM Bail Service"),
        ("HMP Elmfield", "His Majesty’s Prison Elmfield"),
    ],
)
def test_names_that_differ_in_form_have_the_same_key(one, other):
    assert organisation_key(one) == organisation_key(other)


@pytest.mark.parametrize(
    "printed",
    [
        "National Bail Service",
        "the national bail service",
        "NBS",
        "nbs",
        "National Bail Service (NBS)",
        "Bail Office",
        "The Bail Office Ltd",
        "National Service for Bail (NBS)",
    ],
)
def test_an_organisation_is_found_by_name_acronym_or_other_name(db, printed):
    known = make_organisation("National Bail Service", acronym="NBS")
    OrganisationName.objects.create(organisation=known, name="Bail Office")
    make_organisation("National Youth Service", acronym="NYS")
    assert KnownOrganisations.load().find(printed).found == known


def test_an_acronym_in_brackets_does_not_join_two_different_names(db):
    make_organisation("Clean Rivers Campaign", acronym="CRC")
    assert KnownOrganisations.load().find("Community Resettlement Companies (CRC)").candidates == ()


def test_an_organisation_known_by_its_acronym_alone_is_found_by_its_full_name(db):
    known = make_organisation("MOPS")
    assert KnownOrganisations.load().find("Ministry of Public Safety (MOPS)").found == known


def test_an_acronym_of_two_is_not_guessed(db):
    one, other = make_organisation("Clean Rivers", acronym="CR"), make_organisation("Care Rooms", acronym="CR")
    match = KnownOrganisations.load().find("CR")
    assert (match.found, set(match.rivals)) == (None, {one, other})


def test_the_very_name_comes_before_a_name_that_is_only_alike(db):
    make_organisation("Harbour CIO")
    exact = make_organisation("Harbour")
    assert KnownOrganisations.load().find("HARBOUR").found == exact


def test_a_former_name_does_not_lead_on_to_the_successor(db):
    successor = make_organisation("New Harbour")
    old = make_organisation("Old Harbour", succeeded_by=successor)
    assert KnownOrganisations.load().find("Old Harbour").found == old


def test_an_acronym_made_from_the_words_counts_only_among_a_few(db):
    ministry = make_organisation("Ministry of Justice")
    known = KnownOrganisations.load()
    assert known.find("MoJ").candidates == ()
    assert known.find_by_made_acronym("MoJ", among=[ministry]).found == ministry
    assert known.find_by_made_acronym("MoD", among=[ministry]).found is None


@pytest.mark.parametrize("printed", ["", "…", "?!", "()", "日本"])
def test_a_name_without_latin_words_matches_nobody(db, printed):
    make_organisation("???")
    make_organisation("Harbour")
    assert KnownOrganisations.load().find(printed).candidates == ()


def test_loading_takes_two_queries(django_assert_num_queries, db):
    for n in range(3):
        OrganisationName.objects.create(organisation=make_organisation(), name=f"Other {n}")
    with django_assert_num_queries(2):
        KnownOrganisations.load()
