"""Actions are handed on: one, or what somebody leaves who has left the board."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from actions.leavers import leavers_of
from actions.models import Action, ActionOwner
from actions.services import change_owners, hand_on
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_membership,
    make_organisation,
    make_person,
    make_seat,
    make_update,
)

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=30)


def owner(**who):
    return ActionOwner(**who)


def names(action):
    return [(row.name, row.is_lead) for row in action.owners.all()]


def test_new_owners_are_an_update_that_names_who_was_before(secretary, board):
    ann, ben = make_person("Ann Ashby"), make_person("Ben Birch")
    action = make_action(board, owners=[owner(person=ann, is_lead=True)])

    update = change_owners(
        action, owners=[owner(person=ben)], reported_on=LATER, text="Ann has left.", by=secretary, at=MOMENT
    )

    assert names(action) == [("Ben Birch", False)]
    assert (update.owners_before, update.owners_after) == (["Ann Ashby (lead)"], ["Ben Birch"])
    assert (update.text, update.status_before, update.status_after) == ("Ann has left.", "open", "open")


def test_who_takes_over_leads_where_the_other_led_and_joint_owners_stay(secretary, board):
    ann, ben, cy = (make_person(name) for name in ("Ann Ashby", "Ben Birch", "Cy Dale"))
    action = make_action(board, owners=[owner(person=ann, is_lead=True), owner(person=cy)])
    action.owners.filter(person=cy).update(done_on=LATER)

    rows = action.owners.filter(person=ann).select_related("action__board")
    hand_on(rows, to=owner(person=ben), reported_on=LATER, text="Left.", by=secretary, at=MOMENT)

    assert names(action) == [("Ben Birch", True), ("Cy Dale", False)]
    assert action.owners.get(person=cy).done_on == LATER


def test_who_owned_it_already_owns_it_once_and_leads(secretary, board):
    ann, cy = make_person("Ann Ashby"), make_person("Cy Dale")
    action = make_action(board, owners=[owner(person=ann, is_lead=True), owner(person=cy)])

    hand_on([action.owners.get(person=ann)], to=owner(person=cy), reported_on=LATER, text="L.", by=secretary, at=MOMENT)

    assert names(action) == [("Cy Dale", True)]


def test_all_are_handed_on_or_none(secretary, board):
    ann, ben = make_person("Ann Ashby"), make_person("Ben Birch")
    first = make_action(board, owners=[owner(person=ann)])
    second = make_action(board, owners=[owner(person=ann)])
    rows = list(ActionOwner.objects.filter(person=ann))
    make_update(second, status="complete")

    with pytest.raises(ValidationError, match="is closed: there is nothing to hand on"):
        hand_on(rows, to=owner(person=ben), reported_on=LATER, text="Left.", by=secretary, at=MOMENT)
    assert names(first) == [("Ann Ashby", False)]


def test_no_reason_is_refused(secretary, board):
    with pytest.raises(ValidationError, match="Say why it is handed on"):
        change_owners(make_action(board), owners=[], reported_on=LATER, text=" ", by=secretary, at=MOMENT)


def test_a_member_hands_nothing_on(member, board):
    action = make_action(board, owners=[owner(person=make_person())])

    with pytest.raises(ValidationError, match="is not yours to report on"):
        change_owners(action, owners=[], reported_on=LATER, text="Mine no more.", by=member, at=MOMENT)


def left(board, person, on=DAY, **term):
    return make_membership(board, person=person, ends_on=on, **term)


LEFT_OR_NOT = {
    "who left": (lambda b, p: left(b, p), ["Left the board on 5 March 2026."]),
    "who leaves soon": (lambda b, p: left(b, p, LATER + dt.timedelta(days=20)), ["Leaves the board on 24 April 2026."]),
    "who leaves in a year": (lambda b, p: left(b, p, LATER + dt.timedelta(days=365)), []),
    "who came back": (lambda b, p: (left(b, p), make_membership(b, person=p, starts_on=LATER)), []),
    "who sits": (lambda b, p: make_membership(b, person=p), []),
    "who never sat": (lambda b, p: None, []),
}


@pytest.mark.parametrize("case", LEFT_OR_NOT)
def test_whose_actions_are_to_be_handed_on(board, case):
    person = make_person()
    action = make_action(board, owners=[owner(person=person)])
    make_action(board, owners=[owner(words="Theme leads"), owner(role="chair")])
    made, why = LEFT_OR_NOT[case]
    made(board, person)

    found = leavers_of(board, on=LATER)

    assert [leaver.why for leaver in found] == why
    assert [row.action for leaver in found for row in leaver.rows] == [action] * len(why)


def test_a_vacant_seat_and_an_organisation_that_nobody_acts_for_are_leavers_too(board):
    seat, body = make_seat(board, title="Large provider"), make_organisation("Dovecote")
    make_membership(board, organisation=body, ends_on=DAY)
    make_action(board, owners=[owner(seat=seat), owner(organisation=body)])

    assert [(leaver.name, leaver.why) for leaver in leavers_of(board, on=LATER)] == [
        ("Dovecote", "Nobody acts for it on the board after 5 March 2026."),
        ("Large provider", "The seat is vacant."),
    ]


def test_who_has_the_seat_now_is_named(board):
    seat, ann, ben = make_seat(board, title="Large provider"), make_person("Ann Ashby"), make_person("Ben Birch")
    left(board, ann, seat=seat)
    make_membership(board, person=ben, seat=seat, starts_on=LATER)
    make_action(board, owners=[owner(person=ann)])

    assert [leaver.successor for leaver in leavers_of(board, on=LATER)] == [
        "Ben Birch has the seat “Large provider” now."
    ]


def test_what_is_closed_or_done_is_not_handed_on(board):
    ann = make_person()
    left(board, ann)
    make_update(make_action(board, owners=[owner(person=ann)]), status="complete")
    make_action(board, owners=[owner(person=ann, done_on=DAY), owner(words="Others")])

    assert leavers_of(board, on=LATER) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(board, rows, django_assert_num_queries):
    for _ in range(rows):
        person = make_person()
        left(board, person)
        make_action(board, owners=[owner(person=person)])

    with django_assert_num_queries(2):
        assert len(leavers_of(board, on=LATER)) == rows


def test_the_page_hands_on_what_is_ticked(client, secretary, board):
    ann, ben = make_person("Ann Ashby"), make_person("Ben Birch")
    left(board, ann)
    first, second = (make_action(board, owners=[owner(person=ann)]) for _ in range(2))
    client.force_login(secretary)
    address = reverse("actions:board_hand_on", args=[board.slug])
    data = {"rows": [first.owners.get().pk], "to": f"person:{ben.pk}", "text": "Ann left.", "reported_on": "6/3/2026"}

    response = client.post(address, data, follow=True)

    assert "1 action was handed on." in response.text
    assert [names(action) for action in (first, second)] == [[("Ben Birch", False)], [("Ann Ashby", False)]]


def test_the_page_keeps_what_was_ticked_and_typed(client, secretary, board):
    ann = make_person("Ann Ashby")
    left(board, ann)
    action = make_action(board, owners=[owner(person=ann)])
    client.force_login(secretary)

    response = client.post(
        reverse("actions:board_hand_on", args=[board.slug]),
        {"rows": [action.owners.get().pk], "text": "Ann left us.", "reported_on": "31/2/2026"},
    )

    assert "Choose who takes them over." in response.text
    assert "Ann left us.</textarea>" in response.text
    assert f'value="{action.owners.get().pk}" id="row-{action.owners.get().pk}" checked' in response.text


def test_the_board_says_that_there_is_something_to_hand_on_to_its_secretariat_alone(client, secretary, member, board):
    ann = make_person("Ann Ashby")
    left(board, ann)
    make_action(board, owners=[owner(person=ann)])

    said = {}
    for user in (secretary, member):
        client.force_login(user)
        said[user] = "1 open action to hand on" in client.get(board.get_absolute_url()).text.replace("</a>", "")

    assert said == {secretary: True, member: False}


def test_one_action_is_handed_on_by_its_page(client, secretary, board):
    seat = make_seat(board, title="Large provider")
    action = make_action(board, owners=[owner(words="Theme leads")])
    client.force_login(secretary)
    data = {
        "owners-TOTAL_FORMS": 1,
        "owners-INITIAL_FORMS": 0,
        "owners-0-who": f"seat:{seat.pk}",
        "text": "As agreed.",
        "reported_on": str(timezone.localdate()),
        "after": 0,
    }

    response = client.post(reverse("actions:action_hand_on", args=[action.reference]), data, follow=True)

    assert f"{action.reference} was handed on." in response.text
    assert names(Action.objects.get()) == [("Large provider", False)]
    assert "Seat, vacant" in response.text
    assert "Theme leads <span" in response.text


def test_a_day_before_the_newest_report_is_refused_and_nothing_changes(secretary, board):
    action = make_action(board, owners=[owner(person=make_person("Ann Ashby"))])
    make_update(action, reported_on=LATER)

    with pytest.raises(ValidationError, match="was reported on since that day"):
        hand_on(action.owners.all(), to=owner(words="Others"), reported_on=DAY, text="L.", by=secretary, at=MOMENT)
    assert names(action) == [("Ann Ashby", False)]


def test_nobody_takes_over_with_a_part_that_is_done_nor_what_they_have(secretary, board):
    ann, cy = make_person("Ann Ashby"), make_person("Cy Dale")
    action = make_action(board, owners=[owner(person=ann), owner(person=cy)])
    action.owners.filter(person=cy).update(done_on=LATER)
    row = action.owners.get(person=ann)

    for taker, message in ((cy, "The part of Cy Dale in RR3-1 is done"), (ann, "is owned by Ann Ashby already")):
        with pytest.raises(ValidationError, match=message):
            hand_on([row], to=owner(person=taker), reported_on=LATER, text="L.", by=secretary, at=MOMENT)
    with pytest.raises(ValidationError, match="there is nothing to hand on"):
        hand_on(
            action.owners.filter(person=cy),
            to=owner(words="Others"),
            reported_on=LATER,
            text="L.",
            by=secretary,
            at=MOMENT,
        )


def test_what_was_handed_on_meanwhile_is_refused(secretary, board):
    action = make_action(board, owners=[owner(person=make_person("Ann Ashby"))])
    seen = action.owners.get()
    hand_on([seen], to=owner(words="Others"), reported_on=LATER, text="Left.", by=secretary, at=MOMENT)

    with pytest.raises(ValidationError, match="is not owned by Ann Ashby any more"):
        hand_on([seen], to=owner(words="Theme leads"), reported_on=LATER, text="Left.", by=secretary, at=MOMENT)


def test_who_is_of_an_organisation_acts_for_it_without_the_membership_saying_so(board):
    body = make_organisation("Dovecote")
    make_action(board, owners=[owner(organisation=body)])
    gone = left(board, make_person("Ann Ashby", organisation=body))

    assert [leaver.name for leaver in leavers_of(board, on=LATER)] == ["Dovecote"]
    make_membership(board, person=make_person("Ben Birch", organisation=body), starts_on=gone.ends_on)
    assert leavers_of(board, on=LATER) == []


def test_the_edit_form_says_when_to_hand_on_instead(client, secretary, board):
    action = make_action(board)
    client.force_login(secretary)
    link = f'href="{reverse("actions:action_hand_on", args=[action.reference])}">hand it on</a>'

    assert link in client.get(f"/actions/{action.reference}/edit/").text
    assert "hand it on" not in client.get("/actions/add/?board=rr3").text


def test_a_status_that_was_reported_meanwhile_stands(secretary, board):
    action = make_action(board, owners=[owner(person=make_person("Ann Ashby"))])
    as_the_form_read_it = Action.objects.get(pk=action.pk)
    make_update(action, "to_be_agreed")

    update = change_owners(
        as_the_form_read_it, owners=[owner(role="chair")], reported_on=LATER, text="Left.", by=secretary, at=MOMENT
    )

    assert (update.status_before, update.status_after) == ("to_be_agreed", "to_be_agreed")
    assert Action.objects.get(pk=action.pk).status == "to_be_agreed"
