"""What is done with the database of this process: it is filled, and the pages' addresses are found in it."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from actions.models import Action
from meetings.models import Meeting
from organisations.models import Board, Organisation, User
from tests.benchmark.pages import PAGES, Page


@dataclasses.dataclass(frozen=True, slots=True)
class Sample:
    """What the addresses of the pages name: of what the reader sees, that of which there is most."""

    board: str
    meeting: int
    action: str
    organisation: int
    last_year: str


def fill(arguments: list[str]) -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    if not User.objects.exists():
        command, *rest = arguments
        call_command(command, *rest)


def sample(email: str) -> dict[str, Any]:
    """A session of the reader's, and every page with its address, number of queries and size."""
    user = User.objects.get(email=email)
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = session = session_of(user)
    named = sample_of(user)
    pages = [(page, address_of(page, named)) for page in PAGES]
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={session}",
        "session": session,
        "pages": [measured(client, page, address) for page, address in pages if address],
    }


def sample_of(user: User) -> Sample:
    today = timezone.localdate()
    seen = Action.objects.visible_to(user)
    board = Board.objects.filter(actions__in=seen).annotate(n=Count("pk")).order_by("-n", "pk")[0]
    meetings = Meeting.objects.with_minutes_for(user).held_by(today).filter(board=board)
    organisation = Organisation.objects.filter(actions_owned__action__in=seen).annotate(n=Count("pk"))
    return Sample(
        board=board.slug,
        meeting=meetings.annotate(n=Count("items__minutes")).order_by("-n", "-held_on")[0].pk,
        action=seen.annotate(n=Count("updates")).order_by("-n", "-raised_on")[0].reference,
        organisation=organisation.order_by("-n", "pk")[0].pk,
        last_year=(today - dt.timedelta(days=365)).isoformat(),
    )


def address_of(page: Page, named: Sample) -> str | None:
    found = dataclasses.asdict(named)
    try:
        address = reverse(page.address, args=[found[name] for name in page.of])
    except NoReverseMatch:
        return None
    return f"{address}?{page.query.format(**found)}" if page.query else address


def measured(client: Client, page: Page, address: str) -> dict[str, Any]:
    with counted() as statements:
        response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{page.name}: {address} answers {response.status_code}.")
    return {"name": page.name, "address": address, "queries": len(statements), "bytes": len(response.content)}


@contextlib.contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield statements


def session_of(user: User) -> str:
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)
