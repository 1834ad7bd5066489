import pytest
from django.test import Client, RequestFactory
from django.views.defaults import bad_request, permission_denied, server_error

from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_an_unknown_address_gets_a_page_with_the_navigation(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert '<h1 class="govuk-heading-l">Page not found</h1>' in response.text
    assert "Sign in</a>" in response.text


def test_a_form_without_its_token_gets_a_sentence_that_helps():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org"})
    assert response.status_code == 403
    assert '<h1 class="govuk-heading-l">The page had expired</h1>' in response.text


def test_a_refusal_keeps_the_navigation():
    request = RequestFactory().get("/")
    request.user = make_user("sadia@example.org")
    response = permission_denied(request, PermissionError())
    assert response.status_code == 403
    assert '<h1 class="govuk-heading-l">You are not allowed to do that</h1>' in response.text


@pytest.mark.parametrize(
    ("view", "arguments", "heading"),
    [
        (server_error, (), "Sorry, something went wrong"),
        (bad_request, (ValueError(),), "We could not read that request"),
    ],
)
def test_the_page_for_a_failure_needs_neither_user_nor_database(view, arguments, heading, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = view(RequestFactory().get("/"), *arguments)
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in response.text
