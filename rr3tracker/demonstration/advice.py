"""What the advisory group advised: a discussion paper, its answer to a consultation, and what a meeting recommended.

Invented, as everything here is. The days are counted from the meetings, so that some answers are late whenever it is loaded.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from actions.models import Advice, Answer
from actions.services import Recommended, add_recommendations, follow_up, record_response, save_advice
from meetings.models import Meeting, Minute
from rr3tracker.demonstration.playing import Cast, at_noon

if TYPE_CHECKING:
    from actions.models import Recommendation
    from organisations.models import User

BOARD = "rr3"
YES, PART, NO = Answer.ACCEPTED, Answer.ACCEPTED_IN_PART, Answer.NOT_ACCEPTED


class Said(NamedTuple):
    """An organisation's answer, so many days after the advice was given."""

    who: str
    answer: Answer
    days: int
    text: str = ""


class Row(NamedTuple):
    to: tuple[str, ...]
    text: str
    said: tuple[Said, ...] = ()


PAPER = (
    Row(
        ("MoJ", "HMPPS"),
        "Pay small charities within thirty days, and publish each quarter how often that was done.",
        (
            Said("MoJ", YES, 40, "The first figures are to be published in the spring."),
            Said("HMPPS", PART, 48, "For grants at once; for contracts when the payment system is replaced."),
        ),
    ),
    Row(
        ("HMPPS",),
        "Name one person in every prison whom charities may ring about access and vetting.",
        (Said("HMPPS", YES, 48, "Names are to be on the staff directory by the summer."),),
    ),
    Row(
        ("HMPPS",),
        "Let vetting that was done for one prison count in the others of its group.",
        (Said("HMPPS", PART, 48, "Within a group of prisons under one director, from next year."),),
    ),
    Row(("MoJ",), "Fund the first year of any service that a grant asks to be started from nothing."),
    Row(
        ("MoJ", "HMPPS"),
        "Say in every invitation to bid how far small organisations are expected to take part, and how that is scored.",
        (Said("MoJ", NO, 55, "Scores follow rules that are the same for every department."),),
    ),
    Row(("NHS England",), "Offer a first appointment with a mental health service within a week of release."),
    Row(
        ("NHS England", "HMPPS"),
        "Share, with consent, what medicine somebody takes on the day that they leave prison.",
        (Said("NHS England", YES, 33, "A form of consent is being tried in two regions."),),
    ),
    Row(("HMPPS",), "Let people who leave on a Friday leave earlier in the week, where their home is far."),
    Row(
        ("MoJ",),
        "Ask people who have been in prison before a policy is settled, and pay them for their time.",
        (Said("MoJ", YES, 40, "A rate of pay was agreed with the other departments."),),
    ),
    Row(("HMPPS",), "Give every woman who leaves prison an address for the first night before she leaves."),
    Row(("MoJ", "NHS England"), "Keep one list of services by area, and let charities put right their own entries."),
    Row(("MoJ",), "Report to this group once a year what became of each of these."),
)
OFFERS = (
    Row(
        ("MoJ",),
        "We will find six charities in different regions that try the new referral form for three months.",
        (Said("MoJ", YES, 21, "To begin after the new year."),),
    ),
    Row(("MoJ",), "We will hold two meetings with small organisations on what a shorter contract should say."),
    Row(
        ("HMPPS",),
        "We will train the staff of probation offices in what charities near them do.",
        (Said("HMPPS", PART, 26, "In the regions that have asked for it."),),
    ),
    Row(("HMPPS",), "We will read drafts of the new guidance on access, and answer within two weeks."),
    Row(("MoJ", "HMPPS"), "We will gather examples of work with families, with what it cost and what came of it."),
    Row(("MoJ",), "We will report each quarter what our members hear about late payment."),
)


def add_advice(cast: Cast, *, today: dt.date) -> None:
    """Given at the group's own meetings, the latest three that are over by then."""
    board = cast.boards[BOARD]
    held = Meeting.objects.filter(board=board, held_on__lt=today - dt.timedelta(days=21)).order_by("-held_on")
    meetings = list(held.filter(items__minutes__isnull=False).distinct()[:3])
    if len(meetings) < 3:
        return
    last, before, first = meetings
    paper = _given(
        cast, "Getting charities through the gate: ideas for discussion", Advice.Kind.DISCUSSION_PAPER, first, due=90
    )
    _add(cast, paper, PAPER, today=today)
    answer = _given(
        cast, "Answer to the consultation on probation contracts", Advice.Kind.CONSULTATION_RESPONSE, before, due=180
    )
    _add(cast, answer, OFFERS, kind="offer", today=today)
    _by_meeting(cast, last, today=today)


def _given(cast: Cast, title: str, kind: str, meeting: Meeting, *, due: int) -> Advice:
    advice = Advice(
        board=meeting.board,
        title=title,
        kind=Advice.Kind(kind),
        meeting=meeting,
        given_on=meeting.held_on,
        response_due_on=meeting.held_on + dt.timedelta(days=due),
    )
    return save_advice(advice, by=cast.secretary, at=at_noon(meeting.held_on))


def _add(
    cast: Cast, advice: Advice, rows: tuple[Row, ...], *, today: dt.date, kind: str = "recommendation"
) -> list[Recommendation]:
    made = add_recommendations(
        advice,
        [
            Recommended(row.text, tuple(cast.organisations[name] for name in row.to), str(number), kind)
            for number, row in enumerate(rows, start=1)
        ],
        by=cast.secretary,
    )
    for recommendation, row in zip(made, rows, strict=True):
        for said in row.said:
            _answer(recommendation, said, cast, today=today)
    return made


def _answer(recommendation: Recommendation, said: Said, cast: Cast, *, today: dt.date) -> None:
    given = recommendation.advice.given_on
    day = given + dt.timedelta(days=said.days) if given else today
    if day > today:
        return
    addressee = recommendation.addressees.get(organisation=cast.organisations[said.who])
    secretary: User = cast.secretary
    record_response(addressee, answer=said.answer, responded_on=day, text=said.text, by=secretary, at=at_noon(day))


def _by_meeting(cast: Cast, meeting: Meeting, *, today: dt.date) -> None:
    """Two recommendations that its first paragraphs record; an action of the board follows from one of them."""
    advice = _given(cast, "Recommended at the meeting", Advice.Kind.MEETING, meeting, due=60)
    paragraphs = list(
        Minute.objects.filter(item__meeting=meeting, item__is_restricted=False).order_by(
            "item__position", "position", "pk"
        )[:2]
    )
    texts = (
        "Tell the group before a contract that many small organisations depend on is ended.",
        "Ask the group to comment on the questions of the yearly survey before it goes out.",
    )
    rows = [
        Recommended(text, (cast.organisations["MoJ"], cast.organisations["HMPPS"]), str(number), raised_in=paragraph)
        for number, (text, paragraph) in enumerate(zip(texts, paragraphs, strict=False), start=1)
    ]
    made = add_recommendations(advice, rows, by=cast.secretary)
    action = meeting.board.actions.filter(raised_in__item__meeting=meeting).order_by("number").first()
    if made and action:
        follow_up(made[0], actions=[action], by=cast.secretary)
