"""Migrations run on a database that holds actions."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tests.factories import DAY, MOMENT

BEFORE = [("actions", "0002_keep_what_was_issued")]
AFTER = [("actions", "0003_members_and_their_actions")]


def migrate(to):
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.fixture
def migrations(transactional_db):
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield
    migrate(leaves)


def rows(apps, *models):
    return {name: list(apps.get_model("actions", name).objects.order_by("pk").values()) for name in models}


KEPT = ("Action", "ActionOwner", "ActionUpdate", "HistoricalAction", "HistoricalActionOwner")
NEW = {
    "Action": {"split_from_id": None},
    "ActionOwner": {"seat_id": None, "done_on": None},
    "ActionUpdate": {
        "owners_before": [],
        "owners_after": [],
        "ticked_off": "",
        "is_chairs_action": False,
        "part_of_id": None,
    },
    "HistoricalAction": {"split_from_id": None},
    "HistoricalActionOwner": {"seat_id": None, "done_on": None},
}


def test_owners_and_updates_from_before_are_kept_and_an_owner_is_one_thing(migrations):
    old = migrate(BEFORE)
    get = old.get_model
    user = get("organisations", "User").objects.create(email="sec@example.org", password="!")
    board = get("organisations", "Board").objects.create(name="B", slug="b", reference_prefix="B")
    person = get("organisations", "Person").objects.create(name="Ann Ashby")
    body = get("organisations", "Organisation").objects.create(name="Clinks")
    seat = get("organisations", "Seat").objects.create(board=board, title="Large provider")
    action = get("actions", "Action").objects.create(board=board, number=1, reference="B-1", text="Do", raised_on=DAY)
    owners = get("actions", "ActionOwner").objects
    for position, who in enumerate(
        ({"person": person, "is_lead": True}, {"organisation": body}, {"role": "chair"}, {"words": "Theme leads"})
    ):
        row = owners.create(action=action, position=position, **who)
        get("actions", "HistoricalActionOwner").objects.create(
            id=row.pk, action=action, position=position, history_date=MOMENT, history_type="+", **who
        )
    get("actions", "ActionUpdate").objects.create(
        action=action,
        reported_on=DAY,
        text="Begun.",
        status_before="open",
        status_after="in_progress",
        reported_by=person,
        entered_by=user,
        entered_at=MOMENT,
    )
    before = rows(old, *KEPT)

    new = migrate(AFTER)

    assert rows(new, *KEPT) == {name: [row | NEW[name] for row in said] for name, said in before.items()}
    kept, held = new.get_model("actions", "ActionOwner").objects, {"action_id": action.pk, "seat_id": seat.pk}
    kept.create(**held)
    for wrong in ({**held, "words": "And words"}, {**held, "person_id": person.pk}, {"action_id": action.pk}):
        with (
            pytest.raises(IntegrityError, match="action_owner_is_one_of_person_organisation_role_seat_words"),
            transaction.atomic(),
        ):
            kept.create(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.create(**held)
