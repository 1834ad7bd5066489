"""The rows of owners that a user answers for: each way by itself, so that each finds its rows by its own index.

As one condition over a join the database reads every owner: of 20,000 actions that took 22 to 44 ms on SQLite, and this way 5 to 17.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from organisations.roles import roles_of

if TYPE_CHECKING:
    from actions.models.owner import ActionOwner
    from organisations.roles import AnyUser, Roles

Keys = QuerySet[Any, Any]


def owned_in_person(user: AnyUser, *, with_done: bool = False) -> Keys:
    """Keys of the actions that they own by name, by a seat that they hold, or by their role on the board."""
    roles = roles_of(user)
    by_name = Q(person=roles.person) if roles.person else Q(person__user=user.pk)
    rows = _owners(with_done=with_done)
    return rows.filter(by_name | Q(seat__in=roles.seats)).union(rows.filter(_role_held(roles) & ~Q(role="")))


def owned_through_organisation(user: AnyUser, *, with_done: bool = False) -> Keys:
    """Keys of the actions owned by an organisation that they act for on the board."""
    acts_for = roles_of(user).acts_for
    pairs = (Q(action__board=board, organisation=organisation) for board, organisation in acts_for)
    known = Q(organisation__in={organisation for _, organisation in acts_for})
    return _owners(with_done=with_done).filter(known & reduce(or_, pairs, Q(pk__in=())))


def is_owed_by(user: AnyUser) -> Exists:
    """In person or through an organisation, as a condition on actions: for a few among them, such as those that are open,
    each asked by the index of its owners, where ``owned_in_person`` finds all that they ever owned.
    """
    from actions.models.owner import ActionOwner

    roles = roles_of(user)
    theirs = (Q(person=roles.person) if roles.person else Q(person__user=user.pk)) | _role_held(roles)
    if roles.seats:
        theirs |= Q(seat__in=roles.seats)
    for board, organisation in roles.acts_for:
        theirs |= Q(action__board=board, organisation=organisation)
    return Exists(ActionOwner.objects.filter(theirs, action=OuterRef("pk"), done_on__isnull=True))


def _owners(*, with_done: bool) -> Keys:
    from actions.models.owner import ActionOwner

    rows = ActionOwner.objects.order_by().values("action")
    return rows if with_done else rows.filter(done_on__isnull=True)


def _role_held(roles: Roles) -> Q:
    return (
        Q(role="chair", action__board__in=roles.chair)
        | Q(role="secretariat", action__board__in=roles.secretariat)
        | Q(role="members", action__board__in=roles.member)
        | Q(role="officials", action__board__in=roles.official)
    )


def is_theirs_in_person(owner: ActionOwner, *, board: int, roles: Roles, person: int | None) -> bool:
    """The rule of ``owned_in_person`` for an owner at hand; ``person`` is who they are."""
    held = {
        "chair": roles.chair,
        "secretariat": roles.secretariat,
        "members": roles.member,
        "officials": roles.official,
    }
    by_name = owner.person_id is not None and owner.person_id == person
    return by_name or owner.seat_id in roles.seats or board in held.get(owner.role, ())


def is_of_their_organisation(owner: ActionOwner, *, board: int, roles: Roles) -> bool:
    """The rule of ``owned_through_organisation`` for an owner at hand."""
    return (board, owner.organisation_id) in roles.acts_for
