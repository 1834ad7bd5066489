import re
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "a long pass phrase 7"
LOGIN = reverse("account_login")


@pytest.fixture(autouse=True)
def _fresh_rate_limits(db):
    cache.clear()


@pytest.fixture
def user():
    user = make_user("sadia@example.org", is_staff=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, password=PASSWORD, login="sadia@example.org", **extra):
    return client.post(LOGIN, {"login": login, "password": password, **extra})


def test_a_person_signs_in_by_e_mail_whatever_its_case(client, user):
    response = sign_in(client, login="Sadia@Example.org")
    assert (response.status_code, response["Location"]) == (302, reverse("home"))
    assert client.session["_auth_user_id"] == str(user.pk)


def test_signing_in_goes_back_to_the_page_that_asked_for_it(client, user):
    response = sign_in(client, next="/actions/?status=open")
    assert response["Location"] == "/actions/?status=open"


def test_a_wrong_password_does_not_say_whether_the_address_is_known(client, user):
    known = sign_in(client, "wrong").text
    unknown = sign_in(client, "wrong", login="nobody@example.org").text
    said = re.compile(r'govuk-error-summary__list">(.*?)</ul>', re.DOTALL)
    assert said.search(known)[1].split() == said.search(unknown)[1].split()


def test_the_sixth_wrong_password_in_five_minutes_is_refused_though_right(client, user):
    for _ in range(5):
        sign_in(client, "wrong")
    response = sign_in(client)
    assert "_auth_user_id" not in client.session
    assert "Too many failed login attempts" in response.text


def test_nobody_signs_up(client):
    response = client.get(reverse("account_signup"))
    assert "Accounts are given out" in response.text
    posted = client.post(reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD})
    assert "Accounts are given out" in posted.text


def test_the_admin_asks_at_the_same_door(client, user):
    response = client.get("/admin/login/?next=/admin/")
    assert (response.status_code, response["Location"]) == (302, f"{LOGIN}?next=%2Fadmin%2F")


def test_signing_out_takes_a_button_and_not_a_link(client, user):
    client.force_login(user)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("home")).wsgi_request.user.is_authenticated
    client.post(reverse("account_logout"))
    assert not client.get(reverse("home")).wsgi_request.user.is_authenticated


def test_a_forgotten_password_is_replaced_by_a_letter(client, user):
    client.post(reverse("account_reset_password"), {"email": user.email})
    assert mail.outbox[0].subject == "RR3 tracker: Password Reset Email"
    link = re.search(r"https?://testserver(/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": "another phrase 8", "password2": "another phrase 8"})
    assert done.status_code == 302
    assert sign_in(client, "another phrase 8").status_code == 302


def test_a_letter_is_not_sent_to_an_unknown_address(client):
    response = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"}, follow=True)
    assert "If that address has an account" in response.text
    assert mail.outbox == []


def test_a_second_factor_is_switched_on_and_then_asked_for(client, user):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    sign_in(client)
    again = client.get(reverse("mfa_activate_totp"))["Location"]
    assert "give your password again" in client.get(again).text
    page = client.post(again, {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        assert client.get(reverse(name), follow=True).status_code == 200
    client.post(reverse("account_logout"))
    response = sign_in(client)
    assert response["Location"].startswith(reverse("mfa_authenticate"))
    assert "Enter your code" in client.get(reverse("mfa_authenticate")).text
    assert "_auth_user_id" not in client.session


def test_nobody_gives_themselves_another_address_to_sign_in_with(client, user):
    client.force_login(user)
    for response in (
        client.get(reverse("account_email")),
        client.post(reverse("account_email"), {"action_add": "", "email": "other@example.org"}),
    ):
        assert (response.status_code, response["Location"]) == (302, reverse("account_change_password"))


def test_pages_of_allauth_are_drawn_in_ours(client, user):
    client.force_login(user)
    for name in ("account_change_password", "account_logout", "mfa_index"):
        assert "rr3-navigation" in client.get(reverse(name), follow=True).text


def test_every_template_that_replaces_one_of_allauth_still_has_one_to_replace(settings):
    import allauth

    theirs = Path(allauth.__file__).parent / "templates"
    ours = Path(settings.BASE_DIR) / "templates"
    orphans = [
        str(path.relative_to(ours))
        for folder in ("account", "allauth", "mfa")
        for path in (ours / folder).rglob("*.html")
        if not (theirs / path.relative_to(ours)).is_file()
    ]
    assert orphans == []
