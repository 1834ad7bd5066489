"""Every link of the dashboard, walked on the demonstration data: the list at its end is as long as the number says."""

import datetime as dt

import pytest
from django.db import transaction

from organisations.models import Organisation, Theme, User
from rr3tracker.demonstration.loading import load_demonstration
from tests.actions.test_dashboard import counted_again, length_of, numbers_of, one_for_each_set_of_filters
from tests.factories import DAY

HALF_YEAR = "period_from=2025-09-06&period_to=2026-03-05&since=2025-12-01"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_demonstration(today=dt.date(2026, 3, 5))
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("email", "query"),
    [
        ("secretary@example.org", ""),
        ("secretary@example.org", f"board=rr3&{HALF_YEAR}"),
        ("member@example.org", f"board=rr3&board=rrb&organisation={{organisation}}&{HALF_YEAR}"),
        ("official@example.org", "every_line=1"),
        ("official@example.org", f"theme={{theme}}&{HALF_YEAR}"),
    ],
)
def test_every_number_is_the_length_of_the_list_that_it_opens(loaded, db, client, email, query):
    client.force_login(User.objects.get(email=email))
    theme = Theme.objects.filter(actions__isnull=False).first()
    asked = query.format(organisation=Organisation.objects.get(acronym="HMPPS").pk, theme=theme.pk if theme else "none")

    page = client.get(f"/dashboard/?{asked}")

    assert not page.context["form"].errors
    numbers = dict(numbers_of(page))
    assert len(numbers) >= 60
    assert numbers == counted_again(numbers, page.wsgi_request.user)
    sample = one_for_each_set_of_filters(numbers)
    assert {address: numbers[address] for address in sample} == {one: length_of(client, one) for one in sample}
