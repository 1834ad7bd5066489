import datetime as dt
from itertools import pairwise

import pytest
from django.db import transaction

from actions.models import Action, ActionOwner, ActionSequence, ActionUpdate, Addressee, Advice, Recommendation, Status
from actions.models import Response as Answered
from meetings.models import AgendaItem, Attendance, Meeting, Minute
from organisations.models import Board, Membership, Organisation, OrganisationName, Person, Seat, Theme, User
from rr3tracker.demonstration.people import PASSWORD, SIGN_INS
from rr3tracker.scale.loading import load
from rr3tracker.scale.size import Size

TODAY = dt.date(2026, 3, 5)
SMALL = Size(boards=5, meetings=40, actions=240, seed=3)
DIRECTORY = (User, Organisation, OrganisationName, Person, Board, Seat, Membership, Theme)
RECORD = (Meeting, Attendance, AgendaItem, Minute, Action, ActionOwner, ActionUpdate)
ADVICE = (Advice, Recommendation, Addressee, Answered)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Loaded once for the whole file: what a test changes is undone after it, and all of it at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(SMALL, today=TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def scale(loaded, db):
    pass


@pytest.mark.parametrize("model", [*DIRECTORY, *RECORD, *ADVICE], ids=lambda model: model.__name__)
def test_every_row_is_one_that_its_form_would_accept(scale, model):
    rows = model._default_manager.all()
    assert rows
    for row in rows:
        row.full_clean()


def test_there_is_as_much_as_was_asked_for(scale):
    counted = {model.__name__: model.objects.count() for model in (Board, Meeting, Action, Advice, Recommendation)}
    assert counted == {"Board": 5, "Meeting": 40, "Action": 240, "Advice": 15, "Recommendation": 150}
    held = Meeting.objects.held_by(TODAY).count()
    assert (AgendaItem.objects.count(), Minute.objects.count()) == (40 * 8, held * 25)
    assert 10 * held < Attendance.objects.count() < 20 * held
    assert 2.5 < ActionUpdate.objects.count() / 240 < 3.5


def test_every_kind_of_thing_is_there(scale):
    assert set(Action.objects.values_list("status", flat=True)) == set(Status)
    assert set(Meeting.objects.values_list("minutes_stage", flat=True)) >= {"drafting", "approved", "published"}
    assert set(Minute.objects.values_list("kind", flat=True)) == set(Minute.Kind)
    assert set(Board.objects.values_list("minutes_visible_to", flat=True)) == set(Board.Visibility)
    assert set(Board.objects.values_list("attendance_of", flat=True)) == set(Board.AttendanceOf)
    assert Board.objects.filter(parent__isnull=False).count() == 1
    for field in ("person", "organisation", "seat"):
        assert ActionOwner.objects.filter(**{f"{field}__isnull": False}).exists()
    assert set(ActionOwner.objects.values_list("role", flat=True)) == {"", *ActionOwner.Role}
    assert ActionUpdate.objects.filter(reopens=True).exists()
    assert Action.objects.filter(raised_in__isnull=True).exists()
    assert AgendaItem.objects.filter(is_restricted=True).exists()


def test_an_action_stands_as_its_updates_say(scale):
    rows = Action.objects.as_at(TODAY).select_related("due_at")
    assert rows.count() == 240
    for row in rows:
        said = (row.status_then, row.due_then, row.closed_then if row.is_closed else None)
        assert said == (row.status, row.due_day, row.closed_on), row.reference


def test_each_update_begins_where_the_one_before_it_ended(scale):
    for action in Action.objects.select_related("due_at").prefetch_related("updates"):
        status = Status.OPEN
        updates = list(action.updates.order_by("reported_on", "pk"))
        for before, after in pairwise(updates):
            assert (before.due_after, before.due_words_after) == (after.due_before, after.due_words_before)
        for update in updates:
            assert update.status_before == status
            status = update.status_after
            assert action.raised_on < update.reported_on <= TODAY
        if updates:
            assert (updates[-1].due_after, updates[-1].due_words_after) == (action.due_day, action.due_words)


def test_what_a_paragraph_records_is_of_the_day_of_its_meeting(scale):
    for update in ActionUpdate.objects.filter(recorded_in__isnull=False).select_related("recorded_in__item__meeting"):
        assert update.reported_on == update.recorded_in.item.meeting.held_on
    for action in Action.objects.filter(raised_in__isnull=False).select_related("raised_in__item__meeting"):
        assert action.raised_on == action.raised_in.item.meeting.held_on


def test_numbers_go_on_after_the_last(scale):
    for sequence in ActionSequence.objects.all():
        numbers = list(Action.objects.filter(board=sequence.board).values_list("number", flat=True))
        assert sorted(numbers) == list(range(1, sequence.last_number + 1))


def test_what_has_happened_is_not_dated_after_today(scale):
    assert not Action.objects.filter(raised_on__gt=TODAY).exists()
    assert not ActionUpdate.objects.filter(reported_on__gt=TODAY).exists()
    assert not Answered.objects.filter(responded_on__gt=TODAY).exists()
    for stage in ("with_chair", "circulated", "approved", "published"):
        assert not Meeting.objects.filter(**{f"{stage}_at__date__gt": TODAY}).exists()


def test_a_board_alone_has_history(scale):
    kept = {
        model.__name__: model.history.count()
        for model in (*DIRECTORY, *RECORD, *ADVICE)
        if hasattr(model, "history") and model not in (User, Person)
    }
    assert {name: count for name, count in kept.items() if count} == {"Board": 5}


@pytest.mark.parametrize("row", SIGN_INS, ids=lambda row: row.email)
def test_who_signs_in_sees_their_register(scale, client, row):
    client.post("/accounts/login/", {"login": row.email, "password": PASSWORD})
    assert client.get("/actions/").context["page"].paginator.count > 0
