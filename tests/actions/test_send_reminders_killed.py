"""The command is killed at every kind of step, and run twice at once: a real one, over the database of the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from actions.mailing.deciding import STILL_SENDING, say_it_arrived, send_again
from actions.models import ActionOwner, BoardMailing, Mail
from organisations.models import Membership, Person
from tests.actions.killing import STEPS
from tests.factories import DAY, make_action

pytestmark = pytest.mark.django_db(transaction=True)

OWNERS = 200
LINE = b"-" * 79 + b"\n"


@pytest.fixture
def addresses(board):
    """Two hundred people who answer for one action that is overdue, on a board that sends without asking."""
    BoardMailing.objects.create(board=board, sends_itself=True)
    people = [Person(name=f"Owner {n}", email=f"owner{n}@example.org") for n in range(OWNERS)]
    people = Person.objects.bulk_create(people)
    since = DAY.replace(year=2020)
    Membership.objects.bulk_create(Membership(board=board, person=person, starts_on=since) for person in people)
    action = make_action(board, due_on=DAY)
    ActionOwner.objects.bulk_create(ActionOwner(action=action, person=person) for person in people)
    return {person.email for person in people}


class Command:
    """``send_reminders`` in a process of its own, with a folder for what it sends."""

    def __init__(self, outbox: Path) -> None:
        self.outbox = outbox
        name = str(connection.settings_dict["NAME"])
        is_file = connection.vendor == "sqlite"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.actions.killed_settings",
            "DATABASE_URL": f"sqlite:///{name}"
            if is_file
            else os.environ["DATABASE_URL"].replace("/postgres?", f"/{name}?"),
            "SECRET_KEY": settings.SECRET_KEY,
            "OUTBOX": str(outbox),
        }

    def start(self, kill_at: str = "", on: int = 1) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", "send_reminders"],
            cwd=settings.BASE_DIR,
            env={**self.environment, "KILL_AT": kill_at, "KILL_ON": str(on)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, kill_at: str = "", on: int = 1) -> tuple[int, str, str]:
        process = self.start(kill_at, on)
        said, complained = process.communicate()
        return process.returncode, said, complained

    def sent(self) -> Counter[str]:
        """How many mails each address was sent."""
        mails = [mail for path in self.outbox.iterdir() for mail in path.read_bytes().split(LINE) if mail.strip()]
        return Counter(message_from_bytes(mail)["To"] for mail in mails)


@pytest.fixture
def command(tmp_path):
    return Command(tmp_path)


def in_state(state: str) -> set[str]:
    return set(Mail.objects.filter(state=state).values_list("to_address", flat=True))


def test_killed_at_every_kind_of_step_no_mail_leaves_twice_and_every_one_once(addresses, command, secretary):
    for step in STEPS:
        code, _, complained = command.run(kill_at=step, on=1 if step == "made" else 20)
        assert code == -signal.SIGKILL, complained

    code, said, complained = command.run()

    # Of what was cut off nobody can know whether it left: it is not sent again, and is named.
    cut_off = Mail.objects.filter(state="sending")
    named = [line for line in said.splitlines() if line.startswith("Cut off")]
    assert [line.rpartition("(")[2] for line in named] == [f"mail {mail.pk})" for mail in cut_off]
    assert (code, complained) == (1, "CommandError: 0 not sent, 2 cut off: see the page of mails.\n")
    lacking = addresses - set(command.sent())
    assert (len(cut_off), len(lacking)) == (2, 1)
    assert lacking < in_state("sending")
    assert in_state("sent") == addresses - in_state("sending")
    assert set(command.sent().values()) == {1}

    # The secretariat asks: what the outbox lacks is sent again, and the other arrived.
    later = timezone.now() + STILL_SENDING
    for mail in cut_off:
        decide = send_again if mail.to_address in lacking else say_it_arrived
        decide(mail, at=later, by=secretary)
    assert command.run() == (0, "1 sent.\n", "")
    assert command.sent() == Counter(addresses)
    assert in_state("sent") == addresses
    assert command.run() == (0, "0 sent.\n", "")


def test_two_runs_at_once_send_every_mail_once(addresses, command):
    runs = [command.start(), command.start()]
    answers = [run.communicate() for run in runs]

    assert [run.returncode for run in runs] == [0, 0], answers
    assert command.sent() == Counter(addresses)
    assert in_state("sent") == addresses
