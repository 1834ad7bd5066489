import pytest
from django.core.exceptions import ValidationError

from meetings.models import AgendaItem, Meeting
from meetings.services import add_item, change_item, delete_item, move_item, place_item
from tests.factories import make_item, make_meeting, make_minute, make_user

LOCKED = r"These minutes are approved and do not change\."
pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def meeting():
    return make_meeting()


def agenda(meeting):
    return [str(item) for item in meeting.items.all()]


def fields(**overrides):
    return {"title": "Housing", "number": "3", "depth": 1, "purpose": "discussion", "kind": "ordinary", **overrides}


def test_an_item_is_added_at_the_end(meeting, user):
    make_item(meeting)
    make_item(meeting)
    add_item(meeting, by=user, **fields())
    assert agenda(meeting) == ["1. Item 1", "2. Item 2", "3. Housing"]


def test_an_item_inserted_into_a_counted_agenda_moves_the_numbers_on(meeting, user):
    first, second = make_item(meeting), make_item(meeting)
    paragraph = make_minute(second)
    add_item(meeting, after=first, by=user, **fields())
    assert agenda(meeting) == ["1. Item 1", "2. Housing", "3. Item 2"]
    paragraph.refresh_from_db()
    assert paragraph.number == "3.1"


def test_an_agenda_numbered_in_another_way_keeps_its_numbers(meeting, user):
    first = make_item(meeting, number="88/19")
    make_item(meeting, number="89/19")
    add_item(meeting, after=first, by=user, **fields(number="88A/19"))
    assert agenda(meeting) == ["88/19. Item 1", "88A/19. Housing", "89/19. Item 2"]


def test_a_number_of_another_kind_stops_the_counting(meeting, user):
    first = make_item(meeting)
    make_item(meeting)
    add_item(meeting, after=first, by=user, **fields(number="1A"))
    assert agenda(meeting) == ["1. Item 1", "1A. Housing", "2. Item 2"]


def test_an_item_without_a_title_is_refused(meeting, user):
    with pytest.raises(ValidationError, match="cannot be blank"):
        add_item(meeting, by=user, **fields(title=""))
    assert not meeting.items.exists()


def test_paragraphs_follow_their_items_number(meeting, user):
    item = make_item(meeting)
    make_minute(item)
    make_minute(item, level=3)
    change_item(item, number="7", by=user)
    assert [minute.number for minute in item.minutes.all()] == ["7.1", "7.1.1"]


def test_changing_a_title_leaves_printed_numbers_alone(meeting, user):
    item = make_item(meeting)
    make_minute(item, number="1(a)")
    change_item(item, title="Another title", by=user)
    assert [minute.number for minute in item.minutes.all()] == ["1(a)"]


def test_saving_an_item_unchanged_leaves_no_history(meeting, user):
    item = make_item(meeting)
    make_minute(item)
    before = AgendaItem.history.count()
    change_item(item, title=item.title, number=item.number, by=user)
    assert AgendaItem.history.count() == before


def test_a_change_is_signed_in_the_history(meeting, user):
    item = make_item(meeting)
    change_item(item, title="Another title", by=user)
    assert item.history.first().history_user == user


def test_a_number_too_long_for_its_paragraphs_is_refused(meeting, user):
    item = make_item(meeting)
    make_minute(item)
    with pytest.raises(ValidationError, match="number is too long for its paragraphs"):
        change_item(item, number="9" * 19, by=user)
    item.refresh_from_db()
    assert item.number == "1"


def test_an_item_moves_with_the_headings_inside_it_and_all_are_counted_again(meeting, user):
    make_item(meeting, title="Welcome")
    second = make_item(meeting, title="Housing")
    inside = make_item(meeting, number="2.1", depth=2, title="Leases")
    make_minute(inside, number="2.1.1", level=2)
    move_item(second, up=True, by=user)
    assert agenda(meeting) == ["1. Housing", "1.1. Leases", "2. Welcome"]
    assert inside.minutes.get().number == "1.1.1"


def test_moving_the_first_item_up_changes_nothing(meeting, user):
    first = make_item(meeting)
    make_item(meeting)
    before = AgendaItem.history.count()
    move_item(first, up=True, by=user)
    assert agenda(meeting) == ["1. Item 1", "2. Item 2"]
    assert AgendaItem.history.count() == before


def test_an_item_is_deleted_and_the_rest_counted_again(meeting, user):
    first = make_item(meeting)
    make_item(meeting)
    delete_item(first, by=user)
    assert agenda(meeting) == ["1. Item 2"]


