"""Minutes are agreed at the next meeting, as they are or amended; then they change no more."""

import datetime as dt
import html

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from meetings.models import AgendaItem, Amendment, Meeting
from meetings.services import (
    ForRead,
    approve_minutes,
)
from tests.administration import admin_url
from tests.factories import DAY, MOMENT, make_amendment, make_comment, make_item, make_meeting, make_minute

Stage = Meeting.Stage
NEXT = DAY + dt.timedelta(days=30)
AT = MOMENT + dt.timedelta(days=40)


@pytest.fixture
def minutes(board):
    return make_meeting(board, Stage.CIRCULATED)


@pytest.fixture
def paragraph(minutes):
    make_minute(item := make_item(minutes))
    return make_minute(item, number="1.7", text="Nine people came to nine events.")


@pytest.fixture
def following(board):
    """The next meeting, with its item for the minutes of the last."""
    meeting = make_meeting(board, held_on=NEXT)
    make_item(meeting, kind=AgendaItem.Kind.LAST_MINUTES, title="Minutes of the last meeting")
    return meeting


def agree(minutes, meeting, by, *amendments):
    approve_minutes(minutes, at_meeting=meeting, at=AT, by=by, amendments=amendments)


def recorded_in(meeting):
    return [(minute.kind, minute.text) for minute in meeting.items.get().minutes.all()]


def test_minutes_are_agreed_as_a_correct_record(minutes, following, secretary):
    agree(minutes, following, secretary)

    assert (minutes.minutes_stage, minutes.approved_at, minutes.approved_by, minutes.approved_at_meeting) == (
        Stage.APPROVED,
        AT,
        secretary,
        following,
    )
    assert [edition.stage for edition in minutes.editions.all()] == [Stage.APPROVED]
    assert recorded_in(following) == [
        ("decision", "The minutes of the meeting of 5 March 2026 were agreed as a correct record.")
    ]


def test_an_amended_paragraph_keeps_its_number_the_text_first_issued_and_the_note(
    minutes, paragraph, following, secretary
):
    agree(minutes, following, secretary, ForRead(paragraph.pk, "Nine people", "Ten people"))

    paragraph.refresh_from_db()
    assert (paragraph.text, paragraph.number) == ("Ten people came to nine events.", "1.7")
    amendment = Amendment.objects.get()
    assert (amendment.text_before, amendment.text_after, amendment.note, amendment.agreed_at_meeting) == (
        "Nine people came to nine events.",
        "Ten people came to nine events.",
        "for “Nine people” read “Ten people”",
        following,
    )
    assert paragraph.history.first().history_user == secretary
    assert recorded_in(following)[0][1].endswith(
        "as a correct record, subject to: paragraph 1.7, for “Nine people” read “Ten people”."
    )
    kept = minutes.editions.get().content["items"][0]["paragraphs"][1]
    assert (kept["text"], kept["amendments"][0]["before"]) == (amendment.text_after, amendment.text_before)


@pytest.mark.parametrize(
    ("words", "read", "message"),
    [
        ("Eleven", "Ten", "“Eleven” is not in paragraph 1.7"),
        ("", "Ten", "“” is not in paragraph 1.7"),
        ("ine", "en", "“ine” is 2 times in paragraph 1.7: give more of the words around it"),
        ("Nine people came to nine events.", " ", "This field cannot be blank"),
        ("Nine people", "Nine people", "An amendment changes the text of its paragraph"),
    ],
)
def test_an_amendment_that_does_not_fit_approves_nothing(
    minutes, paragraph, following, secretary, words, read, message
):
    with pytest.raises(ValidationError) as refusal:
        agree(minutes, following, secretary, ForRead(paragraph.pk, words, read))

    assert message in " ".join(refusal.value.messages)
    minutes.refresh_from_db()
    assert (minutes.minutes_stage, Amendment.objects.count()) == (Stage.CIRCULATED, 0)


def test_a_paragraph_of_other_minutes_is_not_amended(minutes, following, secretary, board):
    other = make_minute(make_item(make_meeting(board, Stage.APPROVED)), text="Kept.")
    with pytest.raises(ValidationError, match="Choose a paragraph of these minutes"):
        agree(minutes, following, secretary, ForRead(other.pk, "Kept", "Lost"))


def test_minutes_are_agreed_only_when_circulated_and_only_at_a_later_meeting_that_was_held(
    minutes, following, secretary, board
):
    with pytest.raises(ValidationError, match="at a later meeting of the same board"):
        agree(minutes, make_meeting(held_on=NEXT), secretary)
    with pytest.raises(ValidationError, match="at a later meeting of the same board"):
        agree(minutes, make_meeting(board, held_on=DAY - dt.timedelta(days=1)), secretary)
    with pytest.raises(ValidationError, match="has not been held yet"):
        agree(minutes, make_meeting(board, held_on=DAY + dt.timedelta(days=999)), secretary)
    with pytest.raises(ValidationError, match="Only minutes that are circulated"):
        agree(make_meeting(board), following, secretary)
    agree(minutes, following, secretary)
    with pytest.raises(ValidationError, match="These minutes are approved and do not change"):
        agree(minutes, following, secretary)


