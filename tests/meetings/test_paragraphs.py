import pytest
from django.core.exceptions import ValidationError

from meetings.models import Meeting, Minute
from meetings.services import (
    ParagraphChanged,
    add_paragraph,
    change_paragraph,
    delete_paragraph,
    move_paragraph,
    version_of,
)
from tests.factories import make_action, make_item, make_meeting, make_minute, make_update, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def item():
    return make_item(make_meeting(), number="8")


def lines(item):
    return [f"{minute.number} {minute.text}" for minute in item.minutes.all()]


def change(minute, by, **overrides):
    typed = {"text": minute.text, "level": minute.level, "kind": minute.kind, "version": version_of(minute)}
    change_paragraph(minute, by=by, **{**typed, **overrides})


def test_a_paragraph_is_added_at_the_end_and_numbered(item, user):
    make_minute(item, text="One")
    add_paragraph(item, text="Two", level=3, kind="decision", by=user)
    assert lines(item) == ["8.1 One", "8.1.1 Two"]


def test_a_paragraph_is_inserted_and_those_after_it_numbered_on(item, user):
    first = make_minute(item, text="One")
    make_minute(item, text="Three")
    add_paragraph(item, text="Two", level=2, kind="discussion", after=first, by=user)
    assert lines(item) == ["8.1 One", "8.2 Two", "8.3 Three"]


def test_the_item_of_no_number_gives_none(user):
    item = make_item(number="")
    add_paragraph(item, text="Words", level=2, kind="discussion", by=user)
    assert lines(item) == [" Words"]


def test_line_endings_of_a_browser_are_tidied(item, user):
    minute = add_paragraph(item, text=" One\r\n\r\nTwo \r\n", level=2, kind="discussion", by=user)
    assert minute.text == "One\n\nTwo"


@pytest.mark.parametrize(("text", "level"), [("  ", 2), ("Words", 4), ("Words", 0)])
def test_an_empty_paragraph_or_a_fourth_level_is_refused(item, user, text, level):
    with pytest.raises(ValidationError):
        add_paragraph(item, text=text, level=level, kind="discussion", by=user)
    assert not item.minutes.exists()


def test_changing_the_words_keeps_printed_numbers(item, user):
    minute = make_minute(item, number="8(a)", text="One")
    make_minute(item, number="8(b)", text="Two")
    change(minute, user, text="First")
    assert lines(item) == ["8(a) First", "8(b) Two"]


def test_changing_a_level_counts_the_item_afresh(item, user):
    make_minute(item, number="8(a)", text="One")
    minute = make_minute(item, number="8(b)", text="Two")
    change(minute, user, level=3)
    assert lines(item) == ["8.1 One", "8.1.1 Two"]


def test_saving_a_paragraph_unchanged_leaves_no_history(item, user):
    minute = make_minute(item)
    before = Minute.history.count()
    change(minute, user)
    assert Minute.history.count() == before


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(item, user):
    minute = make_minute(item, text="As it was")
    seen = version_of(minute)
    change(minute, user, text="Theirs")
    with pytest.raises(ParagraphChanged, match="Somebody changed this paragraph after you opened it") as caught:
        change(minute, user, text="Mine", version=seen)
    assert caught.value.now.text == "Theirs"
    assert lines(item) == ["8.1 Theirs"]


def test_two_who_type_the_same_do_not_conflict(item, user):
    minute = make_minute(item, text="As it was")
    seen = version_of(minute)
    change(minute, user, text="The same")
    change(minute, user, text="The same", version=seen)
    assert lines(item) == ["8.1 The same"]


def test_a_paragraph_moves_with_those_below_it(item, user):
    make_minute(item, text="One")
    second = make_minute(item, text="Two")
    make_minute(item, text="Two and a half", level=3)
    move_paragraph(second, up=True, by=user)
    assert lines(item) == ["8.1 Two", "8.1.1 Two and a half", "8.2 One"]


def test_moving_the_last_paragraph_down_keeps_printed_numbers(item, user):
    minute = make_minute(item, number="8(a)", text="One")
    move_paragraph(minute, up=False, by=user)
    assert lines(item) == ["8(a) One"]


def test_a_paragraph_is_deleted_and_the_rest_counted_afresh(item, user):
    first = make_minute(item, text="One")
    make_minute(item, text="Two")
    delete_paragraph(first, by=user)
    assert lines(item) == ["8.1 Two"]


def test_a_paragraph_that_an_action_cites_is_not_deleted(item, user):
    minute = make_minute(item, text="One")
    action = make_action(raised_in=minute)
    with pytest.raises(ValidationError, match=rf"^\['{action} cites this paragraph, so it cannot be deleted\. "):
        delete_paragraph(minute, by=user)
    assert lines(item) == ["8.1 One"]


def test_a_paragraph_that_records_an_update_is_not_deleted(item, user):
    minute = make_minute(item, text="One")
    action = make_action(item.meeting.board)
    make_update(action, recorded_in=minute)
    with pytest.raises(ValidationError, match=f"{action} cites this paragraph"):
        delete_paragraph(minute, by=user)
    assert lines(item) == ["8.1 One"]


@pytest.mark.parametrize("stage", [Meeting.Stage.APPROVED, Meeting.Stage.PUBLISHED])
def test_approved_minutes_do_not_change(stage, user):
    item = make_item(make_meeting(None, stage), number="8")
    minute = make_minute(item, text="One")
    make_minute(item, text="Two")
    for refused in (
        lambda: add_paragraph(item, text="Three", level=2, kind="discussion", by=user),
        lambda: change(minute, user, text="Another"),
        lambda: move_paragraph(minute, up=False, by=user),
        lambda: delete_paragraph(minute, by=user),
    ):
        with pytest.raises(ValidationError, match=r"These minutes are approved and do not change\."):
            refused()
    assert lines(item) == ["8.1 One", "8.2 Two"]


@pytest.mark.parametrize("rows", [1, 3])
def test_adding_before_many_takes_as_many_queries_as_before_one(rows, user, django_assert_num_queries):
    item = make_item(number="8")
    first = make_minute(item)
    for _ in range(rows):
        make_minute(item)
    with django_assert_num_queries(16):  # one of them asks whether the item is still there
        add_paragraph(item, text="More", level=2, kind="discussion", after=first, by=user)


@pytest.mark.parametrize("change", [delete_paragraph, lambda minute, by: move_paragraph(minute, up=True, by=by)])
def test_a_paragraph_that_somebody_else_deleted_meanwhile_is_refused(user, change):
    found = make_minute()
    delete_paragraph(Minute.objects.get(pk=found.pk), by=user)
    with pytest.raises(ValidationError, match="Somebody has deleted this meanwhile"):
        change(found, by=user)
