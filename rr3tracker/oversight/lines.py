"""The figures of a year as the lines of a table, next to those of the year before; each number opens the list that it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rr3tracker.oversight.worked import Number
    from rr3tracker.oversight.year import Year, YearReport


@dataclass(frozen=True, slots=True)
class Part:
    """Words, or a number with the address of its list and what a screen reader says after it."""

    text: str
    address: str = ""
    about: str = ""


Cell = list[Part]


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    this: Cell
    before: Cell


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    lines: list[Line]


def groups_of(report: YearReport) -> list[Group]:
    board = report.board
    target = board.minutes_target_days
    by_officials = [_line(report, f"{board.officials_label} there, of those expected", _officials)]
    return [
        Group(
            "Meetings",
            [
                _line(report, "Held", _held),
                _line(report, "Quorate", _quorate),
                _line(report, f"{board.members_label} there, of those expected", _attendance),
                *(by_officials if _has_officials(report) else []),
                _line(report, f"{board.minutes_label} circulated within {target} days", _within)
                if target
                else _line(report, f"{board.minutes_label} circulated", _circulated),
                _line(report, "Median days until they were circulated", _days_to_circulate),
            ],
        ),
        Group(
            "Actions",
            [
                _line(report, "Raised", lambda year: [_number(year.worked.raised, f"raised, {year.period.label}")]),
                _line(report, "Closed", _closed),
                _line(report, "Completed by the day they were due", _on_time),
                _line(report, "Median days to complete", _days_to_complete),
                _line(report, "Put off to a later day", _put_off),
                _line(report, "Open at the end", _open_at_end),
            ],
        ),
        Group("Recommendations", [_line(report, "Made", _made), _line(report, "Responses received", _answered)]),
    ]


def _has_officials(report: YearReport) -> bool:
    return any(year.record.attendance.official_share.expected for year in (report.this, report.before))


def _line(report: YearReport, label: str, cell: Callable[[Year], Cell]) -> Line:
    return Line(label, cell(report.this), cell(report.before))


def _number(number: Number, about: str) -> Part:
    return Part(str(number.count), number.address, about)


def _words(text: str) -> Cell:
    return [Part(text)]


def _share(there: int, whole: int, *, none: str) -> Cell:
    return _words(f"{there} of {whole} ({round(100 * there / whole)}%)") if whole else _words(none)


def _held(year: Year) -> Cell:
    return _words(str(year.held))


def _quorate(year: Year) -> Cell:
    quorum = year.record.quorum
    if not quorum.judged:
        return _words("–")
    hidden = f"; {quorum.not_open} not open to you yet" if quorum.not_open else ""
    return _words(f"{quorum.quorate} of {quorum.judged}{hidden}")


def _attendance(year: Year) -> Cell:
    share = year.record.attendance.share
    return _share(share.there, share.expected, none="–")


def _officials(year: Year) -> Cell:
    share = year.record.attendance.official_share
    return _share(share.there, share.expected, none="–")


def _within(year: Year) -> Cell:
    minutes = year.record.minutes
    overdue = f"; {minutes.overdue} overdue" if minutes.overdue else ""
    return _words(f"{minutes.within} of {minutes.judged}{overdue}" if minutes.judged else "–")


def _circulated(year: Year) -> Cell:
    minutes = year.record.minutes
    return _words(f"{minutes.circulated} of {len(minutes.rows)}" if minutes.rows else "–")


def _days_to_circulate(year: Year) -> Cell:
    return _words(_days(year.record.minutes.median_days))


def _closed(year: Year) -> Cell:
    worked, label = year.worked, year.period.label
    cell = [_number(worked.closed, f"closed, {label}")]
    parts = [(worked.completed, "complete"), (worked.no_longer_needed, "no longer needed")]
    return cell + _in_brackets([(number, words, f", {label}") for number, words in parts])


def _on_time(year: Year) -> Cell:
    worked, label = year.worked, year.period.label
    if not worked.completed.count:
        return _words("–")
    percent = f" ({worked.percent_on_time}%)" if worked.percent_on_time is not None else ""
    parts = [(worked.late, "late"), (worked.undated, "had no day")]
    cell = [_number(worked.on_time, f"completed on time, {label}"), Part(percent)]
    for number, words in parts:
        if number.count:
            cell += [Part("; "), _number(number, ""), Part(f" {words}")]
    return cell


def _days_to_complete(year: Year) -> Cell:
    worked = year.worked
    if worked.median_days is None:
        return _words("–")
    return [
        Part(f"{_days(worked.median_days)}, of "),
        _number(worked.completed, f"completed, {year.period.label}"),
    ]


def _put_off(year: Year) -> Cell:
    worked, label = year.worked, year.period.label
    cell = [_number(worked.put_off, f"put off, {label}")]
    return cell + (_in_brackets([(worked.reopened, "reopened", f", {label}")]) if worked.reopened.count else [])


def _open_at_end(year: Year) -> Cell:
    worked, label = year.worked, year.period.label
    cell = [_number(worked.open_at_end, f"open at the end of {label}")]
    return cell + _in_brackets([(worked.overdue_at_end, "overdue", f" at the end of {label}")])


def _made(year: Year) -> Cell:
    advised, label = year.advised, year.period.label
    cell = _words(str(advised.made))
    if advised.asked.count:
        cell += [Part("; "), _number(advised.asked, ""), Part(f" response{_s(advised.asked)} asked for")]
    if advised.awaited.count:
        cell += [Part(", "), _number(advised.awaited, f"of those of {label}"), Part(" awaited")]
    return cell


def _answered(year: Year) -> Cell:
    advised = year.advised
    kinds = [(advised.accepted, "accepted"), (advised.in_part, "in part"), (advised.not_accepted, "not accepted")]
    words = ", ".join(f"{count} {kind}" for count, kind in kinds if count)
    return _words(f"{advised.answered} ({words})" if words else "0")


def _in_brackets(parts: Sequence[tuple[Number, str, str]]) -> Cell:
    """Those that there are: " (3 complete, 1 no longer needed)"."""
    cell: Cell = []
    for number, words, about in parts:
        if number.count:
            cell += [Part(", " if cell else " ("), _number(number, f"{words}{about}"), Part(f" {words}")]
    return [*cell, Part(")")] if cell else []


def _s(number: Number) -> str:
    return "" if number.count == 1 else "s"


def _days(median: float | None) -> str:
    if median is None:
        return "–"
    return f"{median:g}"
