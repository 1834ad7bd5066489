"""The tables of the dashboard by who owns the actions: by organisation, and by the owner that an action names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, IntegerField, Value, When

from actions.dashboard.counted import Counted
from actions.dashboard.lines import Name, Table
from actions.dashboard.scope import Scope
from actions.dashboard.tables import MOST_LINES, columns_by_status, columns_of, tabulated
from actions.filter_choices import NO_ORGANISATION
from actions.models import ActionOwner
from organisations.models import Organisation, Person
from organisations.roles import roles_of

MOST_ORGANISATIONS = 20
NOBODY = Name("Nobody", "Nobody", {"owner": "nobody"}, is_rest=True)
NONE = Name("No organisation", "No organisation", {"organisation": NO_ORGANISATION}, is_rest=True)


def by_owner_and_organisation(counted: Counted, scope: Scope) -> tuple[Table, Table]:
    """Two queries: one of the owners, one of the names of organisations.

    By owner: a person who is not in the reader's directory has no line, nor has the seat of a board that they have no role on.

    By organisation: by who is answerable, themselves or through their people; and what no organisation owns. An action that two
    organisations own counts under each. Narrowed to one organisation, its own line alone is left.
    """
    owners: defaultdict[str, set[int]] = defaultdict(set)
    organisations: defaultdict[int, set[int]] = defaultdict(set)
    names: dict[str, str] = {}
    roles = roles_of(scope.reader)
    in_directory = When(owners__person__in=Person.objects.visible_to(scope.reader).values("pk"), then=Value(1))
    rows: Iterable[tuple[Any, ...]] = counted.among.annotate(
        is_known=Case(in_directory, default=Value(0), output_field=IntegerField())
    ).values_list(
        "pk",
        "is_known",
        "owners",
        "owners__role",
        "owners__person",
        "owners__person__name",
        "owners__person__organisation",
        "owners__organisation",
        "owners__organisation__name",
        "owners__seat",
        "owners__seat__title",
        "owners__seat__board",
        "owners__words",
    )
    for key, is_known, owner, role, person, person_name, of, organisation, organisation_name, *rest in rows:
        if key not in counted.masks:
            continue
        seat, title, board, words = rest
        if organisation or of:
            organisations[organisation or of].add(key)
        if owner is None:
            address, name = "nobody", NOBODY.label
        elif person:
            if not is_known:
                continue
            address, name = f"person-{person}", person_name
        elif organisation:
            address, name = f"organisation-{organisation}", organisation_name
        elif seat:
            if not roles.sees_all and board not in roles.boards:
                continue
            address, name = f"seat-{seat}", title
        elif words:
            address, name = "words", "Groups in words"
        else:
            address, name = f"role-{role}", str(ActionOwner.Role(role).label)
        names[address] = name
        owners[address].add(key)
    by_owner = tabulated(
        columns_of(scope),
        counted,
        scope,
        [
            (NOBODY if address == "nobody" else Name(names[address], names[address], {"owner": address}), keys)
            for address, keys in owners.items()
        ],
        most=MOST_LINES,
    )
    return by_owner, _by_organisation(counted, scope, organisations)


def _by_organisation(counted: Counted, scope: Scope, owned: dict[int, set[int]]) -> Table:
    shown = {
        organisation: keys
        for organisation, keys in owned.items()
        if scope.organisation in ("", NO_ORGANISATION, str(organisation))
    }
    named = Organisation.objects.visible_to(scope.reader).filter(pk__in=shown).only("name", "acronym")
    lines = [(Name(one.name, one.short_name, {"organisation": one.pk}), shown[one.pk]) for one in named]
    alone = counted.masks.keys() - set().union(*owned.values())
    return tabulated(columns_by_status(scope), counted, scope, [*lines, (NONE, alone)], most=MOST_ORGANISATIONS)
