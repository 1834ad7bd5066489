"""The board that a document names: found, or made from what the document says."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from meetings.reading import Reading
from organisations.matching import organisation_key, plain_words, split_organisation
from organisations.models import Board
from rr3tracker.importing.saving import Saver
from rr3tracker.importing.text import fits, one_line

_RESERVED_SLUGS = {"add"}
_NOTES = r"(?:(?:draft|final|approved|confirmed|quarterly|formal|full) )*(?:minutes?|notes?|record|summary)"
_BEFORE = re.compile(
    rf"{_NOTES}(?: ?[:–-]+ | (?:of|from|for) (?:(?:the |a )?(?:\w+ )?meetings? (?:of|for) )?(?:the )?)(?=\S)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"[ :,–-]+(?:{_NOTES}(?: (?:of|from|for)(?: the| a)?)?(?:(?: \w+)? meetings?)?|(?:quarterly )?meetings?)",
    re.IGNORECASE,
)
_NO_NAME = frozenset({"minutes", "minute", "notes", "note", "meeting", "meetings", "of", "the", "a", "agenda", "draft", "actions"})  # fmt: skip
_SMALL_WORDS = frozenset({"of", "and", "for", "the", "in", "on", "to", "a", "an", "at"})


def find_board(reading: Reading, *, slug: str = "") -> Board | None:
    """The board of ``slug``, or else the one that the document names; None for a board that is not known.

    Refuses, with a ValidationError, an unknown ``slug``, a document without a board, and a name that
    could be more than one board's.
    """
    if wanted_slug := one_line(slug):
        board = Board.objects.filter(slug=wanted_slug).first()
        if board is None:
            raise ValidationError(f"There is no board with the address “{wanted_slug}”.")
        return board
    printed = one_line(reading.board)
    if not set(plain_words(printed)) - _NO_NAME:
        raise ValidationError("The document does not name its board: say which with --board.")
    wanted = _names(printed)
    boards = Board.objects.order_by("pk")
    found = [board for board in boards if organisation_key(board.name) in wanted]
    # An acronym decides only where no name does: the acronym of a parent stands in many a group's name.
    found = found or [board for board in boards if board.acronym and organisation_key(board.acronym) in wanted]
    if len(found) > 1:
        names = " or ".join(board.name for board in found)
        raise ValidationError(f"“{printed}” could be {names}: say which with --board.")
    return found[0] if found else None


def make_board(reading: Reading, saver: Saver) -> Board:
    """A board named as the document names it, with an acronym, an address and a prefix that are free."""
    parts = split_organisation(_without_furniture(one_line(reading.board)))
    acronym = parts.acronym or _acronym_used(parts.name, reading)
    rolls_organisations = bool(reading.attendance) and all(not one_line(a.name) for a in reading.attendance)
    board = Board(
        name=fits(parts.name, 300),
        acronym=acronym[:30],
        slug=_free_slug(slugify(acronym or parts.name) or "board"),
        reference_prefix=_free_prefix(acronym or _initials(parts.name)),
        attendance_of=Board.AttendanceOf.ORGANISATIONS if rolls_organisations else Board.AttendanceOf.PEOPLE,
    )
    saver.save(board)
    return board


def _names(printed: str) -> set[str]:
    """Every key under which the printed name may be known: whole, without its bracket, without "Note of meeting"."""
    bare = _without_furniture(printed)
    whole, parts = split_organisation(printed), split_organisation(bare)
    names = (printed, bare, whole.name, whole.acronym, parts.name, parts.acronym, *parts.also)
    return {key for name in names if (key := organisation_key(name))}


def _without_furniture(printed: str) -> str:
    """The name without "Minutes of the" before it or "Note of Meeting" after."""
    before = _BEFORE.match(printed)
    rest = printed[before.end() :] if before else printed
    ends = (m.start() for m in re.finditer(r"[ :,–-]+", rest) if m.start() and _AFTER.fullmatch(rest, m.start()))
    return rest[: next(ends, len(rest))]


def _initials(name: str) -> str:
    """ "Reducing Reoffending Board" gives RRB; a single word gives its first letters."""
    words = [word for word in plain_words(name) if word not in _SMALL_WORDS] or plain_words(name)
    return "".join(word[0] for word in words).upper() if len(words) > 1 else "".join(words)[:6].upper()


def _acronym_used(name: str, reading: Reading) -> str:
    """The name's initials, if the document itself uses them as a word."""
    initials = _initials(name)
    if len(plain_words(name)) < 2 or len(initials) < 2 or len(initials) > 30:
        return ""
    used = re.compile(rf"\b{re.escape(initials)}\b")
    return initials if any(used.search(p.text) for item in reading.items for p in item.paragraphs) else ""


def _free_slug(wanted: str) -> str:
    taken = _RESERVED_SLUGS | set(Board.objects.values_list("slug", flat=True))
    return next(slug for slug in _numbered(wanted[:50].strip("-"), "-") if slug not in taken)


def _free_prefix(wanted: str) -> str:
    letters = re.sub(r"[^A-Z0-9]", "", wanted.upper()).lstrip("0123456789")[:8] or "B"
    taken = set(Board.objects.values_list("reference_prefix", flat=True))
    return next(prefix for prefix in _numbered(letters, "") if prefix not in taken)


def _numbered(base: str, joint: str) -> list[str]:
    return [base, *(f"{base}{joint}{n}" for n in range(2, 1000))]
