"""Advice, and one recommendation of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError

from actions.forms.organisations import OrganisationsField
from actions.forms.paragraphs import ParagraphField
from actions.forms.selects import QuickSelect
from actions.models import Advice, Recommendation
from actions.services import Recommended
from meetings.models import Document, Meeting, Minute
from organisations.dates import write_date
from organisations.forms.dates import DateField
from organisations.forms.themes import ThemesField, offer_themes
from organisations.models import Board

if TYPE_CHECKING:
    import datetime as dt

    from organisations.matching import KnownOrganisations
    from organisations.models import User

NAMES_HINT = "Names or acronyms, with commas between them, such as MoJ, HMPPS."


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    def label_from_instance(self, obj: Meeting) -> str:
        return f"{write_date(obj.held_on)}{f', {obj.title}' if obj.title else ''}"


class PaperField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    def label_from_instance(self, obj: Document) -> str:
        return f"{obj.title}, {write_date(obj.meeting.held_on)}"


class AdviceForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    meeting = MeetingField(
        label="Meeting",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="No meeting",
        widget=QuickSelect,
        help_text="Of what a meeting recommended, that meeting; of a paper, the one that agreed it.",
    )
    document = PaperField(
        label="Paper",
        queryset=Document.objects.none(),
        required=False,
        empty_label="Not among the papers of a meeting",
        widget=QuickSelect,
    )

    address = forms.URLField(label="Where it is on the web", required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Advice
        fields = ("title", "kind", "given_on", "response_due_on", "meeting", "document", "address", "is_published")
        field_classes = {"given_on": DateField, "response_due_on": DateField}
        labels = {"is_published": "Everybody may read it and its recommendations"}
        help_texts = {
            "given_on": "Empty while it is a draft, which only the secretariat sees.",
            "response_due_on": "For all of its recommendations that have no day of their own.",
            "is_published": "",
        }
        widgets = {"kind": forms.RadioSelect}
        error_messages = {"title": {"required": "Enter the title"}}

    def __init__(self, *args: Any, user: User, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        board = self.instance.board
        meetings = Meeting.objects.editable_by(user).filter(board=board).order_by("-held_on", "-pk")
        papers = Document.objects.editable_by(user).filter(meeting__board=board, kind=Document.Kind.PAPER)
        cast("MeetingField", self.fields["meeting"]).queryset = meetings.only("held_on", "title", "board")
        cast("PaperField", self.fields["document"]).queryset = (
            papers.select_related("meeting")
            .only("title", "meeting__held_on", "meeting__board")
            .order_by("-meeting__held_on", "title", "pk")
        )
        if board.minutes_visible_to != Board.Visibility.PUBLIC:
            del self.fields["is_published"]

    def clean_given_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["given_on"]
        if day and day > self.today:
            raise ValidationError("Advice cannot be given in the future. Leave the day empty while it is a draft.")
        return day


class RecommendationForm(forms.Form):
    number = forms.CharField(
        label="Number",
        max_length=20,
        required=False,
        help_text="As printed: 7, 3a.",
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
    )
    kind = forms.ChoiceField(label="Kind", choices=Recommendation.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="What is recommended",
        max_length=5000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Enter what is recommended"},
    )
    to = OrganisationsField(
        label="Addressed to",
        help_text=NAMES_HINT,
        error_messages={"required": "Enter the organisations that it is addressed to"},
    )
    response_due_on = DateField(label="Response due by", required=False, help_text="If it has a day of its own.")
    raised_in = ParagraphField(label="Recorded in", required=False, empty_label="No paragraph", widget=QuickSelect)
    themes = ThemesField()

    def __init__(
        self,
        data: Any = None,
        *,
        advice: Advice,
        user: User,
        known: KnownOrganisations,
        initial: dict[str, Any],
        recommendation: Recommendation | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        cast("OrganisationsField", self.fields["to"]).known = known
        if advice.meeting_id:
            cast("ParagraphField", self.fields["raised_in"]).queryset = paragraphs_of(advice.meeting_id, user)
        else:
            del self.fields["raised_in"]
        offer_themes(self, advice.board, carried=recommendation)

    @property
    def recommended(self) -> Recommended:
        cleaned = self.cleaned_data
        return Recommended(
            text=cleaned["text"],
            to=cleaned["to"],
            number=cleaned["number"],
            kind=cleaned["kind"],
            response_due_on=cleaned["response_due_on"],
            raised_in=cleaned.get("raised_in"),
            themes=tuple(cleaned.get("themes", ())),
        )


def paragraphs_of(meeting: int, user: User) -> Any:
    """Of one meeting, at whatever stage its minutes are: to be cited changes nothing in them."""
    return (
        Minute.objects.editable_by(user)
        .filter(item__meeting=meeting)
        .select_related("item__meeting")
        .only("number", "text", "item__title", "item__meeting__held_on", "item__meeting__board")
        .order_by("item__position", "position", "pk")
    )


def initial_of(recommendation: Recommendation) -> dict[str, Any]:
    """What the form shows of one that is recorded."""
    return {
        "number": recommendation.number,
        "kind": recommendation.kind,
        "text": recommendation.text,
        "to": [row.organisation for row in recommendation.addressees.select_related("organisation")],
        "response_due_on": recommendation.response_due_on,
        "raised_in": recommendation.raised_in_id,
    }
