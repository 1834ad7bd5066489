import html

import pytest
from django.contrib.contenttypes.models import ContentType

from meetings.models import AgendaItem, Document, Meeting, Minute
from tests.administration import admin_list, admin_url, errors_of, form_of
from tests.factories import (
    make_action,
    make_amendment,
    make_attendance,
    make_document,
    make_edition,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_person,
)


@pytest.fixture(autouse=True)
def _content_types(db):
    """Django reads them once for each process, which would count in whichever test came first."""
    for model in (Meeting, AgendaItem, Document):
        ContentType.objects.get_for_model(model)


@pytest.fixture
def keeper(client, secretary):
    client.force_login(secretary)
    return client


def add_row(data, prefix, **row):
    """``data`` with one more row of an inline."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    typed = {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data | {f"{prefix}-TOTAL_FORMS": number + 1} | typed


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [(Meeting, 10), (AgendaItem, 10), (Minute, 10), (Document, 10)])
def test_a_list_asks_the_database_as_often_for_three_as_for_one(
    keeper, board, django_assert_num_queries, model, queries, many
):
    for _ in range(many):
        meeting = make_meeting(board)
        make_minute(make_item(meeting, presenter=make_person()))
        make_document(meeting)

    with django_assert_num_queries(queries):
        response = keeper.get(admin_list(model))

    assert response.context["cl"].result_count == many


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_a_meeting_asks_as_often_for_three_rows_as_for_one(keeper, board, django_assert_num_queries, many):
    meeting = make_meeting(board)
    for _ in range(many):
        make_attendance(meeting, person=make_person(), organisation=make_organisation(), substitute_for=make_person())
        make_item(meeting, presenter=make_person())
        make_document(meeting)
        make_edition(meeting)
        make_amendment(make_minute(make_item(make_meeting(board))), agreed_at_meeting=meeting)

    with django_assert_num_queries(13):
        response = keeper.get(admin_url(meeting))

    assert len(form_of(response)) > 10 * many


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_an_item_asks_as_often_for_three_rows_as_for_one(keeper, board, django_assert_num_queries, many):
    item = make_item(make_meeting(board), presenter=make_person())
    for _ in range(many):
        make_minute(item)

    with django_assert_num_queries(7):
        keeper.get(admin_url(item))


def test_a_meeting_is_added_with_its_roll_and_agenda(keeper, board):
    person = make_person()
    data = form_of(keeper.get(admin_list(Meeting, "add"))) | {"board": board.pk, "held_on": "2026-03-05"}
    data = add_row(data, "attendance", person=person.pk, status="present", capacity="member", position=1)
    data = add_row(
        data, "items", position=1, number="1", depth=1, title="Welcome", purpose="discussion", kind="welcome"
    )

    response = keeper.post(admin_list(Meeting, "add"), data)

    assert response.status_code == 302
    meeting = Meeting.objects.get()
    assert [row.person for row in meeting.attendance.all()] == [person]
    assert [item.title for item in meeting.items.all()] == ["Welcome"]


def test_the_paragraphs_of_an_item_are_reached_from_its_meeting_and_added(keeper, board):
    item = make_item(make_meeting(board))
    assert admin_url(item) in keeper.get(admin_url(item.meeting)).content.decode()

    data = add_row(
        form_of(keeper.get(admin_url(item))), "minutes", position=1, level=2, kind="discussion", text="It was said."
    )
    response = keeper.post(admin_url(item), data)

    assert response.status_code == 302
    assert item.minutes.get().text == "It was said."


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ([{"person": True}, {"person": True}], "Please correct the duplicate data for person."),
        ([{"organisation": True}, {"organisation": True}], "This organisation is on the roll already."),
        ([{}], "Name a person, an organisation, or both."),
        (
            [{"person": True, "substitute_for": True}],
            "A substitute is somebody else than the person they stand in for.",
        ),
        (
            [{"person": True, "is_chair": "on", "status": "apologies"}],
            "Whoever chairs or takes the notes is present.",
        ),
    ],
)
def test_what_the_roll_refuses_is_said_on_the_form(keeper, board, rows, error):
    meeting = make_meeting(board)
    person, organisation = make_person(), make_organisation()
    real = {"person": person.pk, "substitute_for": person.pk, "organisation": organisation.pk}
    data = form_of(keeper.get(admin_url(meeting)))
    for row in rows:
        typed = {name: real[name] if value is True else value for name, value in row.items()}
        data = add_row(data, "attendance", **{"status": "present", "capacity": "member", "position": 1, **typed})

    response = keeper.post(admin_url(meeting), data)

    assert error in html.unescape(response.content.decode())
    assert not meeting.attendance.exists()


@pytest.mark.parametrize("stage", Meeting.Stage)
def test_the_stage_is_read_with_the_way_to_the_page_that_moves_it(keeper, board, stage):
    meeting = make_meeting(board, stage)
    page = keeper.get(admin_url(meeting))

    keeper.post(admin_url(meeting), form_of(page) | {"minutes_stage": "published", "move_to": "published"})

    assert (
        f'{stage.label} (<a href="{meeting.get_absolute_url()}stage/">Move the minutes on</a>)' in page.content.decode()
    )
    meeting.refresh_from_db()
    assert meeting.minutes_stage == stage


@pytest.mark.parametrize("stage", ["approved", "published"])
def test_approved_minutes_do_not_change(keeper, board, stage):
    meeting = make_meeting(board)
    row, item = make_attendance(meeting, job_title="Director"), make_item(meeting, title="Finance")
    minute = make_minute(item, text="It was said.")
    pages = [admin_url(meeting), admin_url(item), admin_url(minute)]
    # What was on the screen of somebody who opened the pages before the approval.
    typed = [form_of(keeper.get(page)) for page in pages]
    Meeting.objects.filter(pk=meeting.pk).update(
        minutes_stage=stage,
        **{f"{stage}_at": "2026-03-06T09:30Z", f"{stage}_by": row.meeting.board.memberships.first().person.user},
    )

    typed[0] |= {"attendance-0-job_title": "Deputy", "items-0-title": "Money", "venue": "Elsewhere"}
    typed[0] |= {"attendance-0-DELETE": "on"}
    typed[0] = add_row(typed[0], "items", position=9, depth=1, title="More", purpose="discussion", kind="ordinary")
    typed[1] |= {"title": "Money", "minutes-0-text": "Another thing was said.", "minutes-0-DELETE": "on"}
    typed[2] |= {"text": "Another thing was said."}
    answers = [keeper.post(page, data).status_code for page, data in zip(pages, typed, strict=True)]
    deleted = [
        keeper.post(admin_url(record, "delete"), {"post": "yes"}).status_code for record in (meeting, item, minute)
    ]

    assert answers == [302, 403, 403]
    assert deleted == [403, 403, 403]
    for record in (meeting, row, item, minute):
        record.refresh_from_db()
    assert (meeting.venue, row.job_title, item.title, minute.text) == ("", "Director", "Finance", "It was said.")
    assert (meeting.items.count(), meeting.attendance.count()) == (1, 1)


def test_approved_minutes_are_not_deleted_among_others(keeper, board):
    meeting, empty = make_meeting(board, stage="approved"), make_meeting(board)
    data = {"action": "delete_selected", "_selected_action": [meeting.pk, empty.pk], "post": "yes"}

    assert keeper.post(admin_list(Meeting), data).status_code == 403
    assert Meeting.objects.count() == 2


def test_a_paragraph_that_an_action_was_born_in_is_not_deleted(keeper, board):
    minute = make_minute(make_item(make_meeting(board)))
    make_action(raised_in=minute)
    data = form_of(keeper.get(admin_url(minute.item))) | {"minutes-0-DELETE": "on"}

    response = keeper.post(admin_url(minute.item), data)

    assert "would require deleting the following protected related objects" in " ".join(errors_of(response))
    assert "actions: 1" in keeper.get(admin_url(minute, "delete")).content.decode()
    assert Minute.objects.filter(pk=minute.pk).exists()


def test_a_meeting_stays_with_its_board(keeper, secretary, board, outsider):
    meeting = make_meeting(board)
    other = outsider.person.memberships.get().board

    keeper.post(admin_url(meeting), form_of(keeper.get(admin_url(meeting))) | {"board": other.pk, "venue": "Hall"})

    meeting.refresh_from_db()
    assert (meeting.board, meeting.venue) == (board, "Hall")


def test_a_document_is_read_only_and_its_bytes_are_left_where_they_are(keeper, board, django_assert_num_queries):
    document = make_document(make_meeting(board), data=b"the very bytes", unplaced=["A line without a home"])

    with django_assert_num_queries(6) as queries:
        text = keeper.get(admin_url(document)).content.decode()

    assert "A line without a home" in text
    assert "the very bytes" not in text
    assert not [query for query in queries if "documentcontent" in query["sql"]]
    assert keeper.post(admin_url(document), {"title": "Mine"}).status_code == 403
    assert keeper.post(admin_url(document, "delete"), {"post": "yes"}).status_code == 403


def test_a_meeting_is_found_by_its_date(keeper, board):
    make_meeting(board, held_on="2026-03-05")
    make_meeting(board, held_on="2026-06-05")

    response = keeper.get(admin_list(Meeting), {"q": "2026-06"})

    assert [str(row.held_on) for row in response.context["cl"].result_list] == ["2026-06-05"]
