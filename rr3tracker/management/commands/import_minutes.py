"""Reads a document of minutes in: `manage.py import_minutes FILE`, or with --dry-run to see first."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, transaction
from django.utils import timezone

from meetings.models import MinutesStage
from meetings.reading import Reading, UnreadableDocument, decode, read, require_minutes
from organisations.dates import read_date
from organisations.models import User
from rr3tracker.importing import Source, read_source, record_minutes
from rr3tracker.importing.text import one_line


class Command(BaseCommand):
    help = "Record a meeting from a document of its minutes: plain text or Markdown."
    # Reading needs none of what the checks look at, and should start at once.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--board", default="", metavar="SLUG", help="the board, if not the one the document names")
        parser.add_argument("--date", type=_day, metavar="DAY", help="the day of the meeting, such as 2025-03-05")
        parser.add_argument("--stage", choices=MinutesStage.values, default=MinutesStage.DRAFTING.value)
        parser.add_argument("--by", default="", metavar="EMAIL", help="whoever reads it in: a user")
        parser.add_argument("--dry-run", action="store_true", help="record nothing; say what would be recorded")
        parser.add_argument("--json", action="store_true", help="with --dry-run: print what was read, as JSON")

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        if options["json"] and not options["dry_run"]:
            raise CommandError("--json prints what was read and records nothing: give it with --dry-run.")
        try:
            source = read_source(path)
            reading = read(decode(source.data))
            require_minutes(reading)
        except UnreadableDocument as problem:
            raise CommandError(f"{_shown(path)}: {problem}") from None
        if options["json"]:
            # In ASCII, for a terminal or a pipe of any encoding.
            self.stdout.write(json.dumps(reading.as_json(), indent=2))
            return
        try:
            lines = self._record(reading, source, options)
        except ValidationError as problem:
            raise CommandError(f"{_shown(path)}: {' '.join(problem.messages)}") from None
        except DatabaseError as problem:
            reason = " ".join(str(problem).split()) or "no reason given"
            raise CommandError(f"The database refused, and nothing was recorded: {reason}") from None
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        for line in lines:
            self.stdout.write(line.encode(encoding, "replace").decode(encoding))

    def _record(self, reading: Reading, source: Source, options: dict[str, Any]) -> list[str]:
        """What was recorded, in lines; with --dry-run it is undone again."""
        with transaction.atomic():
            outcome = record_minutes(
                reading,
                source,
                at=timezone.localtime(),
                board_slug=options["board"],
                held_on=options["date"],
                stage=options["stage"],
                by=_user(options["by"]),
            )
            lines = list(outcome.lines())
            transaction.set_rollback(options["dry_run"])
        heading = "This would be recorded; nothing was." if options["dry_run"] else "Recorded."
        return [heading, *lines]


def _user(email: str) -> User | None:
    email = one_line(email)
    if not email:
        return None
    try:
        return User.objects.get_by_natural_key(email)
    except User.DoesNotExist:
        raise ValidationError(f"There is no user with the e-mail address {email}.") from None


def _day(text: str) -> dt.date:
    try:
        return read_date(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date: write it as 2025-03-05") from None


def _shown(path: Path) -> str:
    """The path in a form that any terminal can print."""
    return str(path).encode("utf-8", "replace").decode().replace("\n", " ")
