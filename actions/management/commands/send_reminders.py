"""Makes the mails that owners of actions are due, and sends those that are ready: `manage.py send_reminders`, from a timer."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone

from actions.mailing.keeping import leaves, make_mails
from actions.mailing.planning import plan_board
from actions.mailing.sending import Run, send_ready
from actions.models import Mail
from organisations.models import Board

State = Mail.State


class Command(BaseCommand):
    help = (
        "Make the mails that owners of actions are due today, and send those that are ready. Safe to run as often as one "
        "likes, on several machines at once. Ends with an error where a mail failed or was cut off while it was sent."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be made and sent; write and send nothing"
        )

    def handle(self, **options: Any) -> None:
        at = timezone.now()
        if options["dry_run"]:
            self._say_what_would_be(today=timezone.localdate(at), at=at)
            return
        for board in _boards(on=timezone.localdate(at)):
            kept = make_mails(board, today=timezone.localdate(at), at=at)
            if kept.made or kept.changed or kept.dropped:
                self._say(
                    f"{board.short_name}: {kept.made} made, {kept.changed} changed, {kept.dropped} not needed any more."
                )
        self._say_what_was(send_ready(now=timezone.now))

    def _say_what_would_be(self, *, today: dt.date, at: dt.datetime) -> None:
        would = Counter[str]()
        for board in _boards(on=today):
            plan = plan_board(board, today=today, at=at)
            for draft in plan.drafts:
                what = "Sent" if leaves(draft, plan.terms) else "To be looked at"
                would[what] += 1
                self._say(f"{what}: {draft.occasion.person.name}: {draft.written.subject}")
            for mail in plan.to_drop:
                self._say(f"Not needed any more: {mail.person.name}: {mail.subject}")
        self._say(f"This would be done; nothing was. {would['Sent']} would be sent.")

    def _say_what_was(self, run: Run) -> None:
        waiting = Mail.objects.filter(state=State.WAITING).count()
        if waiting:
            self._say(f"{waiting} wait{'s' if waiting == 1 else ''} to be looked at.")
        self._say(f"{len(run.sent)} sent.")
        for mail in run.failed:
            self._say(f"Not sent: {_named(mail)}: {mail.trouble}")
        for mail in run.cut_off:
            self._say(f"Cut off while it was sent, and not sent again until the secretariat says so: {_named(mail)}")
        if run.stopped:
            raise CommandError(f"The mail server could not be reached, so the run stopped: {run.stopped}")
        if run.failed or run.cut_off:
            raise CommandError(f"{len(run.failed)} not sent, {len(run.cut_off)} cut off: see the page of mails.")

    def _say(self, line: str) -> None:
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        self.stdout.write(line.encode(encoding, "replace").decode(encoding))


def _boards(*, on: dt.date) -> list[Board]:
    return list(Board.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=on)))


def _named(mail: Mail) -> str:
    return f"{mail.person.name}, {mail.subject} (mail {mail.pk})"
