import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from actions.models import Action, ActionOwner, ActionUpdate, Status
from meetings.models import AgendaItem, Attendance, Meeting, Minute, MinutesStage
from organisations.models import Board, Membership, Organisation, OrganisationName, Person, Seat, Theme, User
from rr3tracker.demonstration.boards import BOARDS
from rr3tracker.demonstration.loading import load_demonstration
from rr3tracker.demonstration.organisations import ORGANISATIONS
from rr3tracker.demonstration.people import PASSWORD, PEOPLE, SIGN_INS
from rr3tracker.demonstration.script import FOLDER, FaultyScriptError, read_script, read_scripts

TODAY = dt.date(2026, 3, 5)
PUBLISHED = Path(__file__).parents[3] / "shared" / "minutes"
OURS = (User, Organisation, OrganisationName, Person, Board, Seat, Membership, Meeting, Attendance, AgendaItem, Minute)
KINDS = {*AgendaItem.Kind.values, *AgendaItem.Purpose.values, ""}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Loaded once for the whole file: what a test changes is undone after it, and all of it at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demonstration(today=TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(loaded, db):
    pass


def test_every_row_is_one_that_its_form_would_accept(demonstration):
    for model in (*OURS, Action, ActionOwner, ActionUpdate):
        rows = model._default_manager.all()
        assert rows
        for row in rows:
            row.full_clean()


def test_counts_of_what_is_loaded(demonstration):
    counted = {model.__name__: model._default_manager.count() for model in (Board, Meeting, Action, ActionUpdate)}
    assert counted == {"Board": 3, "Meeting": 21, "Action": 75, "ActionUpdate": 76}


def test_every_theme_is_carried_and_the_workplan_has_its_days(demonstration):
    assert Theme.objects.filter(board=None).count() == 6
    assert set(Theme.objects.filter(items__isnull=False, actions__isnull=False)) == set(Theme.objects.all())
    workplan = Theme.objects.filter(board__slug="rr3").order_by("starts_on", "name")
    assert [theme.days for theme in workplan] == [
        "1 April 2024 to 31 March 2025",
        "1 April 2025 to 31 March 2026",
        "1 April 2025 to 31 March 2026",
    ]
    assert not Theme.objects.filter(board__isnull=False).exclude(items__meeting__board__slug="rr3").exists()
    for action in Action.objects.filter(raised_in__isnull=False):
        assert set(action.raised_in.item.themes.all()) <= set(action.themes.all())


@pytest.mark.parametrize("email", ["secretary@example.org", "member@example.org", "official@example.org"])
@pytest.mark.parametrize("query", ["", "?board=rr3"])
def test_every_number_of_the_themes_is_of_the_list_that_it_opens(demonstration, client, email, query):
    client.force_login(User.objects.get(email=email))
    lines = [line for group in client.get(f"/themes/{query}").context["groups"] for line in group.lines]
    figures = [figure for line in lines for figure in line.figures if figure.count]
    figures += [figure for line in lines for figure in client.get(line.address).context["report"].figures]

    assert len(figures) > 30
    for figure in figures:
        page = client.get(figure.address).context
        if figure.label == "Items":
            counted = page["items"].paginator.count
        else:
            counted = page["report"].recommended.count if figure.label == "Recommended" else page["total"]
        assert counted == figure.count, (figure.label, figure.address)


def test_every_kind_of_thing_is_there_to_be_seen(demonstration):
    assert set(Action.objects.values_list("status", flat=True)) == set(Status)
    assert set(Meeting.objects.values_list("minutes_stage", flat=True)) == set(MinutesStage)
    assert set(Minute.objects.values_list("kind", flat=True)) == set(Minute.Kind)
    assert set(Minute.objects.values_list("level", flat=True)) == {2, 3}
    assert set(Attendance.objects.values_list("status", flat=True)) == {"present", "apologies", "absent"}
    assert Attendance.objects.filter(substitute_for__isnull=False).exists()
    assert list(Seat.objects.filter(memberships__isnull=True).values_list("title", flat=True)) == ["Arts and culture"]
    assert Membership.objects.filter(person__isnull=False, ends_on__lt=TODAY).exists()
    assert Organisation.objects.filter(succeeded_by__isnull=False).exists()
    assert OrganisationName.objects.filter(kind=OrganisationName.Kind.FORMER).exists()
    assert Action.objects.filter(succeeded_by__isnull=False).exists()
    assert Action.objects.filter(referred_to__isnull=False).exists()
    assert Action.objects.filter(raised_in__isnull=True, closed_on__isnull=True).exists()
    assert Action.objects.open().filter(due_at__isnull=False).exists()
    assert Action.objects.open().exclude(due_text="").exists()
    assert Action.objects.open().filter(due_on__isnull=True, due_at__isnull=True, due_text="").exists()
    assert Board.objects.filter(parent__slug="rr3").exists()
    assert ActionUpdate.objects.filter(recorded_in__isnull=True, entered_by__email="member@example.org").exists()


@pytest.mark.parametrize("email", ["secretary@example.org", "member@example.org", "official@example.org"])
def test_every_figure_of_the_dashboard_has_something_to_count(demonstration, email):
    seen = Action.objects.visible_to(User.objects.get(email=email))
    assert seen.open()
    assert seen.overdue(on=TODAY)
    assert seen.due_soon(on=TODAY)
    assert seen.to_be_agreed()
    assert seen.completed_between(TODAY - dt.timedelta(days=91), TODAY)


def test_the_member_owes_something_late_and_something_soon(demonstration):
    owed = Action.objects.owed_by_user(User.objects.get(email="member@example.org"))
    assert owed.overdue(on=TODAY)
    assert owed.due_soon(on=TODAY)


def test_only_the_rr3_meeting_just_held_is_being_drafted(demonstration):
    drafting = Meeting.objects.held_by(TODAY).filter(minutes_stage="drafting")
    assert [(m.board.slug, (TODAY - m.held_on).days < 19) for m in drafting] == [("rr3", True)]
    planned = Meeting.objects.planned_after(TODAY)
    assert Counter(planned.values_list("board__slug", flat=True)) == {"rr3": 3, "rrb": 3, "rr3-probation": 1}


def test_what_has_happened_is_not_dated_after_today(demonstration):
    assert not Action.objects.filter(raised_on__gt=TODAY).exists()
    assert not Action.objects.filter(closed_on__gt=TODAY).exists()
    assert not ActionUpdate.objects.filter(reported_on__gt=TODAY).exists()
    for step in ("circulated", "approved", "published"):
        assert not Meeting.objects.filter(**{f"{step}_at__date__gt": TODAY}).exists()


@pytest.mark.parametrize("row", BOARDS, ids=lambda row: row.slug)
@given(today=st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)))
def test_meetings_are_on_their_weekday_in_their_order_and_not_at_the_turn_of_the_year(row, today):
    days = [row.rhythm.day(step, today) for step in range(-4, 4)]
    assert days == sorted(set(days))
    assert {day.weekday() for day in days} == {row.rhythm.weekday}
    assert days[4] <= today < days[5]
    assert not [day for day in days if (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2)]


