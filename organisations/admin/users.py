from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.models import Group

from organisations.admin.forms import RecordForm
from organisations.admin.records import RecordAdmin
from organisations.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

# What somebody may do hangs on their memberships, so a group of permissions would do nothing.
admin.site.unregister(Group)


class NewUserForm(RecordForm, auth_forms.AdminUserCreationForm):  # type: ignore[type-arg]  # of our user
    """With a password, or without one: then they set it by “forgotten password”."""

    class Meta:
        model = User
        fields = ("email",)
        field_classes: ClassVar[dict[str, Any]] = {}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class UserForm(RecordForm, auth_forms.UserChangeForm):  # type: ignore[type-arg]  # of our user
    class Meta:
        model = User
        fields = "__all__"  # the admin's fieldsets choose
        field_classes: ClassVar[dict[str, Any]] = {}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


@admin.register(User)
class UserAdmin(RecordAdmin, auth_admin.UserAdmin):  # type: ignore[misc,type-arg]  # of our user, without a page
    """For superusers alone: whoever sets a password can be that user. Nobody is deleted: history names them."""

    form = UserForm
    add_form = NewUserForm
    ordering = ("email",)
    list_display = ("email", "person", "is_active", "is_staff", "is_superuser", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser")
    list_select_related = ("person",)
    search_fields = ("email", "person__name")
    date_hierarchy = "date_joined"
    filter_horizontal = ()
    readonly_fields = ("person", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password", "person")}),
        ("What they may do", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("email", "usable_password", "password1", "password2", "is_staff", "is_superuser"),
            },
        ),
    )

    def keeps(self, user: User, record: Any = None) -> bool:
        return user.is_superuser

    def rows_of(self, rows: QuerySet[User], user: User) -> QuerySet[User]:
        return rows if user.is_superuser else rows.none()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        # allauth signs in by every address that it keeps of somebody, and writes to each.
        EmailAddress.objects.filter(user=obj).exclude(email__iexact=obj.email).delete()

    @admin.display(ordering="person__name")
    def person(self, user: User) -> str | None:
        return user.person.name if hasattr(user, "person") else None
