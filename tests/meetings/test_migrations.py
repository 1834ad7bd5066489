"""Migrations run on a database that holds meetings."""

import datetime as dt

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import DAY, MOMENT

BEFORE_EDITIONS = [("meetings", "0002_plan_agenda_and_roll")]
EDITIONS = [("meetings", "0003_issue_comment_and_amend")]
BEFORE_THE_PLAN = [("meetings", "0004_forward_plan")]
THE_PLAN = [("meetings", "0005_fill_the_forward_plan")]
LATER = DAY + dt.timedelta(days=90)


def migrate(to):
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.fixture
def migrations(transactional_db):
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield
    migrate(leaves)


def test_meetings_recorded_before_editions_were_kept_stay_as_they_were(migrations):
    old = migrate(BEFORE_EDITIONS)
    user = old.get_model("organisations", "User").objects.create(email="sec@example.org", password="!")
    board = old.get_model("organisations", "Board").objects.create(name="B", slug="b", reference_prefix="B")
    before = old.get_model("meetings", "Meeting").objects
    for stage in ("circulated", "approved", "published"):
        before.create(board=board, held_on=DAY, minutes_stage=stage, **{f"{stage}_at": MOMENT, f"{stage}_by": user})
    before.create(board=board, held_on=DAY)
    said = list(before.order_by("pk").values())

    after = migrate(EDITIONS).get_model("meetings", "Meeting").objects

    new = dict.fromkeys(("with_chair_at", "with_chair_by_id", "comments_by", "approved_at_meeting_id"))
    assert list(after.order_by("pk").values()) == [row | new for row in said]


def test_what_was_deferred_before_the_forward_plan_was_kept_stands_on_it(migrations):
    old = migrate(BEFORE_THE_PLAN)
    board = old.get_model("organisations", "Board").objects.create(name="B", slug="b", reference_prefix="B")
    other = old.get_model("organisations", "Board").objects.create(name="C", slug="c", reference_prefix="C")
    meetings, items = old.get_model("meetings", "Meeting").objects, old.get_model("meetings", "AgendaItem").objects
    first, later = meetings.create(board=board, held_on=DAY), meetings.create(board=board, held_on=LATER)
    alone = meetings.create(board=other, held_on=DAY)
    went, heading, taken_off, waits, waits_inside, kept = (
        items.create(meeting=meeting, position=n, title=f"Item {n}", depth=depth, is_deferred=deferred)
        for n, (meeting, depth, deferred) in enumerate(
            [
                (first, 1, True),
                (first, 2, True),
                (first, 1, True),
                (alone, 1, True),
                (alone, 2, True),
                (alone, 1, False),
            ]
        )
    )
    back = items.create(meeting=later, position=1, title="Item 0", came_from=went)
    items.create(meeting=later, position=2, title="Item 1", depth=2, came_from=heading)

    new = migrate(THE_PLAN).get_model("meetings", "ForwardItem").objects

    rows = new.order_by("pk").values_list("board", "deferred", "said_on", "placed_as", "not_before", "title")
    assert list(rows) == [
        (board.pk, went.pk, DAY, back.pk, None, ""),
        (other.pk, waits.pk, DAY, None, None, ""),
    ]
    assert not new.filter(deferred__in=[taken_off.pk, waits_inside.pk, kept.pk]).exists()
