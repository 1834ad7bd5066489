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
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite has its own settings")
def test_sqlite_lets_readers_go_on_while_one_writes():
    with connection.cursor() as cursor:
        asked = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "busy_timeout")
        ]
    assert asked == ["wal", 1, 20_000]
    assert connection.transaction_mode == "IMMEDIATE"
