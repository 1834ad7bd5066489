import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction

from actions.models import Action, ActionOwner, ActionSequence
from actions.services import AGREED, Due, correct_action, raise_action, set_owners
from tests.factories import DAY, make_action, make_board, make_item, make_meeting, make_minute, make_person, make_update


@pytest.mark.django_db
def test_references_count_up_on_each_board_by_itself():
    rr3, rrb = make_board(reference_prefix="RR3"), make_board(reference_prefix="RRB")

    references = [make_action(board).reference for board in (rr3, rr3, rrb, rr3)]

    assert references == ["RR3-1", "RR3-2", "RRB-1", "RR3-3"]


@pytest.mark.django_db
def test_a_refused_action_leaves_no_gap_in_the_references(board):
    with pytest.raises(ValidationError):
        raise_action(board, text=" ", raised_on=DAY)

    assert make_action(board).reference == "RR3-1"


@pytest.mark.django_db
def test_a_reference_outlives_a_change_of_prefix(board):
    action = make_action(board)
    board.reference_prefix = "NEW"
    board.save()

    assert Action.objects.get(pk=action.pk).reference == "RR3-1"
    assert make_action(board).reference == "NEW-2"


@pytest.mark.django_db(transaction=True)
def test_a_number_is_only_taken_inside_a_transaction(board):
    with pytest.raises(transaction.TransactionManagementError, match="inside a transaction"):
        ActionSequence.next_for(board.pk)


@pytest.mark.django_db(transaction=True)
def test_people_saving_at_once_get_references_of_their_own(board):
    start = threading.Barrier(4)
    failures = []

    def save():
        try:
            start.wait()
            for _ in range(3):
                raise_action(board, text="At once", raised_on=DAY)
        except Exception as failure:  # whatever it is, the test shows it
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert sorted(Action.objects.values_list("number", flat=True)) == list(range(1, 13))


@pytest.mark.django_db
def test_an_action_due_before_it_was_raised_is_refused(board):
    with pytest.raises(ValidationError, match="cannot be due before it was raised"):
        raise_action(board, text="Do it", raised_on=DAY, due=Due(on=DAY - dt.timedelta(days=1)))


@pytest.mark.django_db
def test_an_action_due_at_a_meeting_of_another_board_is_refused(board):
    with pytest.raises(ValidationError, match="a meeting of another board"):
        raise_action(board, text="Do it", raised_on=DAY, due=Due(at=make_meeting()))


@pytest.mark.django_db
def test_an_action_raised_in_the_minutes_of_another_board_is_refused(board):
    with pytest.raises(ValidationError, match="the minutes of another board"):
        raise_action(board, text="Do it", raised_on=DAY, raised_in=make_minute(make_item(make_meeting())))


@pytest.mark.django_db
def test_owners_keep_their_order_with_the_lead_first(board):
    person = make_person("Ana Bello")
    owners = [ActionOwner(words="Theme leads"), ActionOwner(role="chair"), ActionOwner(person=person, is_lead=True)]

    action = raise_action(board, text="Do it", raised_on=DAY, owners=owners)

    assert [owner.name for owner in action.owners.all()] == ["Ana Bello", "Theme leads", "Chair"]


@pytest.mark.django_db
def test_setting_the_same_owners_again_writes_no_history(board):
    def owners():
        return [ActionOwner(words="Theme leads"), ActionOwner(role="chair", is_lead=True)]

    action = raise_action(board, text="Do it", raised_on=DAY, owners=owners())
    set_owners(action, owners())

    assert ActionOwner.history.count() == 2


@pytest.mark.django_db
def test_the_lead_passes_from_one_owner_to_another(board):
    action = raise_action(board, text="Do it", raised_on=DAY, owners=[ActionOwner(words="A", is_lead=True)])

    set_owners(action, [ActionOwner(words="A"), ActionOwner(words="B", is_lead=True)])

    assert [(owner.name, owner.is_lead) for owner in action.owners.all()] == [("B", True), ("A", False)]


@pytest.mark.django_db
def test_correcting_the_text_keeps_a_status_that_was_reported_meanwhile(board):
    action = make_action(board)
    as_the_form_read_it = Action.objects.get(pk=action.pk)
    make_update(action, Action.Status.COMPLETE)

    correct_action(as_the_form_read_it, text="In other words", owners=[])

    now = Action.objects.get(pk=action.pk)
    assert (now.text, now.status) == ("In other words", "complete")
    assert as_the_form_read_it.status == "complete"


@pytest.mark.parametrize("stage", ["approved", "published"])
@pytest.mark.django_db
def test_the_words_that_were_agreed_do_not_change_but_the_owners_may(stage):
    action = make_action(raised_in=make_minute(make_item(make_meeting(stage=stage))), text="Do it")

    with pytest.raises(ValidationError, match=AGREED):
        correct_action(action, text="Do the other", owners=[])
    correct_action(action, text="Do it ", owners=[ActionOwner(words="Theme leads")])

    assert [owner.name for owner in Action.objects.get().owners.all()] == ["Theme leads"]
