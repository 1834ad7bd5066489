import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction

from actions.models import Action
from meetings.models import Minute
from organisations.models import Board, Person
from rr3tracker.scale.loading import load
from rr3tracker.scale.size import Size
from tests.factories import make_board

TODAY = dt.date(2026, 3, 5)


def test_the_same_seed_gives_the_same_records_and_another_gives_others(db):
    drawn = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            load(Size(boards=2, meetings=8, actions=30, seed=seed), today=TODAY)
            rows = Action.objects.order_by("reference").values_list(
                "reference", "text", "status", "due_on", "raised_on"
            )
            paragraphs = Minute.objects.order_by("item__meeting__held_on", "number").values_list("number", "text")
            drawn.append((list(rows), list(paragraphs), list(Person.objects.order_by("name").values_list("name"))))
            transaction.set_rollback(True)
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


def test_the_command_says_what_it_loaded_and_how_to_sign_in(db, capsys):
    call_command("load_scale", "--boards=1", "--meetings=4", "--actions=5")
    assert capsys.readouterr().out == (
        "1 boards, 4 meetings and 5 actions were loaded. Sign in as secretary@example.org, member@example.org, "
        "official@example.org, admin@example.org; the password of each is: just-a-demonstration\n"
    )


def test_the_command_refuses_a_database_with_records(db):
    make_board()
    with pytest.raises(CommandError, match="goes into an empty one alone"):
        call_command("load_scale")


def test_the_command_refuses_a_site_that_others_can_reach(db, settings):
    settings.HTTPS = True
    with pytest.raises(CommandError, match="whose password everybody knows"):
        call_command("load_scale")


@pytest.mark.parametrize("size", [Size(boards=0), Size(boards=5, meetings=14), Size(boards=5, actions=4)])
def test_a_size_at_which_a_board_would_have_nothing_is_refused(db, size):
    with pytest.raises(ValidationError, match="Each board has three meetings"):
        load(size, today=TODAY)
    assert not Board.objects.exists()
