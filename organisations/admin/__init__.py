"""Every record of this app in Django's admin. ``records`` says what all of them keep to."""

from organisations.admin.boards import BoardAdmin
from organisations.admin.directory import OrganisationAdmin, PersonAdmin
from organisations.admin.themes import ThemeAdmin
from organisations.admin.users import UserAdmin

__all__ = ["BoardAdmin", "OrganisationAdmin", "PersonAdmin", "ThemeAdmin", "UserAdmin"]
