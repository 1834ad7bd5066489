from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_update_with_history

from actions.due import Due
from actions.models import Action, ActionOwner, ActionSequence
from actions.services.tagging import set_themes, take_themes
from meetings.models import UNLOCKED, Meeting
from meetings.services.saving import hold_open

if TYPE_CHECKING:
    from meetings.models import Minute
    from organisations.models import Board, Theme, User


AGREED = "This wording was agreed with the minutes and does not change. The owners may still be changed."


@transaction.atomic
def raise_action(
    board: Board,
    *,
    text: str,
    raised_on: dt.date,
    raised_in: Minute | None = None,
    owners: Iterable[ActionOwner] = (),
    due: Due | None = None,
    split_from: Action | None = None,
    themes: Collection[Theme] = (),
    after: int | None = None,
) -> Action:
    """The board asks for a piece of work: an open action with the board's next reference.

    ``raised_in`` is the paragraph it was born in, None between meetings; ``split_from`` the action that it was a part of. ``owners`` are unsaved rows,
    kept in their order. It carries ``themes`` and those of its item, and of the action that it was a part of. ``after`` is the board's last number when the form was drawn: the same action asked
    for again since then is a form sent twice, and is raised once. Refuses, with a ``ValidationError``,
    a paragraph of approved minutes, and what the constraints of an action refuse.
    """
    if raised_in:
        hold_open(raised_in.item.meeting_id)
    if after is not None and (twin := _raised_since(after, board, text=text, raised_on=raised_on, raised_in=raised_in)):
        return twin
    number = ActionSequence.next_for(board.pk)
    action = Action(
        board=board,
        number=number,
        reference=f"{board.reference_prefix}-{number}",
        text=text.strip(),
        raised_in=raised_in,
        raised_on=raised_on,
        split_from=split_from,
    )
    (due or Due()).put_on(action)
    action.full_clean()
    action.save()
    set_owners(action, owners)
    take_themes(action, raised_in=raised_in, part_of=split_from, more=themes)
    return action


def _raised_since(
    number: int, board: Board, *, text: str, raised_on: dt.date, raised_in: Minute | None
) -> Action | None:
    # Waits for whoever is raising an action of this board at this moment.
    ActionSequence.objects.select_for_update().filter(board=board).first()
    return Action.objects.filter(
        board=board, number__gt=number, text=text.strip(), raised_on=raised_on, raised_in=raised_in
    ).first()


@transaction.atomic
def correct_action(
    action: Action, *, text: str, owners: Iterable[ActionOwner], themes: Collection[Theme] | None = None
) -> None:
    """What is to be done, who is answerable and, where given, what it is about are put right. Status and due date are reported, never corrected.

    Once the minutes that asked for it are approved its wording is part of what was agreed: another is refused, with a
    ``ValidationError``. It may still be handed on.
    """
    # Read again and held: a report that came in meanwhile has changed the status, and stands. So is its meeting, for
    # whoever approves the minutes at this moment.
    if action.raised_in_id:
        Meeting.objects.select_for_update().filter(items__minutes=action.raised_in_id).first()
    held = Action.objects.select_for_update(of=("self",)).select_related("raised_in__item__meeting")
    now = held.get(pk=action.pk)
    if now.is_agreed and text.strip() != now.text:
        raise ValidationError({"text": AGREED})
    now.text = text.strip()
    now.full_clean()
    now.save()
    set_owners(now, owners)
    if themes is not None:
        set_themes(now, themes)
    action.refresh_from_db()


@transaction.atomic
def reword_actions(wordings: Mapping[Action, str], *, by: User) -> None:
    """Each action says what is given for it, in a few statements however many there are. Never nothing at all.

    Refuses, with a ``ValidationError``, one that was agreed with its minutes; then none is reworded. The caller holds
    the meetings that asked for them.
    """
    changed = [action for action, text in wordings.items() if text.strip() and text.strip() != action.text]
    agreed = Action.objects.filter(pk__in=[action.pk for action in changed], raised_in__isnull=False)
    if changed and agreed.exclude(raised_in__item__meeting__minutes_stage__in=UNLOCKED).exists():
        raise ValidationError(AGREED)
    for action in changed:
        action.text = wordings[action].strip()
    if changed:
        bulk_update_with_history(changed, Action, ["text"], default_user=by)


@transaction.atomic
def set_owners(action: Action, owners: Iterable[ActionOwner]) -> None:
    """``owners``, unsaved rows, become the owners of the action, in their order.

    A row that says the same as one that is there leaves it as it was: nothing changed, no history.
    """
    wanted = list(owners)
    kept = {row.who: row for row in action.owners.all()}
    for row in [row for key, row in kept.items() if key not in {w.who for w in wanted}]:
        row.delete()
    # Who stops leading is saved before who starts, for the constraint allows one lead.
    for position, row in sorted(enumerate(wanted), key=lambda pair: pair[1].is_lead):
        old = kept.get(row.who)
        if old and (old.position, old.is_lead) == (position, row.is_lead):
            continue
        row = _changed(old, row) if old else row
        row.action, row.position = action, position
        row.full_clean()
        row.save()


def _changed(old: ActionOwner, new: ActionOwner) -> ActionOwner:
    old.is_lead = new.is_lead
    return old
