"""The index after a table was remade or emptied: these tests commit, so they stand apart."""

import pytest
from django.core.management import call_command
from django.db import connection, models

from meetings.models import Minute
from rr3tracker.search.index import MINUTES
from rr3tracker.search.query import count_hits
from tests.factories import make_minute


def found(word):
    return count_hits(MINUTES, Minute.objects.all(), [word])


def alter(field):
    """Alter a column to itself and back, which on SQLite remakes the table."""
    old = Minute._meta.get_field(field)
    new = models.CharField(max_length=500, null=True)
    new.set_attributes_from_name(field)
    new.model = Minute
    with connection.schema_editor() as editor:
        editor.alter_field(Minute, old, new)
    with connection.schema_editor() as editor:
        editor.alter_field(Minute, new, old)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("field", ["number", "text"])
def test_a_table_remade_by_a_migration_is_indexed_again(field):
    before = make_minute(text="Grants before.")
    alter(field)
    make_minute(before.item, text="Grants between.", position=5)
    Minute.objects.filter(pk=before.pk).update(text="Loans instead.")
    call_command("migrate", verbosity=0)
    make_minute(before.item, text="Grants after.", position=6)
    assert (found("grants"), found("loans"), found("before")) == (2, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_emptied_finds_nothing_and_then_what_is_new():
    make_minute(text="Grants.")
    call_command("flush", interactive=False, verbosity=0)
    assert found("grants") == 0
    make_minute(text="New grants.")
    assert found("grants") == 1


@pytest.mark.django_db(transaction=True)
def test_migrating_again_changes_nothing():
    make_minute(text="Grants.")
    call_command("migrate", verbosity=0)
    assert found("grants") == 1
