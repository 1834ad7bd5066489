"""Rows of owners under an action. Works without scripts: a button draws the page again with more rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from actions.forms.selects import QuickSelect
from actions.holders import Holders
from actions.models import Action, ActionOwner
from organisations.models import Organisation, Person, Seat

if TYPE_CHECKING:
    import datetime as dt

    from organisations.models import Board
    from organisations.roles import AnyUser

ROWS_TO_FILL = 3
MOST_ROWS = 30
MOST_NAMED = 3
PREFIX = "owners"
ADD_ROWS = "more_owners"
"""The name of the button that asks for more rows."""

Choices = list[tuple[str, Any]]


def owner_choices(user: AnyUser, *, now: list[ActionOwner], board: Board, on: dt.date) -> Choices:
    """Everybody who may be chosen for an action of the board, by kind, with those who own it ``now``. Four queries.

    A role and a seat say who holds them on the day.
    """
    people = {str(owner.person_id): str(owner.person) for owner in now if owner.person}
    people |= {str(pk): name for pk, name in Person.objects.visible_to(user).values_list("pk", "name")}
    kept = {owner.seat_id for owner in now if owner.seat_id}
    seats = Seat.objects.filter(Q(abolished_on__isnull=True) | Q(pk__in=kept), board=board).only("title")
    holders = Holders([board.pk], on=on)

    def held(owner: ActionOwner, label: str, vacant: str = "") -> str:
        named = [people[key] for person in holders.of(owner, board.pk) if (key := str(person.pk)) in people]
        who = (f"{len(named)} people" if len(named) > MOST_NAMED else ", ".join(named)) or vacant
        return f"{label} ({who})" if who else label

    roles = [(f"role:{role}", held(ActionOwner(role=role), str(role.label))) for role in ActionOwner.Role]
    places = [(f"seat:{seat.pk}", held(ActionOwner(seat=seat), seat.title, "vacant")) for seat in seats]
    organisations = Organisation.objects.visible_to(user).only("name", "acronym")
    return [
        ("", "Choose"),
        ("Roles on the board", roles),
        *([("Seats", places)] if places else []),
        ("People", [(f"person:{pk}", name) for pk, name in people.items()]),
        ("Organisations", [(f"organisation:{one.pk}", str(one)) for one in organisations]),
    ]


class OwnerForm(forms.Form):
    """One owner: chosen from the list, or in words."""

    who = forms.ChoiceField(label="Owner", required=False, widget=QuickSelect)
    words = forms.CharField(label="Or in words", required=False, max_length=300)
    leads = forms.BooleanField(label="Leads", required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Every field is optional. Otherwise a row that says what the record says already would count as left empty.
        self.empty_permitted = False
        field = cast("forms.ChoiceField", self.fields["who"])
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("who") and cleaned.get("words"):
            raise ValidationError({"words": "Choose an owner from the list or enter one in words, not both."})
        if cleaned.get("leads") and not (cleaned.get("who") or cleaned.get("words") or self.errors):
            raise ValidationError({"who": "Choose who leads."})
        return cleaned

    @property
    def owner(self) -> ActionOwner | None:
        """The row, not saved; None if the form was left empty."""
        who, words = self.cleaned_data.get("who", ""), self.cleaned_data.get("words", "")
        if not (who or words):
            return None
        owner = owner_chosen(who) if who else ActionOwner(words=words)
        owner.is_lead = self.cleaned_data.get("leads", False)
        return owner


def owner_chosen(choice: str) -> ActionOwner:
    """The unsaved row of one of ``owner_choices``."""
    kind, _, key = choice.partition(":")
    return ActionOwner(role=key) if kind == "role" else ActionOwner(**{f"{kind}_id": int(key)})


class BaseOwnerFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # no subscript at run time
    def clean(self) -> None:
        owners = self.owners
        if sum(owner.is_lead for owner in owners) > 1:
            raise ValidationError("Only one owner may lead.")
        names = [(*owner.who[:-1], owner.words.lower()) for owner in owners]
        if len(set(names)) < len(names):
            raise ValidationError("The same owner is entered twice.")

    @property
    def owners(self) -> list[ActionOwner]:
        """The rows that were filled in, not saved, in their order."""
        return [owner for form in self.forms if form.is_valid() and (owner := form.owner)]


def owner_forms(
    data: Any, *, user: AnyUser, board: Board, on: dt.date, action: Action | None = None
) -> BaseOwnerFormSet:
    """The rows for the owners of an action of the board: those it has, and some to fill. Bound if ``data`` was sent to be saved;
    if it was sent for more rows, those that were filled in and more to fill.
    """
    now = list(action.owners.select_related("person", "organisation", "seat")) if action else []
    initial = [_initial(owner) for owner in now]
    if data is not None and asks_for_rows(data):
        initial, data = _typed(data), None
    formset = forms.formset_factory(
        OwnerForm,
        formset=BaseOwnerFormSet,
        extra=ROWS_TO_FILL,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )
    choices = owner_choices(user, now=now, board=board, on=on)
    made = formset(data, prefix=PREFIX, initial=initial, form_kwargs={"choices": choices})
    return cast("BaseOwnerFormSet", made)  # the stubs forget which formset the factory is given


def asks_for_rows(data: Any) -> bool:
    return ADD_ROWS in data


def _initial(owner: ActionOwner) -> dict[str, Any]:
    if owner.person_id:
        who = f"person:{owner.person_id}"
    elif owner.seat_id:
        who = f"seat:{owner.seat_id}"
    elif owner.organisation_id:
        who = f"organisation:{owner.organisation_id}"
    else:
        who = f"role:{owner.role}" if owner.role else ""
    return {"who": who, "words": owner.words, "leads": owner.is_lead}


def _typed(data: Any) -> list[dict[str, Any]]:
    """The rows that were filled in, as they were typed."""
    rows = [
        {"who": data.get(f"{row}-who", ""), "words": data.get(f"{row}-words", ""), "leads": f"{row}-leads" in data}
        for row in (f"{PREFIX}-{number}" for number in range(MOST_ROWS))
    ]
    return [row for row in rows if any(row.values())]
