import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path

from meetings.models import MinutesStage
from tests.factories import make_action, make_meeting


def refuse(request):
    raise PermissionDenied


urlpatterns = [
    path("refused/", refuse),
    path("here/", lambda request: HttpResponse("Here.")),
    path("", include("rr3tracker.urls")),
]


def test_a_visitor_is_asked_to_sign_in_for_a_meeting_they_may_not_see(client, board):
    meeting = make_meeting(board)
    response = client.get(f"/meetings/{meeting.pk}/?print=1")
    assert (response.status_code, response.url) == (302, f"/accounts/login/?next=/meetings/{meeting.pk}/%3Fprint%3D1")


def test_what_exists_and_what_does_not_get_the_same_answer(client, board):
    there, not_there = make_action(board).reference, "RR3-999"
    answers = [client.get(f"/actions/{reference}/") for reference in (there, not_there)]
    assert [(a.status_code, a.url.replace(there, "X").replace(not_there, "X")) for a in answers] == [
        (302, "/accounts/login/?next=/actions/X/")
    ] * 2
    assert [answer.content for answer in answers] == [b"", b""]


def test_whoever_signs_in_comes_to_the_page_of_the_link(client, member, board):
    member.set_password("correct horse battery")
    member.save()
    action = make_action(board)
    door = client.get(action.get_absolute_url()).url
    response = client.post(door, {"login": member.email, "password": "correct horse battery"}, follow=True)
    assert response.redirect_chain == [(action.get_absolute_url(), 302)]
    assert action.reference in response.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_visitor_who_is_forbidden_is_asked_to_sign_in(client):
    assert client.get("/refused/").url == "/accounts/login/?next=/refused/"


@override_settings(ROOT_URLCONF=__name__)
def test_somebody_signed_in_who_is_forbidden_stays_so(client, stranger):
    client.force_login(stranger)
    assert client.get("/refused/").status_code == 403


def test_somebody_signed_in_gets_the_404(client, stranger, board):
    client.force_login(stranger)
    assert client.get(f"/meetings/{make_meeting(board).pk}/").status_code == 404


def test_an_address_that_nothing_answers_to_stays_a_404(client, db):
    assert client.get("/nowhere/").status_code == 404


def test_a_change_is_not_turned_into_a_page_to_sign_in_for(client, board):
    meeting = make_meeting(board)
    assert client.post(f"/meetings/{meeting.pk}/").status_code in (404, 405)


@pytest.mark.parametrize("address", ["/accounts/nowhere/", "/admin/nowhere/", "/static/nowhere.css"])
def test_doors_and_files_answer_for_themselves(client, db, address):
    response = client.get(address)
    assert response.status_code == 404 or response.url.startswith(("/admin/login/", "/accounts/login/?next=/admin/"))


@override_settings(ROOT_URLCONF=__name__)
def test_what_a_visitor_may_see_is_shown(client):
    assert client.get("/here/").content == b"Here."


def test_a_published_meeting_of_a_public_board_is_shown(client, board):
    board.minutes_visible_to = board.Visibility.PUBLIC
    board.save()
    meeting = make_meeting(board, stage=MinutesStage.PUBLISHED)
    assert client.get(f"/meetings/{meeting.pk}/").status_code == 200
