"""What is looked at again before minutes are circulated."""

import datetime as dt
import html

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from actions.models import ActionOwner
from meetings.models import AcceptedWarning, AgendaItem, Meeting, Minute
from organisations.models import Person, PersonName
from rr3tracker.checks import record_of, warnings_of
from rr3tracker.checks.circulating import circulate
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_attendance,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
    make_update,
)

Stage, Kind = Meeting.Stage, Minute.Kind
EARLIER = DAY - dt.timedelta(days=90)


@pytest.fixture
def meeting(board):
    """Nothing to warn of."""
    meeting = make_meeting(board, next_meeting_on=DAY + dt.timedelta(days=90))
    make_attendance(meeting, person=make_person("Ada Ashdown", initials="AA"))
    make_minute(make_item(meeting), text="AA said that rents were high.")
    return meeting


@pytest.fixture
def item(meeting):
    return meeting.items.get()


def said(meeting):
    return [warning.text for warning in warnings_of(record_of(meeting))]


def test_good_minutes_are_warned_of_nothing(meeting):
    assert said(meeting) == []


def test_an_action_without_an_owner_or_a_due_date(meeting, item):
    action = make_action(raised_in=make_minute(item, kind=Kind.ACTION))
    assert said(meeting) == [f"{action} has no owner.", f"{action} has no due date."]


def test_an_owner_who_was_not_there_has_to_be_told(meeting, item):
    here, away, sent = meeting.attendance.get().person, make_person("Ben Birch"), make_person("Cal Cole")
    make_attendance(meeting, person=away, status="apologies")
    owners = [ActionOwner(person=person) for person in (here, away, sent)]
    action = make_action(raised_in=make_minute(item, kind=Kind.ACTION), owners=owners, due_on=DAY)
    assert said(meeting) == [
        f"Ben Birch, who owns {action}, was not present and has to be told.",
        f"Cal Cole, who owns {action}, was not present and has to be told.",
    ]


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        (
            "Ada Ashdowne said so.",
            ["In paragraph 1.7, “Ada Ashdowne” is nobody’s name on the roll. Is Ada Ashdown meant?"],
        ),
        (
            "Then Eva Ashdown asked.",
            ["In paragraph 1.7, “Eva Ashdown” is nobody’s name on the roll. Is Ada Ashdown meant?"],
        ),
        ("Ada Ashdown said so.", []),
        ("Mary Ann Hart said so.", []),
        ("When Ada Ashdown asked, nobody knew.", []),
        ("Ada Quill said so.", []),
        ("Ben Ashdown said so.", []),
        ("The Prison Service noted it.", []),
        ("Ashdown Trust said so.", []),
    ],
)
def test_a_name_that_is_nobodys_and_nearly_somebodys(meeting, item, text, warned):
    make_organisation("Ben Ashdown")
    make_attendance(meeting, person=make_person("Mary Ann Hart"))
    make_minute(item, number="1.7", text=text)
    assert said(meeting) == warned


def test_a_restricted_paragraph_that_names_somebody(meeting, board):
    make_membership(board, person=make_person("Bo Lind"))
    item = make_item(meeting, title="Staffing", is_restricted=True)
    make_minute(item, number="2.1", text="**Bo Lind** and Ada Ashdown left.")
    make_minute(item, number="2.2", text="Nobody else left.")
    assert said(meeting) == ["Paragraph 2.1 is restricted and names Ada Ashdown, Bo Lind."]


def test_an_open_paragraph_that_speaks_of_a_restricted_action(meeting, board):
    earlier = make_meeting(board, held_on=EARLIER)
    closed, asked = make_item(earlier, is_restricted=True), make_item(earlier)
    hidden = make_action(raised_in=make_minute(closed), due_on=DAY)
    known = make_action(raised_in=make_minute(asked), due_on=DAY)
    text = f"{hidden.reference.lower()} and {known.reference} are done."
    spoken = make_minute(make_item(meeting), number="2.1", text=text)
    make_minute(make_item(meeting, is_restricted=True), number="3.1", text=f"{hidden} again.")
    for action in (hidden, known):
        make_update(action, "complete", recorded_in=spoken, reported_on=DAY)

    assert said(meeting) == [f"Paragraph 2.1 is not restricted, and speaks of {hidden}, which is."]


