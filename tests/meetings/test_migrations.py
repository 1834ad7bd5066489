"""Migrations run on a database that holds meetings."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import DAY, MOMENT

BEFORE_EDITIONS = [("meetings", "0002_plan_agenda_and_roll")]
EDITIONS = [("meetings", "0003_issue_comment_and_amend")]


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
