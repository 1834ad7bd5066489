"""The secretariat's forms: what is saved, what is refused, and that nothing typed is lost."""

import datetime as dt

import pytest

from meetings.models import AgendaItem, Attendance, Meeting, Minute
from meetings.services import change_paragraph, version_of
from tests.factories import (
    DAY,
    make_action,
    make_attendance,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
    make_user,
)

Stage = Meeting.Stage


@pytest.fixture
def client(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def meeting(board):
    return make_meeting(board)


def words(response):
    return response.content.decode()


# A meeting

PLAIN = {"held_on": "5 March 2026", "starts_at": "2pm", "ends_at": "15.30", "venue": "By video call"}


def test_a_meeting_is_added_as_it_was_typed(client, board):
    response = client.post("/meetings/add/", {"board": board.pk, **PLAIN}, follow=True)
    meeting = Meeting.objects.get()
    assert (meeting.held_on, meeting.starts_at, meeting.ends_at) == (DAY, dt.time(14), dt.time(15, 30))
    assert response.redirect_chain == [(meeting.get_absolute_url(), 302)]
    assert "The meeting of 5 March 2026 was added." in words(response)


def test_the_board_in_the_address_is_chosen_already(client, board):
    assert f'<option value="{board.pk}" selected>' in words(client.get("/meetings/add/?board=rr3"))


@pytest.mark.parametrize("query", ["board=nowhere", "board=%00", "board="])
def test_an_unknown_board_in_the_address_is_passed_over(client, board, query):
    assert client.get(f"/meetings/add/?{query}").status_code == 200


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"held_on": ""}, "Enter the day of the meeting."),
        ({"held_on": "31 February 2026"}, "Enter a date such as 5 March 2025"),
        ({"starts_at": "25:00"}, "Enter a time such as 14:30 or 2:30pm"),
        ({"ends_at": "1pm"}, "A meeting ends after it starts."),
        ({"next_meeting_on": "5 March 2026"}, "The next meeting is after this one."),
        ({"joining_link": "not a link"}, "Enter a valid URL."),
        ({"joining_link": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"venue": "v" * 301}, "at most 300 characters"),
        ({"venue": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_a_wrong_meeting_is_refused_and_what_was_typed_kept(client, board, typed, message):
    response = client.post("/meetings/add/", {"board": board.pk, "title": "Away day", **PLAIN, **typed})
    assert message in words(response)
    assert 'value="Away day"' in words(response)
    assert not Meeting.objects.exists()


def test_a_meeting_is_put_right(client, meeting):
    client.post(f"{meeting.get_absolute_url()}edit/", {**PLAIN, "title": "Away day"})
    meeting.refresh_from_db()
    assert (meeting.title, meeting.venue) == ("Away day", "By video call")


def test_a_meeting_saved_unchanged_leaves_no_history(client, meeting):
    before = Meeting.history.count()
    client.post(f"{meeting.get_absolute_url()}edit/", {"held_on": "5 March 2026"})
    assert Meeting.history.count() == before


# The agenda


def item_typed(**overrides):
    return {"title": "Housing", "number": "1", "depth": "1", "purpose": "decision", "kind": "ordinary", **overrides}


def test_an_item_is_added_after_the_one_chosen(client, meeting):
    first = make_item(meeting)
    make_item(meeting)
    client.post(f"{meeting.get_absolute_url()}items/add/", item_typed(after=first.pk, number="3"))
    assert [str(item) for item in meeting.items.all()] == ["1. Item 1", "2. Housing", "3. Item 2"]


@pytest.mark.parametrize(
    ("numbers", "offered"), [([], "1"), (["1", "2"], "3"), (["1", ""], "2"), (["88/19"], ""), (["1", "1.1"], "2")]
)
def test_the_next_number_is_offered_where_the_agenda_counts(client, meeting, numbers, offered):
    for number in numbers:
        make_item(meeting, number=number, depth=2 if "." in number else 1)
    html = words(client.get(f"{meeting.get_absolute_url()}items/add/"))
    assert ('name="number" value="' in html) == bool(offered)
    assert f'name="number" value="{offered}"' in html or not offered


@pytest.mark.parametrize("after", ["x", "999999", "\0", "9" * 40])
def test_an_item_is_not_added_after_what_is_not_there(client, meeting, after):
    response = client.post(f"{meeting.get_absolute_url()}items/add/", item_typed(after=after))
    assert "There is a problem" in words(response)
    assert 'value="Housing"' in words(response)
    assert not AgendaItem.objects.exists()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"title": ""}, "Enter the item’s title."),
        ({"title": "t" * 501}, "at most 500 characters"),
        ({"title": "a\0b"}, "Null characters are not allowed."),
        ({"number": "9" * 21}, "at most 20 characters"),
        ({"depth": "3"}, "A heading is an item (1) or inside one (2)."),
        ({"depth": "x"}, "Enter a whole number."),
        ({"depth": "9" * 30}, "less than or equal to"),
        ({"kind": "nonsense"}, "Select a valid choice."),
        ({"purpose": ""}, "There is a problem"),
        ({"presenter": "999999"}, "Select a valid choice."),
    ],
)
def test_a_wrong_item_is_refused(client, meeting, typed, message):
    item = make_item(meeting)
    for address in ("items/add/", f"items/{item.pk}/edit/"):
        response = client.post(f"{meeting.get_absolute_url()}{address}", item_typed(**typed))
        assert message in words(response)
    assert [str(item) for item in meeting.items.all()] == ["1. Item 1"]


