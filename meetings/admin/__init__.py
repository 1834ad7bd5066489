"""Every record of this app in Django's admin. ``organisations.admin.records`` says what all of them keep to."""

from meetings.admin.agenda import AgendaItemAdmin, MinuteAdmin
from meetings.admin.documents import DocumentAdmin
from meetings.admin.forward import ForwardItemAdmin
from meetings.admin.meetings import MeetingAdmin
from meetings.admin.standing import StandingItemAdmin

__all__ = ["AgendaItemAdmin", "DocumentAdmin", "ForwardItemAdmin", "MeetingAdmin", "MinuteAdmin", "StandingItemAdmin"]
