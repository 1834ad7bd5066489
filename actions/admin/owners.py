from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import BaseInlineFormSet

from actions.models import ActionOwner
from actions.services import set_owners
from organisations.admin.forms import RecordForm
from organisations.admin.rows import RecordRows
from organisations.models import Seat

if TYPE_CHECKING:
    from collections.abc import Iterable


class OwnerForm(RecordForm):
    # Who leads may move from one row to another, and the service saves them in the order that allows it.
    settled_together = frozenset({"action"})


class OwnerFormSet(BaseInlineFormSet):  # type: ignore[type-arg]  # of owners
    """The rows become the action's owners by the service, all at once. Offers the seats of its board, read once for all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        action = kwargs.get("instance")
        self.seats = Seat.objects.filter(board=action.board_id if action else None)
        self.seat_choices = [("", "No seat"), *((seat.pk, seat.title) for seat in self.seats)]
        super().__init__(*args, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "seat" in form.fields:
            form.fields["seat"].queryset = self.seats
            form.fields["seat"].choices = self.seat_choices

    def save(self, commit: bool = True) -> Any:
        rows = super().save(commit=False)
        if commit:
            set_owners(self.instance, self._wanted())
        return rows

    def _wanted(self) -> Iterable[ActionOwner]:
        kept = (form for form in self.forms if form not in self.deleted_forms)
        for form in kept:
            row = form.instance
            if row.pk or form.has_changed():
                who = {
                    name: getattr(row, name) for name in ("person", "organisation", "role", "seat", "words", "is_lead")
                }
                yield ActionOwner(**who)


class OwnerRows(RecordRows):
    model = ActionOwner
    form = OwnerForm
    formset = OwnerFormSet
    fields = ("person", "organisation", "role", "seat", "words", "is_lead")
    autocomplete_fields = ("person", "organisation")
    fetched = ("person", "organisation", "seat")