def test_an_item_with_paragraphs_is_not_deleted(meeting, user):
    item = make_item(meeting)
    make_minute(item)
    with pytest.raises(ValidationError, match=r"This item has paragraphs\. Delete those first\."):
        delete_item(item, by=user)
    assert agenda(meeting) == ["1. Item 1"]


@pytest.mark.parametrize("stage", [Meeting.Stage.APPROVED, Meeting.Stage.PUBLISHED])
def test_the_agenda_of_approved_minutes_does_not_change(stage, user):
    meeting = make_meeting(None, stage)
    item = make_item(meeting)
    make_item(meeting)
    for refused in (
        lambda: add_item(meeting, by=user, **fields()),
        lambda: change_item(item, title="Another", by=user),
        lambda: move_item(item, up=False, by=user),
        lambda: delete_item(item, by=user),
    ):
        with pytest.raises(ValidationError, match=LOCKED):
            refused()
    assert agenda(meeting) == ["1. Item 1", "2. Item 2"]


@pytest.mark.parametrize("rows", [1, 3])
def test_moving_an_item_takes_as_many_queries_whatever_the_paragraphs(rows, user, django_assert_num_queries):
    meeting = make_meeting()
    first, second = make_item(meeting), make_item(meeting)
    for item in (first, second):
        for _ in range(rows):
            make_minute(item)
    second = AgendaItem.objects.select_related("meeting").get(pk=second.pk)
    with django_assert_num_queries(13):
        move_item(second, up=True, by=user)


@pytest.mark.parametrize("change", [delete_item, lambda item, by: move_item(item, up=True, by=by)])
def test_an_item_that_somebody_else_deleted_meanwhile_is_refused(meeting, user, change):
    found = make_item(meeting)
    delete_item(AgendaItem.objects.get(pk=found.pk), by=user)
    with pytest.raises(ValidationError, match="Somebody has deleted this meanwhile"):
        change(found, by=user)


def three_with_a_heading(meeting):
    return [
        make_item(meeting, title="One", number="1"),
        make_item(meeting, title="Two", number="2"),
        make_item(meeting, title="In detail", number="2.1", depth=2),
        make_item(meeting, title="Three", number="3"),
    ]


@pytest.mark.parametrize(
    ("moving", "before", "after"),
    [
        (1, 0, ["1. Two", "1.1. In detail", "2. One", "3. Three"]),
        (0, 3, ["1. Two", "1.1. In detail", "2. One", "3. Three"]),
        (0, None, ["1. Two", "1.1. In detail", "2. Three", "3. One"]),
        (1, None, ["1. One", "2. Three", "3. Two", "3.1. In detail"]),
        (2, 1, ["1. One", "1.1. In detail", "2. Two", "3. Three"]),
        (1, 1, ["1. One", "2. Two", "2.1. In detail", "3. Three"]),
        (1, 3, ["1. One", "2. Two", "2.1. In detail", "3. Three"]),
    ],
)
def test_an_item_is_placed_before_another_with_its_headings(meeting, user, moving, before, after):
    items = three_with_a_heading(meeting)
    place_item(items[moving], before=None if before is None else items[before], by=user)
    assert agenda(meeting) == after


def test_placing_an_item_where_it_stands_leaves_no_history(meeting, user):
    items = three_with_a_heading(meeting)
    before = AgendaItem.history.count()
    place_item(items[1], before=items[3], by=user)
    assert AgendaItem.history.count() == before


def test_an_agenda_numbered_in_another_way_keeps_its_numbers_when_an_item_is_placed(meeting, user):
    first, second = make_item(meeting, number="88/19"), make_item(meeting, number="89/19")
    place_item(second, before=first, by=user)
    assert agenda(meeting) == ["89/19. Item 2", "88/19. Item 1"]


def test_an_item_is_not_placed_inside_itself_or_another_or_before_what_is_not_there(meeting, user):
    one, two, inside, _ = three_with_a_heading(meeting)
    gone = make_item(meeting)
    AgendaItem.objects.get(pk=gone.pk).delete()
    for item, before, message in (
        (two, inside, "An item is not put inside itself"),
        (one, inside, "An item stands before or after another with its headings"),
        (one, make_item(), "no longer on this agenda"),
        (one, gone, "no longer on this agenda"),
        (gone, one, "Somebody has deleted this meanwhile"),
    ):
        with pytest.raises(ValidationError, match=message):
            place_item(item, before=before, by=user)
    assert agenda(meeting) == ["1. One", "2. Two", "2.1. In detail", "3. Three"]
