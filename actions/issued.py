"""What was issued of an action before its minutes were cleared, beside what it says today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.models import Action, ActionIssue


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    issued: str
    now: str


@dataclass(frozen=True, slots=True)
class Issued:
    """An action that was issued: when first, what last, and what it says otherwise today."""

    first: ActionIssue
    last: ActionIssue
    changes: list[Change]


def issued_of(action: Action, issues: Sequence[ActionIssue]) -> Issued | None:
    """``issues`` are those of the action, in their order; None where it was never issued."""
    return Issued(issues[0], issues[-1], changes_since(issues[-1], action)) if issues else None


def changes_since(issue: ActionIssue, action: Action) -> list[Change]:
    """Field by field. The action comes ``with_owners()`` and its ``due_at``."""
    due = issue.due_words if action.due.is_said_by(issue.due_words) else action.due_words
    pairs = (
        ("Action", issue.text, action.text),
        ("Owners", _listed(issue.owners), _listed(owners_in_words(action))),
        ("Due", issue.due_words or "No date", due or "No date"),
    )
    return [Change(label, issued, now) for label, issued, now in pairs if issued != now]


def owners_in_words(action: Action) -> list[str]:
    return [f"{owner.name} (lead)" if owner.is_lead else owner.name for owner in action.owners.all()]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "Nobody"
