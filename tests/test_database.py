import os

import pytest
from django.core.management import call_command
from django.db import connection


def test_runs_on_the_database_that_was_asked_for():
    """./test says which; pytest on its own may use any."""
    assert connection.vendor == os.environ.get("TEST_DATABASE", connection.vendor)


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


@pytest.mark.django_db
def test_sqlite_lets_readers_go_on_while_one_writes_and_postgresql_is_asked_whether_it_is_there():
    if connection.vendor != "sqlite":
        assert connection.settings_dict["CONN_HEALTH_CHECKS"] is True
        return
    with connection.cursor() as cursor:
        names = ("journal_mode", "synchronous", "busy_timeout")
        asked = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    assert asked == ["wal", 1, 20_000]
    assert connection.transaction_mode == "IMMEDIATE"