def test_an_item_is_edited_and_moved(client, meeting):
    first, second = make_item(meeting), make_item(meeting)
    client.post(f"{meeting.get_absolute_url()}items/{second.pk}/edit/", item_typed(number="2"))
    response = client.post(f"{meeting.get_absolute_url()}items/{second.pk}/move/", {"direction": "up"})
    assert response["Location"] == f"{meeting.get_absolute_url()}?edit=1#item-{second.pk}"
    assert [str(item) for item in meeting.items.all()] == ["1. Housing", f"2. {first.title}"]


def test_an_item_is_deleted_only_after_asking(client, meeting):
    item = make_item(meeting)
    address = f"{meeting.get_absolute_url()}items/{item.pk}/delete/"
    assert "Delete this item?" in words(client.get(address))
    assert AgendaItem.objects.exists()
    client.post(address)
    assert not AgendaItem.objects.exists()


def test_an_item_with_paragraphs_stays_and_the_page_says_why(client, meeting):
    item = make_minute(make_item(meeting)).item
    response = client.post(f"{meeting.get_absolute_url()}items/{item.pk}/delete/")
    assert "This item has paragraphs. Delete those first." in words(response)
    assert AgendaItem.objects.exists()


# Paragraphs


def address_of(minute, deed):
    meeting = minute.item.meeting
    return f"{meeting.get_absolute_url()}items/{minute.item_id}/paragraphs/{minute.pk}/{deed}/"


def typed_for(minute, **overrides):
    return {
        "text": minute.text,
        "kind": minute.kind,
        "level": minute.level,
        "version": version_of(minute),
        **overrides,
    }


def test_a_paragraph_is_inserted_after_another(client, meeting):
    item = make_item(meeting)
    first = make_minute(item, text="One")
    make_minute(item, text="Three")
    address = f"{meeting.get_absolute_url()}items/{item.pk}/paragraphs/add/?after={first.pk}"
    assert "After 1.1: “One”" in words(client.get(address))
    response = client.post(address, {"text": "Two", "kind": "decision", "level": "2"})
    added = Minute.objects.get(text="Two")
    assert [str(minute) for minute in item.minutes.all()] == ["1.1 One", "1.2 Two", "1.3 Three"]
    assert response["Location"] == f"{meeting.get_absolute_url()}?edit=1#minute-{added.pk}"


def test_one_paragraph_after_another_is_added(client, meeting):
    item = make_item(meeting)
    address = f"{meeting.get_absolute_url()}items/{item.pk}/paragraphs/add/"
    typed = {"text": "One", "kind": "discussion", "level": "2", "another": "1"}
    response = client.post(address, typed)
    assert response["Location"] == f"{address}?after={item.minutes.get().pk}"


@pytest.mark.parametrize("after", ["abc", "0", "9" * 40, "%00", "٣", "-1", ""])
def test_a_paragraph_after_what_is_not_there_goes_to_the_end(client, meeting, after):
    item = make_minute(make_item(meeting), text="One").item
    address = f"{meeting.get_absolute_url()}items/{item.pk}/paragraphs/add/?after={after}"
    client.post(address, {"text": "Two", "kind": "discussion", "level": "2"})
    assert [minute.text for minute in item.minutes.all()] == ["One", "Two"]


