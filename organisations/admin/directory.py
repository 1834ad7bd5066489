"""Organisations and people: shared by all boards, and kept by every secretariat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from organisations.admin.records import RecordAdmin, reader_of
from organisations.admin.rows import RecordRows, RowsToRead
from organisations.models import Membership, Organisation, OrganisationName, Person, PersonName
from organisations.permissions import can_edit_directory

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from organisations.models import User


class DirectoryAdmin(RecordAdmin):
    def keeps(self, user: User, record: Any = None) -> bool:
        return can_edit_directory(user)

    def rows_of(self, rows: Any, user: User) -> Any:
        return rows.visible_to(user)


class OrganisationNameRows(RecordRows):
    model = OrganisationName
    fields = ("name", "kind")
    verbose_name = "other name"


@admin.register(Organisation)
class OrganisationAdmin(DirectoryAdmin):
    list_display = ("name", "acronym", "sector", "succeeded_by")
    list_filter = ("sector", ("succeeded_by", admin.EmptyFieldListFilter))
    list_select_related = ("succeeded_by",)
    search_fields = ("name", "acronym", "other_names__name")
    autocomplete_fields = ("succeeded_by",)
    inlines = (OrganisationNameRows,)


class PersonNameRows(RecordRows):
    model = PersonName
    fields = ("name",)
    verbose_name = "other name"


class MembershipsOfPerson(RowsToRead):
    """What they sit on, as far as the reader may know; a membership is changed on its board."""

    model = Membership
    fk_name = "person"
    fields = ("board", "role", "seat", "organisation", "starts_on", "ends_on")
    readonly_fields = fields
    fetched = ("board", "seat", "organisation", "person")
    ordering = ("-starts_on",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        visible = Membership.objects.visible_to(reader_of(request))
        return super().get_queryset(request).filter(pk__in=visible.values("pk"))


@admin.register(Person)
class PersonAdmin(DirectoryAdmin):
    list_display = ("name", "initials", "job_title", "organisation", "signs_in")
    list_filter = ("organisation__sector", ("user", admin.EmptyFieldListFilter))
    list_select_related = ("organisation",)
    search_fields = ("name", "initials", "other_names__name", "organisation__name", "organisation__acronym")
    autocomplete_fields = ("organisation", "user")
    fields = ("name", "initials", "email", "job_title", "organisation", "user")
    inlines = (PersonNameRows, MembershipsOfPerson)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("organisation", "user")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Who else tied a sign-in to a person would take over, or hand out, that person's rights."""
        return () if reader_of(request).is_superuser else ("user",)

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return ("organisation", "user") if reader_of(request).is_superuser else ("organisation",)

    def choice_label(self, person: Person) -> str:
        """People of one name are told apart by where they are from."""
        return f"{person.name}, {person.organisation.short_name}" if person.organisation else person.name

    @admin.display(boolean=True, ordering="user")
    def signs_in(self, person: Person) -> bool:
        return person.user_id is not None