def test_the_admin_only_shows_what_was_issued_and_agreed(client, minutes, paragraph, following, secretary):
    agree(minutes, following, secretary, ForRead(paragraph.pk, "Nine people", "Ten people"))
    client.force_login(secretary)

    meeting, item = (client.get(admin_url(row)).content.decode() for row in (minutes, paragraph.item))

    assert "Approved at meeting" in html.unescape(meeting)
    assert "editions-0-text" not in meeting
    assert client.post(admin_url(paragraph), {"text": "Else."}).status_code == 403
    assert "Ten people came" in html.unescape(item)


# The pages


def test_one_click_in_the_item_of_the_next_meeting_agrees_them(client, minutes, following, secretary):
    client.force_login(secretary)
    page = client.get(following.get_absolute_url() + "?edit=1").content.decode()
    address = reverse("approval", args=[following.pk])
    assert f'action="{address}"' in page
    assert f'name="minutes" value="{minutes.pk}"' in page

    response = client.post(address, {"minutes": minutes.pk})

    minutes.refresh_from_db()
    assert (response.status_code, minutes.minutes_stage, minutes.approved_at_meeting) == (
        302,
        Stage.APPROVED,
        following,
    )
    assert f'name="minutes" value="{minutes.pk}"' not in client.get(following.get_absolute_url()).content.decode()


@pytest.mark.parametrize("given", ["", "abc", "0", "9" * 40, "\0", "²"])
def test_minutes_that_do_not_wait_are_refused(client, minutes, following, secretary, given):
    client.force_login(secretary)
    response = client.post(reverse("approval", args=[following.pk]), {"minutes": given})
    assert "Those minutes do not wait to be approved." in response.content.decode()


def test_an_amendment_is_typed_and_what_was_refused_is_not_lost(client, minutes, paragraph, following, secretary):
    client.force_login(secretary)
    address = reverse("approval_amend", args=[following.pk, minutes.pk])
    typed = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-minute": paragraph.pk, "form-0-read": "Ten"}

    refused = client.post(address, typed | {"form-0-words": "Eleven"}).content.decode()
    assert "“Eleven” is not in paragraph 1.7." in refused
    assert "Eleven</textarea>" in refused

    more = client.post(address, typed | {"form-0-words": "Nine people", "add_line": 1}).content.decode()
    assert "Nine people</textarea>" in more
    assert "Amendment 2" in more

    client.post(address, typed | {"form-0-words": "Nine", "form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 1})
    minutes.refresh_from_db()
    paragraph.refresh_from_db()
    assert (minutes.minutes_stage, paragraph.text) == (Stage.APPROVED, "Ten people came to nine events.")
    page = client.get(minutes.get_absolute_url()).content.decode()
    assert "for “Nine” read “Ten”" in page
    assert "<del><p>Nine people came to nine events.</p></del>" in page


@pytest.mark.parametrize("typed", [{}, {"form-TOTAL_FORMS": "x"}, {"form-TOTAL_FORMS": 9999, "form-INITIAL_FORMS": 0}])
def test_an_empty_or_a_broken_form_of_amendments_approves_nothing(client, minutes, following, secretary, typed):
    client.force_login(secretary)
    response = client.post(reverse("approval_amend", args=[following.pk, minutes.pk]), typed)
    minutes.refresh_from_db()
    assert (response.status_code, minutes.minutes_stage) == (200, Stage.CIRCULATED)


@pytest.mark.parametrize("rows", [1, 3])
def test_what_waits_takes_as_many_queries_however_much_it_is(
    client, board, following, secretary, rows, django_assert_num_queries
):
    for day in range(rows):
        minutes = make_meeting(board, Stage.CIRCULATED, held_on=DAY - dt.timedelta(days=day))
        minute = make_minute(make_item(minutes))
        for _ in range(rows):
            make_comment(minute)
    client.force_login(secretary)
    with django_assert_num_queries(6):
        page = client.get(reverse("approval", args=[following.pk])).content.decode()
    assert page.count("to resolve") == rows


def test_amendments_are_read_by_those_who_read_the_minutes(board, member, official, secretary):
    amendment = make_amendment(make_minute(make_item(make_meeting(board, Stage.CIRCULATED))))
    sees = [user for user in (member, official, secretary) if amendment in Amendment.objects.visible_to(user)]
    assert sees == [member, secretary]
