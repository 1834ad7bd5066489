"""The register as a file: the rows of the list, all pages, and nothing that a spreadsheet would run."""

import csv
import datetime as dt
import io

import pytest

from actions.models import Action, ActionOwner, Status
from tests.factories import (
    DAY,
    make_action,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_person,
    make_theme,
    make_update,
)

CSV = "/actions/csv/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


def read(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_holds_what_the_list_shows(client, board, secretary):
    hmpps = make_organisation("His Majesty’s Prison and Probation Service", acronym="HMPPS")
    owners = [ActionOwner(organisation=hmpps), ActionOwner(person=make_person("Ann Ashby"), is_lead=True)]
    raised = dt.date(2026, 1, 15)
    minute = make_minute(make_item(make_meeting(board, held_on=raised)))
    first = make_action(
        raised_in=minute, text="Write, and “send”\nit", owners=owners, due_on=DAY - dt.timedelta(days=1)
    )
    first.themes.set([make_theme(board, name="Work"), make_theme(name="Accommodation")])
    make_action(board, text="Say when", raised_on=raised, due_text="After publication")
    at = make_meeting(board, held_on=dt.date(2026, 4, 1))
    make_update(make_action(board, text="Done", raised_on=raised, due_at=at), Status.COMPLETE, reported_on=DAY)
    client.force_login(secretary)

    response = client.get(f"{CSV}?state=")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="actions-2026-03-05.csv"'
    name = "Reducing Reoffending Third Sector Advisory Group"
    assert read(response)[1:] == [
        ["RR3-1", name, "Write, and “send”\nit", "Ann Ashby; HMPPS", "2026-03-04", "", "Overdue", "Open", "2026-01-15",
         "paragraph 1.1", "", "", "", "Accommodation; Work"],
        ["RR3-3", name, "Done", "", "2026-04-01", "", "", "Complete", "2026-01-15", "Between meetings", "2026-03-05",
         "", "", ""],
        ["RR3-2", name, "Say when", "", "", "After publication", "", "Open", "2026-01-15", "Between meetings", "", "",
         "", ""],
    ]  # fmt: skip


def test_begins_with_the_mark_that_tells_excel_its_encoding(client, board, secretary):
    client.force_login(secretary)

    assert b"".join(client.get(CSV).streaming_content).startswith(b"\xef\xbb\xbfReference,Board,")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_holds_no_formula(client, board, secretary, start):
    make_action(board, text=f"{start}cmd|'/c calc'!A1", owners=[ActionOwner(words=f"{start}1+1")])
    client.force_login(secretary)

    row = read(client.get(CSV))[1]

    assert row[2:4] == [f"'{start}cmd|'/c calc'!A1", f"'{start}1+1"]


@pytest.mark.parametrize("query", ["", "?state=closed", "?q=thing+1", "?sort=-reference", "?state=&page=2", "?mine=1"])
def test_is_the_list_with_all_its_pages(client, board, secretary, query):
    for number in range(53):
        action = make_action(board, text=f"Thing {number}")
        if number % 10 == 0:
            make_update(action, Status.COMPLETE, reported_on=DAY)
    client.force_login(secretary)

    rows = read(client.get(f"{CSV}{query}"))[1:]
    page = client.get(f"/actions/{query}")

    assert len(rows) == page.context["total"]
    keys = page.context["page"].paginator.object_list
    references = dict(Action.objects.values_list("pk", "reference"))
    assert [row[0] for row in rows] == [references[key] for key in keys]


def test_leaves_out_what_the_reader_may_not_see(client, board, member):
    make_action(raised_in=make_minute(make_item(make_meeting(board))), text="In draft")
    make_action(board, text="Between meetings")
    client.force_login(member)

    assert [row[2] for row in read(client.get(f"{CSV}?state="))[1:]] == ["Between meetings"]


@pytest.mark.parametrize("query", ["person=abc", "due_from=nonsense", "board=%00"])
def test_an_address_with_a_fault_leads_to_the_list_that_says_so(client, board, secretary, query):
    client.force_login(secretary)

    response = client.get(f"{CSV}?{query}", follow=True)

    assert response.redirect_chain[0][0].startswith("/actions/?")
    assert b"There is a problem" in response.content


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_database_a_fixed_number_of_times(client, board, secretary, rows, django_assert_num_queries):
    for _ in range(rows):
        minute = make_minute(make_item(make_meeting(board)))
        owners = [ActionOwner(person=make_person()), ActionOwner(organisation=make_organisation())]
        make_action(raised_in=minute, owners=owners, due_at=make_meeting(board, held_on=DAY))
    client.force_login(secretary)

    with django_assert_num_queries(12):
        read(client.get(CSV))
