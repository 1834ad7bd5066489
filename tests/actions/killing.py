"""For a command in a process of its own: a mail backend, and an eye on the database, that kill it at the step they are told.

KILL_AT names the step, KILL_ON which time it is reached. The settings of such a process are ``tests.actions.killed_settings``.
"""

from __future__ import annotations

import os
import signal
from typing import Any

from django.core.mail.backends.filebased import EmailBackend
from django.db.backends.signals import connection_created

STEPS = ("made", "before it is taken", "taken", "handed over", "recorded")
_reached = 0


def reach(step: str) -> None:
    """As a crash of the machine would: nothing is finished, nobody is told."""
    global _reached
    if os.environ.get("KILL_AT") == step:
        _reached += 1
        if _reached == int(os.environ["KILL_ON"]):
            os.kill(os.getpid(), signal.SIGKILL)


class FileOutbox(EmailBackend):
    _is_writing = False

    def open(self) -> Any:
        if not self._is_writing:
            reach("before it is taken")
        return super().open()

    def send_messages(self, messages: Any) -> Any:
        reach("taken")
        self._is_writing = True
        written = super().send_messages(messages)
        self._is_writing = False
        reach("handed over")
        return written


def _watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    done = execute(sql, params, many, context)
    if sql.startswith('INSERT INTO "actions_mail" '):
        reach("made")
    elif sql.startswith('UPDATE "actions_mail" ') and "sent" in params:
        reach("recorded")
    return done


def watch(connection: Any, **_: Any) -> None:
    connection.execute_wrappers.append(_watch)


connection_created.connect(watch)
