import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import DAY

TODAY = DAY + dt.timedelta(days=60)


def after(days):
    return DAY + dt.timedelta(days=days)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    of_moment = timezone.localdate
    monkeypatch.setattr("django.utils.timezone.localdate", lambda at=None: of_moment(at) if at else TODAY)
