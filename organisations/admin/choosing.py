"""Choosing a record on a page of the admin: only among one's own, and without a query for every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.widgets import AutocompleteSelect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest


class RecordSelect(AutocompleteSelect):
    """Django's autocomplete, but it draws what is chosen from the row that the page has fetched.

    Django's asks the database once for every one of them: a roll of thirty made ninety queries.
    """

    known: Any = None

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        value = [key for key in value if is_key(key)]  # it may come from the address, or from anybody's form
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options.append(self.create_option(name, self.known.pk, str(self.known), True, 0))
        return [(None, options, 0)]


def is_key(value: object) -> bool:
    """Could this be the key of a row? The databases fail on what is no number, or too long a one."""
    return str(value).isdecimal() and len(str(value)) < 19


def limit_choices(page: Any, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments for a foreign key's form field: the rows that its own admin shows to this user."""
    site = page.admin_site
    if "queryset" not in kwargs and site.is_registered(db_field.related_model):
        kwargs["queryset"] = site.get_model_admin(db_field.related_model).get_queryset(request)
    if "widget" not in kwargs and db_field.name in page.get_autocomplete_fields(request):
        kwargs["widget"] = RecordSelect(db_field, site)
    return kwargs
