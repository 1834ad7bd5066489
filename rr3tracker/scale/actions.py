"""Every action, raised in a paragraph but for a few, with its owners, its themes and what was reported of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from actions.models import Action, ActionOwner, ActionSequence, ActionUpdate, Status
from meetings.models import Minute
from organisations.models import Membership
from rr3tracker.scale.directory import Directory
from rr3tracker.scale.life import first_due, live
from rr3tracker.scale.size import BATCH, Size, Years, add_all
from rr3tracker.scale.words import Words

Role = ActionOwner.Role
GROUPS = ("Theme leads", "Those who spoke", "The prisons of the region, and whoever works with them")


class Actions:
    """Made up by ``raise_all``; saved by ``save``, when the paragraphs that they were raised in are."""

    def __init__(self, words: Words, directory: Directory, *, today: dt.date) -> None:
        self.words, self.rng, self.directory, self.today = words, words.rng, directory, today
        self.actions: list[Action] = []
        self.owners: list[ActionOwner] = []
        self.updates: list[ActionUpdate] = []
        self.tags: list[tuple[Action, int]] = []
        self.written: set[int] = set()
        """Paragraphs, by ``id``, whose text tells of an action already."""

    def raise_all(self, boards: Sequence[Years], size: Size) -> None:
        for n, years in enumerate(boards):
            number = size.actions // size.boards + (n < size.actions % size.boards)
            actions = sorted((self.asked(years) for _ in range(number)), key=lambda action: action.raised_on)
            for place, action in enumerate(actions, start=1):
                action.number, action.reference = place, f"{years.board.reference_prefix}-{place}"
                first_due(action, years, self.rng).put_on(action)
                owners = self.owners_of(action, years)
                updates = live(action, owners, years, [one.board for one in boards], self.words, today=self.today)
                for update in updates:
                    self.tell(update.recorded_in, Minute.Kind.PROGRESS, f"{action.reference}: {update.text}")
                self.actions.append(action)
                self.owners += owners
                self.updates += updates
                if self.rng.random() < 0.6:
                    self.tags.append((action, self.rng.choice(years.themes).pk))

    def asked(self, years: Years) -> Action:
        sitting = self.rng.choice(years.held)
        text = self.words.task()
        if self.rng.random() < 0.03:
            latest = min(sitting.meeting.held_on + dt.timedelta(days=9), self.today)
            return Action(board=years.board, text=text, raised_on=latest)
        paragraph = self.rng.choice(sitting.raising)
        self.tell(paragraph, Minute.Kind.ACTION, text)
        return Action(board=years.board, text=text, raised_on=sitting.meeting.held_on, raised_in=paragraph)

    def tell(self, paragraph: Minute | None, kind: str, text: str) -> None:
        if paragraph is None:
            return
        paragraph.kind = kind
        paragraph.text = f"{paragraph.text} {text}" if id(paragraph) in self.written else text
        self.written.add(id(paragraph))

    def owners_of(self, action: Action, years: Years) -> list[ActionOwner]:
        """One to three, no two of a kind; none of a few."""
        number = self.rng.choices((0, 1, 2, 3), (2, 50, 32, 16))[0]
        kinds = self.rng.sample(
            ("person", "person", "person", "organisation", "organisation", "role", "seat", "words"), 8
        )
        owners: list[ActionOwner] = []
        for kind in list(dict.fromkeys(kinds))[:number]:
            if owner := self.owner(kind, years, years.belonging(action.raised_on)):
                owner.action, owner.position = action, len(owners)
                owners.append(owner)
        if len(owners) > 1 and self.rng.random() < 0.7:
            owners[0].is_lead = True
        return owners

    def owner(self, kind: str, years: Years, belonging: Sequence[Membership]) -> ActionOwner | None:
        rng = self.rng
        if kind == "person":
            people = [membership.person for membership in belonging if membership.person]
            return ActionOwner(person=rng.choice(people)) if people else None
        if kind == "organisation":
            theirs = [membership.organisation for membership in belonging if membership.organisation]
            return ActionOwner(organisation=rng.choice(theirs or self.directory.organisations))
        if kind == "seat":
            return ActionOwner(seat=rng.choice(years.seats)) if years.seats else None
        return ActionOwner(role=rng.choice(Role.values)) if kind == "role" else ActionOwner(words=rng.choice(GROUPS))

    def save(self) -> None:
        """In the order of their days, as they would have come."""
        self.actions.sort(key=lambda action: action.raised_on)
        places = {action.reference: place for place, action in enumerate(self.actions)}
        add_all(Action, self.actions)
        add_all(ActionOwner, sorted(self.owners, key=lambda owner: (places[owner.action.reference], owner.position)))
        add_all(ActionUpdate, sorted(self.updates, key=lambda update: update.reported_on))
        tag = Action.themes.through
        tag._default_manager.bulk_create((tag(action=action, theme_id=theme) for action, theme in self.tags), BATCH)
        self.name_successors()
        last = {action.board_id: 0 for action in self.actions}
        for action in self.actions:
            last[action.board_id] = max(last[action.board_id], action.number)
        add_all(ActionSequence, [ActionSequence(board_id=board, last_number=n) for board, n in last.items()])

    def name_successors(self) -> None:
        """Some of those that are no longer needed were taken up by a later action of their board."""
        by_board: dict[int, list[Action]] = {}
        for action in self.actions:
            by_board.setdefault(action.board_id, []).append(action)
        succeeded = []
        for action in self.actions:
            later = by_board[action.board_id][action.number :]
            is_dropped = action.status == Status.NO_LONGER_NEEDED and self.rng.random() < 0.3
            if is_dropped and later and action.closed_on and later[0].raised_on <= action.closed_on:
                action.succeeded_by = later[0]
                succeeded.append(action)
        Action.objects.bulk_update(succeeded, ["succeeded_by"], batch_size=500)
