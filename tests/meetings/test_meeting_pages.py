import datetime as dt

import pytest

from actions.models import Action, ActionOwner
from actions.services import issue_to_board
from meetings.models import Meeting, Minute
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_attendance,
    make_board,
    make_document,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
    make_seat,
    make_update,
    make_user,
)

Stage = Meeting.Stage
FAR = dt.date(2999, 1, 1)


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def text_of(html):
    import re

    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def as_secretary(client, secretary):
    client.force_login(secretary)
    return client


def test_coming_meetings_come_first_and_held_ones_stand_under_their_years(as_secretary, board):
    for day in (DAY, dt.date(2025, 6, 1), FAR, FAR + dt.timedelta(days=1), dt.date(2025, 9, 1)):
        make_meeting(board, held_on=day)
    words = text_of(page(as_secretary, "/meetings/"))
    order = ["Coming meetings", "1 January 2999", "2 January 2999", "2026 Date", "5 March 2026", "2025 Date"]
    order += ["1 September 2025", "1 June 2025"]
    places = [words.index(words_) for words_ in order]
    assert places == sorted(places)


def test_the_list_is_narrowed_to_a_board_and_a_year(as_secretary, secretary, board):
    other = make_board("Another board", slug="another")
    make_membership(other, person=secretary.person, role="secretariat")
    make_meeting(board, venue="Room A")
    make_meeting(board, venue="Room B", held_on=dt.date(2025, 3, 5))
    make_meeting(other, venue="Room C")
    words = page(as_secretary, "/meetings/?board=rr3&year=2026")
    assert [f"Room {letter}" in words for letter in "ABC"] == [True, False, False]


def test_the_stage_stands_beside_each_meeting_as_a_word(as_secretary, board):
    make_meeting(board, held_on=FAR)
    make_meeting(board, Stage.CIRCULATED)
    words = text_of(page(as_secretary, "/meetings/"))
    assert "Planned" in words
    assert "Circulated" in words


def test_an_empty_list_says_why(as_secretary, client, board):
    assert "There are no meetings yet." in page(as_secretary, "/meetings/")
    make_meeting(board)
    make_meeting(board, held_on=dt.date(2025, 1, 1))
    assert "No meetings match these filters." not in page(as_secretary, "/meetings/?year=2025&board=rr3")
    client.logout()
    assert "No minutes have been published." in page(client, "/meetings/")


def test_a_long_list_is_paged_and_keeps_its_filters(as_secretary, board):
    for n in range(51):
        make_meeting(board, held_on=DAY + dt.timedelta(days=n))
    assert "?board=rr3&amp;page=2" in page(as_secretary, "/meetings/?board=rr3")
    assert "51 meetings" in page(as_secretary, "/meetings/?page=2")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_whatever_its_length(as_secretary, board, rows, django_assert_num_queries):
    for n in range(rows):
        make_meeting(board, held_on=DAY + dt.timedelta(days=n))
    with django_assert_num_queries(8):
        page(as_secretary, "/meetings/")


def full_meeting(board, rows, stage=Stage.DRAFTING):
    meeting = make_meeting(board, stage)
    old = make_action(board, raised_on=DAY - dt.timedelta(days=90))
    for n in range(rows):
        make_attendance(meeting, person=make_person(), organisation=make_organisation(), position=n)
        make_attendance(meeting, person=make_person(), substitute_for=make_person(), position=n)
        make_document(meeting)
        item = make_item(meeting, presenter=make_person())
        for m in range(rows):
            minute = make_minute(item)
            owners = [ActionOwner(person=make_person()), ActionOwner(organisation=make_organisation())]
            owners.append(ActionOwner(seat=make_seat(board)))
            make_action(raised_in=minute, owners=owners, due_at=make_meeting(board, held_on=FAR))
            make_update(old, recorded_in=minute, reported_on=DAY, text=f"Report {n} {m}")
    make_meeting(board, held_on=DAY - dt.timedelta(days=91))
    return meeting


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("stage", "address", "queries"),
    [(Stage.DRAFTING, "", 20), (Stage.DRAFTING, "?edit=1", 20), (Stage.APPROVED, "", 20)],
)
def test_minutes_take_as_many_queries_whatever_their_length(
    as_secretary, board, rows, stage, address, queries, django_assert_num_queries
):
    meeting = full_meeting(board, rows, stage)
    with django_assert_num_queries(queries):
        page(as_secretary, meeting.get_absolute_url() + address)


