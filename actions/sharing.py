"""With whom somebody owes an action, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actions.models.owed import is_of_their_organisation, is_theirs_in_person
from organisations.models import Person
from organisations.roles import Roles, roles_of

if TYPE_CHECKING:
    from actions.models import Action, ActionOwner, ActionReport
    from organisations.roles import AnyUser

AS_ROLE = {
    "chair": "As chair",
    "secretariat": "As the secretariat",
    "members": "As a member",
    "officials": "As an official",
}


@dataclass(frozen=True, slots=True)
class Reader:
    user: int | None
    person: int | None
    roles: Roles

    def made(self, report: ActionReport) -> bool:
        """They said so; what they typed for somebody else is that person's report."""
        if report.reported_by_id:
            return report.reported_by_id == self.person
        return not report.reported_by_words and report.made_by_id is not None and report.made_by_id == self.user

    def owns(self, owner: ActionOwner, *, board: int, for_organisation: bool) -> bool:
        if for_organisation:
            return is_of_their_organisation(owner, board=board, roles=self.roles)
        return is_theirs_in_person(owner, board=board, roles=self.roles, person=self.person)


def reader_of(user: AnyUser) -> Reader:
    """One query, where no membership says who they are."""
    roles = roles_of(user)
    person = roles.person or Person.objects.filter(user=user.pk).values_list("pk", flat=True).first()
    return Reader(user.pk, person, roles)


def how_shared(action: Action, reader: Reader, *, for_organisation: bool) -> str:
    """As what they own it, who leads, and with whom: "As chair. With Ada Byng (leads)"; of an action ``with_owners()``."""
    owners = list(action.owners.all())
    own = [o for o in owners if reader.owns(o, board=action.board_id, for_organisation=for_organisation)]
    others = [owner for owner in owners if owner not in own]
    said = [words for words in map(_as_what, own) if words]
    if others:
        lead = next((owner.name if for_organisation else "You" for owner in own if owner.is_lead), "")
        verb = {"": "With", "You": "You lead, with"}.get(lead, f"{lead} leads, with")
        said.append(f"{verb} {', '.join(map(_named, others))}")
    return ". ".join(said)


def _as_what(owner: ActionOwner) -> str:
    if owner.seat:
        return f"For the seat “{owner.seat.title}”"
    return AS_ROLE.get(owner.role, "")


def _named(owner: ActionOwner) -> str:
    notes = [note for note, holds in (("leads", owner.is_lead), ("part done", owner.done_on)) if holds]
    return f"{owner.name} ({', '.join(notes)})" if notes else owner.name
