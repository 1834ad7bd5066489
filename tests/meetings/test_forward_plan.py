"""The forward plan: what a board is to come back to waits there, and stands on an agenda by itself."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from meetings.models import AgendaItem, ForwardItem, Meeting
from meetings.services import (
    change_plan,
    defer_item,
    delete_item,
    plan_ahead,
    plan_meeting,
    save_meeting,
    take_after_all,
    withdraw,
)
from tests.factories import (
    DAY,
    make_board,
    make_forward_item,
    make_item,
    make_meeting,
    make_person,
    make_user,
)

MAY, JUNE, SEPTEMBER = dt.date(2026, 5, 12), dt.date(2026, 6, 3), dt.date(2026, 9, 1)


@pytest.fixture
def meeting(board):
    return make_meeting(board)


def plan(board, secretary, day, **how):
    meeting = Meeting(board=board, held_on=day)
    plan_meeting(meeting, by=secretary, **how)
    return meeting


def titles(meeting):
    return [item.title for item in meeting.items.all()]


def ahead(board, secretary, title="Housing", **fields):
    return plan_ahead(board, title=title, on=DAY, by=secretary, **fields)[0]


# Coming back


def test_it_stands_on_the_first_agenda_from_its_month_before_the_close_and_is_counted(board, secretary):
    person = make_person()
    row = ahead(board, secretary, not_before=JUNE, presenter=person, purpose="decision", minutes_allotted=20)
    may, june = plan(board, secretary, MAY), plan(board, secretary, JUNE)
    assert "Housing" not in titles(may)
    assert titles(june)[3:] == ["Housing", "Any other business", "Date of next meeting"]
    back = june.items.get(title="Housing")
    assert (back.number, back.presenter, back.purpose, back.minutes_allotted) == ("4", person, "decision", 20)
    row.refresh_from_db()
    assert row.placed_as == back
    assert row.history.first().history_user == secretary
    assert "Housing" not in titles(plan(board, secretary, SEPTEMBER))


def test_without_a_month_the_next_meeting_has_it_but_no_earlier_one_and_no_other_board(board, secretary):
    ahead(board, secretary)
    assert "Housing" not in titles(plan(board, secretary, DAY))
    assert "Housing" not in titles(plan(make_board(), secretary, MAY))
    assert "Housing" in titles(plan(board, secretary, MAY))


def test_a_meeting_that_is_planned_already_has_it_at_once_if_its_agenda_is_open(board, secretary):
    make_meeting(board, stage="approved", held_on=MAY)
    june = make_meeting(board, held_on=JUNE)
    make_meeting(board, held_on=SEPTEMBER)
    assert plan_ahead(board, title="Housing", on=DAY, by=secretary)[1] == june
    assert titles(june) == ["Housing"]


def test_a_meeting_that_was_held_does_not_get_it(board, secretary):
    held = make_meeting(board, held_on=MAY)
    assert plan_ahead(board, title="Housing", on=JUNE, by=secretary)[1] is None
    assert titles(held) == []


def test_what_an_item_said_is_to_come_back_leaves_the_item_and_says_from_where(board, meeting, secretary, client):
    item = make_item(meeting, title="Housing")
    later = make_meeting(board, held_on=dt.date(2999, 1, 1))
    for title in ("A year on", "Two years on"):
        plan_ahead(board, title=title, came_from=item, on=DAY, by=secretary)
    item.refresh_from_db()
    assert not item.is_deferred
    assert titles(later) == ["A year on", "Two years on"]
    client.force_login(secretary)
    page = " ".join(client.get(f"{later.get_absolute_url()}agenda/").content.decode().split())
    assert page.count(f'From the forward plan, as said on <a class="govuk-link" href="/meetings/{meeting.pk}/') == 2


def test_the_shape_of_a_meeting_is_copied_without_what_the_plan_brought(board, secretary):
    ahead(board, secretary)
    may = plan(board, secretary, MAY)
    assert "Housing" in titles(may)
    assert "Housing" not in titles(plan(board, secretary, JUNE, like=may))


@pytest.mark.parametrize("rows", [1, 3])
def test_planning_takes_as_many_statements_whatever_comes_back(rows, secretary, board, django_assert_num_queries):
    for n in range(rows):
        ahead(board, secretary, f"Ahead {n}")
        item = make_item(make_meeting(board, held_on=DAY - dt.timedelta(days=n)))
        make_item(item.meeting, depth=2)
        defer_item(item, not_before=MAY, by=secretary)
    with django_assert_num_queries(59):
        plan(board, secretary, MAY)


# Deferring


def test_an_item_is_deferred_to_a_month_whose_meeting_is_not_planned(board, meeting, secretary):
    item = make_item(meeting, title="Housing", minutes_allotted=15)
    make_item(meeting, title="Rents", number="1.1", depth=2)
    assert defer_item(item, not_before=dt.date(2026, 6, 1), by=secretary) is None
    assert titles(plan(board, secretary, MAY))[3] == "Any other business"
    june = plan(board, secretary, JUNE)
    back = list(june.items.filter(came_from__isnull=False))
    assert [(i.number, i.title, i.came_from.meeting) for i in back] == [
        ("4", "Housing", meeting),
        ("4.1", "Rents", meeting),
    ]
    assert ForwardItem.objects.get().placed_as == back[0]


def test_a_month_whose_meeting_is_planned_has_the_item_at_once(board, meeting, secretary):
    make_meeting(board, held_on=MAY)
    june = make_meeting(board, held_on=JUNE)
    assert defer_item(make_item(meeting), not_before=dt.date(2026, 6, 1), by=secretary) == june


def test_an_item_that_waits_may_be_deferred_to_another_time_or_taken_after_all(board, meeting, secretary):
    item = make_item(meeting, title="Housing")
    defer_item(item, not_before=SEPTEMBER, by=secretary)
    defer_item(item, not_before=JUNE, by=secretary)
    assert ForwardItem.objects.get().not_before == JUNE
    take_after_all(AgendaItem.objects.get(pk=item.pk), by=secretary)
    assert not ForwardItem.objects.exists()
    assert "Housing" not in titles(plan(board, secretary, JUNE))


def test_a_heading_that_was_deferred_by_itself_does_not_come_back_twice(board, meeting, secretary):
    item = make_item(meeting, title="Housing")
    heading = make_item(meeting, title="Rents", depth=2)
    later = make_meeting(board, held_on=JUNE)
    defer_item(heading, to=later, by=secretary)
    defer_item(item, to=later, by=secretary)
    assert titles(later) == ["Rents", "Housing"]


# Taking it off again, changing and withdrawing


@pytest.mark.parametrize("how", ["deferred", "ahead"])
def test_what_is_taken_off_the_agenda_waits_for_the_next_meeting(board, meeting, secretary, how):
    if how == "deferred":
        defer_item(make_item(meeting, title="Housing"), by=secretary)
    else:
        ahead(board, secretary)
    may = plan(board, secretary, MAY)
    row = delete_item(may.items.get(title="Housing"), by=secretary)
    assert row == ForwardItem.objects.waiting().get()
    assert "Housing" in titles(plan(board, secretary, JUNE))


def test_a_heading_that_is_taken_off_the_later_agenda_waits_by_itself(board, meeting, secretary):
    item, later = make_item(meeting, title="Housing"), make_meeting(board, held_on=MAY)
    heading = make_item(meeting, title="Rents", depth=2)
    defer_item(item, to=later, by=secretary)
    delete_item(later.items.get(title="Rents"), by=secretary)
    assert ForwardItem.objects.waiting().get().deferred == heading
    assert "Rents" in titles(plan(board, secretary, JUNE))
    take_after_all(AgendaItem.objects.get(pk=item.pk), by=secretary)
    assert not ForwardItem.objects.exists()


def test_an_item_that_is_to_come_back_is_not_deleted(board, meeting, secretary):
    waits, said = make_item(meeting), make_item(meeting)
    defer_item(waits, by=secretary)
    ahead(board, secretary, came_from=said)
    for item in (waits, said):
        with pytest.raises(ValidationError, match="The forward plan says that the board comes back to this item"):
            delete_item(item, by=secretary)


def test_another_month_puts_it_on_the_meeting_that_it_fits_now(board, secretary):
    row = ahead(board, secretary, not_before=SEPTEMBER)
    june = make_meeting(board, held_on=JUNE)
    assert change_plan(row, note="Sooner if we can.", on=DAY, by=secretary) is None
    assert change_plan(row, not_before=JUNE, on=DAY, by=secretary) == june
    for refused in (lambda: change_plan(row, note="", on=DAY, by=secretary), lambda: withdraw(row, by=secretary)):
        with pytest.raises(ValidationError, match="It is on the agenda of RR3, 3 June 2026"):
            refused()


def test_what_is_withdrawn_does_not_come_back(board, secretary):
    row = ahead(board, secretary)
    withdraw(row, by=secretary)
    assert "Housing" not in titles(plan(board, secretary, MAY))
    assert ForwardItem.history.first().history_user == secretary
    for refused in (lambda: change_plan(row, note="", on=DAY, by=secretary), lambda: withdraw(row, by=secretary)):
        with pytest.raises(ValidationError, match="Somebody has deleted this meanwhile"):
            refused()


# A meeting that moves


def test_a_meeting_that_moves_later_takes_up_what_waits_for_such_a_day(board, secretary):
    ahead(board, secretary, not_before=JUNE)
    may = plan(board, secretary, MAY)
    may.held_on = JUNE
    assert [item.title for item in save_meeting(may, on=DAY, by=secretary).returned] == ["Housing"]


def test_a_meeting_of_the_past_whose_date_is_put_right_takes_up_nothing(board, secretary):
    ahead(board, secretary, not_before=JUNE)
    may = plan(board, secretary, MAY)
    may.held_on = JUNE
    assert save_meeting(may, on=SEPTEMBER, by=secretary).returned == []


def test_a_meeting_that_moves_before_the_month_keeps_the_item_and_says_so(board, secretary, client):
    client.force_login(secretary)
    ahead(board, secretary, not_before=dt.date(2999, 3, 1))
    meeting = plan(board, secretary, dt.date(2999, 3, 9))
    response = client.post(f"{meeting.get_absolute_url()}edit/", {"held_on": "20 February 2999"}, follow=True)
    assert "1 item on its agenda was to come back later than that." in response.content.decode()
    assert "Housing" in titles(meeting)


# The pages


@pytest.fixture
def keeper(client, secretary):
    client.force_login(secretary)
    return client


def words(response):
    return " ".join(response.content.decode().split())


ADDRESS = "/boards/rr3/forward-plan/"
TYPED = {
    "title": "Housing",
    "purpose": "discussion",
    "not_before": "",
    "note": "",
    "presenter": "",
    "minutes_allotted": "",
}


def test_the_plan_says_in_order_when_what_from_where_and_why(keeper, board, meeting, secretary):
    defer_item(make_item(meeting, title="Health"), not_before=SEPTEMBER, by=secretary)
    make_forward_item(board, title="Housing", not_before=JUNE.replace(day=1), note="After the report.")
    make_forward_item(board, title="Work", came_from=make_item(meeting))
    make_forward_item(make_board(), title="Of another board")
    coming = make_item(make_meeting(board, held_on=dt.date(2999, 3, 5)))
    make_forward_item(board, title="Placed", placed_as=coming)
    page = words(keeper.get(ADDRESS))
    said = [
        "5 March 2999",
        "Placed",
        "Next meeting",
        "Work",
        "Said at",
        "From June 2026",
        "Housing",
        "After the report.",
    ]
    said += ["From September 2026", "Health", "Deferred from"]
    at = [page.index(part) for part in said]
    assert at == sorted(at)
    assert "Of another board" not in page


def test_an_empty_plan_says_so(keeper):
    assert "Nothing is to come back." in words(keeper.get(ADDRESS))


@pytest.mark.parametrize("who", ["member", "official"])
def test_those_of_the_board_read_it_and_do_not_change_it(client, request, board, who):
    make_forward_item(board, title="Housing")
    client.force_login(request.getfixturevalue(who))
    page = words(client.get(ADDRESS))
    assert ("Housing" in page, "Withdraw" in page, "Add to the plan" in page) == (True, False, False)
    assert "Forward plan" in words(client.get("/boards/rr3/"))


def test_the_plan_of_a_public_board_is_not_for_everybody(client, board, stranger):
    board.minutes_visible_to = "public"
    board.save()
    client.force_login(stranger)
    assert client.get(ADDRESS).status_code == 404
    assert "Forward plan" not in words(client.get("/boards/rr3/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_takes_as_many_queries_whatever_its_length(keeper, board, meeting, rows, django_assert_num_queries):
    for _ in range(rows):
        make_forward_item(board, came_from=make_item(meeting), presenter=make_person())
        make_forward_item(board, deferred=make_item(meeting, presenter=make_person()))
        make_forward_item(board, placed_as=make_item(make_meeting(board, held_on=dt.date(2999, 3, 5))))
    with django_assert_num_queries(7):
        keeper.get(ADDRESS)


def test_it_is_added_by_the_form_and_said_where_it_went(keeper, board):
    response = keeper.post(f"{ADDRESS}add/", {**TYPED, "not_before": "March 2999", "note": "N"}, follow=True)
    assert "It was put on the forward plan" in words(response)
    assert "From March 2999" in words(response)
    make_meeting(board, held_on=dt.date(2999, 3, 5))
    response = keeper.post(f"{ADDRESS}add/", {**TYPED, "not_before": "2999-03"}, follow=True)
    assert "It was put on the agenda of the meeting of 5 March 2999." in words(response)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"title": ""}, "Enter the title."),
        ({"not_before": "soon"}, "Enter a month such as March 2025"),
        ({"not_before": "13/2027"}, "Enter a month such as March 2025"),
        ({"minutes_allotted": "601"}, "Allot between 1 and 600 minutes."),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(keeper, typed, message):
    response = keeper.post(f"{ADDRESS}add/", {**TYPED, "note": "Kept words.", **typed})
    assert message in words(response)
    assert "Kept words." in words(response)
    assert not ForwardItem.objects.exists()


def test_an_item_is_brought_back_later_from_the_agenda(keeper, meeting):
    item = make_item(meeting, title="Housing")
    address = f"{meeting.get_absolute_url()}items/{item.pk}/bring-back/?from=agenda"
    assert keeper.get(address).context["form"]["title"].value() == "Housing"
    response = keeper.post(address, {**TYPED, "title": "Housing, a year on"})
    assert response.url == f"{meeting.get_absolute_url()}agenda/?edit=1#item-{item.pk}"
    row = ForwardItem.objects.get()
    assert (row.title, row.came_from, row.said_on) == ("Housing, a year on", item, DAY)


def test_what_waits_is_changed_and_withdrawn(keeper, board, meeting, secretary):
    defer_item(make_item(meeting, title="Housing"), by=secretary)
    row = ForwardItem.objects.get()
    form = keeper.get(f"{ADDRESS}{row.pk}/edit/").context["form"]
    assert list(form.fields) == ["not_before", "note"]
    response = keeper.post(f"{ADDRESS}{row.pk}/edit/", {"not_before": "6 March 2999", "note": "N"}, follow=True)
    assert "From 6 March 2999" in words(response)
    response = keeper.post(f"{ADDRESS}{row.pk}/withdraw/", follow=True)
    assert "“Housing” was withdrawn" in words(response)
    assert "Not taken at this meeting" in words(keeper.get(f"{meeting.get_absolute_url()}agenda/"))


def test_another_month_by_the_form_puts_it_on_the_agenda_that_it_fits(keeper, board):
    row = make_forward_item(board, title="Housing", not_before=dt.date(2999, 9, 1))
    make_meeting(board, held_on=dt.date(2999, 3, 5))
    typed = {**TYPED, "not_before": "September 2999", "note": "Unchanged month."}
    assert "The forward plan was saved." in words(keeper.post(f"{ADDRESS}{row.pk}/edit/", typed, follow=True))
    response = keeper.post(f"{ADDRESS}{row.pk}/edit/", {**typed, "not_before": "March 2999"}, follow=True)
    assert "It was put on the agenda of the meeting of 5 March 2999." in words(response)
    response = keeper.post(f"{ADDRESS}{row.pk}/edit/", {**typed, "title": "Kept words"})
    assert "It is on the agenda of RR3, 5 March 2999. Take it off there first." in words(response)
    assert "Kept words" in words(response)


def test_a_row_of_another_board_is_not_found(keeper):
    row = make_forward_item()
    for deed in ("edit", "withdraw"):
        assert keeper.post(f"{ADDRESS}{row.pk}/{deed}/").status_code == 404
    assert ForwardItem.objects.exists()


def test_an_item_is_deferred_to_a_month_by_the_form(keeper, board, meeting):
    item = make_item(meeting)
    address = f"{meeting.get_absolute_url()}items/{item.pk}/defer/?from=agenda"
    for typed, message in (
        ({"to": "from"}, "Enter the month, such as March 2027."),
        ({"to": "from", "not_before": "February 2026"}, "Enter a month after this meeting."),
        ({"to": "from", "not_before": "later"}, "Enter a month such as March 2025"),
    ):
        assert message in words(keeper.post(address, typed))
    response = keeper.post(address, {"to": "from", "not_before": "March 2999"}, follow=True)
    assert "The item comes back when a meeting is planned, from March 2999." in words(response)
    assert "Comes back at the first meeting from March 2999" in words(response)


def test_the_item_that_is_deleted_is_said_to_be_on_the_plan_again(keeper, board, secretary):
    ahead(board, secretary)
    item = plan(board, secretary, MAY).items.get(title="Housing")
    response = keeper.post(f"/meetings/{item.meeting_id}/items/{item.pk}/delete/?from=agenda", follow=True)
    assert "The item was deleted. It is on the forward plan again." in words(response)


def test_who_may_see_and_keep_it(board, member, secretary, outsider):
    row = make_forward_item(board)
    seen = [list(ForwardItem.objects.visible_to(user)) for user in (member, secretary, outsider, make_user())]
    kept = [list(ForwardItem.objects.editable_by(user)) for user in (member, secretary, outsider, make_user())]
    assert (seen, kept) == ([[row], [row], [], []], [[], [row], [], []])