@pytest.mark.parametrize("rows", [1, 3])
def test_an_agenda_alone_takes_as_many_queries_whatever_its_length(
    client, member, board, rows, django_assert_num_queries
):
    client.force_login(member)
    meeting = full_meeting(board, rows)
    issue_to_board(Action.objects.raised_at(meeting).with_owners(), at=MOMENT, by=make_user())
    with django_assert_num_queries(13):  # with the actions that were issued before the minutes, and their owners
        page(client, meeting.get_absolute_url())


def test_the_roll_is_in_the_boards_groups(as_secretary, board):
    board.members_label, board.officials_label = "RR3 members", "Civil servants"
    board.save()
    meeting = make_meeting(board)
    trust = make_organisation("Harbour Trust")
    ada = make_person("Ada Ashdown")
    people = [
        {"person": ada, "organisation": trust, "is_chair": True},
        {"person": make_person("Ben Birch"), "status": "apologies"},
        {"person": make_person("Cal Cole"), "substitute_for": ada, "capacity": "official", "is_note_taker": True},
        {"person": make_person("Dora Denby"), "capacity": "in_attendance"},
        {"person": make_person("Eli Eaves"), "status": "absent"},
        {"person": make_person("Fay Frost"), "status": "not_expected"},
    ]
    for position, row in enumerate(people):
        make_attendance(meeting, position=position, **row)
    words = text_of(page(as_secretary, meeting.get_absolute_url()))
    roll = words[words.index("RR3 members present") : words.rindex("Agenda")]
    assert roll.strip() == (
        "RR3 members present Ada Ashdown (chair) Harbour Trust "
        "Civil servants present Cal Cole (notes) for Ada Ashdown "
        "In attendance Dora Denby Apologies Ben Birch Absent Eli Eaves 1 member present"
    )


def test_organisations_attend_where_the_board_records_those(as_secretary, board):
    board.attendance_of, board.members_label = "organisations", "Organisations"
    board.save()
    meeting = make_meeting(board)
    make_attendance(meeting, organisation=make_organisation("Harbour Trust", acronym="HT"))
    words = text_of(page(as_secretary, meeting.get_absolute_url()))
    assert "Organisations present Harbour Trust (HT)" in words


def test_every_paragraph_has_its_number_and_a_link_to_itself(as_secretary, board):
    minute = make_minute(make_item(make_meeting(board), number="8"), number="8.2.1", level=3)
    bare = make_minute(make_item(minute.item.meeting, number=""), number="")
    html = page(as_secretary, minute.item.meeting.get_absolute_url())
    for one in (minute, bare):
        assert f'id="minute-{one.pk}"' in html
        assert f'href="#minute-{one.pk}"' in html
    assert "8.2.1" in text_of(html)


@pytest.mark.parametrize(
    ("kind", "word"), [("decision", "Decision"), ("action", "Action"), ("progress", "Progress"), ("discussion", "")]
)
def test_what_a_paragraph_records_is_a_word_unless_it_is_discussion(as_secretary, board, kind, word):
    minute = make_minute(make_item(make_meeting(board)), kind=kind)
    html = page(as_secretary, minute.item.meeting.get_absolute_url())
    found = [str(label) for label in Minute.Kind.labels if f">{label}</strong></p>" in html]
    assert found == ([word] if word else [])


