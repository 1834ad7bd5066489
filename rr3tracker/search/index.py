"""The full-text indexes, kept by the database itself, so that `update()` and `bulk_create()` are found too.

On PostgreSQL an index on an expression. On SQLite an FTS5 table beside the table, filled by triggers. Neither
changes a table of another app. They are made after every `migrate` and not by a migration alone, because on SQLite
Django remakes a table to alter one of its columns, and its triggers go without a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

EVENTS = ("insert", "delete", "update")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A column whose words can be searched for."""

    table: str
    column: str

    @property
    def vector(self) -> str:
        """What PostgreSQL indexes. It refuses a row whose words come to over a megabyte, hence the bound."""
        return f"to_tsvector('english', left({self.column}, 100000))"

    @property
    def index(self) -> str:
        """The FTS5 table of SQLite, the index of PostgreSQL."""
        return f"search_{self.table}"

    def trigger(self, event: str) -> str:
        return f"{self.index}_{event}"


MINUTES = Corpus("meetings_minute", "text")
AGENDA = Corpus("meetings_agendaitem", "title")
ACTIONS = Corpus("actions_action", "text")
CORPORA = (MINUTES, AGENDA, ACTIONS)


def make_indexes(using: str, **kwargs: Any) -> None:
    """What is missing is there: a receiver of `post_migrate`."""
    connection = connections[using]
    # One app may be migrated alone, before the tables of the others.
    tables = set(connection.introspection.table_names())
    for corpus in CORPORA:
        if corpus.table in tables:
            make_index(connection, corpus)


def make_index(connection: BaseDatabaseWrapper, corpus: Corpus) -> None:
    if connection.vendor == "postgresql":
        make_on_postgresql(connection, corpus)
    elif connection.vendor == "sqlite":
        make_on_sqlite(connection, corpus)


def make_on_postgresql(connection: BaseDatabaseWrapper, corpus: Corpus) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {corpus.index} ON {corpus.table} USING gin ({corpus.vector})")


def make_on_sqlite(connection: BaseDatabaseWrapper, corpus: Corpus) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE name = %s OR (type = 'trigger' AND name IN (%s, %s, %s))",
            [corpus.index, *map(corpus.trigger, EVENTS)],
        )
        if cursor.fetchone() == (1 + len(EVENTS),):
            return
        for statement in sqlite_statements(corpus):
            cursor.execute(statement)


def sqlite_statements(corpus: Corpus) -> list[str]:
    """The words themselves stay in the table (`content=`): the index only points at its rows."""
    index, table, column = corpus.index, corpus.table, corpus.column
    add = f"INSERT INTO {index}(rowid, {column}) VALUES (new.id, new.{column});"  # noqa: S608  # names of ours
    remove = f"INSERT INTO {index}({index}, rowid, {column}) VALUES ('delete', old.id, old.{column});"  # noqa: S608
    return [
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {index} USING fts5({column}, content='{table}', content_rowid='id', "
        "tokenize='porter unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER IF NOT EXISTS {corpus.trigger('insert')} AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER IF NOT EXISTS {corpus.trigger('delete')} AFTER DELETE ON {table} BEGIN {remove} END",
        f"CREATE TRIGGER IF NOT EXISTS {corpus.trigger('update')} AFTER UPDATE OF {column} ON {table} "
        f"BEGIN {remove} {add} END",
        f"INSERT INTO {index}({index}) VALUES ('rebuild')",  # noqa: S608  # as above
    ]
