"""Minutes as plain text, from what ``content_of`` gives: lines to read, to send and to compare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from meetings.reading.typed import words_read
from organisations.dates import write_date

INDENT = "    "


def plain_text(content: dict[str, Any]) -> str:
    """The same text for the same content, ending in one line break. Paragraphs stand apart by an empty line."""
    blocks = [_head(content), *map(_group, content["roll"])]
    for item in content["items"]:
        title = f"{item['title']} (restricted)" if item.get("is_restricted") else item["title"]
        blocks.append(f"{item['number']}. {title}" if item["number"] else title)
        for paragraph in item["paragraphs"]:
            blocks.append("\n".join(_paragraph(paragraph)))
    if content["next_meeting_on"]:
        blocks.append(f"Next meeting: {_day(content['next_meeting_on'])}")
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(content: dict[str, Any]) -> str:
    when = _day(content["held_on"])
    if content["starts_at"]:
        when += f", {content['starts_at']}" + (f" to {content['ends_at']}" if content["ends_at"] else "")
    lines = [content["board"], content["title"], f"{content['label']} of the meeting of {when}", content["venue"]]
    return "\n".join(line for line in lines if line)


def _group(group: dict[str, Any]) -> str:
    return "\n".join([group["title"], *(f"- {_line(line)}" for line in group["lines"])])


def _line(line: dict[str, Any]) -> str:
    said = [line["name"], line["organisation"] or line["job_title"]]
    if line["substitute_for"]:
        said.append(f"for {line['substitute_for']}")
    words = ", ".join(word for word in said if word)
    return words + (" (chair)" if line["is_chair"] else "") + (" (notes)" if line["is_note_taker"] else "")


def _paragraph(paragraph: dict[str, Any]) -> Iterator[str]:
    indent = INDENT * (paragraph["level"] - 1)
    first, *rest = paragraph["text"].splitlines() or [""]
    yield f"{indent}{paragraph['number']} {first}".rstrip() if paragraph["number"] else f"{indent}{first}"
    inner = indent + INDENT
    said = f"{paragraph['text']}\n{words_read(paragraph['text'])}"
    yield from (f"{inner}{line}".rstrip() for line in rest)
    for action in paragraph["actions"]:
        owners = ", ".join(action["owners"]) or "no owner"
        due = action["due"] or "no date"
        words = "" if action["text"] in said else f" {_one_line(action['text'])}"
        yield f"{inner}[Action {action['reference']}:{words} Owner: {owners}. Due: {due}.]"
    for update in paragraph["updates"]:
        words = "" if update["text"] in said else f" {_one_line(update['text'])}"
        yield f"{inner}[{update['reference']}: {update['status'].lower()}.{words}]"
    for amendment in paragraph["amendments"]:
        note = f" {amendment['note']}." if amendment["note"] else ""
        yield f"{inner}[Amended at the meeting of {_day(amendment['agreed_on'])}.{note}]"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(day: str) -> str:
    return write_date(dt.date.fromisoformat(day))
