"""The command, end to end: `manage.py import_minutes FILE`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from actions.models import Action, ActionUpdate
from meetings.models import Attendance, Document, Meeting, Minute
from meetings.reading import decode, read
from organisations.models import Board, Organisation, Person
from tests.factories import make_board, make_organisation, make_user

ROOT = Path(__file__).parent.parent.parent
REAL = ROOT.parent / "shared" / "minutes"

MINUTES = """Harbour Resettlement Board (HRB)

5 March 2025

Members present:

Ann Hart, Harbour Trust (chair)
Bea Quill, Elm House (notes)

Officials present:

Carl Moss, National Bail Service

Apologies:

Dee Pole, Ash Mill
Eve Rush, Oak Works

1. Welcome and introductions

1.1. Ann Hart welcomed everybody to the boat shed.

2. Beds

2.1. Carl Moss said that the beds had been ordered in January.

2.2. Action: Carl Moss to send the list of beds to members by 30 April 2025.

ENDS.
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "minutes.txt"
    path.write_text(MINUTES)
    return path


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import_minutes", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_document_is_recorded_and_the_command_says_what(db, file):
    make_organisation("National Bail Service", acronym="NBS")
    said = run(file)
    meeting = Meeting.objects.get()
    assert (meeting.board.acronym, meeting.held_on.isoformat(), meeting.minutes_stage) == (
        "HRB",
        "2025-03-05",
        "drafting",
    )
    assert [str(row) for row in meeting.attendance.all()] == [
        "Ann Hart",
        "Bea Quill",
        "Carl Moss",
        "Dee Pole",
        "Eve Rush",
    ]
    action = Action.objects.get()
    assert (action.raised_in.number, str(action.owners.get()), action.due_on.isoformat()) == (
        "2.2",
        "Carl Moss",
        "2025-04-30",
    )
    assert said.startswith("Recorded.\nBoard: Harbour Resettlement Board (HRB) – new\n")
    assert "Organisations matched: 1\n  National Bail Service (NBS)\n" in said
    assert "People new: 5\n" in said
    assert "Actions raised here: 1\n  HRB-1 Carl Moss to send the list of beds" in said
    assert "Lines that found no place: " in said


def test_a_dry_run_says_the_same_and_records_nothing(db, file):
    said = run(file, "--dry-run")
    assert said.startswith("This would be recorded; nothing was.\n")
    assert not any(m.objects.exists() for m in (Board, Organisation, Person, Meeting, Document, Action))
    assert run(file).splitlines()[1:] == said.splitlines()[1:]


