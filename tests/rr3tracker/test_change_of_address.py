"""An address that a superuser replaced signs nobody in, and gets no letter with a new password."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from tests.administration import admin_url, form_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "a long pass phrase 7"
LOGIN = reverse("account_login")


@pytest.fixture(autouse=True)
def _fresh_rate_limits(db):
    cache.clear()


@pytest.fixture
def user(client):
    """Somebody of whom allauth keeps an address, as it does in the demonstration; a superuser then changed it."""
    user = make_user("old@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=user, email="old@example.org", primary=True, verified=True)
    client.force_login(make_user("root@example.org", is_staff=True, is_superuser=True))
    address = admin_url(user)
    response = client.post(address, form_of(client.get(address)) | {"email": "new@example.org"})
    assert response.status_code == 302
    client.logout()
    return user


def signs_in(client, address):
    return client.post(LOGIN, {"login": address, "password": PASSWORD}).status_code == 302


def test_the_old_address_signs_nobody_in(client, user):
    assert not signs_in(client, "old@example.org")
    assert signs_in(client, "new@example.org")


def test_a_new_password_is_sent_to_the_new_address_alone(client, user):
    for address in ("old@example.org", "new@example.org"):
        client.post(reverse("account_reset_password"), {"email": address})

    assert [letter.to for letter in mail.outbox] == [["new@example.org"]]


def test_the_old_address_may_be_given_to_somebody_else(client, user):
    other = make_user("old@example.org", password=PASSWORD)

    assert signs_in(client, "old@example.org")
    assert client.session["_auth_user_id"] == str(other.pk)


def test_who_is_switched_off_is_signed_out_at_once(client, user):
    assert signs_in(client, "new@example.org")
    user.refresh_from_db()
    user.is_active = False
    user.save()

    assert not client.get(reverse("home")).wsgi_request.user.is_authenticated
