import pytest
from django.core.exceptions import ValidationError

from meetings.models import Attendance, Meeting
from meetings.services import RollLine, roll_version, save_roll
from tests.factories import make_attendance, make_meeting, make_organisation, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def meeting():
    return make_meeting()


def roll(meeting):
    return [(str(row), row.status, row.capacity) for row in meeting.attendance.all()]


def test_the_roll_is_what_was_given_in_its_order(meeting, user):
    ada, ben = make_person("Ada Ashdown"), make_person("Ben Birch")
    trust = make_organisation("Harbour Trust")
    save_roll(
        meeting,
        [
            RollLine(person_id=ben.pk, organisation_id=trust.pk, job_title="Head of policy", is_chair=True),
            RollLine(person_id=ada.pk, status="apologies", capacity="official"),
        ],
        by=user,
    )
    assert roll(meeting) == [("Ben Birch", "present", "member"), ("Ada Ashdown", "apologies", "official")]
    chair = meeting.attendance.get(is_chair=True)
    assert (chair.organisation, chair.job_title) == (trust, "Head of policy")
    assert {row.history_user for row in Attendance.history.all()} == {user}


def test_who_is_left_out_is_off_the_roll(meeting, user):
    stays, goes = make_attendance(meeting), make_attendance(meeting)
    save_roll(meeting, [RollLine(person_id=stays.person_id)], by=user)
    assert [row.person for row in meeting.attendance.all()] == [stays.person]
    assert Attendance.history.filter(id=goes.pk, history_type="-", history_user=user).count() == 1


def test_saving_the_roll_unchanged_leaves_no_history(meeting, user):
    lines = [RollLine(person_id=make_person().pk), RollLine(organisation_id=make_organisation().pk)]
    save_roll(meeting, lines, by=user)
    before = Attendance.history.count()
    save_roll(meeting, lines, by=user)
    assert Attendance.history.count() == before


def test_one_changed_line_leaves_one_row_of_history(meeting, user):
    one, two = RollLine(person_id=make_person().pk), RollLine(person_id=make_person().pk)
    save_roll(meeting, [one, two], by=user)
    before = Attendance.history.count()
    save_roll(meeting, [one, RollLine(person_id=two.person_id, status="absent")], by=user)
    assert Attendance.history.count() == before + 1


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"status": "apologies", "is_chair": True}, r"Whoever chairs or takes the notes is present\."),
        ({"status": "absent", "is_note_taker": True}, r"Whoever chairs or takes the notes is present\."),
        ({"person_id": None}, r"Name a person, an organisation, or both\."),
        ({"status": "late"}, r"Choose how each came from the list\."),
        ({"capacity": "king"}, r"Choose how each came from the list\."),
    ],
)
def test_a_wrong_line_is_refused_and_nothing_saved(meeting, user, overrides, message):
    right = RollLine(person_id=make_person().pk)
    wrong = RollLine(**{"person_id": make_person().pk, **overrides})
    with pytest.raises(ValidationError, match=message):
        save_roll(meeting, [right, wrong], by=user)
    assert roll(meeting) == []


def test_nobody_is_their_own_substitute(meeting, user):
    pk = make_person().pk
    with pytest.raises(ValidationError, match="A substitute is somebody else"):
        save_roll(meeting, [RollLine(person_id=pk, substitute_for_id=pk)], by=user)


def test_an_organisation_stands_in_for_nobody(meeting, user):
    line = RollLine(organisation_id=make_organisation().pk, substitute_for_id=make_person().pk)
    with pytest.raises(ValidationError, match="Only a person stands in for another"):
        save_roll(meeting, [line], by=user)


def test_nobody_is_on_the_roll_twice(meeting, user):
    line = RollLine(person_id=make_person().pk)
    with pytest.raises(ValidationError, match="Somebody is on the roll twice"):
        save_roll(meeting, [line, line], by=user)


def test_a_roll_that_somebody_else_changed_is_not_overwritten(meeting, user):
    make_attendance(meeting)
    seen = roll_version(meeting.attendance.all())
    make_attendance(meeting)
    with pytest.raises(ValidationError, match="Somebody changed the roll after you opened it"):
        save_roll(meeting, [], version=seen, by=user)
    assert meeting.attendance.count() == 2


@pytest.mark.parametrize("stage", [Meeting.Stage.APPROVED, Meeting.Stage.PUBLISHED])
def test_the_roll_of_approved_minutes_does_not_change(stage, user):
    with pytest.raises(ValidationError, match=r"These minutes are approved and do not change\."):
        save_roll(make_meeting(None, stage), [RollLine(person_id=make_person().pk)], by=user)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_roll_takes_as_many_queries_whatever_its_length(rows, meeting, user, django_assert_num_queries):
    changed = [make_attendance(meeting) for _ in range(rows)]
    lines = [RollLine(person_id=row.person_id, status="absent") for row in changed]
    lines += [RollLine(person_id=make_person().pk) for _ in range(rows)]
    with django_assert_num_queries(8):
        save_roll(meeting, lines, by=user)
