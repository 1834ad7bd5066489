"""Approved minutes do not change: every service that writes to a meeting refuses, and nothing has changed."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

import actions.services
import meetings.services
from actions.changing import Asked
from actions.models import Action, ActionOwner, ActionUpdate
from actions.services import (
    AGREED,
    change_actions,
    change_owners,
    correct_action,
    merge_action,
    raise_action,
    refer_action,
    report_progress,
    reword_actions,
)
from meetings.guests import Guest
from meetings.models import AgendaItem, Attendance, Document, Meeting, Minute, MinuteComment
from meetings.services import (
    LOCKED,
    ForRead,
    GuestLine,
    RollLine,
    accept_warnings,
    add_item,
    add_paper,
    add_paragraph,
    approve_minutes,
    change_item,
    change_paper,
    change_paragraph,
    defer_item,
    delete_item,
    delete_paper,
    delete_paragraph,
    make_comment,
    move_item,
    move_paragraph,
    place_item,
    save_item_text,
    save_meeting,
    save_roll,
    take_after_all,
    take_roll,
    text_version,
    version_of,
)
from meetings.writing.text import show
from organisations.models import Person
from rr3tracker.checks.circulating import circulate
from rr3tracker.moving import change_meeting
from rr3tracker.taking.approving import approve
from rr3tracker.taking.issuing import issue_actions, put_on_register
from rr3tracker.taking.placing import place_words
from rr3tracker.taking.saving import save_text
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_attendance,
    make_board,
    make_document,
    make_item,
    make_meeting,
    make_minute,
    make_person,
)

WRITTEN = (Meeting, AgendaItem, Minute, Attendance, Document, MinuteComment, Action, ActionOwner, ActionUpdate, Person)
PARAGRAPH = {"text": "Else.", "level": 2, "kind": "discussion"}
NOT_CIRCULATED = "Comments are made while the minutes are circulated."

SERVICES: dict[str, Callable[[Any], Any]] = {
    "save_meeting": lambda x: save_meeting(x.meeting, by=x.by),
    "change_meeting": lambda x: change_meeting(x.meeting, by=x.by),
    "save_roll": lambda x: save_roll(x.meeting, [], by=x.by),
    "take_roll": lambda x: take_roll(x.meeting, [GuestLine(Guest("Ann Ashby", name="Ann Ashby"), RollLine())], by=x.by),
    "add_item": lambda x: add_item(x.meeting, title="More", by=x.by),
    "change_item": lambda x: change_item(x.item, title="Else", by=x.by),
    "move_item": lambda x: move_item(x.item, up=False, by=x.by),
    "place_item": lambda x: place_item(x.empty, before=x.item, by=x.by),
    "delete_item": lambda x: delete_item(x.empty, by=x.by),
    "defer_item": lambda x: defer_item(x.item, by=x.by),
    "defer_item to it": lambda x: defer_item(x.earlier, to=x.meeting, by=x.by),
    "take_after_all": lambda x: take_after_all(x.item, by=x.by),
    "add_paragraph": lambda x: add_paragraph(x.item, by=x.by, **PARAGRAPH),
    "change_paragraph": lambda x: change_paragraph(x.minute, version=version_of(x.minute), by=x.by, **PARAGRAPH),
    "move_paragraph": lambda x: move_paragraph(x.minute, up=False, by=x.by),
    "delete_paragraph": lambda x: delete_paragraph(x.last, by=x.by),
    "save_item_text": lambda x: save_item_text(x.item, text=x.text, version=x.version, by=x.by),
    "save_text": lambda x: save_text(x.item, text=x.text, version=x.version, by=x.by),
    "place_words": lambda x: place_words(x.item, words="Else.", by=x.by),
    "add_paper": lambda x: add_paper(x.meeting, title="Late", at=MOMENT, by=x.by, file_name="a.txt", data=b"a"),
    "change_paper": lambda x: change_paper(x.paper, title="Else", item=None, state="attached", by=x.by),
    "delete_paper": lambda x: delete_paper(x.paper, by=x.by),
    "make_comment": lambda x: make_comment(x.minute, text="Not so.", at=MOMENT, by=x.by),
    "accept_warnings": lambda x: accept_warnings(x.meeting, keys=["a"], reason="Settled.", at=MOMENT, by=x.by),
    "circulate": lambda x: circulate(x.meeting, comments_by=None, at=MOMENT, by=x.by, confirmed=True),
    "approve_minutes": lambda x: approve_minutes(
        x.meeting, at_meeting=x.later, amendments=[ForRead(x.minute.pk, "said", "sung")], at=MOMENT, by=x.by
    ),
    "approve": lambda x: approve(x.meeting, at_meeting=x.later, at=MOMENT, by=x.by),
    "put_on_register": lambda x: put_on_register(x.meeting, at=MOMENT, by=x.by),
    "issue_actions": lambda x: issue_actions(x.meeting, at=MOMENT, by=x.by),
    "raise_action in it": lambda x: raise_action(x.board, text="Do more", raised_on=DAY, raised_in=x.minute),
    "report_progress in it": lambda x: report_progress(
        x.between, status="complete", reported_on=DAY, text="Done.", recorded_in=x.minute, by=x.by
    ),
    "change_owners in it": lambda x: change_owners(
        x.between, owners=[], reported_on=DAY, text="Left.", recorded_in=x.minute, by=x.by, at=MOMENT
    ),
    "change_actions in it": lambda x: change_actions(
        [x.between],
        Asked(reported_on=DAY, text="Done.", recorded_in=x.minute),
        after={x.between.reference: 0},
        by=x.by,
        at=MOMENT,
    ),
    "merge_action in it": lambda x: merge_action(
        x.between, into=x.other, reported_on=DAY, recorded_in=x.minute, by=x.by, at=MOMENT
    ),
    "refer_action in it": lambda x: refer_action(
        x.between, to_board=make_board(), reason="Theirs.", on=DAY, recorded_in=x.minute, at=MOMENT, by=x.by
    ),
    "correct_action": lambda x: correct_action(x.action, text="Do the other", owners=[]),
    "reword_actions": lambda x: reword_actions({x.action: "Do the other"}, by=x.by),
}
NOT_OF_THEM = {
    "resolve_comment": "its answer is not part of the minutes, and who made it still waits for one",
    "move_minutes": "going back asks for a reason, and to publish changes nothing in them",
    "plan_meeting": "it records a new meeting",
    "plan_ahead": "what comes back is on the plan, not in the minutes that said so",
    "change_plan": "the plan is not in them",
    "withdraw": "the plan is not in them",
    "split_action": "its parts are raised between meetings then",
    "undo_change": "it reports between meetings",
    "set_themes": "themes are not part of them",
    "tag_actions": "themes are not part of them",
    "tag_meeting": "themes are not part of them",
    "set_owners": "an action may be handed on",
    "hand_on": "it is said between meetings",
    "tick_off_part": "it is said between meetings",
    "take_back_part": "it is said between meetings",
    "issue_to_board": "it adds to what was given out, and changes no action",
    "follow_meeting": "it follows save_meeting, which refuses",
    "take_report": "it reports between meetings, and the minutes do not say so",
    "accept_report": "it reports between meetings",
    "turn_down_report": "it answers who reported, and changes no action",
    "agree_complete": "the chair agrees it between meetings",
    "send_back": "it reports between meetings",
    "make_calendar_address": "a user's own calendar is not part of them",
    "withdraw_calendar_address": "a user's own calendar is not part of them",
    "withdraw_link": "what a link opened is not part of them",
    "accept_referral": "it raises an action between meetings",
    "decline_referral": "it reports between meetings",
    "record_response": "it cites a paragraph, and no minutes say so",
    "save_advice": "advice is not in them",
    "add_recommendations": "a recommendation cites a paragraph, and no minutes say so",
    "change_recommendation": "the same",
    "supersede_recommendation": "recommendations are not in them",
    "follow_up": "what follows from a recommendation is not in them",
    "raise_follow_up": "it raises an action between meetings",
    "roll_version": "it reads",
    "text_version": "it reads",
    "version_of": "it reads",
}
"""Services that do not write to the minutes, each with why."""
SAYS = {
    "make_comment": NOT_CIRCULATED,
    "correct_action": AGREED,
    "reword_actions": AGREED,
    "circulate": "Say why the minutes go back.",
}


@pytest.fixture
def cast(board, secretary):
    meeting = make_meeting(board)
    item = make_item(meeting)
    made = SimpleNamespace(
        board=board,
        by=secretary,
        meeting=meeting,
        item=item,
        minute=make_minute(item, text="It was said."),
        last=make_minute(item),
        empty=make_item(meeting),
        paper=make_document(meeting, kind="paper"),
        earlier=make_item(make_meeting(board, held_on=DAY.replace(year=2025))),
        later=make_meeting(board, held_on=DAY.replace(day=6)),
        between=make_action(board),
        other=make_action(board),
    )
    make_attendance(meeting, person=make_person())
    make_minute(item, text="Action: Chair to write to the court")
    made.action = make_action(raised_in=made.minute, owners=[ActionOwner(words="Theme leads")])
    made.text = f"{show(list(item.minutes.all()), item.number).text}\n\nElse."
    made.version = text_version(item.minutes.all())
    return made


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in WRITTEN}


@pytest.mark.parametrize("stage", ["approved", "published"])
@pytest.mark.parametrize("name", SERVICES)
def test_approved_minutes_refuse(cast, secretary, name, stage):
    stamps = {f"{step}_at": MOMENT for step in (stage, "circulated")} | {
        f"{step}_by": secretary for step in (stage, "circulated")
    }
    # What is at hand was read before the approval: the service looks for itself.
    Meeting.objects.filter(pk=cast.meeting.pk).update(minutes_stage=stage, **stamps)
    before = everything()

    with pytest.raises(ValidationError) as refusal:
        SERVICES[name](cast)

    expected = SAYS.get(name, LOCKED)
    assert expected in " ".join(refusal.value.messages)
    assert everything() == before


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"make_comment", "circulate", "approve_minutes", "approve"}))
def test_open_ones_do_not(cast, name):
    SERVICES[name](cast)


def test_every_service_is_in_the_table_or_said_not_to_be():
    services = {name for module in (meetings.services, actions.services) for name in module.__all__}
    verbs = {name for name in services if name[0].islower()}

    assert verbs - {name.split()[0] for name in SERVICES} == set(NOT_OF_THEM)