@pytest.mark.parametrize(
    "typed", [{"text": ""}, {"text": "a\0b"}, {"level": "4"}, {"level": "x"}, {"kind": "gossip"}, {"kind": ""}]
)
def test_a_wrong_paragraph_is_refused(client, meeting, typed):
    item = make_item(meeting)
    address = f"{meeting.get_absolute_url()}items/{item.pk}/paragraphs/add/"
    response = client.post(address, {"text": "Words", "kind": "discussion", "level": "2", **typed})
    assert "There is a problem" in words(response)
    assert not item.minutes.exists()


def test_a_paragraph_is_edited_and_the_change_signed(client, meeting, secretary):
    minute = make_minute(make_item(meeting))
    client.post(address_of(minute, "edit"), typed_for(minute, text="Other words"))
    minute.refresh_from_db()
    assert minute.text == "Other words"
    assert minute.history.first().history_user == secretary


def test_a_paragraph_saved_unchanged_leaves_no_history(client, meeting):
    minute = make_minute(make_item(meeting), text="One\n\nTwo")
    before = Minute.history.count()
    client.post(address_of(minute, "edit"), typed_for(minute, text="One\r\n\r\nTwo"))
    assert Minute.history.count() == before


def test_of_two_who_edit_at_once_the_second_sees_both_texts_and_may_then_save(client, meeting):
    minute = make_minute(make_item(meeting), text="As it was")
    typed = typed_for(minute, text="What I typed")
    change_paragraph(
        minute, text="What they typed", level=2, kind="decision", version=version_of(minute), by=make_user()
    )
    response = client.post(address_of(minute, "edit"), typed)
    html = words(response)
    assert "Somebody changed this paragraph after you opened it." in html
    assert "What they typed" in html
    assert "What I typed</textarea>" in html
    minute.refresh_from_db()
    assert minute.text == "What they typed"
    client.post(address_of(minute, "edit"), {**typed, "version": response.context["form"]["version"].value()})
    minute.refresh_from_db()
    assert minute.text == "What I typed"


def test_a_form_without_a_version_does_not_overwrite(client, meeting):
    minute = make_minute(make_item(meeting), text="As it was")
    client.post(address_of(minute, "edit"), typed_for(minute, text="Mine", version=""))
    minute.refresh_from_db()
    assert minute.text == "As it was"


def test_a_paragraph_moves_down(client, meeting):
    item = make_item(meeting)
    first = make_minute(item, text="One")
    make_minute(item, text="Two")
    client.post(address_of(first, "move"), {"direction": "down"})
    assert [str(minute) for minute in item.minutes.all()] == ["1.1 Two", "1.2 One"]


def test_a_paragraph_is_deleted_only_after_asking(client, meeting):
    minute = make_minute(make_item(meeting))
    assert "Delete this paragraph?" in words(client.get(address_of(minute, "delete")))
    assert Minute.objects.exists()
    client.post(address_of(minute, "delete"))
    assert not Minute.objects.exists()


def test_a_paragraph_that_an_action_cites_stays_and_the_page_says_why(client, meeting):
    minute = make_minute(make_item(meeting))
    action = make_action(raised_in=minute)
    response = client.post(address_of(minute, "delete"))
    assert f"{action} cites this paragraph, so it cannot be deleted." in words(response)
    assert Minute.objects.exists()


# The roll


def rows_of(response):
    return [(row.offer.name, row["status"].value()) for row in response.context["form"].rows]


def roll_typed(response, **overrides):
    """What a browser would send back of the page."""
    form = response.context["form"]
    typed = {"version": form["version"].value(), "row": [row.offer.key for row in form.rows]}
    for row in form.rows:
        for field in row:
            if field.value() not in (False, None):
                typed[field.html_name] = field.value()
    return {**typed, **overrides}


@pytest.fixture
def roll(meeting):
    return f"{meeting.get_absolute_url()}roll/"


