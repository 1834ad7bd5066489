import datetime as dt

import pytest

from tests.factories import DAY

TODAY = DAY + dt.timedelta(days=60)


def after(days):
    return DAY + dt.timedelta(days=days)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)
