"""Rows of another record on the page of the one that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper

from organisations.admin.choosing import limit_choices
from organisations.admin.forms import RecordForm

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class RecordRows(admin.TabularInline):  # type: ignore[type-arg]  # of whichever model the subclass says
    """Whoever may change the record above may change its rows, until ``is_fixed`` says that it is fixed."""

    form = RecordForm
    extra = 0
    view_on_site = False  # the page above has the link
    fetched: tuple[str, ...] = ()
    """The foreign keys that a row shows, fetched with the rows."""

    def is_fixed(self, above: Any) -> bool:
        """Are the rows of this record past changing?"""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(*self.fetched)

    def may_change(self, request: HttpRequest, above: Any) -> bool:
        page = self.admin_site.get_model_admin(self.parent_model)
        return page.has_change_permission(request, above) and not (above and self.is_fixed(above))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.get_model_admin(self.parent_model).has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **limit_choices(self, db_field, request, kwargs))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """With a link to add what is missing, without those that change or open what is chosen: a row is narrow."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_view_related = field.widget.can_delete_related = False
        return field


class RecordBlocks(RecordRows):
    """Rows that are drawn as forms below one another."""

    template = "admin/edit_inline/stacked.html"


class RowsToRead(RecordRows):
    """Rows that are shown and not changed here."""

    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
