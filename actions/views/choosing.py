"""The actions that were ticked in the register, found for whoever changes several at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from actions.changing import to_change
from actions.models import Action

if TYPE_CHECKING:
    from organisations.models import User

REFERENCE = re.compile(r"[\w-]{1,24}\Z", re.ASCII)


def chosen_actions(references: list[str], user: User) -> list[Action]:
    """Not found, if the user may not know of one of them; refused, if they may not change one."""
    known = [reference for reference in references if REFERENCE.match(reference)]
    actions = list(to_change(Action.objects.visible_to(user).filter(reference__in=known)))
    if len(actions) < len(references):
        raise Http404
    if Action.objects.editable_by(user).filter(reference__in=known).count() < len(actions):
        raise PermissionDenied
    return actions