def test_an_owner_to_whom_a_restricted_action_is_not_open(meeting, board):
    for name, role in (("Bo Lind", "official"), ("Cy Marr", "member")):
        make_attendance(meeting, person=make_membership(board, person=make_person(name), role=role).person)
    owners = [ActionOwner(person=Person.objects.get(name=name)) for name in ("Bo Lind", "Cy Marr")]
    minute = make_minute(make_item(meeting, is_restricted=True), kind=Kind.ACTION)
    action = make_action(raised_in=minute, owners=[*owners, ActionOwner(role="officials")], due_on=DAY)
    assert said(meeting) == [
        f"{action} is restricted, and Bo Lind, who owns it, will not see it here.",
        f"{action} is restricted, and Officials, who owns it, will not see it here.",
    ]


def test_an_owner_in_words_who_is_nearly_somebody(meeting, item):
    owners = [ActionOwner(words="Ada Ashdon"), ActionOwner(words="Theme leads")]
    action = make_action(raised_in=make_minute(item, kind=Kind.ACTION), owners=owners, due_on=DAY)
    assert said(meeting) == [f"“Ada Ashdon”, who owns {action}, is nobody’s name on the roll. Is Ada Ashdown meant?"]


def test_an_action_that_is_not_issued_yet(meeting, item):
    make_minute(item, number="1.7", kind=Kind.ACTION, text="Action: AA to write.")
    assert said(meeting) == [
        "The action in paragraph 1.7 is not issued yet, so its owner and due date were not checked."
    ]


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("ZZ said so.", ["In paragraph 1.7, the initials ZZ are nobody’s on the roll."]),
        ("Action: ZZ to write to AA.", ["In paragraph 1.7, the initials ZZ are nobody’s on the roll."]),
        ("AA and MBu noted it; MBu will go.", ["In paragraph 1.7, the initials MBu are nobody’s on the roll."]),
        ("The NHS and the MOJ agreed; NT reported too. RR3 noted it.", []),
        ("PCCs will be told. I said so. It was said.", []),
    ],
)
def test_initials_that_match_nobody_on_the_roll(meeting, item, text, warned):
    make_organisation(acronym="NT")
    make_minute(item, number="1.7", text=text)
    assert [words for words in said(meeting) if "MBu" not in words] == [w for w in warned if "MBu" not in w]


def test_initials_that_match_two_people(meeting):
    make_attendance(meeting, person=make_person("Abel Archer"))
    assert said(meeting) == ["In paragraph 1.1, the initials AA may be Ada Ashdown or Abel Archer."]


def test_somebody_present_and_in_the_apologies_under_another_name(meeting):
    other = make_person("Adelaide Ashdown")
    PersonName.objects.create(person=other, name="ada  ASHDOWN")
    make_attendance(meeting, person=other, status="apologies")
    assert said(meeting)[0] == "Ada Ashdown is present, and in the apologies as Adelaide Ashdown."


def test_somebody_present_beside_who_stands_in_for_them(meeting):
    here = meeting.attendance.get().person
    make_attendance(meeting, person=make_person("Ben Birch"), substitute_for=here)
    assert said(meeting) == ["Ada Ashdown is present, and Ben Birch is there for them."]


def test_an_outstanding_action_with_no_outcome_at_this_meeting(meeting, item, board):
    open_, done, reported, named, _closed_before = (make_action(board, raised_on=EARLIER) for _ in range(5))
    make_update(_closed_before, "complete", reported_on=EARLIER, text="Done.")
    make_update(done, "complete", reported_on=DAY - dt.timedelta(days=1), text="Done.")
    make_update(reported, recorded_in=make_minute(item, kind=Kind.PROGRESS), reported_on=DAY)
    make_minute(item, kind=Kind.PROGRESS, text=f"Outstanding action {named} (delayed): no staff.")
    make_minute(item, text=f"{open_} was not mentioned as progress.")
    spot = make_item(meeting, kind=AgendaItem.Kind.OUTSTANDING_ACTIONS)
    make_minute(spot)

    warnings = warnings_of(record_of(meeting))

    assert [warning.text for warning in warnings] == [
        f"{open_}, outstanding since 5 December 2025, has no outcome recorded here."
    ]
    assert warnings[0].address == f"{reverse('taking_report', args=[meeting.pk, spot.pk])}?action={open_}"


