"""Who sees which edition of a meeting's minutes, and its pages."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from meetings.models import Meeting, MinutesEdition
from meetings.services import move_minutes
from tests.factories import MOMENT, make_edition, make_item, make_meeting, make_minute

Stage = Meeting.Stage
WHO = ("secretary", "chair", "member", "official", "outsider", "stranger", "anonymous")
SEES = {
    Stage.WITH_CHAIR: {"secretary", "chair"},
    Stage.CIRCULATED: {"secretary", "chair", "member"},
    Stage.APPROVED: {"secretary", "chair", "member", "official"},
    Stage.PUBLISHED: {"secretary", "chair", "member", "official"},
}


@pytest.fixture
def user_of(request):
    return lambda who: AnonymousUser() if who == "anonymous" else request.getfixturevalue(who)


@pytest.mark.parametrize("visibility", ["members", "public"])
@pytest.mark.parametrize("stage", SEES)
def test_an_edition_is_seen_by_those_whose_stage_it_is_of(board, user_of, stage, visibility):
    board.minutes_visible_to = visibility
    board.save()
    edition = make_edition(make_meeting(board, stage), stage)
    everybody = visibility == "public" and stage == Stage.PUBLISHED

    sees = {who for who in WHO if edition in MinutesEdition.objects.visible_to(user_of(who))}

    assert sees == (set(WHO) if everybody else SEES[stage])


@pytest.mark.parametrize("stage", [Stage.WITH_CHAIR, Stage.CIRCULATED])
def test_an_edition_of_an_earlier_stage_stays_with_its_readers_when_the_minutes_are_published(
    client, board, user_of, secretary, stage
):
    board.minutes_visible_to = "public"
    board.save()
    meeting = make_meeting(board)
    minute = make_minute(make_item(meeting), text="A name that was taken out.")
    move_minutes(meeting, to=stage, at=MOMENT, by=secretary)
    minute.text = "No name."
    minute.save()
    move_minutes(meeting, to=Stage.PUBLISHED, at=MOMENT, by=secretary)
    first = meeting.editions.first()

    for who in WHO:
        client.logout()
        if who != "anonymous":
            client.force_login(user_of(who))
        shown = client.get(first.get_absolute_url()).status_code == 200
        listed = (
            first.get_absolute_url() in client.get(reverse("meetings:edition_list", args=[meeting.pk])).content.decode()
        )
        page = client.get(meeting.get_absolute_url()).content.decode()
        assert (shown, listed, first.get_absolute_url() in page) == (who in SEES[stage],) * 3, who
        assert "A name that was taken out." not in page


def test_a_page_shows_what_was_issued_and_not_what_was_written_since(client, board, secretary):
    meeting = make_meeting(board)
    minute = make_minute(make_item(meeting, title="Housing"), text="Rents were discussed.")
    move_minutes(meeting, to=Stage.CIRCULATED, at=MOMENT, by=secretary)
    minute.text = "Nothing was discussed."
    minute.save()
    client.force_login(secretary)

    page = client.get(meeting.editions.get().get_absolute_url()).content.decode()

    assert "Rents were discussed." in page
    assert "Nothing was discussed." not in page


def test_an_edition_is_not_shown_under_another_meeting(client, board, secretary):
    edition = make_edition(make_meeting(board, Stage.CIRCULATED))
    client.force_login(secretary)
    assert client.get(f"{make_meeting(board).get_absolute_url()}editions/{edition.pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_whatever_its_length(client, board, secretary, rows, django_assert_num_queries):
    meeting = make_meeting(board, Stage.CIRCULATED)
    for _ in range(rows):
        make_edition(meeting)
    client.force_login(secretary)
    with django_assert_num_queries(6):
        page = client.get(reverse("meetings:edition_list", args=[meeting.pk])).content.decode()
    assert page.count('data-label="As"') == rows