def test_a_first_roll_offers_those_who_belonged_that_day_as_present(client, board, roll):
    make_membership(board, person=make_person("Ada Ashdown"), role="chair")
    make_membership(board, person=make_person("Ben Birch"))
    make_membership(board, person=make_person("Cal Cole"), ends_on=DAY - dt.timedelta(days=1))
    make_membership(board, person=make_person("Dora Denby"), starts_on=DAY + dt.timedelta(days=1))
    response = client.get(roll)
    assert rows_of(response) == [("Ada Ashdown", "present"), ("Ben Birch", "present"), ("Sadia Marsh", "present")]
    client.post(roll, roll_typed(response))
    assert [(str(row), row.capacity, row.is_chair) for row in Attendance.objects.all()] == [
        ("Ada Ashdown", "member", True),
        ("Ben Birch", "member", False),
        ("Sadia Marsh", "secretariat", False),
    ]


def test_before_the_meeting_nobody_is_present(client, board, secretary):
    meeting = make_meeting(board, held_on=dt.date(2999, 1, 1))
    assert rows_of(client.get(f"{meeting.get_absolute_url()}roll/")) == [("Sadia Marsh", "")]


def test_once_taken_whoever_is_not_on_the_roll_stays_off_it(client, meeting, roll):
    row = make_attendance(meeting, status="present")
    response = client.get(roll)
    assert rows_of(response) == [(str(row), "present"), ("Sadia Marsh", "")]
    before = Attendance.history.count()
    client.post(roll, roll_typed(response))
    assert [str(row) for row in meeting.attendance.all()] == [str(row)]
    assert Attendance.history.count() == before + 1  # its place, from 0 to 1


def test_apologies_that_came_before_the_meeting_leave_the_others_to_be_present(client, meeting, roll):
    row = make_attendance(meeting, status="apologies")
    assert rows_of(client.get(roll)) == [(str(row), "apologies"), ("Sadia Marsh", "present")]


def test_what_was_recorded_of_somebody_that_day_outlasts_their_move(client, meeting, roll):
    old, new = make_organisation("Harbour Trust"), make_organisation("Open Gate")
    make_attendance(meeting, person=make_person(organisation=new), organisation=old, job_title="Director")
    client.post(roll, roll_typed(client.get(roll)))
    row = meeting.attendance.get()
    assert (row.organisation, row.job_title) == (old, "Director")


def test_a_guest_is_added_to_the_page_without_saving_and_then_saved(client, board, meeting, roll):
    member, guest = make_person("Ada Ashdown"), make_person("Gus Gale", organisation=make_organisation("Open Gate"))
    make_membership(board, person=member)
    first = client.get(roll)
    typed = roll_typed(first, **{f"person-{member.pk}-status": "apologies", "add": f"person-{guest.pk}"})
    second = client.post(roll, {**typed, "add_line": "1"})
    assert rows_of(second) == [("Ada Ashdown", "apologies"), ("Sadia Marsh", "present"), ("Gus Gale", "present")]
    assert not meeting.attendance.exists()
    client.post(roll, roll_typed(second, **{f"person-{guest.pk}-substitute_for_id": str(member.pk)}))
    row = meeting.attendance.get(person=guest)
    assert (row.substitute_for, row.organisation.name, row.capacity) == (member, "Open Gate", "in_attendance")


def test_a_guest_chosen_but_not_added_is_saved_with_the_rest(client, meeting, roll):
    guest = make_person("Gus Gale")
    client.post(roll, roll_typed(client.get(roll), add=f"person-{guest.pk}"))
    assert [str(row) for row in meeting.attendance.all()] == ["Sadia Marsh", "Gus Gale"]


def test_a_deputy_stands_in_for_their_member(client, board, meeting, roll):
    member, deputy = make_person("Ada Ashdown"), make_person("Ben Birch")
    make_membership(board, person=member, deputy=deputy)
    client.post(roll, roll_typed(client.get(roll), add=f"person-{deputy.pk}"))
    row = meeting.attendance.get(person=deputy)
    assert (row.substitute_for, row.capacity) == (member, "member")


def test_adding_nobody_says_so(client, roll):
    response = client.post(roll, roll_typed(client.get(roll), add_line="1"))
    assert "Choose a name to add." in words(response)