def test_an_outcome_is_missing_of_what_was_open_when_the_meeting_began(meeting, item, board):
    closed_since, reopened_since = (make_action(board, raised_on=EARLIER) for _ in range(2))
    make_update(closed_since, "complete", reported_on=DAY + dt.timedelta(days=1))
    make_update(reopened_since, "complete", reported_on=DAY - dt.timedelta(days=1))
    reopened_since.refresh_from_db()
    make_update(reopened_since, "open", reported_on=DAY + dt.timedelta(days=1), reopen=True)
    make_minute(item)

    assert said(meeting) == [f"{closed_since}, outstanding since 5 December 2025, has no outcome recorded here."]


def test_an_item_with_no_minute(meeting):
    parent = make_item(meeting, title="Housing", number="2")
    inside = make_item(meeting, title="Rents", number="2.1", depth=2)
    assert said(meeting) == ["“2.1. Rents” has no minute."]
    make_minute(inside)
    assert said(meeting) == []
    inside.minutes.all().delete()
    inside.delete()
    assert said(meeting) == [f"“{parent}” has no minute."]


def test_a_quorum_that_was_not_met(meeting, board):
    board.quorum = 2
    board.save()
    make_attendance(meeting, capacity="official")
    make_attendance(meeting, status="apologies")
    assert said(meeting) == ["The quorum of 2 was not met: 1 member present."]
    make_attendance(meeting)
    assert said(meeting) == []


def test_no_date_of_the_next_meeting(meeting, board):
    meeting.next_meeting_on = None
    meeting.save()
    assert said(meeting) == ["There is no date of the next meeting."]
    make_meeting(board, held_on=DAY + dt.timedelta(days=90))
    assert said(meeting) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_whatever_it_warns_of(
    client, meeting, board, secretary, rows, django_assert_num_queries
):
    client.force_login(secretary)
    for n in range(rows):
        make_attendance(meeting, person=make_person())
        make_attendance(meeting, person=make_person(), status="apologies")
        make_action(board, raised_on=EARLIER)
        item = make_item(meeting)
        make_item(meeting)
        for _ in range(rows):
            minute = make_minute(item, kind=Kind.ACTION)
            make_action(raised_in=minute, owners=[ActionOwner(person=make_person())])
            asked = make_minute(make_item(make_meeting(board, held_on=EARLIER)))
            make_update(make_action(raised_in=asked), recorded_in=minute, reported_on=DAY)
        AcceptedWarning.objects.create(
            meeting=meeting, key=f"k{n}", reason="R", accepted_at=MOMENT, accepted_by=secretary
        )
    with django_assert_num_queries(22):  # one of them for the references of restricted actions
        page = client.get(reverse("check_minutes", args=[meeting.pk]))
    assert len(page.context["warnings"]) >= 3 * rows


# Circulating


def test_minutes_with_open_warnings_are_circulated_only_when_that_is_confirmed(meeting, secretary):
    make_item(meeting)
    with pytest.raises(ValidationError, match="neither mended nor accepted"):
        circulate(meeting, comments_by=None, at=MOMENT, by=secretary)

    circulate(meeting, comments_by=None, at=MOMENT, by=secretary, confirmed=True)

    assert meeting.minutes_stage == Stage.CIRCULATED


