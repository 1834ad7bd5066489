import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actions.models import ActionOwner, Status
from rr3tracker.templatetags.navigation import SECTIONS, how_current
from tests.factories import make_action, make_person, make_update, make_user

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


OWED = [
    # due on each day, counted from today; what the entry says, its hidden words in brackets
    ([], "My actions"),
    ([9], "My actions 1[ open]"),
    ([9, 0, None], "My actions 3[ open]"),
    ([9, -1, -3], "My actions 3[ open, 2 overdue]"),
]


def my_entry(client):
    entry = re.search(
        r'<a class="govuk-service-navigation__link" href="/my/actions/"[^>]*>(.*?)</a>', client.get("/").text
    )
    hidden = re.sub(r'<span class="govuk-visually-hidden">(.*?)</span>', r"[\1]", entry[1]) if entry else ""
    return re.sub(r"<[^>]+>", "", hidden)


@pytest.mark.parametrize(("due", "said"), OWED)
def test_somebody_with_a_role_is_told_how_much_they_owe_and_in_words_how_much_is_late(client, member, board, due, said):
    today = timezone.localdate()
    for days in due:
        when = None if days is None else today + dt.timedelta(days=days)
        raised = today - dt.timedelta(days=30)
        make_action(board, owners=[ActionOwner(person=member.person)], raised_on=raised, due_on=when)
    make_action(board, owners=[ActionOwner(role="chair")])
    client.force_login(member)

    assert my_entry(client) == said


def test_the_count_holds_what_the_organisation_owes_and_no_more_what_is_closed(client, member, board):
    make_action(board, owners=[ActionOwner(organisation=member.person.organisation)])
    make_update(make_action(board, owners=[ActionOwner(role="members")]), Status.COMPLETE)
    client.force_login(member)

    assert my_entry(client) == "My actions 1[ open]"


def test_nobody_else_has_the_entry(client, stranger):
    assert my_entry(client) == ""
    client.force_login(stranger)
    assert my_entry(client) == ""


def test_a_superuser_has_it_where_they_owe_something(client, board):
    superuser = make_user(is_superuser=True)
    client.force_login(superuser)
    assert my_entry(client) == ""

    make_action(board, owners=[ActionOwner(person=make_person(user=superuser))])
    assert my_entry(client) == "My actions 1[ open]"


@pytest.mark.parametrize(("address", "times"), [("/actions/csv/", 0), ("/boards/", 1), ("/my/actions/", 1)])
def test_the_count_is_asked_for_once_and_only_where_the_navigation_is_drawn(client, member, address, times):
    client.force_login(member)
    with CaptureQueriesContext(connection) as asked:
        assert list(client.get(address))
    assert len([query for query in asked.captured_queries if 'AS "overdue"' in query["sql"]]) == times


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
