import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from actions.models import Action, ActionUpdate
from meetings.models import Attendance, Meeting, Minute
from organisations.models import Board, User
from rr3tracker.demonstration.loading import load_demonstration
from rr3tracker.demonstration.people import PASSWORD, SIGN_INS
from tests.factories import make_board, make_organisation, make_user

TODAY = dt.date(2026, 3, 5)


def test_the_command_loads_an_empty_database(db, capsys):
    call_command("load_demo", "--if-empty")
    assert capsys.readouterr().out == "The demonstration was loaded.\n"
    assert Board.objects.count() == 3


@pytest.mark.parametrize("make", [make_board, make_organisation, make_user])
def test_if_empty_does_nothing_where_there_are_records_and_says_so(db, capsys, make):
    make()
    call_command("load_demo", "--if-empty")
    assert capsys.readouterr().out == "The database holds records already: the demonstration was not loaded.\n"
    assert not Meeting.objects.exists()


def test_the_command_refuses_a_database_with_records(db):
    make_board()
    with pytest.raises(CommandError, match="the demonstration goes into an empty one alone"):
        call_command("load_demo")


def test_a_load_that_fails_half_way_leaves_nothing(db, monkeypatch):
    def fail(*args, **kwargs):
        raise ValidationError("Stopped.")

    monkeypatch.setattr("rr3tracker.demonstration.loading.play", fail)
    with pytest.raises(CommandError, match="Stopped"):
        call_command("load_demo")
    assert not User.objects.exists()
    assert not Board.objects.exists()


def test_the_command_refuses_a_site_that_others_can_reach(db, settings):
    settings.HTTPS = True
    with pytest.raises(CommandError, match="sign in with a known password"):
        call_command("load_demo")


def test_no_sign_ins_are_shown_where_there_are_none(db, capsys):
    call_command("load_demo", "--show-sign-ins")
    assert PASSWORD not in capsys.readouterr().out


def test_the_password_is_one_that_the_validators_accept(db):
    from django.contrib.auth.password_validation import validate_password

    for row in SIGN_INS:
        validate_password(PASSWORD, User(email=row.email))


def test_two_loads_on_the_same_day_are_alike(db):
    load_demonstration(today=TODAY)
    before = everything()
    for model in reversed(list(apps.get_models(include_auto_created=True))):
        if model._meta.app_label in ("actions", "meetings", "organisations", "account"):
            model._base_manager.all()._raw_delete("default")
    load_demonstration(today=TODAY)
    assert everything() == before


def everything():
    """What pages show, without the ids that the database gives."""
    return [
        list(Meeting.objects.order_by("board__slug", "held_on").values_list("board__slug", "held_on", "minutes_stage")),
        list(Attendance.objects.order_by("pk").values_list("person__name", "organisation__name", "status")),
        list(Minute.objects.order_by("pk").values_list("number", "kind", "text")),
        list(Action.objects.order_by("reference").values_list("reference", "text", "status", "due_on", "closed_on")),
        list(ActionUpdate.objects.order_by("pk").values_list("action__reference", "text", "reported_on", "entered_at")),
    ]


class AnyDay(TestCase):
    @settings(max_examples=1, suppress_health_check=list(HealthCheck))
    @example(dt.date(2025, 1, 2))
    @example(dt.date(2028, 2, 29))
    @given(today=st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)))
    def test_it_loads_on_any_day_with_every_figure(self, today):
        load_demonstration(today=today)
        actions = Action.objects.all()
        assert actions.overdue(on=today)
        assert actions.due_soon(on=today)
        assert not ActionUpdate.objects.filter(reported_on__gt=today).exists()
        assert {day.weekday() for day in Meeting.objects.values_list("held_on", flat=True)} == {1, 2, 3}
