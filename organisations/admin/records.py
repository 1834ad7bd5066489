"""The ground of every page of the admin: whose rows they are, and how a refusal is shown.

Rights hang on memberships, not on Django's model permissions. What a person may not keep is not
there for them: not in a list, a search, a choice, a history or a page asked for by its number.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import NestedObjects, unquote
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models, router
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from simple_history.admin import SimpleHistoryAdmin

from organisations.admin.choosing import is_key, limit_choices
from organisations.admin.forms import RecordForm
from organisations.admin.history import describe_changes
from organisations.admin.refusals import REFUSALS, as_form_error
from organisations.permissions import is_secretariat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms import ModelForm

    from organisations.models import User

LONG_NUMBER = re.compile(r"\d{19}")  # longer than any key


def reader_of(request: HttpRequest) -> User:
    """The user, who is signed in: the admin lets nobody else past its door."""
    if not request.user.is_authenticated:
        raise TypeError("The admin is only for people who are signed in.")
    return request.user


def is_answerable(request: HttpRequest) -> bool:
    """Does the request for a list hold only what the databases can look for?"""
    asked = [(name, value) for name, values in request.GET.lists() for value in values]
    return (
        not any("\0" in value for _, value in asked)
        and not any(LONG_NUMBER.search(value) for name, value in asked if name != SEARCH_VAR)
        and all(is_key(value) for value in request.POST.getlist(ACTION_CHECKBOX_NAME))
    )


class RecordList(ChangeList):
    def get_filters(self, request: HttpRequest) -> Any:
        try:
            return super().get_filters(request)
        except OverflowError as error:  # a year of ten digits
            raise IncorrectLookupParameters(error) from error


class RecordAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple_history ships no types
    """Rows that the user may keep (``editable_by``), with their history."""

    form = RecordForm
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    object_history_list_template = "admin/record_history.html"

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/admin.css"]}

    def keeps(self, user: User, record: Any = None) -> bool:
        """May ``user`` keep this record; without one, any of its kind?"""
        return is_secretariat(user)

    def rows_of(self, rows: Any, user: User) -> Any:
        """Those of ``rows`` that ``user`` may keep."""
        return rows.editable_by(user)

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.rows_of(super().get_queryset(request), reader_of(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.keeps(reader_of(request))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.keeps(reader_of(request), obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.keeps(reader_of(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.keeps(reader_of(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.keeps(reader_of(request), obj)

    def view_on_site(self, obj: Any) -> str | None:
        """The page itself, not Django's redirect, which would look up any row for anybody on the staff."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RecordList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not is_answerable(request):
            return HttpResponseRedirect(f"{request.path}?e=1")  # as Django does with other nonsense
        response: HttpResponse = super().changelist_view(request, extra_context)
        return response

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **limit_choices(self, db_field, request, kwargs))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Beside a chosen record no cross that deletes it: it looks like one that empties the choice."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    # Refusals

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = vars(request).get("_refusal")  # Django makes the class anew for every request
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; with what a service or the database refused said on it, nothing saved and nothing typed lost."""
        try:
            response: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as error:
            vars(request)["_refusal"] = as_form_error(error)
            response = super().changeform_view(request, object_id, form_url, extra_context)
        return response

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        if change and not {field.name for field in obj._meta.fields} & set(form.changed_data):
            return  # nothing to say in its history
        obj.full_clean()  # a form skips a constraint that names a field which is not on it
        super().save_model(request, obj, form, change)

    def get_deleted_objects(self, objs: Iterable[Any], request: HttpRequest) -> Any:
        """As Django's, but what stands in the way is counted and not named: it may be another board's."""
        deleted, counts, refused, protected = super().get_deleted_objects(objs, request)
        if protected:
            collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
            collector.collect(list(objs))
            kinds = Counter(str(row._meta.verbose_name_plural) for row in collector.protected)
            protected, refused = [f"{kind}: {number}" for kind, number in sorted(kinds.items())], set()
        return deleted, counts, refused, protected

    # History

    def get_urls(self) -> Any:
        """Without simple_history's page of one version: its form saves past the services."""
        return super(SimpleHistoryAdmin, self).get_urls()

    def set_history_delta_changes(self, request: HttpRequest, historical_records: Any, **kwargs: Any) -> None:
        describe_changes(list(historical_records))

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if self.get_object(request, unquote(object_id)) is None:
            response: HttpResponse = self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        else:
            response = super().history_view(request, object_id, extra_context)
        return response
