import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.numbering import heading_numbers, moved, paragraph_numbers

LEVELS = st.lists(st.integers(1, 3), max_size=30)


@pytest.mark.parametrize(
    ("levels", "numbers"),
    [
        ([], []),
        ([2, 2, 2], ["8.1", "8.2", "8.3"]),
        ([2, 3, 3, 2, 3], ["8.1", "8.1.1", "8.1.2", "8.2", "8.2.1"]),
        ([1], ["8"]),
        ([1, 2, 3], ["8", "8.1", "8.1.1"]),
        ([3, 3, 2, 3], ["8.1", "8.2", "8.3", "8.3.1"]),
        ([2, 3, 1, 3, 2], ["8.1", "8.1.1", "8", "8.2", "8.3"]),
    ],
)
def test_paragraphs_are_counted_by_their_levels(levels, numbers):
    assert paragraph_numbers("8", levels) == numbers


@given(LEVELS)
def test_an_item_without_a_number_leaves_its_paragraphs_without(levels):
    assert paragraph_numbers("", levels) == [""] * len(levels)


@given(LEVELS)
def test_only_paragraphs_of_the_first_level_share_a_number(levels):
    numbers = paragraph_numbers("8", levels)
    assert len(numbers) == len(levels)
    assert [number for number in numbers if number == "8"] == ["8"] * levels.count(1)
    deeper = [number for number in numbers if number != "8"]
    assert len(set(deeper)) == len(deeper)


@given(LEVELS)
def test_numbers_below_the_first_level_rise_and_leave_no_gap(levels):
    deeper = [tuple(map(int, n.split("."))) for n in paragraph_numbers("8", levels) if n != "8"]
    assert deeper == sorted(deeper)
    for number in deeper:
        if number[-1] > 1:
            assert (*number[:-1], number[-1] - 1) in deeper
        if len(number) == 3:
            assert number[:-1] in deeper


@pytest.mark.parametrize(
    ("depths", "numbers", "counted"),
    [
        ([1, 1, 1], ["2", "7", "x"], ["1", "2", "3"]),
        ([1, 2, 2, 1], ["1", "9", "9", "9"], ["1", "1.1", "1.2", "2"]),
        ([1, 1, 1], ["1", "", "5"], ["1", "", "2"]),
        ([2, 1], ["4", "4"], ["1", "1"]),
    ],
)
def test_headings_are_counted_and_those_without_a_number_stay_without(depths, numbers, counted):
    assert heading_numbers(depths, numbers) == counted


@pytest.mark.parametrize(
    ("levels", "index", "up", "order"),
    [
        ([2, 2, 2], 1, True, [1, 0, 2]),
        ([2, 2, 2], 1, False, [0, 2, 1]),
        ([2, 3, 2, 3], 2, True, [2, 3, 0, 1]),
        ([2, 3, 2, 3], 0, False, [2, 3, 0, 1]),
        ([2, 3, 3], 1, True, [1, 0, 2]),
        ([2, 3, 2], 1, False, [0, 2, 1]),
        ([2, 3], 0, True, [0, 1]),
        ([2, 2, 3], 1, False, [0, 1, 2]),
    ],
)
def test_a_row_moves_with_what_stands_below_it(levels, index, up, order):
    assert moved(levels, index, up=up) == order


@given(st.lists(st.integers(1, 3), min_size=1, max_size=30), st.data(), st.booleans())
def test_moving_keeps_every_row_and_never_goes_the_other_way(levels, data, up):
    index = data.draw(st.integers(0, len(levels) - 1))
    order = moved(levels, index, up=up)
    assert sorted(order) == list(range(len(levels)))
    place = order.index(index)
    assert place <= index if up else place >= index


@given(st.lists(st.just(2), min_size=1, max_size=10), st.data())
def test_up_and_down_again_is_where_it_was_among_equals(levels, data):
    index = data.draw(st.integers(1, len(levels) - 1)) if len(levels) > 1 else 0
    once = moved(levels, index, up=True)
    twice = moved(levels, once.index(index), up=False)
    if len(levels) > 1:
        assert [once[i] for i in twice] == list(range(len(levels)))
