import pytest

from organisations.likeness import organisations_like, people_like
from organisations.models import OrganisationName, PersonName
from tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("known", "typed", "likely"),
    [
        ("Elms Trust", "elms trust", True),
        ("Elms Trust", "The Elms Trust Ltd", True),
        ("Elms Trust", "Elm Trust", True),
        ("Elms & Ash Trust", "Elms and Ash Trust", True),
        ("Trust of Elms", "Elms of Trust", True),
        ("Elms Trust", "Oaks Trust", False),
        ("Elms Trust", "Ministry of Elms", False),
        ("Ministry of Elms", "", False),
    ],
)
def test_organisations_called_almost_the_same_are_likely(known, typed, likely):
    organisation = make_organisation(known)

    assert organisations_like(typed) == ([organisation] if likely else [])


def test_an_organisation_is_likely_by_its_acronym_and_other_names():
    organisation = make_organisation("Elms Trust", acronym="ELM")
    OrganisationName.objects.create(organisation=organisation, name="Society of Trees")

    assert organisations_like("Every Last Meadow", acronym="elm") == [organisation]
    assert organisations_like("ELM") == [organisation]
    assert organisations_like("Society of Tree") == [organisation]
    assert organisations_like("Beech House", acronym="BH") == []


@pytest.mark.parametrize(
    ("known", "typed", "likely"),
    [
        ("Mina Hollis", "mina hollis", True),
        ("Mina Hollis", "Dr Mina Hollis OBE", True),
        ("Mina Hollis", "Mina Holis", True),
        ("Mina Hollis", "Hollis, Mina", True),
        ("Mina Hollis", "M Hollis", True),
        ("M. Hollis", "Mina Hollis", True),
        ("Mina Hollis", "Rhys Hollis", False),
        ("Mina Hollis", "Mina Quill", False),
        ("Mina Hollis", "Hollis", False),
    ],
)
def test_people_called_almost_the_same_are_likely(known, typed, likely):
    person = make_person(known)

    assert people_like(typed) == ([person] if likely else [])


def test_a_person_is_likely_by_another_name():
    person = make_person("Mina Hollis")
    PersonName.objects.create(person=person, name="Wilhelmina Ashe")

    assert people_like("Wilhelmina Ash") == [person]
