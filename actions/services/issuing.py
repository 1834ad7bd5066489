from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from actions.issued import changes_since, owners_in_words
from actions.models import Action, ActionIssue

if TYPE_CHECKING:
    from organisations.models import User


@transaction.atomic
def issue_to_board(actions: Iterable[Action], *, at: dt.datetime, by: User) -> list[ActionIssue]:
    """Everybody with a role on its board sees each action from now on, though its minutes are not cleared.

    What it says today is kept, word for word. An action that says what was issued of it last is passed over, so
    that a button pressed twice issues once. ``actions`` come ``with_owners()``; two queries, and one to add.
    """
    wanted = list(actions)
    latest = ActionIssue.objects.latest_of(wanted)
    issues = [
        ActionIssue(
            action=action,
            text=action.text,
            owners=owners_in_words(action),
            due_words=action.due_words,
            issued_at=at,
            issued_by=by,
        )
        for action in wanted
        if action.pk not in latest or changes_since(latest[action.pk], action)
    ]
    return ActionIssue.objects.bulk_create(issues)
