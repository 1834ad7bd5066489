"""Every record of this app in Django's admin. ``organisations.admin.records`` says what all of them keep to."""

from actions.admin.actions import ActionAdmin

__all__ = ["ActionAdmin"]
