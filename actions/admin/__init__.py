"""Every record of this app in Django's admin. ``organisations.admin.records`` says what all of them keep to."""

from actions.admin.actions import ActionAdmin
from actions.admin.advice import AdviceAdmin, RecommendationAdmin

__all__ = ["ActionAdmin", "AdviceAdmin", "RecommendationAdmin"]