def test_sign_ins_are_shown_and_work(demonstration, client, capsys):
    call_command("load_demo", "--show-sign-ins")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"Sign-ins, for demonstration only; the password of each is: {PASSWORD}"
    assert [line.split()[0] for line in lines[1:]] == [row.email for row in SIGN_INS]
    for row in SIGN_INS:
        response = client.post("/accounts/login/", {"login": row.email, "password": PASSWORD})
        assert (response.status_code, response.url) == (302, "/")
        client.logout()


def test_a_sign_in_whose_password_was_changed_is_not_shown(demonstration, capsys):
    admin = User.objects.get(email="admin@example.org")
    admin.set_password("something else")
    admin.save()
    call_command("load_demo", "--show-sign-ins")
    assert "admin@" not in capsys.readouterr().out


# The scripts


@pytest.mark.parametrize(
    "line", ["No mark", "- before any item", "# Item\n  colour: red", "# Item\n- ACTION Two Words: x\n   wrong: x"]
)
def test_a_faulty_script_is_named_with_its_line(line):
    with pytest.raises(FaultyScriptError, match=r"^name, line \d: "):
        read_script("name", f"board: rr3\n{line}\nAnother one")


def test_every_item_of_the_scripts_is_of_a_kind_that_there_is():
    assert {item.kind for script in read_scripts() for item in script.items} <= KINDS


# Nobody real, and no sentence of the published minutes


@pytest.fixture(scope="module")
def published():
    if not PUBLISHED.is_dir():
        pytest.skip("The published minutes are not here.")
    return [path.parent for path in sorted(PUBLISHED.glob("*/truth.json"))]


def test_no_person_of_the_published_minutes_is_in_the_demonstration(published):
    ours = " ".join([*(row.name for row in PEOPLE), *(path.read_text() for path in FOLDER.glob("*"))]).casefold()
    named = {
        row["name"].casefold()
        for folder in published
        for row in json.loads((folder / "truth.json").read_text())["attendance"]
        if row["name"] and " " in row["name"]
    }
    assert named
    assert [name for name in named if name in ours] == []


def test_no_eight_words_in_a_row_are_those_of_the_published_minutes(published):
    theirs = {run for folder in published for run in runs((folder / "doc.txt").read_text())}
    lines = [line for path in FOLDER.glob("*") for line in path.read_text().splitlines()]
    lines += [text for row in BOARDS for text in (row.name, row.purpose)] + [row.name for row in ORGANISATIONS]
    assert [run for line in lines for run in runs(line) if run in theirs] == []


def runs(text):
    words = re.findall(r"[\w£]+", text.casefold().replace("’", "'").replace("'", ""))
    return {" ".join(words[i : i + 8]) for i in range(len(words) - 7)}
