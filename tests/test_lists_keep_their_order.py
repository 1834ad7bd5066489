"""No page lists rows in whatever order the database finds them: a query that groups its rows drops the order of its model without
a word, and SQLite and PostgreSQL then differ, and PostgreSQL from one time to the next.
"""

import pytest
from django.apps import apps
from django.db.models import UniqueConstraint
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


def is_told_apart(model):
    """Whether no two rows share the place that the model's order gives them."""
    names = {one.removeprefix("-") for one in model._meta.ordering if isinstance(one, str)}
    alone = {"pk", *(field.name for field in model._meta.fields if field.unique)}
    together = [
        set(one.fields) for one in model._meta.constraints if isinstance(one, UniqueConstraint) and not one.condition
    ]
    return bool(names & alone) or any(fields and fields <= names for fields in together)


APPS = [apps.get_app_config(name) for name in ("organisations", "meetings", "actions")]
ORDERED = [model for app in APPS for model in app.get_models() if model._meta.ordering]


@pytest.mark.parametrize("model", ORDERED, ids=lambda model: model.__name__)
def test_two_rows_of_a_model_never_share_a_place(model):
    assert is_told_apart(model)
