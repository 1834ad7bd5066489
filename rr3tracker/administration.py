"""The admin's site: its name, and what Django's own would tell anybody on the staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

UNSHOWN = {"mfa.Authenticator"}
"""What packages register that nobody is to read: the secrets of second factors."""


class ChoicesView(AutocompleteJsonView):
    """What an autocomplete offers, in words that tell one from another."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "choice_label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class Administration(AdminSite):
    site_header = site_title = "RR3 tracker administration"
    index_title = "Records"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models: list[Any] = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        super().register([model for model in models if model._meta.label not in UNSHOWN], admin_class, **options)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        if any("\0" in value for value in request.GET.values()):
            raise PermissionDenied  # as Django answers other malformed requests here; PostgreSQL takes no NUL
        view: Callable[[HttpRequest], Any] = ChoicesView.as_view(admin_site=self)
        response: HttpResponse = view(request)
        return response

    def get_urls(self) -> list[Any]:
        """Without Django's redirect to a record's page: it would name any record by its number."""
        return [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]
