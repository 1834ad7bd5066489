import re

import pytest
from django.urls import reverse

from rr3tracker.templatetags.navigation import SECTIONS, how_current
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def entries(response):
    return re.findall(r'govuk-service-navigation__link" href="([^"]+)"[^>]*>([^<]+)<', response.text)


def test_every_section_is_offered_to_everybody(client):
    assert entries(client.get("/")) == [(reverse(name), label) for label, name in SECTIONS]


def test_the_admin_is_offered_to_staff_alone(client):
    client.force_login(make_user("member@example.org"))
    assert "/admin/" not in dict(entries(client.get("/")))
    client.force_login(make_user("secretary@example.org", is_staff=True))
    assert dict(entries(client.get("/")))["/admin/"] == "Admin"


@pytest.mark.parametrize(
    ("path", "address", "said"),
    [("/boards/", "/boards/", "page"), ("/boards/rr3/", "/boards/", "true"), ("/people/", "/boards/", "")],
)
def test_the_section_of_a_page_is_marked(path, address, said):
    assert how_current(path, address) == said


def test_signing_in_comes_back_to_this_page(client):
    assert 'href="/accounts/login/?next=/"' in client.get("/").text
    assert 'href="/accounts/login/?next=/nowhere/%3Fa%3D1%26b%3D2"' in client.get("/nowhere/?a=1&b=2").text
    assert 'href="/accounts/login/"' in client.get("/accounts/login/").text


def test_somebody_signed_in_sees_who_they_are_and_the_way_out(client):
    client.force_login(make_user("sadia@example.org"))
    text = client.get("/").text
    assert "sadia@example.org</a>" in text
    assert '<form method="post" action="/accounts/logout/">' in text
