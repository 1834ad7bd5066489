"""On the demonstration, every number of a summary is the length of the list that it opens, whoever reads and of whenever."""

import datetime as dt

import pytest
from django.utils import timezone

from organisations.models import User
from rr3tracker.demonstration.loading import load_demonstration

TODAY = dt.date(2026, 3, 5)


@pytest.fixture
def today(monkeypatch):
    of_moment = timezone.localdate
    monkeypatch.setattr("django.utils.timezone.localdate", lambda at=None: of_moment(at) if at else TODAY)


@pytest.fixture
def demonstration(db):
    load_demonstration(today=TODAY)


def numbers(summary):
    yield from summary.figures
    for line in (*summary.owed.lines, *summary.groups.lines, *summary.awaited):
        yield from line.figures


@pytest.mark.parametrize("who", ["secretary", "member", "official"])
def test_every_number_opens_the_list_that_it_counts(client, demonstration, who):
    client.force_login(User.objects.get(email=f"{who}@example.org"))
    known = client.get("/boards/rr3/summary/").context["summary"].meetings.held
    moments = ["", f"?as_at={TODAY - dt.timedelta(days=200)}", f"?as_at=meeting-{known[1].pk}"]
    wrong, walked = [], 0

    for query in moments:
        summary = client.get(f"/boards/rr3/summary/{query}").context["summary"]
        for figure in numbers(summary):
            if figure.address:
                page = client.get(figure.address).context["page"]
                walked += 1
                if page.paginator.count != figure.count:
                    wrong.append((query, figure.label, figure.count, figure.address, page.paginator.count))

    assert wrong == []
    assert walked > 50
