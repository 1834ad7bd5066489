"""Every constraint of ours refuses the row it is for: in the form with its message, and in the database.

A constraint without a case here fails `test_every_constraint_has_a_case`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from actions.models import (
    Action,
    ActionIssue,
    ActionOwner,
    ActionReport,
    ActionUpdate,
    Addressee,
    Advice,
    Evidence,
    Mail,
    MailChoice,
    Recommendation,
    Referral,
    ReportLink,
    Response,
)
from meetings.models import (
    AcceptedWarning,
    AgendaItem,
    Amendment,
    Attendance,
    Document,
    ForwardItem,
    Meeting,
    Minute,
    MinuteComment,
    MinutesEdition,
    StandingItem,
)
from organisations.models import Board, Membership, Organisation, OrganisationName, Person, PersonName, Theme, User
from tests import factories as make
from tests.factories import DAY, MOMENT

OURS = ("organisations", "meetings", "actions")
BEFORE = DAY - dt.timedelta(days=1)
LATER = MOMENT + dt.timedelta(days=30)
ISSUES = ("with_chair", "circulated", "approved", "published")


def _action(**fields: Any) -> Action:
    board = make.make_board()
    return Action(**{"board": board, "number": 1, "reference": "X-1", "text": "Do it", "raised_on": DAY, **fields})


def _update(**fields: Any) -> ActionUpdate:
    start = {"reported_on": DAY, "text": "Said.", "status_before": "open", "status_after": "in_progress"}
    return ActionUpdate(action=make.make_action(), **{**start, **fields})


def _saved(row: Any) -> Any:
    row.save()
    return row


def _report(**fields: Any) -> ActionReport:
    said = {
        "text": "Done.",
        "status": "in_progress",
        "reported_on": DAY,
        "made_at": MOMENT,
        "made_by": make.make_user(),
    }
    return ActionReport(action=make.make_action(), **{**said, **fields})


def _link(**fields: Any) -> ReportLink:
    return ReportLink(
        board=make.make_board(), person=make.make_person(), **{"made_at": MOMENT, "expires_at": LATER, **fields}
    )


def _mail(**fields: Any) -> Mail:
    return Mail(
        board=make.make_board(),
        person=make.make_person(),
        kind="overdue",
        key="1",
        to_address="ann@example.org",
        subject="Overdue",
        text="Overdue.",
        html="<p>Overdue.</p>",
        made_at=MOMENT,
        **fields,
    )


def _referral(**fields: Any) -> Referral:
    return Referral(
        action=make.make_action(),
        to_board=make.make_board(),
        reason="It is theirs.",
        asked_at=MOMENT,
        asked_by=make.make_user(),
        **fields,
    )


def _mail_choice_again() -> MailChoice:
    first = MailChoice.objects.create(person=make.make_person(), board=make.make_board())
    return MailChoice(person=first.person, board=first.board)


def _part_of_itself() -> Action:
    action = make.make_action()
    action.split_from = action
    return action


def _seat_again() -> ActionOwner:
    action = make.make_action()
    first = make.make_owner(action, seat=make.make_seat(action.board))
    return ActionOwner(action=action, seat=first.seat)


def _membership(**fields: Any) -> Membership:
    return Membership(**{"board": make.make_board(), "starts_on": DAY, "role": "member", **fields})


def _stage(step: str, **fields: Any) -> Meeting:
    return Meeting(board=make.make_board(), held_on=DAY, **fields)


def _second_of(row: models.Model, **changes: Any) -> models.Model:
    """A copy of a saved row, to be saved as another."""
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def _taken_seat() -> Membership:
    board = make.make_board()
    seat = make.make_seat(board)
    make.make_membership(board, seat=seat)
    return _membership(board=board, seat=seat, person=make.make_person())


def _person_twice() -> Attendance:
    first = make.make_attendance(make.make_meeting())
    return Attendance(meeting=first.meeting, person=first.person)


def _organisation_twice() -> Attendance:
    first = make.make_attendance(make.make_meeting(), person=None, organisation=make.make_organisation())
    return Attendance(meeting=first.meeting, organisation=first.organisation)


def _own_substitute() -> Attendance:
    person = make.make_person()
    return Attendance(meeting=make.make_meeting(), person=person, substitute_for=person)


def _own_deputy() -> Membership:
    person = make.make_person()
    return _membership(person=person, deputy=person)


def _itself(model: Any, field: str) -> models.Model:
    row = {Organisation: make.make_organisation, Board: make.make_board}[model]()
    setattr(row, field, row)
    return row


def _own_successor() -> Action:
    action = make.make_action()
    action.status, action.closed_on, action.succeeded_by = Action.Status.NO_LONGER_NEEDED, DAY, action
    return action


def _due_twice() -> Action:
    meeting = make.make_meeting()
    return _action(board=meeting.board, due_on=DAY, due_at=meeting)


def _owner_again(**who: Any) -> ActionOwner:
    action = make.make_action()
    make.make_owner(action, **who)
    return ActionOwner(action=action, **who)


def _source_again() -> Document:
    first = make.make_document(kind="source")
    return Document(meeting=first.meeting, kind="source", title="Again", file_name="a", size=1, sha256=first.sha256)


def _document(**fields: Any) -> Document:
    return Document(
        **{"meeting": make.make_meeting(), "title": "Paper", "sha256": "a" * 64, "file_name": "a", **fields}
    )


def _source_of_item() -> Document:
    item = make.make_item()
    return _document(meeting=item.meeting, item=item, kind="source")


def _from_itself() -> AgendaItem:
    item = make.make_item()
    item.came_from = item
    return item


def _deferred_twice() -> AgendaItem:
    item = make.make_item()
    make.make_item(came_from=item)
    return AgendaItem(meeting=make.make_meeting(), position=1, title="T", came_from=item)


def _back_as_itself() -> ForwardItem:
    item = make.make_item()
    return ForwardItem(board=item.meeting.board, deferred=item, placed_as=item, said_on=DAY)


def _absent_for_a_part() -> Attendance:
    item = make.make_item()
    return Attendance(meeting=item.meeting, person=make.make_person(), status="absent", from_item=item)


def _standing_twice() -> StandingItem:
    first = make.make_standing_item(kind="welcome")
    return StandingItem(board=first.board, title="Another", kind="welcome")


def _approved_at_itself() -> Meeting:
    meeting = make.make_meeting(stage="approved")
    meeting.approved_at_meeting = meeting
    return meeting


def _amendment(**fields: Any) -> Amendment:
    minute = make.make_minute(text="Nine came.")
    later = make.make_meeting(minute.item.meeting.board, held_on=DAY + dt.timedelta(days=30))
    given = {"text_before": "Nine came.", "text_after": "Ten came.", "agreed_at_meeting": later, **fields}
    return Amendment(minute=minute, recorded_at=MOMENT, recorded_by=make.make_user(), **given)


def _comment(**fields: Any) -> MinuteComment:
    given = {"text": "Ten came.", "made_at": MOMENT, "made_by": make.make_user(), **fields}
    return MinuteComment(minute=make.make_minute(), **given)


def _accepted(**fields: Any) -> AcceptedWarning:
    given = {"key": "no-next-date", "reason": "Settled by e-mail.", "meeting": make.make_meeting(), **fields}
    return AcceptedWarning(accepted_at=MOMENT, accepted_by=make.make_user(), **given)


def _accepted_again() -> AcceptedWarning:
    first = _accepted()
    first.save()
    return _accepted(meeting=first.meeting)


def _advice(**fields: Any) -> Advice:
    return Advice(**{"board": make.make_board(), "title": "Paper", **fields})


def _recommendation(**fields: Any) -> Recommendation:
    return Recommendation(**{"advice": make.make_advice(), "text": "Do better.", **fields})


def _superseded_by_itself() -> Recommendation:
    row = make.make_recommendation()
    row.superseded_by = row
    return row


def _number_again() -> Recommendation:
    first = make.make_recommendation(number="7")
    return _recommendation(advice=first.advice, number="7")


def _addressed_again() -> Addressee:
    first = make.make_recommendation().addressees.get()
    return Addressee(recommendation=first.recommendation, organisation=first.organisation)


def _addressee(**fields: Any) -> Addressee:
    return Addressee(recommendation=make.make_recommendation(), organisation=make.make_organisation(), **fields)


def _response(**fields: Any) -> Response:
    given = {"responded_on": DAY, "answer_before": "awaiting", "answer_after": "awaiting", **fields}
    return Response(addressee=make.make_recommendation().addressees.get(), **given)


def _user_in_capitals() -> User:
    make.make_user("a@example.org")
    return User(email="A@EXAMPLE.ORG", password="x")


CASES: dict[str, Callable[[], models.Model]] = {
    "user_email_unique_whatever_the_capitals": _user_in_capitals,
    "organisation_name_unique_whatever_the_capitals": lambda: Organisation(
        name=make.make_organisation("Nine Elms Trust").name.upper()
    ),
    "organisation_has_name": lambda: Organisation(name=""),
    "organisation_not_succeeded_by_itself": lambda: _itself(Organisation, "succeeded_by"),
    "organisation_other_name_means_one_organisation": lambda: OrganisationName(
        organisation=make.make_organisation(),
        name=OrganisationName.objects.create(organisation=make.make_organisation(), name="The Elms").name.lower(),
    ),
    "person_has_name": lambda: Person(name=""),
    "person_other_name_once": lambda: _second_of(
        PersonName.objects.create(person=make.make_person(), name="Bob"), name="BOB"
    ),
    "board_name_unique_whatever_the_capitals": lambda: Board(
        name=make.make_board("Elms Board").name.upper(), slug="second", reference_prefix="SECOND"
    ),
    "board_not_its_own_parent": lambda: _itself(Board, "parent"),
    "board_quorum_at_least_one": lambda: Board(name="B", slug="b", reference_prefix="B", quorum=0),
    "board_minutes_target_at_least_a_day": lambda: Board(
        name="B", slug="b", reference_prefix="B", minutes_target_days=0
    ),
    "theme_has_name": lambda: Theme(name=""),
    "theme_name_unique_on_board": lambda: _second_of(make.make_theme(make.make_board(), name="Health"), name="HEALTH"),
    "theme_name_unique_for_all_boards": lambda: Theme(name=make.make_theme(name="Health").name.upper()),
    "theme_ends_on_or_after_start": lambda: Theme(name="Health", starts_on=DAY, ends_on=BEFORE),
    "advice_has_title": lambda: _advice(title=""),
    "advice_of_meeting_names_it": lambda: _advice(kind="meeting"),
    "advice_response_due_on_or_after_given": lambda: _advice(given_on=DAY, response_due_on=BEFORE),
    "advice_published_when_given": lambda: _advice(is_published=True),
    "advice_added_at_with_by": lambda: _advice(added_at=MOMENT),
    "recommendation_has_text": lambda: _recommendation(text=""),
    "recommendation_number_unique_in_advice": _number_again,
    "recommendation_not_superseded_by_itself": _superseded_by_itself,
    "addressee_once": _addressed_again,
    "addressee_answered_on_when_answered": lambda: _addressee(answer="accepted"),
    "response_says_something": _response,
    "response_entered_at_with_by": lambda: _response(text="Yes.", entered_at=MOMENT),
    "seat_title_unique_on_board": lambda: _second_of(make.make_seat(make.make_board())),
    "membership_is_of_person_or_organisation": _membership,
    "membership_ends_on_or_after_start": lambda: _membership(person=make.make_person(), ends_on=BEFORE),
    "membership_deputy_is_not_the_member": _own_deputy,
    "membership_seat_has_one_lasting_holder": _taken_seat,
    "meeting_ends_after_it_starts": lambda: Meeting(
        board=make.make_board(), held_on=DAY, starts_at=dt.time(14), ends_at=dt.time(13)
    ),
    "meeting_next_is_later": lambda: Meeting(board=make.make_board(), held_on=DAY, next_meeting_on=DAY),
    **{f"meeting_{step}_at_with_by": lambda step=step: _stage(step, **{f"{step}_at": MOMENT}) for step in ISSUES},
    **{f"meeting_{step}_says_when": lambda step=step: _stage(step, minutes_stage=step) for step in ISSUES},
    "meeting_comments_by_when_circulated": lambda: _stage("drafting", comments_by=DAY),
    "meeting_approved_at_another_when_approved": _approved_at_itself,
    "edition_is_of_an_issue": lambda: MinutesEdition(
        meeting=make.make_meeting(),
        stage="drafting",
        issued_at=MOMENT,
        issued_by=make.make_user(),
        content={"items": []},
        text="T",
    ),
    "action_issue_has_text": lambda: ActionIssue(
        action=make.make_action(), text="", issued_at=MOMENT, issued_by=make.make_user()
    ),
    "amendment_has_text": lambda: _amendment(text_after=""),
    "amendment_changes_text": lambda: _amendment(text_after="Nine came."),
    "minute_comment_has_text": lambda: _comment(text=""),
    "minute_comment_resolved_at_with_by": lambda: _comment(outcome="accepted", resolved_at=MOMENT),
    "minute_comment_resolved_with_outcome": lambda: _comment(outcome="accepted"),
    "accepted_warning_once": _accepted_again,
    "accepted_warning_has_reason": lambda: _accepted(reason=""),
    "attendance_is_of_person_or_organisation": lambda: Attendance(meeting=make.make_meeting()),
    "attendance_once_per_person": _person_twice,
    "attendance_once_per_organisation": _organisation_twice,
    "attendance_substitute_is_not_the_person": _own_substitute,
    "attendance_chair_and_note_taker_are_present": lambda: Attendance(
        meeting=make.make_meeting(), person=make.make_person(), is_chair=True, status="apologies"
    ),
    "agenda_item_has_title": lambda: AgendaItem(meeting=make.make_meeting(), position=1, title=""),
    "agenda_item_depth_1_or_2": lambda: AgendaItem(meeting=make.make_meeting(), position=1, title="T", depth=3),
    "minute_level_1_to_3": lambda: Minute(item=make.make_item(), position=1, text="T", level=4),
    "minute_has_text": lambda: Minute(item=make.make_item(), position=1, text=""),
    "document_source_read_once": _source_again,
    "document_added_at_with_by": lambda: Document(
        meeting=make.make_meeting(), title="T", file_name="a", size=1, sha256="0" * 64, added_at=MOMENT
    ),
    "action_number_unique_on_board": lambda: _second_of(make.make_action(), reference="OTHER-1"),
    "action_has_text": lambda: _action(text=""),
    "action_due_on_or_after_raised": lambda: _action(due_on=BEFORE),
    "action_due_on_a_date_or_at_a_meeting": lambda: _due_twice(),
    "action_closed_on_when_closed": lambda: _action(status="complete"),
    "action_closed_on_or_after_raised": lambda: _action(status="complete", closed_on=BEFORE),
    "action_referred_to_when_referred": lambda: _action(referred_to=make.make_board()),
    "action_successor_when_no_longer_needed": _own_successor,
    "action_owner_is_one_of_person_organisation_role_seat_words": lambda: ActionOwner(action=make.make_action()),
    "action_owner_one_lead": lambda: ActionOwner(
        action=make.make_owner(make.make_action(), words="A", is_lead=True).action, words="B", is_lead=True
    ),
    "action_owner_person_once": lambda: _owner_again(person=make.make_person()),
    "action_owner_organisation_once": lambda: _owner_again(organisation=make.make_organisation()),
    "agenda_item_allotted_1_to_600_minutes": lambda: AgendaItem(
        meeting=make.make_meeting(), position=1, title="T", minutes_allotted=601
    ),
    "agenda_item_came_from_another": _from_itself,
    "agenda_item_comes_back_once": _deferred_twice,
    "document_attached_has_file": lambda: _document(sha256=""),
    "document_to_follow_has_no_file": lambda: _document(state="to_follow"),
    "document_source_is_of_whole_meeting": _source_of_item,
    "attendance_for_a_part_is_present": _absent_for_a_part,
    "standing_item_has_title": lambda: StandingItem(board=make.make_board(), title=""),
    "standing_item_kind_once": _standing_twice,
    "standing_item_allotted_1_to_600_minutes": lambda: StandingItem(
        board=make.make_board(), title="T", minutes_allotted=0
    ),
    "forward_item_has_title_or_was_deferred": lambda: ForwardItem(board=make.make_board(), said_on=DAY),
    "forward_item_allotted_1_to_600_minutes": lambda: ForwardItem(
        board=make.make_board(), said_on=DAY, title="T", minutes_allotted=601
    ),
    "forward_item_comes_back_as_another": _back_as_itself,
    "action_owner_role_once": lambda: _owner_again(role="chair"),
    "action_owner_seat_once": _seat_again,
    "action_not_split_from_itself": _part_of_itself,
    "action_update_chairs_action_between_meetings": lambda: _update(
        is_chairs_action=True, recorded_in=make.make_minute()
    ),
    "action_report_proposes_no_closing": lambda: _report(status="complete"),
    "action_report_date_needed_has_reason": lambda: _report(due_on=DAY),
    "action_report_decided_at_with_by": lambda: _report(decided_at=MOMENT),
    "action_report_by_link_or_by_user": lambda: _report(made_by=None),
    "evidence_is_link_or_file": lambda: Evidence(report=_saved(_report())),
    "mail_choice_once_for_person_and_board": _mail_choice_again,
    "report_link_expires_after_made": lambda: _link(expires_at=MOMENT),
    "report_link_withdrawn_at_with_by": lambda: _link(withdrawn_at=LATER),
    "mail_sent_at_when_sent": lambda: _mail(state="sent"),
    "mail_looked_at_at_with_by": lambda: _mail(looked_at_at=MOMENT),
    "referral_one_asked_at_a_time": lambda: _second_of(_saved(_referral()), to_board=make.make_board()),
    "referral_answered_at_with_by": lambda: _referral(answered_at=MOMENT),
    "referral_becomes_an_action_when_accepted": lambda: _referral(became=make.make_action()),
    "referral_declined_with_reason": lambda: _referral(
        state="declined", answered_at=MOMENT, answered_by=make.make_user()
    ),
    "action_update_reopens_explicitly": lambda: _update(status_before="complete", status_after="open"),
    "action_update_gives_reason": lambda: _update(status_after="delayed", text=""),
    "action_update_says_something": lambda: _update(status_after="open", text=""),
    "action_update_entered_at_with_by": lambda: _update(entered_at=MOMENT),
}


BLANK = "This field cannot be blank."
FIELD_SPEAKS_FIRST = {
    "organisation_has_name": BLANK,
    "person_has_name": BLANK,
    "agenda_item_has_title": BLANK,
    "minute_has_text": BLANK,
    "standing_item_has_title": BLANK,
    "action_issue_has_text": BLANK,
    "amendment_has_text": BLANK,
    "minute_comment_has_text": BLANK,
    "accepted_warning_has_reason": BLANK,
    "theme_has_name": BLANK,
    "advice_has_title": BLANK,
    "recommendation_has_text": BLANK,
    "minute_level_1_to_3": "Value 4 is not a valid choice.",
    "action_has_text": BLANK,
}
"""Where the field itself refuses before the constraint is asked."""


def our_constraints() -> dict[str, models.BaseConstraint]:
    return {
        constraint.name: constraint
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }


def test_every_constraint_has_a_case():
    assert sorted(CASES) == sorted(our_constraints())


@pytest.mark.parametrize("name", sorted(CASES))
@pytest.mark.django_db
def test_full_clean_refuses_with_the_message(name):
    constraint = our_constraints()[name]
    row = CASES[name]()

    with pytest.raises(ValidationError) as refusal:
        row.full_clean()

    assert FIELD_SPEAKS_FIRST.get(name, constraint.violation_error_message) in refusal.value.messages


@pytest.mark.parametrize("name", sorted(CASES))
@pytest.mark.django_db
def test_the_database_refuses(name):
    row = CASES[name]()

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_constraint_has_a_message_of_its_own(name):
    constraint = our_constraints()[name]

    assert constraint.violation_error_message != models.BaseConstraint.default_violation_error_message


def _is_signed(model: Any, field: Any) -> bool:
    """Neither the moment nor who it was may be missing."""
    by = {other.name: other for other in model._meta.fields}.get(field.name.removesuffix("_at") + "_by")
    return bool(by and not field.null and not by.null)


BY_NOBODY = {
    "ActionReport.made_at",  # by whoever has the link; a constraint says that it is by a user otherwise
    "CalendarFeed.made_at",  # by the user whose it is
    "Mail.made_at",  # by the run that made it, took it and sent it
    "Mail.taken_at",
    "Mail.sent_at",
    "ReportLink.made_at",  # with its mail
    "ReportLink.expires_at",
}
"""Moments of what the machine did."""


def test_every_at_goes_with_its_by():
    """Of each pair of `…_at` and `…_by` on a model, both or neither are set: a constraint says so, unless both must."""
    pairs = [
        (model, field.name.removesuffix("_at"))
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
        for field in model._meta.get_fields()
        if isinstance(field, models.DateTimeField) and field.name.endswith("_at") and not _is_signed(model, field)
    ]
    names = {(model, name) for name, model in ((c.name, m) for m in apps.get_models() for c in m._meta.constraints)}

    missing = [
        f"{model.__name__}.{stem}_at"
        for model, stem in pairs
        if not any(owner is model and name.endswith(f"{stem}_at_with_by") for owner, name in names)
    ]

    assert pairs
    assert set(missing) == BY_NOBODY
