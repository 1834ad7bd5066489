"""Papers, answers and letters of the boards: three each, with thirty recommendations, and what was answered to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from actions.models import Addressee, Advice, Answer, Recommendation, Response
from organisations.models import Board
from rr3tracker.demonstration.playing import at_noon
from rr3tracker.scale.directory import Directory
from rr3tracker.scale.size import Years, add_all
from rr3tracker.scale.words import Words

Kind = Advice.Kind
SIZES = ((4, 8, 18), (1, 1, 28), (10, 10, 10), (5, 7, 18))
ANSWERS = (Answer.ACCEPTED, Answer.ACCEPTED_IN_PART, Answer.NOT_ACCEPTED, Answer.AWAITING, Answer.SUPERSEDED)


class AllAdvice:
    def __init__(self, words: Words, directory: Directory, *, today: dt.date) -> None:
        self.words, self.rng, self.directory, self.today = words, words.rng, directory, today
        self.advice: list[Advice] = []
        self.recommendations: list[Recommendation] = []
        self.addressees: list[Addressee] = []
        self.responses: list[Response] = []

    def give_all(self, boards: Sequence[Years]) -> None:
        """The smallest was made at a meeting; of some boards another is a draft still."""
        for n, years in enumerate(boards):
            for place, number in enumerate(SIZES[n % len(SIZES)]):
                advice = self.give(years, at_a_meeting=place == 0, is_draft=place == 1 and n % 5 == 4)
                for position in range(1, number + 1):
                    self.recommend(advice, years, position)

    def give(self, years: Years, *, at_a_meeting: bool, is_draft: bool) -> Advice:
        meeting = self.rng.choice(years.held).meeting
        given_on = None if is_draft else meeting.held_on
        is_public = years.board.minutes_visible_to == Board.Visibility.PUBLIC
        kinds = (Kind.DISCUSSION_PAPER, Kind.CONSULTATION_RESPONSE, Kind.LETTER, Kind.REPORT)
        advice = Advice(
            board=years.board,
            title=f"{self.words.title()}: {'what the meeting advised' if at_a_meeting else 'advice of the board'}",
            kind=Kind.MEETING if at_a_meeting else self.rng.choice(kinds),
            given_on=given_on,
            meeting=meeting if at_a_meeting else None,
            response_due_on=given_on and given_on + dt.timedelta(days=90),
            is_published=bool(given_on) and is_public and not at_a_meeting,
            added_at=at_noon(meeting.held_on),
            added_by=years.secretary,
        )
        self.advice.append(advice)
        return advice

    def recommend(self, advice: Advice, years: Years, position: int) -> None:
        sitting = next((one for one in years.held if one.meeting is advice.meeting), None)
        recommendation = Recommendation(
            advice=advice,
            position=position,
            number=str(position),
            kind=Recommendation.Kind.OFFER if advice.kind == Kind.CONSULTATION_RESPONSE else "recommendation",
            text=self.words.task(),
            raised_in=self.rng.choice(sitting.raising) if sitting else None,
        )
        self.recommendations.append(recommendation)
        some = self.rng.sample(self.directory.organisations, self.rng.choice((1, 1, 2, 3)))
        for place, organisation in enumerate(some):
            addressee = Addressee(recommendation=recommendation, organisation=organisation, position=place)
            self.addressees.append(addressee)
            if advice.given_on and self.rng.random() < 0.7:
                self.answer(addressee, years, advice.given_on)

    def answer(self, addressee: Addressee, years: Years, given_on: dt.date) -> None:
        day = given_on
        for _ in range(self.rng.choice((1, 1, 2))):
            day += dt.timedelta(days=self.rng.randint(10, 160))
            heard = next((one for one in years.held if one.meeting.held_on >= day), None)
            if self.rng.random() > 0.5:
                heard = None
            day = heard.meeting.held_on if heard else day
            if day > self.today:
                return
            answer = self.rng.choices(ANSWERS, (5, 3, 2, 2, 1))[0]
            response = Response(
                addressee=addressee,
                responded_on=day,
                answer_before=addressee.answer,
                answer_after=answer,
                text=self.words.report(),
                responded_by_words=self.rng.choice(("", "the minister’s office", "the regional director")),
                recorded_in=self.rng.choice(heard.hearing) if heard else None,
                entered_at=at_noon(day),
                entered_by=years.secretary,
            )
            self.responses.append(response)
            addressee.answer, addressee.answered_on = answer, None if answer == Answer.AWAITING else day

    def save(self) -> None:
        add_all(Advice, self.advice)
        add_all(Recommendation, self.recommendations)
        add_all(Addressee, self.addressees)
        add_all(Response, self.responses)

    def follow_up(self, boards: Sequence[Years]) -> None:
        """Themes, and actions and meetings that follow: of the saved recommendations."""
        of_board = {years.board.pk: years for years in boards}
        for recommendation in self.recommendations:
            years = of_board[recommendation.advice.board_id]
            recommendation.themes.add(self.rng.choice(years.themes))
            if recommendation.advice.given_on and self.rng.random() < 0.2:
                recommendation.meetings.add(self.rng.choice(years.held).meeting)
                recommendation.actions.add(*years.board.actions.order_by("number")[position_of(recommendation) :][:1])


def position_of(recommendation: Recommendation) -> int:
    return recommendation.position * 3
