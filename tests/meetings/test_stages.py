"""Minutes move from stage to stage; what was issued at each is kept and never changes."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from actions.models import ActionOwner
from meetings.models import FrozenError, Meeting, MinutesEdition
from meetings.services import move_minutes
from meetings.writing import content_of, plain_text
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_amendment,
    make_attendance,
    make_edition,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_person,
    make_update,
)

Stage = Meeting.Stage
STEPS = (Stage.WITH_CHAIR, Stage.CIRCULATED, Stage.APPROVED, Stage.PUBLISHED)


def later(days):
    return MOMENT + dt.timedelta(days=days)


def stamps(meeting):
    return [stage for stage in STEPS if getattr(meeting, f"{stage}_at")]


@pytest.fixture
def written(board):
    meeting = make_meeting(board, venue="Room 7", starts_at=dt.time(10), ends_at=dt.time(12))
    person = make_person("Ada Ashdown", organisation=make_organisation("Harbour Trust"))
    make_attendance(meeting, person=person, organisation=person.organisation, is_chair=True)
    make_attendance(meeting, person=make_person("Cal Cole"), status="apologies", substitute_for=None)
    minute = make_minute(make_item(meeting, title="Housing"), text="Rents were\ndiscussed.", level=3)
    make_action(raised_in=minute, text="Write to the landlords", owners=[ActionOwner(person=person)])
    make_update(make_action(board), recorded_in=minute, reported_on=DAY, text="Under way.")
    return meeting


def test_each_step_has_a_date_a_person_and_an_edition(written, secretary):
    for n, step in enumerate(STEPS):
        move_minutes(written, to=step, at=later(n), by=secretary)

        assert (written.minutes_stage, getattr(written, f"{step}_at"), getattr(written, f"{step}_by")) == (
            step,
            later(n),
            secretary,
        )
    editions = MinutesEdition.objects.filter(meeting=written)
    assert [(e.stage, e.issued_at, e.issued_by, e.stands) for e in editions] == [
        (step, later(n), secretary, True) for n, step in enumerate(STEPS)
    ]


def test_an_edition_holds_what_was_issued_whatever_is_written_later(written, secretary):
    move_minutes(written, to=Stage.CIRCULATED, at=MOMENT, by=secretary)
    minute = written.items.get().minutes.get()
    minute.text = "Something else was discussed."
    minute.save()

    edition = MinutesEdition.objects.get()

    assert edition.text == (
        "Reducing Reoffending Third Sector Advisory Group\n"
        "Minutes of the meeting of 5 March 2026, 10:00 to 12:00\n"
        "Room 7\n\n"
        "Members present\n- Ada Ashdown, Harbour Trust (chair)\n\n"
        "Apologies\n- Cal Cole\n\n"
        "1. Housing\n\n"
        "        1.1 Rents were\n"
        "            discussed.\n"
        "            [Action RR3-1: Write to the landlords Owner: Ada Ashdown. Due: no date.]\n"
        "            [RR3-2: in progress. Under way.]\n"
    )
    assert edition.content["items"][0]["paragraphs"][0]["text"] == "Rents were\ndiscussed."


def test_the_same_minutes_are_drawn_the_same(written):
    assert content_of(written) == content_of(Meeting.objects.get(pk=written.pk))
    assert plain_text(content_of(written)) == plain_text(content_of(written))


@pytest.mark.parametrize("rows", [1, 3])
def test_an_edition_takes_as_many_queries_however_long_the_minutes(board, rows, django_assert_num_queries):
    meeting = make_meeting(board)
    for _ in range(rows):
        make_attendance(meeting)
        for _ in range(rows):
            minute = make_minute(make_item(meeting, presenter=make_person()))
            make_action(raised_in=minute, owners=[ActionOwner(person=make_person())])
            make_update(make_action(board), recorded_in=minute, reported_on=DAY)
            make_amendment(minute)
    with django_assert_num_queries(8):
        content_of(meeting)


@pytest.mark.parametrize("row", [make_edition, lambda meeting: make_amendment(make_minute(make_item(meeting)))])
def test_what_was_issued_and_what_was_agreed_is_neither_changed_nor_deleted(board, row):
    kept = row(make_meeting(board, Stage.CIRCULATED))

    for change in (kept.save, kept.delete, type(kept).objects.all().delete):
        with pytest.raises(FrozenError, match="kept as it was recorded"):
            change()
    with pytest.raises(FrozenError, match="kept as it was recorded"):
        type(kept).objects.update(pk=kept.pk)


@pytest.mark.parametrize("back", [Stage.DRAFTING, Stage.WITH_CHAIR, Stage.CIRCULATED, Stage.APPROVED])
def test_nothing_goes_back_silently(written, secretary, back):
    for n, step in enumerate(STEPS):
        move_minutes(written, to=step, at=later(n), by=secretary)
    with pytest.raises(ValidationError, match="Say why the minutes go back"):
        move_minutes(written, to=back, at=later(9), by=secretary, reason="  ")

    move_minutes(written, to=back, at=later(9), by=secretary, reason="A name was wrong.")

    newest = written.history.first()
    assert (newest.history_change_reason, newest.history_user) == ("A name was wrong.", secretary)
    order = (Stage.DRAFTING, *STEPS)
    assert stamps(written) == [step for step in STEPS if order.index(step) <= order.index(back)]
    assert MinutesEdition.objects.filter(meeting=written).count() == 4


def test_what_is_issued_again_is_another_edition_and_the_first_stays_with_the_secretariat(written, secretary, member):
    move_minutes(written, to=Stage.CIRCULATED, at=later(0), by=secretary)
    move_minutes(written, to=Stage.DRAFTING, at=later(1), by=secretary, reason="Too early.")
    assert not MinutesEdition.objects.visible_to(member).exists()

    move_minutes(written, to=Stage.CIRCULATED, at=later(2), by=secretary)

    assert [e.issued_at for e in MinutesEdition.objects.visible_to(member)] == [later(2)]
    assert [e.issued_at for e in MinutesEdition.objects.visible_to(secretary)] == [later(0), later(2)]


def test_comments_have_a_last_day_while_the_minutes_are_out(written, secretary):
    with pytest.raises(ValidationError, match="cannot be before the minutes are circulated"):
        move_minutes(written, to=Stage.CIRCULATED, at=MOMENT, by=secretary, comments_by=DAY)
    move_minutes(written, to=Stage.CIRCULATED, at=MOMENT, by=secretary, comments_by=DAY + dt.timedelta(days=14))
    assert written.comments_by == DAY + dt.timedelta(days=14)

    move_minutes(written, to=Stage.DRAFTING, at=later(1), by=secretary, reason="Too early.")

    assert written.comments_by is None


def test_minutes_are_approved_at_a_later_meeting_of_the_same_board_alone(written, secretary, board):
    earlier = make_meeting(board, held_on=DAY - dt.timedelta(days=1))
    for wrong in (earlier, make_meeting(held_on=DAY + dt.timedelta(days=30))):
        with pytest.raises(ValidationError, match="at a later meeting of the same board"):
            move_minutes(written, to=Stage.APPROVED, at=MOMENT, by=secretary, at_meeting=wrong)
    right = make_meeting(board, held_on=DAY + dt.timedelta(days=30))

    move_minutes(written, to=Stage.APPROVED, at=MOMENT, by=secretary, at_meeting=right)

    assert written.approved_at_meeting == right


def test_the_stage_page_says_where_they_were_approved(client, written, secretary, board):
    client.force_login(secretary)
    right = make_meeting(board, held_on=DAY + dt.timedelta(days=1))
    wrong = make_meeting(board, held_on=DAY - dt.timedelta(days=1))
    address = f"{written.get_absolute_url()}stage/"

    refused = client.post(address, {"to": Stage.APPROVED, "at_meeting": wrong.pk})
    assert "Select a valid choice" in refused.content.decode()
    client.post(address, {"to": Stage.APPROVED, "at_meeting": right.pk})

    written.refresh_from_db()
    assert (written.minutes_stage, written.approved_at_meeting) == (Stage.APPROVED, right)
    page = client.get(written.get_absolute_url()).content.decode()
    assert f'at <a class="govuk-link" href="{right.get_absolute_url()}">the meeting of 6 March 2026</a>' in page
    assert "Sadia Marsh" in page
