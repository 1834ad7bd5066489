"""No page lists rows in whatever order the database finds them: a query that groups its rows drops the order of its model without
a word, and SQLite and PostgreSQL then differ, and PostgreSQL from one time to the next.
"""

import pytest
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import MULTI

from organisations.models import Board
from tests.factories import DAY, make_board
from tests.rr3tracker.test_one_board_tells_nothing_of_another import crawl, starts
from tests.test_access import world

__all__ = ["world"]


@pytest.fixture
def dropped(monkeypatch):
    """What was fetched in no order although its model has one."""
    found = []
    execute = SQLCompiler.execute_sql

    def watch(compiler, result_type=MULTI, *args, **kwargs):
        rows = execute(compiler, result_type, *args, **kwargs)
        if result_type == MULTI and compiler._meta_ordering and compiler.query.group_by is not None:
            found.append(str(compiler.query))
        return rows

    monkeypatch.setattr(SQLCompiler, "execute_sql", watch)
    return found


def test_rows_that_are_grouped_say_their_order_or_that_they_need_none(client, world, secretary, dropped):
    client.force_login(secretary)

    pages = crawl(client, [*starts(), f"/meetings/{world['meeting']}/", f"/boards/{world['board']}/"])

    assert len(pages) > 150
    assert dropped == []


def test_boards_are_listed_by_name(secretary):
    for name in ("Zinc board", "Board of ash", "Lead board"):
        make_board(name, slug=name.split()[0].lower())

    listed = [board.name for board in Board.objects.for_list(secretary, on=DAY)]

    assert listed == sorted(listed)
    assert len(listed) > 3