def test_what_circulated_minutes_ask_for_is_on_the_register(meeting, item, secretary):
    minute = make_minute(item, kind=Kind.ACTION, text="Action: Ada Ashdown to write to the landlords by 1 May 2026.")

    circulate(meeting, comments_by=None, at=MOMENT, by=secretary, confirmed=True)

    action = minute.actions_raised.get()
    assert [owner.name for owner in action.owners.all()] == ["Ada Ashdown"]
    assert action.reference in meeting.editions.get().text


def test_a_warning_is_accepted_with_a_reason_and_stands_until_what_it_warns_of_changes(client, meeting, secretary):
    item = make_item(meeting, title="Housing")
    client.force_login(secretary)
    accept, check = (reverse(name, args=[meeting.pk]) for name in ("warning_accept", "check_minutes"))
    key = f"item-without-minute:{item.pk}"

    refused = client.post(accept, {"key": key, "reason": " "}, follow=True)
    assert "Say why the warning may stand." in html.unescape(refused.content.decode())
    client.post(accept, {"key": "made-up", "reason": "R"})
    assert not AcceptedWarning.objects.exists()
    client.post(accept, {"key": key, "reason": "Taken in March."})

    page = client.get(check)
    assert (page.context["warnings"], page.context["accepted"][0][1].reason) == ([], "Taken in March.")
    assert "Sadia Marsh" in page.content.decode()
    again = client.post(accept, {"key": key, "reason": "Twice."}, follow=True)
    assert "This warning is accepted already." in html.unescape(again.content.decode())
    make_item(meeting, title="Rents")
    assert [warning.text for warning in client.get(check).context["warnings"]] == ["“3. Rents” has no minute."]


def test_warnings_of_one_kind_stand_together_and_some_are_accepted_with_one_reason(client, meeting, board, secretary):
    first, second, third = (make_action(board, raised_on=EARLIER) for _ in range(3))
    make_item(meeting)
    client.force_login(secretary)
    accept, check = (reverse(name, args=[meeting.pk]) for name in ("warning_accept", "check_minutes"))
    assert [len(group) for group in client.get(check).context["groups"]] == [1, 3]

    nothing = client.post(accept, {"reason": "R"}, follow=True)
    assert "Choose what may stand." in nothing.content.decode()
    keys = [f"no-outcome:{action}" for action in (first, third)]
    done = client.post(accept, {"key": [*keys, "made-up"], "reason": "Not reached."}, follow=True)

    assert "2 warnings were accepted." in done.content.decode()
    assert [warning.key for warning in client.get(check).context["warnings"][1:]] == [f"no-outcome:{second}"]


def test_the_page_circulates_and_asks_to_confirm(client, meeting, secretary):
    make_item(meeting)
    client.force_login(secretary)
    check = reverse("check_minutes", args=[meeting.pk])

    refused = client.post(check, {"comments_by": "1 January 2999"})
    assert "neither mended nor accepted" in refused.content.decode()
    assert "1 January 2999" in refused.content.decode()
    client.post(check, {"comments_by": "1 January 2999", "confirmed": "on"})

    meeting.refresh_from_db()
    assert (meeting.minutes_stage, meeting.comments_by) == (Stage.CIRCULATED, dt.date(2999, 1, 1))
    assert meeting.editions.get().stage == Stage.CIRCULATED
    assert "Circulate the minutes" not in client.get(check).content.decode()


@pytest.mark.parametrize(("typed", "words"), [("soon", "Enter a date such as"), ("1 January 2020", "cannot be before")])
def test_a_last_day_that_cannot_be_is_refused(client, meeting, secretary, typed, words):
    client.force_login(secretary)
    response = client.post(reverse("check_minutes", args=[meeting.pk]), {"comments_by": typed})
    assert words in response.content.decode()
    meeting.refresh_from_db()
    assert meeting.minutes_stage == Stage.DRAFTING


def test_a_warning_of_approved_minutes_is_not_accepted(client, board, secretary):
    meeting = make_meeting(board, Stage.APPROVED)
    client.force_login(secretary)
    response = client.post(reverse("warning_accept", args=[meeting.pk]), {"key": "no-next-date", "reason": "R"})
    assert (response.status_code, AcceptedWarning.objects.count()) == (403, 0)
