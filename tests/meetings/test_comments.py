"""Those who were there say what is not accurate in circulated minutes; the secretariat answers each."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from meetings.models import Meeting, MinuteComment
from meetings.services import delete_paragraph, make_comment, resolve_comment
from tests.factories import DAY, MOMENT, make_attendance, make_item, make_meeting, make_minute, make_organisation
from tests.factories import make_comment as add_comment

Stage = Meeting.Stage


@pytest.fixture
def minute(board, member):
    meeting = make_meeting(board, Stage.CIRCULATED, comments_by=DAY + dt.timedelta(days=14))
    make_attendance(meeting, person=member.person)
    return make_minute(make_item(meeting), number="1.7", text="Nine people came.")


def comment_address(minute):
    return reverse("meetings:comment_add", args=[minute.item.meeting_id, minute.item_id, minute.pk])


def test_whoever_was_present_comments(minute, member):
    comment = make_comment(minute, text=" Ten came.\r\nI counted. ", at=MOMENT, by=member)
    assert (comment.text, comment.made_by, comment.made_at, comment.outcome) == (
        "Ten came.\nI counted.",
        member,
        MOMENT,
        "",
    )


def test_whoever_was_not_present_does_not(minute, member, chair, secretary, official):
    minute.item.meeting.attendance.update(status="apologies")
    for user in (member, chair, secretary, official):
        with pytest.raises(ValidationError, match="for those who were present"):
            make_comment(minute, text="Ten came.", at=MOMENT, by=user)


def test_a_member_of_an_organisation_that_was_present_comments(minute, member):
    meeting = minute.item.meeting
    meeting.attendance.all().delete()
    member.person.organisation = make_organisation()
    member.person.save()
    make_attendance(meeting, organisation=member.person.organisation)
    assert make_comment(minute, text="Ten came.", at=MOMENT, by=member)


@pytest.mark.parametrize(("day", "open_"), [(13, True), (14, True), (15, False)])
def test_comments_are_taken_until_their_last_day(minute, member, day, open_):
    at = dt.datetime.combine(DAY + dt.timedelta(days=day), dt.time(22, 30), tzinfo=dt.UTC)
    if open_:
        assert make_comment(minute, text="Ten came.", at=at, by=member)
    else:
        with pytest.raises(ValidationError, match="until the last day"):
            make_comment(minute, text="Ten came.", at=at, by=member)


@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.WITH_CHAIR, Stage.APPROVED, Stage.PUBLISHED])
def test_comments_are_taken_while_the_minutes_are_circulated_alone(board, member, stage):
    meeting = make_meeting(board, stage)
    make_attendance(meeting, person=member.person)
    with pytest.raises(ValidationError, match="while the minutes are circulated"):
        make_comment(make_minute(make_item(meeting)), text="Ten came.", at=MOMENT, by=member)


def test_a_comment_is_resolved_once_and_one_that_is_not_accepted_says_why(minute, secretary):
    comment = add_comment(minute)
    with pytest.raises(ValidationError, match="Say why it is not accepted"):
        resolve_comment(comment, outcome="not_accepted", answer=" ", at=MOMENT, by=secretary)

    resolve_comment(comment, outcome="not_accepted", answer="The list has nine.", at=MOMENT, by=secretary)

    assert (comment.outcome, comment.answer, comment.resolved_by, comment.resolved_at) == (
        "not_accepted",
        "The list has nine.",
        secretary,
        MOMENT,
    )
    assert comment.history.first().history_user == secretary
    with pytest.raises(ValidationError, match="resolved this comment already"):
        resolve_comment(comment, outcome="accepted", answer="", at=MOMENT, by=secretary)


def test_only_the_secretariat_resolves(minute, member):
    with pytest.raises(ValidationError, match="Only the secretariat resolves comments"):
        resolve_comment(add_comment(minute), outcome="accepted", answer="", at=MOMENT, by=member)


def test_a_comment_is_seen_by_who_made_it_and_the_secretariat(minute, member, chair, secretary, official, outsider):
    add_comment(minute)
    own = add_comment(minute, made_by=member)
    seen = {
        user.email: list(MinuteComment.objects.visible_to(user).filter(pk=own.pk))
        for user in (member, chair, secretary, official, outsider)
    }
    assert [email for email, rows in seen.items() if rows] == [member.email, secretary.email]
    assert MinuteComment.objects.visible_to(member).count() == 1


def test_a_paragraph_that_was_commented_on_is_not_deleted(minute, secretary):
    add_comment(minute, made_by=secretary)
    with pytest.raises(ValidationError, match="A comment by Sadia Marsh cites this paragraph"):
        delete_paragraph(minute, by=secretary)


# The pages


@pytest.fixture
def open_minute(minute):
    """Still open for comments today, whatever day it is."""
    meeting = minute.item.meeting
    meeting.comments_by = timezone.localdate()
    meeting.save()
    return minute


def test_a_comment_is_made_seen_and_resolved_on_pages(client, open_minute, member, secretary):
    meeting = open_minute.item.meeting
    client.force_login(member)
    assert comment_address(open_minute) in client.get(meeting.get_absolute_url()).content.decode()
    empty = client.post(comment_address(open_minute), {"text": " "})
    assert "Enter what is not accurate." in empty.content.decode()
    client.post(comment_address(open_minute), {"text": "Ten <b>came</b>."})
    comment = MinuteComment.objects.get()

    client.force_login(secretary)
    assert "1 comment to resolve" in client.get(meeting.get_absolute_url()).content.decode()
    page = client.get(reverse("meetings:comment_list", args=[meeting.pk])).content.decode()
    assert "Ten &lt;b&gt;came&lt;/b&gt;." in page
    assert "Mina Hollis" in page
    resolve = reverse("meetings:comment_resolve", args=[meeting.pk, comment.pk])
    refused = client.post(resolve, {"outcome": "not_accepted"})
    assert "Say why it is not accepted." in refused.content.decode()
    client.post(resolve, {"outcome": "accepted", "answer": "Thank you."})
    assert "1 comment, all resolved" in client.get(meeting.get_absolute_url()).content.decode()

    client.force_login(member)
    page = client.get(reverse("meetings:comment_list", args=[meeting.pk])).content.decode()
    assert "Sadia Marsh: Thank you." in page
    assert resolve not in page


def test_a_comment_is_not_resolved_under_another_meeting(client, open_minute, board, secretary):
    comment = add_comment(open_minute)
    client.force_login(secretary)
    other = reverse("meetings:comment_resolve", args=[make_meeting(board).pk, comment.pk])
    assert client.post(other, {"outcome": "accepted"}).status_code == 404


def test_the_link_to_comment_is_for_who_was_present(client, open_minute, chair):
    client.force_login(chair)
    assert comment_address(open_minute) not in client.get(open_minute.get_absolute_url()).content.decode()
    assert client.post(comment_address(open_minute), {"text": "Ten came."}).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_whatever_its_length(
    client, open_minute, secretary, rows, django_assert_num_queries
):
    meeting = open_minute.item.meeting
    for _ in range(rows):
        minute = make_minute(make_item(meeting))
        for _ in range(rows):
            add_comment(minute, outcome="accepted", resolved_at=MOMENT, resolved_by=secretary)
    client.force_login(secretary)
    with django_assert_num_queries(7):
        page = client.get(reverse("meetings:comment_list", args=[meeting.pk])).content.decode()
    assert page.count('id="comment-') == rows * rows
