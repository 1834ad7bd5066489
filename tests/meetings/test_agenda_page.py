"""The agenda of a meeting: its times, its papers, and items that go to a later meeting and come back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from meetings.agenda import agenda_of, minutes_before
from meetings.models import AgendaItem, Document, Meeting
from meetings.services import defer_item, delete_item, take_after_all
from tests.factories import (
    DAY,
    make_attendance,
    make_board,
    make_document,
    make_item,
    make_meeting,
    make_minute,
    make_person,
)

LATER = DAY + dt.timedelta(days=90)


@pytest.fixture
def meeting(board):
    return make_meeting(board, starts_at=dt.time(10), ends_at=dt.time(11))


@pytest.fixture
def later(board):
    return make_meeting(board, held_on=LATER)


@pytest.fixture
def keeper(client, secretary):
    client.force_login(secretary)
    return client


def words(response):
    return " ".join(response.content.decode().split())


# Times


@pytest.mark.parametrize(
    ("items", "starts", "total"),
    [
        ([], [], 0),
        ([(1, 10), (1, 5), (1, 20)], [0, 10, 15], 35),
        ([(1, None), (1, 5), (1, None), (1, 5)], [0, 0, 5, 5], 10),
        ([(1, 30), (2, 10), (2, 10), (1, 5)], [0, 0, 10, 30], 35),  # a heading's minutes are within its item's
        ([(1, None), (2, 10), (2, 10), (1, 5)], [0, 0, 10, 20], 25),
        ([(1, 5), (2, 10), (1, 5)], [0, 0, 10], 15),
        ([(2, 10), (1, 5)], [0, 10], 15),
    ],
)
def test_each_item_begins_when_those_before_it_end(items, starts, total):
    rows = [AgendaItem(depth=depth, minutes_allotted=minutes) for depth, minutes in items]
    assert minutes_before(rows) == (starts, total)


def test_times_run_from_the_start_of_the_meeting_and_a_deferred_item_takes_none():
    meeting = Meeting(held_on=DAY, starts_at=dt.time(23, 30), ends_at=dt.time(23, 50))
    items = [
        AgendaItem(minutes_allotted=20),
        AgendaItem(minutes_allotted=60, is_deferred=True),
        AgendaItem(),
        AgendaItem(minutes_allotted=40),
    ]
    agenda = agenda_of(meeting, items)
    assert [line.starts_at for line in agenda.lines] == [dt.time(23, 30), None, None, dt.time(23, 50)]
    assert (agenda.minutes, agenda.ends_at, agenda.overrun) == (60, dt.time(0, 30), 40)


def test_a_meeting_without_a_start_has_no_times_and_one_without_an_end_no_overrun():
    items = [AgendaItem(minutes_allotted=20)]
    assert agenda_of(Meeting(held_on=DAY), items).lines[0].starts_at is None
    assert agenda_of(Meeting(held_on=DAY, starts_at=dt.time(9)), items).overrun == 0


# The page


@pytest.mark.django_db
def test_a_meeting_whose_items_have_no_minutes_keeps_no_room_for_times(client, member, meeting):
    make_item(meeting, title="Welcome")
    client.force_login(member)

    page = client.get(f"{meeting.get_absolute_url()}agenda/").content.decode()

    assert "Welcome" in page
    assert "rr3-programme--timed" not in page
    assert "rr3-programme__time" not in page


def test_the_page_says_when_what_by_whom_for_what_and_with_which_papers(client, member, meeting):
    make_item(meeting, title="Welcome", minutes_allotted=10)
    item = make_item(meeting, title="Housing", presenter=make_person("Ada Ashdown"), purpose="decision", is_late=True)
    make_document(meeting, item=item, title="Paper 1")
    make_document(meeting, item=item, title="Paper 2", state="to_follow", sha256="", file_name="")
    make_document(meeting, title="Agenda pack", state="tabled")
    item.minutes_allotted = 55
    item.save()
    client.force_login(member)
    page = words(client.get(f"{meeting.get_absolute_url()}agenda/"))
    for part in ("10:10", "Ada Ashdown, for decision", "Late item", "Paper 1", "To follow", "Tabled at the meeting"):
        assert part in page
    assert "65 minutes in all, until 11:05" in page
    assert "5 minutes longer than the meeting" in page
    assert "Change the agenda" not in page
    assert page.count("/documents/") == 2  # the one to follow has no file to open


def test_officials_see_the_agenda_and_not_its_papers_before_the_minutes_are_approved(client, official, meeting):
    make_document(meeting, item=make_item(meeting, title="Housing"), title="A paper on rents")
    client.force_login(official)
    page = words(client.get(f"{meeting.get_absolute_url()}agenda/?edit=1"))
    assert ("Housing" in page, "A paper on rents" in page, "Delete" in page) == (True, False, False)


@pytest.mark.parametrize("many", [1, 3])
def test_the_agenda_takes_as_many_queries_whatever_its_length(
    keeper, board, meeting, later, many, django_assert_num_queries
):
    for n in range(many):
        earlier = make_item(make_meeting(make_board()))
        item = make_item(meeting, presenter=make_person(), came_from=earlier, is_deferred=True)
        make_item(later, came_from=item, title=f"Back {n}")
        make_document(meeting, item=item)
    with django_assert_num_queries(10):
        keeper.get(f"{meeting.get_absolute_url()}agenda/?edit=1")


def test_an_approved_meetings_agenda_is_read_and_not_changed(keeper, board):
    meeting = make_item(make_meeting(board, stage="approved")).meeting
    page = words(keeper.get(f"{meeting.get_absolute_url()}agenda/?edit=1"))
    assert "Stop editing" not in page
    assert "Delete" not in page


def test_what_was_changed_from_the_agenda_leads_back_to_it(keeper, meeting):
    first, second = make_item(meeting), make_item(meeting)
    base = f"{meeting.get_absolute_url()}items/"
    back = f"{meeting.get_absolute_url()}agenda/?edit=1"
    moved = keeper.post(f"{base}{second.pk}/move/?from=agenda", {"direction": "up"})
    assert moved.url == f"{back}#item-{second.pk}"
    edited = keeper.post(
        f"{base}{first.pk}/edit/?from=agenda",
        {"title": "T", "number": "2", "depth": 1, "purpose": "discussion", "kind": "ordinary", "minutes_allotted": 15},
    )
    assert edited.url == f"{back}#item-{first.pk}"
    first.refresh_from_db()
    assert first.minutes_allotted == 15


@pytest.mark.parametrize("minutes", ["0", "601", "-5", "ten", "9" * 30])
def test_minutes_that_no_item_takes_are_refused(keeper, meeting, minutes):
    item = make_item(meeting)
    typed = {"title": "T", "depth": 1, "purpose": "discussion", "kind": "ordinary", "minutes_allotted": minutes}
    response = keeper.post(f"{meeting.get_absolute_url()}items/{item.pk}/edit/", typed)
    assert "There is a problem" in words(response)


# Deferring


def test_a_deferred_item_stands_on_the_later_agenda_with_its_headings(meeting, later, secretary):
    item = make_item(meeting, title="Housing", number="1", minutes_allotted=10)
    make_item(meeting, title="Rents", depth=2, number="1.1")
    make_item(meeting, title="Health", number="2")
    make_item(later, title="Any other business", kind="other_business")
    assert defer_item(item, to=later, by=secretary) == later
    assert [(i.number, i.title, i.depth) for i in later.items.all()] == [
        ("1", "Housing", 1),
        ("1.1", "Rents", 2),
        ("2", "Any other business", 1),
    ]
    assert [(i.title, i.is_deferred) for i in meeting.items.all()] == [
        ("Housing", True),
        ("Rents", True),
        ("Health", False),
    ]


def test_it_goes_to_the_next_meeting_where_one_is_planned_and_no_day_is_given(meeting, later, secretary, board):
    make_meeting(board, held_on=LATER + dt.timedelta(days=90))
    assert defer_item(make_item(meeting), by=secretary) == later


def test_an_item_that_came_back_may_be_deferred_again(meeting, later, secretary, board):
    third = make_meeting(board, held_on=LATER + dt.timedelta(days=90))
    defer_item(make_item(meeting, title="Housing"), to=later, by=secretary)
    defer_item(later.items.get(), to=third, by=secretary)
    assert third.items.get().came_from.came_from.meeting == meeting


def test_it_is_not_deferred_to_an_earlier_meeting_another_board_or_approved_minutes(meeting, secretary, board):
    item = make_item(meeting)
    wrong = [
        make_meeting(board, held_on=DAY - dt.timedelta(days=1)),
        make_meeting(held_on=LATER),
        meeting,
    ]
    for to in wrong:
        with pytest.raises(ValidationError, match="An item is deferred to a later meeting of the same board"):
            defer_item(item, to=to, by=secretary)
    with pytest.raises(ValidationError, match="These minutes are approved and do not change"):
        defer_item(item, to=make_meeting(board, stage="approved", held_on=LATER), by=secretary)
    assert not AgendaItem.objects.filter(is_deferred=True).exists()


def test_an_item_goes_from_one_later_meeting_to_another(meeting, later, secretary, board):
    third = make_meeting(board, held_on=LATER + dt.timedelta(days=90))
    item = make_item(meeting, title="Housing")
    defer_item(item, to=later, by=secretary)
    defer_item(item, to=third, by=secretary)
    assert not later.items.exists()
    assert third.items.get().came_from == item
    make_minute(third.items.get())
    with pytest.raises(ValidationError, match="This item has paragraphs"):
        defer_item(item, to=later, by=secretary)
    assert third.items.exists()


def test_it_is_not_deferred_twice(meeting, later, secretary):
    item = make_item(meeting)
    defer_item(item, to=later, by=secretary)
    with pytest.raises(ValidationError, match="This item has been deferred to RR3, 3 June 2026 already"):
        defer_item(item, to=later, by=secretary)


def test_an_item_taken_after_all_leaves_the_later_agenda_unless_something_was_added_there(meeting, later, secretary):
    item = make_item(meeting, title="Housing")
    make_item(meeting, title="Rents", depth=2)
    defer_item(item, to=later, by=secretary)
    paper = make_document(later, item=later.items.first())
    with pytest.raises(ValidationError, match="This item has papers"):
        take_after_all(item, by=secretary)
    assert later.items.count() == 2
    paper.delete()
    take_after_all(item, by=secretary)
    assert not later.items.exists()
    assert not meeting.items.filter(is_deferred=True).exists()


def test_an_item_is_deferred_and_taken_after_all_by_the_form(keeper, meeting, later):
    item = make_item(meeting, title="Housing")
    address = f"{meeting.get_absolute_url()}items/{item.pk}/defer/?from=agenda"
    assert "At the meeting of 3 June 2026" in words(keeper.get(address))
    response = keeper.post(address, {"to": later.pk}, follow=True)
    assert "The item was deferred to RR3, 3 June 2026." in words(response)
    assert "Deferred to <a" in words(response)
    assert "Deferred from <a" in words(keeper.get(f"{later.get_absolute_url()}agenda/"))
    response = keeper.post(address, {"to": "here"}, follow=True)
    assert "The item is taken at this meeting after all." in words(response)
    assert not later.items.exists()


@pytest.mark.parametrize("to", ["", "0", "x", "\0", "here"])
def test_a_malformed_choice_is_refused(keeper, meeting, later, to):
    item = make_item(meeting)
    response = keeper.post(f"{meeting.get_absolute_url()}items/{item.pk}/defer/", {"to": to})
    assert "There is a problem" in words(response)
    item.refresh_from_db()
    assert not item.is_deferred


def test_without_a_later_meeting_it_waits(keeper, meeting):
    item = make_item(meeting)
    response = keeper.post(f"{meeting.get_absolute_url()}items/{item.pk}/defer/", {"to": "next"}, follow=True)
    assert "The item comes back when a meeting is planned." in words(response)


# What hangs on an item


def test_an_item_on_which_the_record_hangs_is_not_deleted(meeting, later, secretary):
    with_paper, deferred, bound = (make_item(meeting) for _ in range(3))
    make_document(meeting, item=with_paper)
    defer_item(deferred, to=later, by=secretary)
    make_attendance(meeting, from_item=bound, to_item=bound)
    for item, message in (
        (with_paper, "This item has papers"),
        (deferred, "stands on the agenda of RR3, 3 June 2026"),
        (bound, "The roll says that somebody was there from or until this item"),
        (make_minute(make_item(meeting)).item, "This item has paragraphs"),
    ):
        with pytest.raises(ValidationError, match=message):
            delete_item(item, by=secretary)


# Papers


def test_a_paper_to_follow_is_announced_and_its_file_added_later(keeper, meeting):
    item = make_item(meeting)
    add = f"{meeting.get_absolute_url()}documents/add/?from=agenda&item={item.pk}"
    assert keeper.get(add).context["form"]["item"].value() == item.pk
    response = keeper.post(add, {"title": "Rents", "item": item.pk, "state": "to_follow"})
    assert response.url == f"{meeting.get_absolute_url()}agenda/?edit=1#item-{item.pk}"
    paper = Document.objects.get()
    assert (paper.item, paper.state, paper.has_file) == (item, "to_follow", False)
    assert keeper.get(paper.get_absolute_url()).status_code == 404
    file = SimpleUploadedFile("rents.pdf", b"%PDF-1.4")
    edit = f"/documents/{paper.pk}/edit/"
    keeper.post(edit, {"title": "Paper 1: rents", "item": "", "state": "attached", "file": file})
    paper.refresh_from_db()
    assert (paper.title, paper.item, paper.state, paper.file_name) == ("Paper 1: rents", None, "attached", "rents.pdf")
    assert keeper.get(paper.get_absolute_url()).content == b"%PDF-1.4"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"state": "attached"}, "Choose the file."),
        ({}, "Choose the file."),
        ({"state": "to_follow", "file": True}, "A paper that is to follow has no file yet."),
        ({"state": "lost", "file": True}, "There is a problem"),
        ({"item": "999999", "state": "tabled"}, "There is a problem"),
    ],
)
def test_a_paper_that_contradicts_itself_is_refused(keeper, meeting, typed, message):
    if "file" in typed:
        typed = {**typed, "file": SimpleUploadedFile("a.txt", b"x")}
    response = keeper.post(f"{meeting.get_absolute_url()}documents/add/", {"title": "T", **typed})
    assert message in words(response)
    assert not Document.objects.exists()


def test_a_paper_is_not_put_under_an_item_of_another_meeting(keeper, meeting):
    response = keeper.post(
        f"{meeting.get_absolute_url()}documents/add/", {"title": "T", "state": "tabled", "item": make_item().pk}
    )
    assert "There is a problem" in words(response)
    with pytest.raises(ValidationError, match="This item is on the agenda of another meeting"):
        Document(meeting=meeting, title="T", state="tabled", item=make_item()).full_clean()


@pytest.mark.parametrize("item", ["x", "%00", "9" * 30, "-1", "²"])
def test_a_malformed_item_in_the_address_is_passed_over(keeper, meeting, item):
    assert keeper.get(f"{meeting.get_absolute_url()}documents/add/?item={item}").status_code == 200


def test_a_paper_is_deleted_only_after_asking_and_by_post(keeper, meeting, secretary):
    paper = make_document(meeting)
    address = f"/documents/{paper.pk}/delete/"
    assert "Delete this paper?" in words(keeper.get(address))
    assert Document.objects.exists()
    keeper.post(address)
    assert not Document.objects.exists()
    assert Document.history.filter(history_type="-", history_user=secretary).count() == 1


def test_the_source_of_the_minutes_is_neither_edited_nor_deleted(keeper, meeting):
    source = make_document(meeting, kind="source")
    for deed in ("edit", "delete"):
        assert keeper.post(f"/documents/{source.pk}/{deed}/").status_code == 404
    assert Document.objects.exists()


def test_papers_of_approved_minutes_stay(keeper, board):
    paper = make_document(make_meeting(board, stage="approved"))
    assert keeper.post(f"/documents/{paper.pk}/delete/").status_code == 403
    assert Document.objects.exists()


def test_the_page_of_the_meeting_leads_to_its_agenda_and_says_what_was_deferred(client, secretary, official, board):
    meeting = make_meeting(board, held_on=dt.date(2999, 3, 5))
    make_item(meeting, title="Housing", is_deferred=True)
    client.force_login(official)
    page = words(client.get(meeting.get_absolute_url()))
    assert "Housing (deferred)" in page
    assert f'href="{meeting.get_absolute_url()}agenda/"' in page
    make_minute(make_item(make_meeting(board), title="Health", is_deferred=True))
    client.force_login(secretary)
    held = Meeting.objects.get(held_on=DAY)
    assert "Deferred to a later meeting" in words(client.get(held.get_absolute_url()))


# Dragging


def test_a_dragged_item_is_placed_by_one_post_and_the_page_opens_at_it(keeper, meeting):
    first, second = make_item(meeting), make_item(meeting)
    address = f"{meeting.get_absolute_url()}items/{second.pk}/place/?from=agenda"
    response = keeper.post(address, {"before": first.pk})
    assert response.url == f"{meeting.get_absolute_url()}agenda/?edit=1#item-{second.pk}"
    assert list(meeting.items.all()) == [second, first]
    keeper.post(address, {"before": "end"})
    assert list(meeting.items.all()) == [first, second]


@pytest.mark.parametrize("before", ["", "0", "x", "-1", "²", "\0", "9" * 30, "other"])
def test_a_place_that_is_not_on_the_agenda_is_refused_in_a_sentence(keeper, meeting, before):
    first, second = make_item(meeting), make_item(meeting)
    before = make_item().pk if before == "other" else before
    response = keeper.post(
        f"{meeting.get_absolute_url()}items/{second.pk}/place/?from=agenda", {"before": before}, follow=True
    )
    assert "no longer on this agenda" in words(response)
    assert list(meeting.items.all()) == [first, second]