def test_markup_in_the_minutes_is_shown_and_not_obeyed(as_secretary, board):
    minute = make_minute(make_item(make_meeting(board, title="<b>Away</b>")), text="<script>alert(1)</script>")
    html = page(as_secretary, minute.item.meeting.get_absolute_url())
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<b>Away" not in html


def test_actions_stand_in_their_paragraph_with_todays_status(as_secretary, board):
    minute = make_minute(make_item(make_meeting(board, Stage.CIRCULATED)))
    action = make_action(raised_in=minute, text="Write to the landlords")
    make_update(action, "complete", text="Done")
    words = text_of(page(as_secretary, minute.item.meeting.get_absolute_url()))
    assert f"{action.reference}" in words
    assert "Complete" in words


def test_a_draft_shows_what_is_outstanding(as_secretary, board):
    action = make_action(board, text="Left from before", raised_on=DAY - dt.timedelta(days=30))
    words = text_of(page(as_secretary, make_meeting(board).get_absolute_url()))
    assert action.text in words


def test_neighbours_are_meetings_of_the_same_board_that_the_reader_may_know_of(client, board):
    board.minutes_visible_to = "public"
    board.save()
    first = make_meeting(board, Stage.PUBLISHED, held_on=DAY - dt.timedelta(days=60))
    make_meeting(board, Stage.CIRCULATED, held_on=DAY - dt.timedelta(days=30))
    meeting = make_meeting(board, Stage.PUBLISHED)
    make_meeting(make_board(minutes_visible_to="public"), Stage.PUBLISHED, held_on=DAY + dt.timedelta(days=1))
    words = text_of(page(client, meeting.get_absolute_url()))
    assert f"Previous meeting, {first.held_on:%-d %B %Y}" in words
    assert "Next meeting" not in words


def test_two_meetings_of_one_day_are_each_others_neighbours(as_secretary, board):
    first, second = make_meeting(board), make_meeting(board)
    assert f'rel="next" href="{second.get_absolute_url()}"' in page(as_secretary, first.get_absolute_url())
    assert f'rel="prev" href="{first.get_absolute_url()}"' in page(as_secretary, second.get_absolute_url())


@pytest.mark.parametrize(
    ("who", "stage", "sentence"),
    [
        ("member", Stage.DRAFTING, "are being drafted. You can read them once they are circulated."),
        ("official", Stage.DRAFTING, "are being drafted. You can read them once they are approved."),
        ("official", Stage.CIRCULATED, "are not yet approved. You can read them once they are."),
    ],
)
def test_who_may_not_read_the_minutes_yet_is_told_why(client, request, board, who, stage, sentence):
    client.force_login(request.getfixturevalue(who))
    meeting = make_meeting(board, stage, next_meeting_on=dt.date(2026, 7, 7))
    words = text_of(page(client, meeting.get_absolute_url()))
    assert f"The minutes of this meeting {sentence}" in words
    assert "7 July 2026" not in words


def test_an_empty_meeting_says_what_is_missing(as_secretary, board):
    words = text_of(page(as_secretary, make_meeting(board).get_absolute_url()))
    assert "The roll has not been taken." in words
    assert "The agenda has not been set." in words


BAD_PAGES = ["page=abc", "page=999", "page=-1", "page=%00", f"page={'9' * 400}"]
BAD_FILTERS = ["year=abc", "year=99999999999999", "year=%00", "board=%00", "board=nowhere", "sort=nonsense"]


@pytest.mark.parametrize("query", [*BAD_PAGES, *BAD_FILTERS])
def test_a_malformed_list_address_is_answered(as_secretary, board, query):
    make_meeting(board)
    page(as_secretary, f"/meetings/?{query}")


@pytest.mark.parametrize("address", [f"/meetings/{'9' * 40}/", f"/documents/{'9' * 40}/", "/meetings/0/"])
def test_a_meeting_that_cannot_be_is_not_found(as_secretary, address):
    assert as_secretary.get(address).status_code == 404
