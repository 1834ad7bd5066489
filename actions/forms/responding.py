"""What an organisation answered, what takes the place of a recommendation, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.text import Truncator

from actions.forms.action import ActionTextForm
from actions.forms.advice import MeetingField
from actions.forms.due import DueForm
from actions.forms.paragraphs import ParagraphField
from actions.forms.selects import QuickSelect
from actions.models import Action, Addressee, Answer, Recommendation
from meetings.models import Meeting, Minute
from organisations.forms.dates import DateField
from organisations.models import Person

if TYPE_CHECKING:
    import datetime as dt

    from organisations.models import Board, User

RECENT_MEETINGS = 6
LONGEST_LABEL = 70


class RecentParagraphField(ParagraphField):
    widget = QuickSelect


class RespondForm(forms.Form):
    answer = forms.ChoiceField(label="Answer", choices=(), widget=forms.RadioSelect)
    text = forms.CharField(
        label="What was answered",
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text="Needed where it is accepted in part or not accepted: which part, or why not.",
    )
    responded_by = forms.ModelChoiceField(
        label="Answered by", queryset=Person.objects.none(), required=False, empty_label="Not said", widget=QuickSelect
    )
    responded_by_words = forms.CharField(
        label="Or in words", max_length=300, required=False, help_text="Such as “the Prisons Minister”."
    )
    recorded_in = RecentParagraphField(label="Reported in", required=False)
    responded_on = DateField(
        label="Answered on",
        required=False,
        help_text="Between meetings. What a paragraph reports has the day of its meeting, if you leave this empty.",
    )

    def __init__(self, data: Any = None, *, addressee: Addressee, user: User, today: dt.date) -> None:
        super().__init__(data)
        self.today = today
        board = addressee.recommendation.advice.board
        known = [(one.value, one.label) for one in Answer if one not in (Answer.SUPERSEDED, Answer.AWAITING)]
        if addressee.answer != Answer.AWAITING:
            known.append((Answer.AWAITING.value, "Awaiting a response again"))
        cast("forms.ChoiceField", self.fields["answer"]).choices = known
        people = Person.objects.visible_to(user).only("name")
        cast("forms.ModelChoiceField[Person]", self.fields["responded_by"]).queryset = people
        cast("ParagraphField", self.fields["recorded_in"]).queryset = paragraphs_to_cite(board, user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        paragraph = cleaned.get("recorded_in")
        if "responded_on" in self.errors:
            return cleaned
        if not cleaned.get("responded_on"):
            if not paragraph:
                self.add_error("responded_on", "Enter the day of the answer, or choose the paragraph that reports it.")
            else:
                cleaned["responded_on"] = paragraph.item.meeting.held_on
        elif cleaned["responded_on"] > self.today:
            self.add_error("responded_on", "The day of the answer cannot be in the future.")
        return cleaned


def paragraphs_to_cite(board: Board, user: User) -> Any:
    """Of the last meetings, at whatever stage their minutes are: to be cited changes nothing in them."""
    meetings = Meeting.objects.editable_by(user).filter(board=board)
    recent = meetings.filter(Exists(Minute.objects.filter(item__meeting=OuterRef("pk")))).order_by("-held_on", "-pk")
    return (
        Minute.objects.editable_by(user)
        .filter(item__meeting__in=list(recent.values_list("pk", flat=True)[:RECENT_MEETINGS]))
        .select_related("item__meeting")
        .only("number", "text", "item__title", "item__meeting__held_on", "item__meeting__board")
        .order_by("-item__meeting__held_on", "item__meeting", "item__position", "position", "pk")
    )


class RecommendationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    widget = QuickSelect

    def label_from_instance(self, obj: Recommendation) -> str:
        return Truncator(f"{obj.advice.title}, {obj.name}: {' '.join(obj.text.split())}").chars(120)


class SupersedeForm(forms.Form):
    superseded_by = RecommendationField(
        label="Recommendation that takes its place",
        queryset=Recommendation.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose the recommendation that takes its place"},
    )
    on = DateField(label="From", error_messages={"required": "Enter the day from which it does"})

    def __init__(self, data: Any = None, *, recommendation: Recommendation, user: User, today: dt.date) -> None:
        super().__init__(data, initial={"on": today})
        self.today = today
        others = Recommendation.objects.editable_by(user).filter(
            advice__board=recommendation.advice.board, advice__given_on__isnull=False
        )
        cast("RecommendationField", self.fields["superseded_by"]).queryset = (
            others.exclude(pk=recommendation.pk)
            .select_related("advice")
            .order_by("-advice__given_on", "advice", "position", "pk")
        )

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError("The day cannot be in the future.")
        return day


class FollowForm(forms.Form):
    action = forms.CharField(
        label="Action",
        max_length=40,
        required=False,
        help_text="Its reference, such as RR3-42.",
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )
    meeting = MeetingField(
        label="Meeting", queryset=Meeting.objects.none(), required=False, empty_label="No meeting", widget=QuickSelect
    )

    def __init__(self, data: Any = None, *, recommendation: Recommendation, user: User) -> None:
        super().__init__(data)
        self.user = user
        meetings = Meeting.objects.editable_by(user).filter(board=recommendation.advice.board)
        cast("MeetingField", self.fields["meeting"]).queryset = meetings.only("held_on", "title", "board").order_by(
            "-held_on", "-pk"
        )

    def clean_action(self) -> Action | None:
        reference: str = self.cleaned_data["action"].strip()
        if not reference:
            return None
        action = Action.objects.visible_to(self.user).filter(reference__iexact=reference).first()
        if action is None:
            raise ValidationError(f"There is no action {reference} that you may see.")
        return action

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("action") and not cleaned.get("meeting"):
            self.add_error("action", "Enter an action, or choose a meeting.")
        return cleaned


class RaiseFollowUpForm(DueForm, ActionTextForm):
    """The action that follows from a recommendation: in its words, until they are changed."""

    field_order = ("text", "due")

    def __init__(
        self, data: Any = None, *, recommendation: Recommendation, user: User, today: dt.date, initial: dict[str, Any]
    ) -> None:
        text = {"text": recommendation.text}
        super().__init__(data, board=recommendation.advice.board, user=user, initial={**text, **initial})
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.read_due(self.today)
        return cleaned
