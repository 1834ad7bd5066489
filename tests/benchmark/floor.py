"""The floor of a page: its very SQL, and its own template drawn from what a real request had prepared. Nothing else.

No middleware, session, permission, form or ORM: what a page costs above its floor is what Django and we add to the two
things that it is for. The statements and the context are recorded once in each process, from a real request. What a tag
of the template asks the database for is sent with the other statements, and the tag is given what it had found.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.template.library import InclusionNode
from django.test import Client

LOCK = threading.Lock()
THREAD = threading.local()
"""``tape``: what the tags of the template that is being drawn were given, or are to be given."""


@dataclass(slots=True)
class Floor:
    statements: list[tuple[str, Any]] = field(default_factory=list)
    template: Template | None = None
    context: dict[str, Any] = field(default_factory=dict)
    request: HttpRequest | None = None
    tape: list[dict[str, Any]] = field(default_factory=list)

    def draw(self) -> str:
        assert self.template
        THREAD.tape = iter(self.tape)
        context = Context(self.context)
        context.request = self.request  # type: ignore[attr-defined]  # as a RequestContext has it
        try:
            return str(self.template.render(context))
        finally:
            THREAD.tape = None


def floor(request: HttpRequest, number: int) -> HttpResponse:
    with LOCK:
        recorded = floor_of(number)
    with connection.cursor() as cursor:
        for sql, params in recorded.statements:
            cursor.execute(sql, params)
            cursor.fetchall()
    return HttpResponse(recorded.draw())


@cache
def floor_of(number: int) -> Floor:
    told = json.loads(Path(os.environ["BENCHMARK_SAMPLE"]).read_text())
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies[settings.SESSION_COOKIE_NAME] = told["session"]
    address = told["pages"][number]["address"]
    client.get(address)
    recorded = record(client, address)
    with connection.execute_wrapper(refuse):
        again = recorded.draw()
    # The token in a form is another each time, of one length.
    if len(again) != len(recorded.context.pop("_drawn")):
        raise SystemExit(f"The floor of {address} is not what the page says.")
    return recorded


def record(client: Client, address: str) -> Floor:
    recorded = Floor()
    drawn = Template._render  # type: ignore[attr-defined]  # the stubs leave it out, as below

    def keep_statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        recorded.statements.append((sql, params))
        return execute(sql, params, many, context)

    def keep_context(self: Template, context: Any) -> Any:
        if recorded.template is None:
            recorded.template, recorded.request = self, context.request
            recorded.context = context.flatten()
        return drawn(self, context)

    Template._render = keep_context  # type: ignore[attr-defined]
    THREAD.tape = recorded.tape
    try:
        with connection.execute_wrapper(keep_statement):
            response = client.get(address)
    finally:
        Template._render = drawn  # type: ignore[attr-defined]
        THREAD.tape = None
    recorded.context["_drawn"] = response.content.decode()
    return recorded


def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    raise SystemExit(f"Drawn a second time, a template still asks: {sql}")


def keep_what_tags_are_given() -> None:
    made = InclusionNode.__init__

    def make(self: InclusionNode, func: Any, *args: Any, **kwargs: Any) -> None:
        made(self, taped(func), *args, **kwargs)

    InclusionNode.__init__ = make  # type: ignore[method-assign]


def taped(func: Any) -> Any:
    def call(*args: Any, **kwargs: Any) -> Any:
        tape: list[dict[str, Any]] | Iterator[dict[str, Any]] | None = getattr(THREAD, "tape", None)
        if tape is None:
            return func(*args, **kwargs)
        if not isinstance(tape, list):
            return next(tape)
        place = len(tape)
        tape.append({})  # before those inside it
        tape[place] = func(*args, **kwargs)
        return tape[place]

    return call


keep_what_tags_are_given()
