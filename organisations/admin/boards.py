from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.forms import BaseInlineFormSet

from organisations.admin.forms import RecordForm
from organisations.admin.records import RecordAdmin, reader_of
from organisations.admin.rows import RecordRows
from organisations.models import Board, Membership, Seat
from organisations.permissions import can_edit_board, is_secretariat

if TYPE_CHECKING:
    from django.http import HttpRequest

    from organisations.models import User


class SeatRows(RecordRows):
    model = Seat
    fields = ("position", "title", "abolished_on")


class MembershipForm(RecordForm):
    # One holder's last day and the next one's first come in together.
    settled_together = frozenset({"seat"})


class MembershipFormSet(BaseInlineFormSet):  # type: ignore[type-arg]  # of memberships
    """Offers the seats of this board, read once for all rows."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "seat" in form.fields:
            form.fields["seat"].queryset = self.seats
            form.fields["seat"].choices = self.seat_choices

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        board = kwargs.get("instance")
        self.seats = Seat.objects.filter(board=board.pk if board else None)
        self.seat_choices = [("", "No seat"), *((seat.pk, seat.title) for seat in self.seats)]
        super().__init__(*args, **kwargs)


class MembershipRows(RecordRows):
    model = Membership
    form = MembershipForm
    formset = MembershipFormSet
    fields = ("role", "person", "organisation", "seat", "starts_on", "ends_on", "deputy")
    autocomplete_fields = ("person", "organisation", "deputy")
    fetched = ("person", "organisation", "deputy", "seat")


@admin.register(Board)
class BoardAdmin(RecordAdmin):
    list_display = ("name", "acronym", "parent", "secretariat", "minutes_visible_to", "closed_on")
    list_filter = ("minutes_visible_to", "attendance_of", ("closed_on", admin.EmptyFieldListFilter))
    list_select_related = ("parent", "secretariat")
    search_fields = ("name", "acronym", "reference_prefix")
    autocomplete_fields = ("parent", "secretariat")
    prepopulated_fields = {"slug": ("acronym",)}
    inlines = (SeatRows, MembershipRows)
    fieldsets = (
        (None, {"fields": ("name", "acronym", "slug", "parent", "secretariat", "purpose", "closed_on")}),
        (
            "Its record",
            {
                "fields": (
                    "reference_prefix",
                    "minutes_visible_to",
                    "attendance_of",
                    "quorum",
                    "minutes_target_days",
                )
            },
        ),
        ("Its words", {"fields": ("minutes_label", "members_label", "officials_label")}),
    )

    def keeps(self, user: User, record: Any = None) -> bool:
        return is_secretariat(user) if record is None else can_edit_board(user, record)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("parent", "secretariat")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return reader_of(request).is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return reader_of(request).is_superuser

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What ties a board to others and to what was printed is not for its secretariat to move."""
        return () if reader_of(request).is_superuser else ("parent", "reference_prefix")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, tuple[str, ...]]:
        return {} if obj else {"slug": ("acronym",)}
