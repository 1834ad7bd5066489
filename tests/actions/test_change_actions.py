"""Several actions changed at once, all or none, and undone at once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from actions.changing import Asked
from actions.issued import owners_in_words
from actions.models import Action, ActionChange, ActionOwner, ActionUpdate, Status
from actions.services import Due, change_actions, correct_action, undo_change
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_person,
    make_update,
)

WEEK = dt.timedelta(days=7)


@pytest.fixture
def three(board):
    ann = make_person("Ann Ashby")
    pier = make_organisation("Pier Trust")
    return [
        make_action(
            board, due_on=DAY + WEEK, owners=[ActionOwner(person=ann, is_lead=True), ActionOwner(role="chair")]
        ),
        make_action(board, due_text="After publication", owners=[ActionOwner(organisation=pier)]),
        make_action(board, due_at=make_meeting(board, held_on=DAY + 4 * WEEK)),
    ]


def asked(**details):
    return Asked(**{"reported_on": DAY + WEEK, **details})


def seen(actions):
    """The newest update of each, as somebody sees them now."""
    newest = {action.reference: action.updates.order_by("-pk").first() for action in actions}
    return {reference: update.pk if update else 0 for reference, update in newest.items()}


def change(actions, by, **details):
    return change_actions(actions, asked(**details), after=seen(actions), by=by, at=MOMENT)


def state(actions):
    rows = Action.objects.filter(pk__in=[action.pk for action in actions]).with_owners().order_by("pk")
    return [
        (action.status, action.due_on, action.due_at_id, action.due_text, owners_in_words(action)) for action in rows
    ]


def test_each_has_an_update_of_its_own_and_is_as_asked(three, secretary):
    made = change(
        three,
        secretary,
        status=Status.DELAYED,
        text="The data come in May.",
        due=Due(on=DAY + 9 * WEEK),
        owners=[ActionOwner(role="secretariat"), ActionOwner(words="Theme leads", is_lead=True)],
    )

    new = ("delayed", DAY + 9 * WEEK, None, "", ["Theme leads (lead)", "Secretariat"])
    assert state(three) == [new] * 3
    assert [(u.text, u.recorded_in, u.entered_by, u.part_of) for u in made.updates.all()] == [
        ("The data come in May.", None, secretary, made)
    ] * 3
    assert [u.owners_before for u in made.updates.order_by("pk")] == [
        ["Ann Ashby (lead)", "Chair"],
        ["Pier Trust"],
        [],
    ]
    assert made.summary == "3 actions: status “Delayed”, due 7 May 2026, owned by Theme leads (lead), Secretariat"


def test_is_recorded_in_a_paragraph(board, three, secretary):
    minute = make_minute(make_item(make_meeting(board, held_on=DAY + WEEK)))

    made = change(three, secretary, status=Status.COMPLETE, recorded_in=minute)

    assert {update.recorded_in for update in made.updates.all()} == {minute}
    assert [action[0] for action in state(three)] == ["complete"] * 3


def test_what_is_so_already_is_passed_over(three, secretary):
    make_update(three[0], Status.COMPLETE)

    made = change(three, secretary, status=Status.COMPLETE)

    assert [update.action for update in made.updates.order_by("pk")] == three[1:]
    with pytest.raises(ValidationError, match="Nothing would change"):
        change(three, secretary, status=Status.COMPLETE)


def test_owners_alone_are_said_in_words(three, secretary):
    made = change(three, secretary, owners=[ActionOwner(role="chair")])

    assert {update.text for update in made.updates.all()} == {"Owned by Chair from now on."}


REFUSED = {
    "closed": ({"text": "Done."}, "RR3-1: It is closed: tick “Reopen those that are closed”, or leave it out."),
    "closed, with no status to reopen to": (
        {"text": "Done.", "reopen": True},
        "RR3-1: It is closed: choose the status that it has once it is reopened.",
    ),
    "without a reason": (
        {"status": Status.DELAYED},
        "Say why: a delayed, referred or no longer needed action has a reason.",
    ),
    "due before it was raised": (
        {"due": Due(on=DAY - WEEK)},
        "It cannot be due before it was raised, on 5 March 2026.",
    ),
    "before it was raised": (
        {"text": "Done.", "reported_on": DAY - WEEK},
        "It was raised on 5 March 2026: it cannot be reported on before that.",
    ),
    "before it was last reported on": (
        {"text": "Done.", "reported_on": DAY},
        "It was reported on since, on 12 March 2026: choose that day or a later one.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_and_changes_none(three, secretary, case):
    details, message = REFUSED[case]
    make_update(three[0], Status.COMPLETE)
    before = state(three)

    with pytest.raises(ValidationError) as refusal:
        change(three, secretary, **details)

    assert any(message in said for said in refusal.value.messages)
    assert (state(three), ActionChange.objects.count(), ActionUpdate.objects.count()) == (before, 0, 1)


def test_refuses_what_is_of_another_board(board, three, secretary):
    other = make_board()
    mixed = [*three, make_action(other)]
    day = make_meeting(board, held_on=DAY + WEEK)

    with pytest.raises(ValidationError, match="The paragraph is in the minutes of another board"):
        change(mixed, secretary, text="Done.", recorded_in=make_minute(make_item(day)))
    with pytest.raises(ValidationError, match="It cannot be due at a meeting of another board"):
        change(mixed, secretary, due=Due(at=day))
    with pytest.raises(ValidationError, match="is not yours to report on"):
        change(mixed, secretary, text="Done.")
    assert ActionUpdate.objects.count() == 0


def test_refuses_what_was_reported_on_since_it_was_looked_at(three, secretary):
    looked_at = seen(three)
    make_update(three[1], Status.IN_PROGRESS)

    with pytest.raises(ValidationError, match="RR3-2: Somebody reported on it since you looked"):
        change_actions(three, asked(status=Status.COMPLETE), after=looked_at, by=secretary, at=MOMENT)
    assert ActionChange.objects.count() == 0


def test_a_double_click_makes_one_change(three, secretary):
    looked_at, what = seen(three), asked(status=Status.COMPLETE, text="Agreed.")
    first = change_actions(three, what, after=looked_at, by=secretary, at=MOMENT)

    assert change_actions(three, what, after=looked_at, by=secretary, at=MOMENT) == first
    assert ActionUpdate.objects.count() == 3
    other = asked(status=Status.COMPLETE, text="Otherwise.")
    with pytest.raises(ValidationError, match="Somebody reported on it"):
        change_actions(three, other, after=looked_at, by=secretary, at=MOMENT)


def test_no_more_than_a_hundred(board, secretary):
    actions = [make_action(board) for _ in range(101)]

    with pytest.raises(ValidationError, match="no more than 100"):
        change(actions, secretary, text="Done.")


def undo(made, by):
    return undo_change(made, by=by, at=MOMENT + WEEK, on=DAY + 2 * WEEK)


def test_undoing_brings_back_status_due_and_owners(three, secretary):
    before = state(three)
    made = change(
        three, secretary, status=Status.COMPLETE, due=Due(on=DAY + 9 * WEEK), owners=[ActionOwner(role="secretariat")]
    )

    undone = undo(made, secretary)

    assert state(three) == before
    assert undone.undoes == made
    assert [(u.reopens, u.reported_on, u.recorded_in) for u in undone.updates.all()] == [
        (True, DAY + 2 * WEEK, None)
    ] * 3
    assert {u.text for u in undone.updates.all()} == {"The change that was made to it on 12 March 2026 is undone."}
    assert ActionUpdate.objects.count() == 6


def test_undoing_leaves_what_the_set_did_not_change(three, secretary):
    change(three, secretary, due=Due(on=DAY + 3 * WEEK), owners=[ActionOwner(role="officials")])
    before = state(three)
    made = change(three, secretary, status=Status.IN_PROGRESS)
    undo(made, secretary)

    assert state(three) == before


def test_undoing_closes_again_what_was_reopened(board, secretary):
    other, old = make_action(board), make_action(board)
    make_update(old, Status.NO_LONGER_NEEDED, succeeded_by=other)
    made = change([old], secretary, status=Status.OPEN, reopen=True)
    undo(made, secretary)

    old.refresh_from_db()
    assert (old.status, old.succeeded_by) == ("no_longer_needed", other)


def test_an_undoing_can_be_undone(three, secretary):
    made = change(three, secretary, status=Status.COMPLETE, owners=[ActionOwner(role="secretariat")])
    after = state(three)
    undo(undo(made, secretary), secretary)

    assert state(three) == after


def test_undoing_is_refused_once_one_was_reported_on(three, secretary):
    made = change(three, secretary, status=Status.IN_PROGRESS)
    make_update(three[1], Status.COMPLETE, reported_on=DAY + 2 * WEEK)
    before = state(three)

    with pytest.raises(ValidationError, match="RR3-2 was reported on since, on 19 March 2026"):
        undo(made, secretary)
    assert state(three) == before


def test_undoing_is_refused_once_one_was_handed_on(three, secretary):
    made = change(three, secretary, owners=[ActionOwner(role="officials")])
    correct_action(three[2], text=three[2].text, owners=[])

    with pytest.raises(ValidationError, match="RR3-3 has other owners since"):
        undo(made, secretary)


def test_undoing_twice_is_refused(three, secretary):
    made = change(three, secretary, status=Status.IN_PROGRESS)
    undo(made, secretary)

    with pytest.raises(ValidationError, match="This was undone already"):
        undo(made, secretary)


def test_undoing_is_for_the_secretariat(three, secretary, member):
    made = change(three, secretary, status=Status.IN_PROGRESS)

    with pytest.raises(ValidationError, match="is not yours to report on"):
        undo(made, member)


def test_undoing_says_who_has_another_name_now(three, secretary):
    made = change(three, secretary, owners=[ActionOwner(role="officials")])
    ann = three[0].owners.model.history.filter(person__isnull=False).first().person
    ann.name = "Ann Brook"
    ann.save()

    with pytest.raises(ValidationError, match="who have other names now: hand it on instead"):
        undo(made, secretary)