def test_what_was_read_is_printed_as_json_without_a_query(file, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        said = run(file, "--dry-run", "--json")
    assert json.loads(said) == json.loads(json.dumps(read(MINUTES).as_json()))


def test_json_needs_no_database_at_all(file, tmp_path):
    """In a process of its own, with a database that is not there."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/none/none.sqlite3", "SECRET_KEY": "x"}
    command = [sys.executable, "manage.py", "import_minutes", str(file), "--dry-run", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr, json.loads(done.stdout)["date"]) == (0, "", "2025-03-05")


def test_a_refusal_is_one_sentence_on_standard_error_and_exit_status_1(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3", "SECRET_KEY": "x"}
    command = [sys.executable, "manage.py", "import_minutes", str(tmp_path / "none.txt")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        f"CommandError: {tmp_path}/none.txt: There is no such file.\n",
    )


def test_a_second_import_is_refused_by_the_name_of_the_meeting(db, file, tmp_path):
    run(file)
    copy = tmp_path / "copy.md"
    copy.write_bytes(file.read_bytes())
    with pytest.raises(CommandError, match="has been read in already: it is the source of the minutes of Harbour"):
        run(copy)
    copy.write_text(f"{MINUTES}\nMore.\n")
    with pytest.raises(CommandError, match="on 5 March 2025 has minutes already; nothing was changed"):
        run(copy)
    assert (Meeting.objects.count(), Document.objects.count(), Action.objects.count()) == (1, 1, 1)


def test_options_say_board_day_stage_and_who(db, file):
    board, user = make_board(slug="elsewhere"), make_user("sec@example.org")
    run(file, "--board", "elsewhere", "--date", "4 March 2025", "--stage", "published", "--by", "SEC@example.org")
    meeting = Meeting.objects.get()
    assert (meeting.board, meeting.held_on.isoformat(), meeting.minutes_stage, meeting.published_by) == (
        board,
        "2025-03-04",
        "published",
        user,
    )


def test_a_document_without_a_date_asks_for_one(db, tmp_path):
    path = tmp_path / "undated.txt"
    path.write_text(
        MINUTES.replace("5 March 2025\n", "\n", 1).replace("by 30 April 2025", "").replace("in January", "")
    )
    with pytest.raises(CommandError, match="no date that can be read: say when the meeting was with --date"):
        run(path)
    run(path, "--date", "2025-03-05")
    assert Meeting.objects.get().held_on.isoformat() == "2025-03-05"


def _big(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)


@pytest.mark.parametrize(
    ("write", "refusal"),
    [
        (None, "There is no such file"),
        (lambda path: path.mkdir(), "This is a folder"),
        (lambda path: os.mkfifo(path), "not an ordinary file"),
        (lambda path: path.write_bytes(b""), "This file is empty"),
        (lambda path: path.write_bytes(b" \n\t\r\n"), "This file is empty"),
        (lambda path: path.write_bytes(bytes(range(256)) * 50), "not plain text"),
        (lambda path: path.write_bytes(b"%PDF-1.7 and so on"), "This is a PDF file"),
        (lambda path: path.write_bytes(b"PK\x03\x04 and so on"), "This is a Word file"),
        (lambda path: path.write_bytes("Заседание комитета 5 марта. ".encode("koi8-r") * 50), "not plain text"),
        (lambda path: path.write_text("Once upon a time there was a boat.\n" * 30), "does not look like minutes"),
        (lambda path: path.write_text('{"a": [1, 2, 3]}'), "does not look like minutes"),
        (_big, "larger than 5 MB"),
    ],
)
def test_bad_input_is_refused_in_one_sentence_and_nothing_recorded(db, tmp_path, write, refusal):
    path = tmp_path / "input.txt"
    if write:
        write(path)
    for options in ((), ("--dry-run",), ("--dry-run", "--json")):
        with pytest.raises(CommandError, match=refusal) as caught:
            run(path, *options)
        assert str(caught.value).count("\n") == 0
    assert not any(m.objects.exists() for m in (Board, Meeting, Person, Document))


def test_a_file_that_may_not_be_read_is_refused(db, file, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError

    # By hand, because root may read everything.
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CommandError, match="This file may not be read by whoever runs the command"):
        run(file)


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        (("--by", "no\x00body@example.org"), "no user with the e-mail address no body@example.org"),
        (("--by", "nobody@example.org"), "no user with the e-mail address nobody@example.org"),
        (("--board", "nowhere"), "no board with the address “nowhere”"),
        (("--stage", "published"), "give their e-mail address with --by"),
        (("--stage", "nonsense"), "invalid choice: 'nonsense'"),
        (("--date", "31 February 2025"), "'31 February 2025' is not a date"),
        (("--json",), "give it with --dry-run"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(db, file, options, refusal):
    with pytest.raises(CommandError, match=refusal):
        run(file, *options)
    assert not Board.objects.exists()


def test_windows_text_with_typographic_quotes_is_recorded(db, tmp_path):
    path = tmp_path / "windows.txt"
    text = MINUTES.replace("the boat shed", "the “boat shed” – £5 café").replace("\n", "\r\n")
    path.write_bytes(text.encode("cp1252"))
    run(path)
    assert Minute.objects.get(number="1.1").text == "Ann Hart welcomed everybody to the “boat shed” – £5 café."


def test_a_document_of_200_paragraphs_is_recorded_in_little_time(db, tmp_path):
    path = tmp_path / "long.txt"
    items = []
    for item in range(3, 23):
        items.append(f"{item}. Paper {item}")
        items.append(f"{item}.1. Action: Carl Moss to send paper number {item} to the members of the board.")
        items += [
            f"{item}.{n}. The board heard about bed number {n}, and that it was a good one." for n in range(2, 11)
        ]
    path.write_text(MINUTES.replace("ENDS.", "\n\n".join(items)))
    start = time.process_time()
    run(path)
    # Half a second on a quiet machine.
    assert time.process_time() - start < 4
    assert (Minute.objects.count(), Action.objects.count()) == (203, 21)


# Real minutes, where they are at hand. Nothing of their sentences stands here.


def _real(name: str) -> Path:
    path = REAL / name / "doc.txt"
    if not path.exists():
        pytest.skip("the published minutes are not on this machine")
    return path


def test_the_advisory_groups_notes_are_recorded_whole(db):
    run(_real("rr3-2020-09-10"))
    meeting = Meeting.objects.select_related("board").get()
    assert (meeting.board.slug, meeting.board.acronym, meeting.held_on.isoformat()) == ("rr3", "RR3", "2020-09-10")
    rows = meeting.attendance.all()
    assert [rows.filter(capacity=c).count() for c in Attendance.Capacity.values] == [19, 5, 0, 1]
    assert rows.filter(status="apologies").count() == 3
    assert rows.filter(is_chair=True).count() == rows.filter(is_note_taker=True).count() == 1
    assert [i.number for i in meeting.items.all()] == [str(n) for n in range(1, 9)]
    assert meeting.items.exclude(presenter=None).count() == 3
    assert list(Action.objects.raised_at(meeting).values_list("raised_in__number", flat=True)) == [
        "4.6", "5.6", "7.3", "8.3.3", "8.7.1", "8.8.1",
    ]  # fmt: skip
    reviewed = ActionUpdate.objects.order_by("pk")
    assert list(reviewed.values_list("recorded_in__number", flat=True)) == ["1.3", "1.4"]
    assert all(len(update.text) > 100 for update in reviewed)


def test_the_boards_note_is_recorded_whole(db):
    run(_real("rrb-2020-01-21"))
    meeting = Meeting.objects.select_related("board").get()
    board = meeting.board
    assert (board.slug, board.acronym, board.attendance_of) == ("rrb", "RRB", "organisations")
    assert meeting.next_meeting_on.isoformat() == "2020-05-18"
    assert list(meeting.attendance.values_list("status", flat=True)) == ["present"] * 12 + ["absent"] * 4
    assert Action.objects.raised_at(meeting).count() == 8
    met = Action.objects.filter(raised_in=None)
    assert sorted(met.values_list("status", flat=True)) == ["complete"] * 7 + [
        "delayed",
        "in_progress",
        "in_progress",
        "open",
    ]
    assert ActionUpdate.objects.filter(text__startswith="Incomplete – ", status_after="open").count() == 1


def test_the_two_boards_share_their_organisations(db):
    run(_real("rr3-2020-09-10"))
    run(_real("rrb-2020-01-21"))
    by_name = Organisation.objects.filter(attendance__meeting__board__slug="rr3").distinct()
    shared = by_name.filter(attendance__in=Attendance.objects.filter(meeting__board__slug="rrb"))
    assert shared.count() == 3
    assert set(shared.exclude(acronym="").values_list("acronym", flat=True)) == {"HMPPS", "MoJ"}


@pytest.mark.parametrize("name", sorted(path.parent.name for path in REAL.glob("*/doc.txt")) or ["none"])
def test_every_published_document_is_recorded_or_refused_for_its_board(db, name):
    path = _real(name)
    reading = read(decode(path.read_bytes()))
    try:
        run(path)
    except CommandError as refusal:
        if "--board" not in str(refusal):
            raise
        run(path, "--board", make_board("The board").slug)
    printed = [p.text.split() for item in reading.items for p in item.paragraphs]
    recorded = Minute.objects.order_by("item__position", "position").values_list("text", flat=True)
    assert [text.split() for text in recorded][: len(printed)] == printed
    assert connection.is_usable()
