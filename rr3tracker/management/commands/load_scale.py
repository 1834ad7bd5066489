from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from rr3tracker.demonstration.people import PASSWORD, SIGN_INS
from rr3tracker.scale.loading import load, tell_the_planner
from rr3tracker.scale.size import Size


class Command(BaseCommand):
    help = (
        "Load as many invented boards, meetings and actions as are asked for, dated up to today, into an empty "
        "database: to measure with. The same seed gives the same records."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        usual = Size()
        for name in ("boards", "meetings", "actions", "seed"):
            parser.add_argument(f"--{name}", type=int, default=getattr(usual, name), help="default %(default)s")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.HTTPS:
            raise CommandError(
                "The records come with sign-ins whose password everybody knows: they are loaded only where "
                "HTTPS=false says that nothing but this machine can reach the site."
            )
        size = Size(**{name: options[name] for name in ("boards", "meetings", "actions", "seed")})
        try:
            load(size, today=timezone.localdate())
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        tell_the_planner()
        self.stdout.write(
            f"{size.boards} boards, {size.meetings} meetings and {size.actions} actions were loaded. "
            f"Sign in as {', '.join(row.email for row in SIGN_INS)}; the password of each is: {PASSWORD}"
        )
