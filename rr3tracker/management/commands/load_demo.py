from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from organisations.models import User
from rr3tracker.demonstration.loading import holds_anything, load_demonstration
from rr3tracker.demonstration.people import PASSWORD, SIGN_INS, SignIn


class Command(BaseCommand):
    help = "Load boards, minutes and actions to try things out with, dated around today, into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there are records already")
        parser.add_argument("--show-sign-ins", action="store_true", help="only list the sign-ins of the demonstration")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["show_sign_ins"]:
            self.show_sign_ins()
        elif options["if_empty"] and holds_anything():
            self.stdout.write("The database holds records already: the demonstration was not loaded.")
        else:
            self.load()

    def load(self) -> None:
        if settings.HTTPS:
            raise CommandError(
                "The demonstration lets everybody sign in with a known password: "
                "it is loaded only where HTTPS=false says that nothing but this machine can reach the site."
            )
        try:
            load_demonstration(today=timezone.localdate())
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write("The demonstration was loaded.")

    def show_sign_ins(self) -> None:
        rows = sign_ins_that_work()
        if not rows:
            self.stdout.write("The demonstration's sign-ins are not in this database.")
            return
        self.stdout.write(f"Sign-ins, for demonstration only; the password of each is: {PASSWORD}")
        for row in rows:
            self.stdout.write(f"  {row.email:<24}{row.who}")


def sign_ins_that_work() -> list[SignIn]:
    """Those whose password is still the one that the demonstration gave."""
    users = User.objects.filter(email__in=[row.email for row in SIGN_INS], is_active=True)
    hashes = dict(users.values_list("email", "password"))
    # All were given one hash, and checking it is slow on purpose.
    working = {value for value in set(hashes.values()) if check_password(PASSWORD, value)}
    return [row for row in SIGN_INS if hashes.get(row.email) in working]
