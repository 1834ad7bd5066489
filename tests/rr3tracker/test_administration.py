"""What the admin keeps from everybody, superusers too."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from tests.factories import make_user


def test_the_secrets_of_second_factors_are_shown_to_nobody(client, db):
    chief = make_user("chief@example.org", is_staff=True, is_superuser=True)
    made = Authenticator.objects.create(user=chief, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    client.force_login(chief)

    assert not admin.site.is_registered(Authenticator)
    with pytest.raises(NoReverseMatch):
        reverse("admin:mfa_authenticator_changelist")
    for address in (
        "/admin/",
        "/admin/mfa/",
        f"/admin/mfa/authenticator/{made.pk}/change/",
        f"/admin/organisations/user/{chief.pk}/change/",
    ):
        assert "JBSWY3DPEHPK3PXP" not in client.get(address).content.decode()
        assert "uthenticator" not in client.get(address).content.decode()