def test_organisations_are_offered_where_the_board_records_those(client, board, secretary, meeting, roll):
    board.attendance_of = "organisations"
    board.save()
    trust, guest = make_organisation("Harbour Trust"), make_organisation("Open Gate")
    make_membership(board, person=make_person(), organisation=trust)
    response = client.get(roll)
    assert rows_of(response) == [("Harbour Trust", "present"), ("Marsh Trust", "present")]
    client.post(roll, roll_typed(response, add=f"organisation-{guest.pk}"))
    assert [(row.person, str(row)) for row in meeting.attendance.all()] == [
        (None, "Harbour Trust"),
        (None, "Marsh Trust"),
        (None, "Open Gate"),
    ]


def test_a_chair_with_apologies_is_refused_and_what_was_chosen_kept(client, secretary, meeting, roll):
    key = f"person-{secretary.person.pk}"
    typed = roll_typed(client.get(roll), **{f"{key}-status": "apologies", f"{key}-is_chair": "on"})
    response = client.post(roll, typed)
    assert "Sadia Marsh: whoever chairs or takes the notes is present." in words(response)
    assert rows_of(response) == [("Sadia Marsh", "apologies")]
    assert not meeting.attendance.exists()


def test_a_roll_that_somebody_else_changed_is_shown_again_and_may_then_be_saved(client, meeting, roll):
    typed = roll_typed(client.get(roll))
    make_attendance(meeting)
    response = client.post(roll, typed)
    assert "Somebody changed the roll after you opened it." in words(response)
    assert meeting.attendance.count() == 1
    client.post(roll, roll_typed(response))
    assert [str(row) for row in meeting.attendance.all()] == ["Sadia Marsh"]


@pytest.mark.parametrize(
    "typed",
    [
        {"add": "person-abc"},
        {"add": "person-" + "9" * 40},
        {"add": "\0"},
        {"row": ["person-99999", "x", "organisation-", "person-\0", "person-²"]},
        {"version": "x\0"},
        {},
    ],
)
def test_a_malformed_roll_is_answered(client, meeting, roll, typed):
    assert client.post(roll, typed).status_code in (200, 302)


def test_a_malformed_row_is_refused(client, secretary, meeting, roll):
    key = f"person-{secretary.person.pk}"
    for field, value in (("status", "late"), ("capacity", ""), ("capacity", "king"), ("status", "\0")):
        response = client.post(roll, roll_typed(client.get(roll), **{f"{key}-{field}": value}))
        assert "There is a problem" in words(response)
    assert not meeting.attendance.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_roll_takes_as_many_queries_whatever_its_length(client, board, meeting, rows, django_assert_num_queries):
    for _ in range(rows):
        make_membership(board, person=make_person(organisation=make_organisation()), deputy=make_person())
        make_attendance(meeting, person=make_person(), substitute_for=make_person())
    address = f"{meeting.get_absolute_url()}roll/"
    with django_assert_num_queries(9):
        response = client.get(address)
    with django_assert_num_queries(18):
        client.post(address, roll_typed(response, **{f"person-{make_person().pk}-status": "present"}))


# The stage


def test_the_minutes_move_on_step_by_step_and_back_with_a_reason(client, meeting, secretary):
    address = f"{meeting.get_absolute_url()}stage/"
    for stage in (Stage.WITH_CHAIR, Stage.CIRCULATED, Stage.APPROVED, Stage.PUBLISHED):
        # To circulate has a page of its own, with what to look at before.
        to = f"{meeting.get_absolute_url()}check/" if stage == Stage.CIRCULATED else address
        client.post(to, {"to": stage, "confirmed": "on"})
        meeting.refresh_from_db()
        assert (meeting.minutes_stage, getattr(meeting, f"{stage}_by")) == (stage, secretary)
    response = client.post(address, {"to": Stage.DRAFTING})
    assert "Say why the minutes go back." in words(response)
    client.post(address, {"to": Stage.DRAFTING, "reason": "Approved by mistake"})
    meeting.refresh_from_db()
    assert (meeting.minutes_stage, meeting.approved_at) == (Stage.DRAFTING, None)
    assert meeting.history.first().history_change_reason == "Approved by mistake"


@pytest.mark.parametrize("to", ["drafting", "circulated", "nonsense", "", "\0"])
def test_the_minutes_do_not_move_to_where_they_are_or_to_nowhere(client, meeting, to):
    response = client.post(f"{meeting.get_absolute_url()}stage/", {"to": to, "reason": "x"})
    assert "There is a problem" in words(response)
