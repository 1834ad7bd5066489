"""What changed between editions, and since one was issued."""

import datetime as dt

import pytest
from django.urls import reverse

from meetings.models import Meeting
from meetings.services import move_minutes
from meetings.writing import content_of
from meetings.writing.edition_changes import compare_contents
from tests.factories import (
    MOMENT,
    make_action,
    make_attendance,
    make_item,
    make_meeting,
    make_minute,
    make_owner,
    make_person,
    make_update,
)

Stage = Meeting.Stage


@pytest.fixture
def meeting(board):
    return make_meeting(board, venue="Leeds")


@pytest.fixture
def item(meeting):
    return make_item(meeting, title="Rents")


def issue(meeting, by, to=Stage.CIRCULATED, **after):
    move_minutes(meeting, to=to, at=MOMENT + dt.timedelta(**after), by=by)
    return meeting.editions.latest("pk")


def changes(meeting, before):
    return compare_contents(before, content_of(meeting))


def said(found):
    """Of each item, the words of what became of each paragraph."""
    return [
        (change.line.number, change.words)
        for item in found.items
        for passage in item.passages
        for change in passage.changes
        if change.is_change
    ]


def test_nothing_changed(meeting, item):
    make_minute(item)

    assert changes(meeting, content_of(meeting)).is_empty


def test_paragraphs_that_came_went_changed_and_moved(meeting, item):
    rows = [make_minute(item, number=f"1.{n}", text=f"Rent {n} rose by some per cent.") for n in (1, 2, 3, 4)]
    before = content_of(meeting)
    rows[0].text = "Rent 1 rose by nine per cent."
    rows[0].save()
    rows[1].delete()
    rows[3].position, rows[3].kind = 0, "decision"
    rows[3].save()
    make_minute(item, number="1.5", text="Nobody knows why.")

    assert said(changes(meeting, before)) == [
        ("1.4", "Moved, now “Decision”, not “Discussion”"),
        ("1.1", "Reworded"),
        ("1.2", "Taken out"),
        ("1.5", "Added"),
    ]


def test_one_that_went_and_one_that_came_in_its_place_are_two(meeting, item):
    gone = make_minute(item, number="1.1", text="Members asked for the list.")
    before = content_of(meeting)
    gone.delete()
    make_minute(item, number="1.1", text="Something else entirely.")

    assert said(changes(meeting, before)) == [("1.1", "Added"), ("1.1", "Taken out")]


def test_an_item_that_only_counts_on_is_told_by_its_heading(meeting, item):
    minute = make_minute(item, number="1.1")
    before = content_of(meeting)
    item.number, minute.number = "2", "2.1"
    item.save()
    minute.save()

    (found,) = changes(meeting, before).items
    assert (found.heading.was_number, found.passages) == ("1", [])


def test_actions_reports_roll_and_facts(meeting, item):
    minute = make_minute(item, kind="action")
    action = make_action(raised_in=minute, text="Write", due_on=meeting.held_on)
    other = make_action(meeting.board)
    make_attendance(meeting, person=make_person("Ada Byng"))
    before = content_of(meeting)
    action.text = "Ring"
    action.save()
    make_owner(action, person=make_person("Bo Lind"))
    make_update(other, recorded_in=minute, reported_on=meeting.held_on, text="It went out.")
    meeting.attendance.update(is_chair=True)
    meeting.venue = "York"
    meeting.save()

    found = changes(meeting, before)

    assert [(a.reference, a.words, [(f.name, f.before, f.after) for f in a.facts]) for a in found.actions] == [
        (action.reference, "Reworded", [("Owner", "", "Bo Lind")])
    ]
    assert [(u.reference, u.words) for u in found.updates] == [(other.reference, "Reported")]
    assert [(f.name, f.after) for f in found.roll] == [("Ada Byng", f"{found.roll[0].before}, chair")]
    assert [(f.name, f.before, f.after) for f in found.facts] == [("Venue", "Leeds", "York")]


# The page


def page(client, edition, **query):
    return client.get(reverse("meetings:edition_changes", args=[edition.meeting_id, edition.pk], query=query))


def test_what_changed_since_is_marked_and_escaped(client, meeting, item, secretary):
    minute = make_minute(item, text="Rents rose by <b>nine</b> per cent.")
    edition = issue(meeting, secretary)
    minute.text = "Rents rose by <script>ten</script></ins> per cent."
    minute.save()
    client.force_login(secretary)

    html = page(client, edition).content.decode()

    assert "<del" in html
    assert "b&gt;nine&lt;/b" in html
    assert "script&gt;ten&lt;/script&gt;&lt;/ins" in html
    assert "<script>ten" not in html


def test_without_a_change_the_page_says_so(client, meeting, item, secretary):
    make_minute(item)
    edition = issue(meeting, secretary)
    client.force_login(secretary)

    assert "Nothing has changed since" in page(client, edition).content.decode()


def test_two_editions_are_compared_the_earlier_first_whichever_is_asked(client, meeting, item, secretary):
    minute = make_minute(item, text="Rents rose.")
    first = issue(meeting, secretary, to=Stage.WITH_CHAIR)
    minute.text = "Rents rose at once."
    minute.save()
    second = issue(meeting, secretary, hours=1)
    client.force_login(secretary)

    for edition, other in ((first, second), (second, first)):
        context = page(client, edition, to=other.pk).context
        assert (context["earlier"], context["later"]) == (first, second)
        assert said(context["changes"]) == [(minute.number, "Reworded")]


@pytest.mark.parametrize("to", ["x", "0", "9" * 40, "<script>", "٣"])
def test_an_address_of_no_edition_is_not_found(client, meeting, item, secretary, to):
    edition = issue(meeting, secretary)
    client.force_login(secretary)

    assert page(client, edition, to=to).status_code == 404


def test_who_does_not_read_the_minutes_now_compares_nothing(client, meeting, item, secretary, member, official):
    make_minute(item, text="Rents rose.")
    edition = issue(meeting, secretary)
    client.force_login(official)
    assert page(client, edition).status_code == 404
    client.force_login(member)
    assert page(client, edition).status_code == 200
    move_minutes(meeting, to=Stage.DRAFTING, at=MOMENT, by=secretary, reason="Wrong file")

    assert page(client, edition).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(client, meeting, secretary, rows, django_assert_num_queries):
    for _ in range(rows):
        item = make_item(meeting)
        for _ in range(rows):
            minute = make_minute(item)
            make_owner(make_action(raised_in=minute), person=make_person())
    edition = issue(meeting, secretary)
    client.force_login(secretary)

    with django_assert_num_queries(14):
        page(client, edition)
