"""Taking the roll: who came as what, for which part, who was added by a typed line, and whether there was a quorum."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from meetings.models import Attendance
from meetings.quorum import quorum_of
from meetings.services import RollLine, save_roll
from organisations.models import Board, Organisation, Person
from tests.factories import (
    DAY,
    make_attendance,
    make_item,
    make_meeting,
    make_membership,
    make_organisation,
    make_person,
)


@pytest.fixture
def meeting(board):
    return make_meeting(board)


@pytest.fixture
def keeper(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def roll(meeting):
    return f"{meeting.get_absolute_url()}roll/"


def words(response):
    return " ".join(response.content.decode().split())


def typed_of(response, **overrides):
    """What a browser would send back of the page."""
    form = response.context["form"]
    typed = {"version": form["version"].value(), "row": [row.offer.key for row in form.rows]}
    typed["guest"] = [row.offer.guest.typed for row in form.rows if row.offer.guest]
    for row in form.rows:
        for field in row:
            if field.value() not in (False, None):
                typed[field.html_name] = field.value()
    return {**typed, **overrides}


def add_guest(client, roll, line):
    """The page after the line was added, and after that was saved."""
    shown = client.post(roll, typed_of(client.get(roll), guest_line=line, add_line="1"))
    return shown, client.post(roll, typed_of(shown), follow=True)


# Guests


def test_somebody_new_is_added_by_one_line_with_their_organisation_and_the_page_says_so(keeper, meeting, roll):
    people, organisations = Person.objects.count(), Organisation.objects.count()
    shown, saved = add_guest(keeper, roll, "Dana Reed, Head of policy, Harbour Trust")
    assert "A new person and a new organisation: saving the roll adds both." in words(shown)
    assert (Person.objects.count(), Organisation.objects.count()) == (people + 1, organisations + 1)
    row = meeting.attendance.get(person__name="Dana Reed")
    assert (row.organisation.name, row.job_title, row.status, row.capacity) == (
        "Harbour Trust",
        "Head of policy",
        "present",
        "in_attendance",
    )
    assert (row.person.organisation, row.person.job_title) == (row.organisation, "Head of policy")
    assert "Added to the people: Dana Reed. Added to the organisations: Harbour Trust." in words(saved)


def test_nobody_is_added_before_the_roll_is_saved(keeper, roll):
    people = Person.objects.count()
    keeper.post(roll, typed_of(keeper.get(roll), guest_line="Dana Reed, Harbour Trust", add_line="1"))
    assert Person.objects.count() == people


def test_a_line_typed_but_not_added_is_saved_with_the_rest(keeper, meeting, roll):
    keeper.post(roll, typed_of(keeper.get(roll), guest_line="Dana Reed"))
    assert meeting.attendance.filter(person__name="Dana Reed").exists()


def test_somebody_known_is_matched_with_their_organisation(keeper, meeting, roll):
    trust = make_organisation("Harbour Trust", acronym="HT")
    dana = make_person("Dana Reed", organisation=trust, job_title="Director")
    people, organisations = Person.objects.count(), Organisation.objects.count()
    shown, saved = add_guest(keeper, roll, "Dr Dana Reed, The Harbour Trust")
    assert "A new person" not in words(shown)
    assert "Added to the people" not in words(saved)
    row = meeting.attendance.get(person=dana)
    assert (row.organisation, row.job_title) == (trust, "Director")
    assert (Person.objects.count(), Organisation.objects.count()) == (people, organisations)


def test_what_is_typed_of_somebody_known_is_what_they_were_that_day_alone(keeper, meeting, roll):
    dana = make_person("Dana Reed", job_title="Director")
    add_guest(keeper, roll, "Dana Reed, Interim director")
    assert meeting.attendance.get(person=dana).job_title == "Interim director"
    dana.refresh_from_db()
    assert dana.job_title == "Director"


@pytest.mark.parametrize(
    ("line", "job_title", "organisation"),
    [
        ("Dana Reed", "", None),
        ("Dana Reed, Head of policy", "Head of policy", None),
        ("Dana Reed, MCS", "", "Ministry of Culture, Media and Sport"),
        ("Dana Reed, Ministry of Culture, Media and Sport", "", "Ministry of Culture, Media and Sport"),
        ("Dana Reed, Head, Ministry of Culture, Media and Sport", "Head", "Ministry of Culture, Media and Sport"),
        ("Dana Reed, Head of policy, evidence and data, Open Gate", "Head of policy, evidence and data", "Open Gate"),
        (" Dana  Reed ,, Head ,Open Gate ", "Head", "Open Gate"),
    ],
)
def test_a_line_is_read_with_the_organisation_last(keeper, meeting, roll, line, job_title, organisation):
    make_organisation("Ministry of Culture, Media and Sport", acronym="MCS")
    add_guest(keeper, roll, line)
    row = meeting.attendance.get(person__name="Dana Reed")
    assert (row.job_title, row.organisation and row.organisation.name) == (job_title, organisation)


def test_two_guests_of_one_new_organisation_make_one_organisation(keeper, meeting, roll):
    first = keeper.post(roll, typed_of(keeper.get(roll), guest_line="Dana Reed, Head, Open Gate", add_line="1"))
    second = keeper.post(roll, typed_of(first, guest_line="Eli Eaves, Clerk, open gate", add_line="1"))
    keeper.post(roll, typed_of(second))
    assert Organisation.objects.filter(name__iexact="open gate").count() == 1
    assert meeting.attendance.filter(organisation__name="Open Gate").count() == 2


def test_a_line_that_could_mean_several_is_asked_about_and_kept(keeper, board, meeting, roll):
    for _ in range(2):
        make_membership(board, person=make_person("Dana Reed"), ends_on=DAY - dt.timedelta(days=1))
    shown = keeper.post(roll, typed_of(keeper.get(roll), guest_line="Dana Reed", add_line="1"))
    assert "“Dana Reed” could be any of 2 people: choose from the list instead." in words(shown)
    assert 'value="Dana Reed"' in words(shown)
    assert not meeting.attendance.exists()


def test_somebody_on_the_list_already_is_marked_as_present_there(keeper, board, meeting, roll):
    ada = make_person("Ada Ashdown")
    make_membership(board, person=ada)
    typed = typed_of(keeper.get(roll), **{f"person-{ada.pk}-status": "apologies"}, guest_line="Ada Ashdown")
    shown = keeper.post(roll, {**typed, "add_line": "1"})
    assert [(row.offer.name, row["status"].value()) for row in shown.context["form"].rows] == [
        ("Ada Ashdown", "present"),
        ("Sadia Marsh", "present"),
    ]


def test_the_same_line_twice_is_one_guest(keeper, roll):
    first = keeper.post(roll, typed_of(keeper.get(roll), guest_line="Dana Reed, Open Gate", add_line="1"))
    second = keeper.post(roll, typed_of(first, guest_line="dana reed, open gate", add_line="1"))
    assert len(second.context["form"].rows) == 2


@pytest.mark.parametrize("line", [",", "\0", "\0,\0", "…", "x" * 301, "Dana, " + "x" * 301, "y" * 5000, ", , Trust"])
def test_a_line_without_a_name_or_too_long_is_refused(keeper, meeting, roll, line):
    response = keeper.post(roll, typed_of(keeper.get(roll), guest_line=line, add_line="1"))
    assert response.status_code == 200
    assert "There is a problem" in words(response)
    assert not meeting.attendance.exists()


@pytest.mark.parametrize(
    "typed", [{"guest": ["", "\0", "x" * 5000]}, {"guest": ["A, B, C"] * 300}, {"row": ["guest-"]}, {"guest": ["…"]}]
)
def test_malformed_guests_are_answered(keeper, meeting, roll, typed):
    assert keeper.post(roll, typed).status_code in (200, 302)


def test_a_line_with_markup_is_shown_and_not_obeyed(keeper, roll):
    shown = keeper.post(roll, typed_of(keeper.get(roll), guest_line='<b>Dana</b> "Reed', add_line="1"))
    assert "<b>Dana" not in words(shown)


# Deputies


def test_deputies_are_offered_first_with_whom_they_come_for(keeper, board, roll):
    member, deputy = make_person("Ada Ashdown"), make_person("Ben Birch")
    make_membership(board, person=member, deputy=deputy)
    groups = keeper.get(roll).context["form"].fields["add"].choices
    assert groups[1] == ("Deputies", [(f"person-{deputy.pk}", "Ben Birch, for Ada Ashdown")])


# Parts of the meeting


def test_somebody_is_there_for_some_items_and_the_minutes_say_which(keeper, meeting, roll, secretary):
    _, second, third = (make_item(meeting, title=title) for title in ("One", "Two", "Three"))
    key = f"person-{secretary.person.pk}"
    keeper.post(roll, typed_of(keeper.get(roll), **{f"{key}-from_item_id": second.pk, f"{key}-to_item_id": third.pk}))
    row = meeting.attendance.get()
    assert (row.from_item, row.to_item) == (second, third)
    assert "for items 2 to 3" in words(keeper.get(meeting.get_absolute_url()))
    before = Attendance.history.count()
    keeper.post(roll, typed_of(keeper.get(roll)))
    assert Attendance.history.count() == before


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(1, 1, "for item 2"), (1, 2, "for items 2 to 3"), (1, None, "from item 2"), (None, 1, "until item 2")],
)
def test_a_part_is_said_in_words(meeting, first, last, said):
    items = [make_item(meeting) for _ in range(3)]
    ends = [None if n is None else items[n] for n in (first, last)]
    assert make_attendance(meeting, from_item=ends[0], to_item=ends[1]).part == said


def test_an_item_without_a_number_is_named(meeting):
    item = make_item(meeting, number="", title="Awards")
    assert make_attendance(meeting, from_item=item).part == "from item “Awards”"


def test_a_part_that_ends_before_it_begins_or_is_of_another_agenda_is_refused(meeting, secretary):
    first, second = make_item(meeting), make_item(meeting)
    person = make_person()

    def save(**part):
        save_roll(meeting, [RollLine(person_id=person.pk, **part)], by=secretary)

    with pytest.raises(ValidationError, match="from an item that comes after the last"):
        save(from_item_id=second.pk, to_item_id=first.pk)
    with pytest.raises(ValidationError, match="Choose items of this meeting’s agenda"):
        save(from_item_id=make_item().pk)
    with pytest.raises(ValidationError, match="Only somebody who was present"):
        save(from_item_id=first.pk, status="apologies")
    assert not meeting.attendance.exists()


def test_whoever_is_marked_as_away_after_all_was_there_for_no_part(keeper, meeting, roll, secretary):
    item = make_item(meeting)
    make_attendance(meeting, person=secretary.person, capacity="secretariat", from_item=item)
    keeper.post(roll, typed_of(keeper.get(roll), **{f"person-{secretary.person.pk}-status": "apologies"}))
    row = meeting.attendance.get()
    assert (row.status, row.from_item) == ("apologies", None)


# The quorum


@pytest.mark.parametrize(
    ("members", "needed", "said"),
    [
        (11, 8, "11 members present; quorum is 8: quorate"),
        (8, 8, "8 members present; quorum is 8: quorate"),
        (1, 2, "1 member present; quorum is 2: not quorate"),
        (0, None, "0 members present"),
    ],
)
def test_members_who_were_present_make_the_quorum(members, needed, said):
    rows = [RollLine() for _ in range(members)]
    rows += [RollLine(capacity="official"), RollLine(status="apologies"), RollLine(capacity="secretariat")]
    assert str(quorum_of(Board(quorum=needed), rows)) == said


def test_the_count_stands_on_the_form_in_the_message_and_in_the_minutes(keeper, board, meeting, roll):
    board.quorum = 2
    board.save()
    for _ in range(2):
        make_membership(board)
    said = "2 members present; quorum is 2: quorate"
    assert said in words(keeper.get(roll))
    saved = keeper.post(roll, typed_of(keeper.get(roll)), follow=True)
    assert words(saved).count(said) == 2


# What was recorded stays


def test_no_old_roll_changes_when_a_membership_or_a_person_does(keeper, board, meeting, roll):
    old, new = make_organisation("Harbour Trust"), make_organisation("Open Gate")
    ada = make_person("Ada Ashdown", organisation=old, job_title="Director")
    membership = make_membership(board, person=ada, organisation=old)
    keeper.post(roll, typed_of(keeper.get(roll)))
    ada.organisation, ada.job_title = new, "Chief executive"
    ada.save()
    membership.organisation, membership.role, membership.ends_on = new, "official", DAY - dt.timedelta(days=30)
    membership.save()
    keeper.post(roll, typed_of(keeper.get(roll)))
    row = meeting.attendance.get(person=ada)
    assert (row.organisation, row.job_title, row.capacity, row.status) == (old, "Director", "member", "present")
    assert "Harbour Trust" in words(keeper.get(meeting.get_absolute_url()))


def test_organisations_make_the_quorum_where_the_board_records_those(keeper, board, roll):
    board.attendance_of, board.quorum = "organisations", 1
    board.save()
    make_membership(board, person=make_person(), organisation=make_organisation("Harbour Trust"))
    assert "1 member present; quorum is 1: quorate" in words(keeper.get(roll))
