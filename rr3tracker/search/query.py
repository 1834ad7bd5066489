"""Asks the full-text index of a column, for rows among those that a QuerySet allows, the best first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from meetings.writing.marks import without_marks
from rr3tracker.search.index import Corpus

MOST_LETTERS = 200
MOST_WORDS = 12
WORD = re.compile(r"[^\W_]+")

# Marks that nobody types, put around the words found: the snippet is escaped before they become tags.
START, END = "\x02", "\x03"
MARKED = re.compile(f"{START}([^{START}{END}]*){END}")
HEADLINE = (
    f'StartSel="{START}", StopSel="{END}", MaxFragments=2, FragmentDelimiter=" … ", '
    "MaxWords=40, MinWords=20, ShortWord=0"
)

SQLITE_SEARCH = """
SELECT rowid, snippet({index}, 0, char(2), char(3), '…', 40) FROM {index}
WHERE {index} MATCH %s AND rowid IN ({allowed})
ORDER BY rank, rowid DESC LIMIT %s OFFSET %s
"""
SQLITE_COUNT = "SELECT count(*) FROM {index} WHERE {index} MATCH %s AND rowid IN ({allowed})"

# The snippets are made of one page's rows alone: they cost more than the search.
POSTGRESQL_SEARCH = """
SELECT found.id, ts_headline('english', found.words, plainto_tsquery('english', %s), %s) FROM (
    SELECT t.id, t.{column} AS words, ts_rank({vector}, q) AS rank
    FROM {table} t, plainto_tsquery('english', %s) q
    WHERE {vector} @@ q AND t.id IN ({allowed})
    ORDER BY rank DESC, t.id DESC LIMIT %s OFFSET %s
) found ORDER BY found.rank DESC, found.id DESC
"""
POSTGRESQL_COUNT = """
SELECT count(*) FROM {table} t
WHERE {vector} @@ plainto_tsquery('english', %s) AND t.id IN ({allowed})
"""


@dataclass(frozen=True, slots=True)
class Hit:
    pk: int
    snippet: SafeString


def words_of(typed: str) -> list[str]:
    """The words to look for: all must be there. Signs are no words, nor is the s of "women's"."""
    words = WORD.findall(typed[:MOST_LETTERS])
    return ([word for word in words if len(word) > 1] or words)[:MOST_WORDS]


def count_hits(corpus: Corpus, allowed: QuerySet[Any], words: list[str]) -> int:
    postgresql = connections[allowed.db].vendor == "postgresql"
    query = asked(words, postgresql=postgresql)
    rows = run(POSTGRESQL_COUNT if postgresql else SQLITE_COUNT, corpus, allowed, [query], [])
    return rows[0][0] if rows else 0


def find_hits(corpus: Corpus, allowed: QuerySet[Any], words: list[str], *, start: int, stop: int) -> list[Hit]:
    postgresql = connections[allowed.db].vendor == "postgresql"
    query, window = asked(words, postgresql=postgresql), [stop - start, start]
    if postgresql:
        rows = run(POSTGRESQL_SEARCH, corpus, allowed, [query, HEADLINE, query], window)
    else:
        rows = run(SQLITE_SEARCH, corpus, allowed, [query], window)
    return [Hit(pk, marked(snippet)) for pk, snippet in rows]


def asked(words: list[str], *, postgresql: bool) -> str:
    """On SQLite each word in quotes, so that none is taken for a word of its query language."""
    return " ".join(words if postgresql else (f'"{word}"' for word in words))


def run(sql: str, corpus: Corpus, allowed: QuerySet[Any], before: list[Any], after: list[Any]) -> list[Any]:
    """``allowed`` stands in the statement: what the reader may not see is neither counted nor fetched."""
    try:
        inner, params = allowed.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    names = {"index": corpus.index, "table": corpus.table, "column": corpus.column, "vector": corpus.vector}
    statement = sql.format(**names, allowed=inner)
    with connections[allowed.db].cursor() as cursor:
        cursor.execute(statement, [*before, *params, *after])
        return list(cursor.fetchall())


def marked(snippet: str) -> SafeString:
    html = MARKED.sub(r"<mark>\1</mark>", str(escape(without_marks(snippet))))
    return mark_safe(html.replace(START, "").replace(END, ""))  # noqa: S308  # escaped above
