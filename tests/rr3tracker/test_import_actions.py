from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from actions.models import Action, ActionUpdate
from meetings.models import AgendaItem
from meetings.reading import AttendanceStatus, Kind, Status
from organisations.models import Board, Person
from rr3tracker.importing.likeness import likeness, likest, words_of
from tests.factories import (
    make_action,
    make_board,
    make_meeting,
    make_organisation,
    make_person,
    make_seat,
    make_update,
)
from tests.rr3tracker.readings import DAY, a_paragraph, a_reading, a_review, an_action, an_attendee, an_item, record

pytestmark = pytest.mark.django_db
EARLIER, LATER = dt.date(2025, 1, 8), dt.date(2025, 6, 4)
MEETING = (an_item("Business", a_paragraph("Action: it is to be done.", number="1.1", kind=Kind.ACTION)),)


@pytest.fixture
def board(db) -> Board:
    return make_board("Harbour Resettlement Board", acronym="HRB", reference_prefix="HRB", slug="hrb")


def raised(*actions, **reading):
    """What a meeting with these actions in its only paragraph raises."""
    placed = [action if action.item is not None else _in_first(action) for action in actions]
    return record(a_reading(items=MEETING, actions=tuple(placed), **reading))


def _in_first(action):
    return replace(action, item=0, paragraph=0)


def owners_of(outcome):
    return [owner.name for owner in outcome.raised[0].owners.all()]


# New actions


def test_a_new_action_is_raised_in_its_paragraph(board):
    outcome = raised(an_action("Ann to write to the trust.", due=dt.date(2025, 4, 1), due_text="by 1 April"))
    action = Action.objects.get()
    assert outcome.raised == [action]
    assert (action.reference, action.text, action.status, action.raised_on) == (
        "HRB-1",
        "Ann to write to the trust.",
        "open",
        DAY,
    )
    assert (action.raised_in.number, action.due_on, action.due_text) == ("1.1", dt.date(2025, 4, 1), "by 1 April")
    assert not action.updates.exists()


def test_the_title_of_a_seat_is_an_owner_after_people_organisations_and_roles(board):
    large, small = make_seat(board, title="Large provider"), make_seat(board, title="Small provider")
    make_seat(board, title="Probation", abolished_on=DAY)
    make_seat(board, title="Chair")
    make_organisation("Women")
    make_seat(board, title="Women")

    outcome = raised(
        an_action("Write.", owners=("large Provider", "Small provider", "Probation", "Chair", "Women", "Large"))
    )

    rows = outcome.raised[0].owners.all()
    assert [(row.name, row.seat) for row in rows] == [
        ("Large provider", large),
        ("Small provider", small),
        ("Probation", None),
        ("Chair", None),
        ("Women", None),
        ("Large", None),
    ]


def test_an_action_without_a_paragraph_is_found_one_or_given_one(board):
    outcome = record(
        a_reading(
            items=(an_item("Business", "Action: Ann to write."), an_item("Other", "Nothing.")),
            actions=(an_action("Ann to write."), an_action("Bea to call.", item=7, paragraph=9)),
        )
    )
    cited = [(a.raised_in.item.title, a.raised_in.item.kind, a.raised_in.text) for a in outcome.raised]
    assert cited == [
        ("Business", AgendaItem.Kind.ORDINARY, "Action: Ann to write."),
        ("Actions", AgendaItem.Kind.ACTION_LOG, "Bea to call."),
    ]


def test_a_new_action_that_is_reported_done_at_once_says_so_in_an_update(board):
    raised(an_action("Ann to write.", status=Status.COMPLETE, status_text="Done"))
    update = ActionUpdate.objects.get()
    assert (update.status_before, update.status_after, update.text, update.action.closed_on) == (
        "open",
        "complete",
        "Done",
        DAY,
    )


@pytest.mark.parametrize(
    ("printed", "owners"),
    [
        (("Chair",), ["Chair"]),
        (("the Secretariat", "all members", "Officials"), ["Secretariat", "All members", "Officials"]),
        (("All",), ["All members"]),
        (("Board",), ["All members"]),
        (("HRB members",), ["All members"]),
        (("Board chair",), ["Chair"]),
        (("Panel",), ["Panel"]),
        (("Ann Hart", "Bea"), ["Ann Hart", "Bea Quill"]),
        (("BQ", "Ms Quill", "B. Quill"), ["Bea Quill"]),
        (("AWa",), ["Anna Wade"]),
        (("Clerk",), ["Bea Quill"]),
        (("Ann",), ["Ann"]),
        (("Faye Absent",), ["Faye Absent"]),
        (("National Bail Service", "NBS"), ["NBS"]),
        (("National Bail Service (NBS)",), ["NBS"]),
        (("MoH",), ["Ministry of Harbours"]),
        (("theme leads", "theme leads"), ["theme leads"]),
        (("Chairs of the groups",), ["Chairs of the groups"]),
        (("", " \x00"), []),
    ],
)
def test_owners_are_matched_in_order_and_never_guessed(board, printed, owners):
    make_organisation("National Bail Service", acronym="NBS")
    outcome = raised(
        an_action("They are to write.", *printed),
        attendance=(
            an_attendee("Ann Hart", "Ministry of Harbours"),
            an_attendee("Ann Lane"),
            an_attendee("Bea Quill", role="Clerk"),
            an_attendee("Anna Wade", initials="AWa", status=AttendanceStatus.APOLOGIES),
        ),
    )
    assert owners_of(outcome) == owners
    assert not outcome.raised[0].owners.filter(is_lead=True).exists()


def test_an_owner_that_could_be_two_is_kept_in_words_and_said_so(board):
    outcome = raised(an_action("To write.", "Ann"), attendance=(an_attendee("Ann Hart"), an_attendee("Ann Lane")))
    assert outcome.raised[0].owners.get().words == "Ann"
    assert outcome.notes == ["The owner “Ann” could be any of several, and was kept in words: Ann Hart, Ann Lane"]


def test_letters_that_are_a_persons_and_a_bodys_are_kept_in_words(board):
    make_organisation("Bail Quarters", acronym="BQ")
    assert raised(an_action("To write.", "BQ"), attendance=(an_attendee("Bea Quill"),)).raised[0].owners.get().words


def test_an_owner_who_is_not_on_the_roll_is_found_by_full_name(board):
    ann = make_person("Ann Hart")
    assert raised(an_action("To write.", "Ann Hart")).raised[0].owners.get().person == ann
    assert Person.objects.count() == 1


def test_owner_words_that_are_too_long_are_kept_whole(board):
    words = "all of the " * 40 + "leads"
    outcome = raised(an_action("To write.", words))
    assert (len(outcome.raised[0].owners.get().words), outcome.unplaced) == (300, [words])


# Due


@pytest.mark.parametrize(
    ("words", "tied"),
    [
        ("next meeting", True),
        ("by the next meeting", True),
        ("at the next Board meeting.", True),
        ("in the next HRB meeting", True),
        ("in advance of our next Harbour Resettlement Board meeting", True),
        ("after the next meeting", False),
        ("at a future meeting", False),
        ("at the next Devolution Board meeting", False),
        ("next meeting of the trust", False),
        ("", False),
    ],
)
def test_only_words_for_the_next_meeting_tie_an_action_to_it(board, words, tied):
    coming = make_meeting(board, held_on=LATER)
    make_meeting(board, held_on=dt.date(2025, 9, 3))
    raised(an_action("To write.", due_text=words))
    action = Action.objects.get()
    assert (action.due_at, action.due_text) == (coming if tied else None, words)


def test_the_next_meeting_is_the_one_of_the_day_that_the_document_gives(board):
    make_meeting(board, held_on=dt.date(2025, 9, 3))
    raised(an_action("To write.", due_text="by the next meeting"), next_meeting=LATER)
    assert Action.objects.get().due_at is None


def test_a_day_before_the_meeting_is_kept_in_words(board):
    outcome = raised(
        an_action("To write.", due=dt.date(2025, 3, 4), due_text="by 4 March"),
        an_action("To call.", due=dt.date(2025, 3, 4)),
    )
    assert [(a.due_on, a.due_text) for a in outcome.raised] == [(None, "by 4 March"), (None, "4 March 2025")]


@pytest.mark.parametrize(
    ("words", "due_on", "text", "shown"),
    [
        ("by the end of March", "2025-03-31", "by the end of March", "End of March (31 March 2025)"),
        ("in two weeks", "2025-03-19", "in two weeks", "19 March 2025"),
        ("within 3 months", "2025-06-05", "within 3 months", "5 June 2025"),
        ("by the end of June to all members", "2025-06-30", "by the end of June", "End of June (30 June 2025)"),
        ("by the end of the June meeting", None, None, None),
        ("by the end of March 2020", None, None, None),
        ("as soon as possible", None, None, None),
    ],
)
def test_words_of_a_new_action_are_read_as_a_form_reads_them(board, words, due_on, text, shown):
    raised(an_action(f"Ann to write {words}.", due_text=words))
    action = Action.objects.get()
    assert (action.due_on and action.due_on.isoformat(), action.due_text) == (due_on, text or words)
    assert action.due_words == (shown or words)


def test_every_word_of_when_is_kept_where_the_action_does_not_say_it_too(board):
    raised(an_action("Ann to write.", due_text="by the end of June to all members"))
    assert Action.objects.get().due_words == "by the end of June to all members"


def test_an_earlier_action_keeps_its_words(board):
    raised(a_review("Bea to call.", due_text="in two weeks"))
    assert Action.objects.get().due_words == "in two weeks"


# Earlier actions


def test_a_review_updates_the_action_that_it_repeats(board):
    action = make_action(board, text="Ann to write to the harbour trust about beds.", raised_on=EARLIER)
    outcome = raised(
        a_review(
            "Ann to write to the Harbour Trust, about beds",
            Status.OPEN,
            status_text="Incomplete",
            narrative="A draft exists.",
        )
    )
    update = action.updates.get()
    assert (outcome.raised, outcome.first_met, outcome.reported) == ([], [], [update])
    assert (update.text, update.status_after, update.reported_on, update.recorded_in.number) == (
        "Incomplete – A draft exists.",
        "open",
        DAY,
        "1.1",
    )


def test_a_review_by_reference_needs_no_likeness(board):
    action = make_action(board, text="Ann to write.", raised_on=EARLIER)
    raised(a_review("Something else altogether", Status.COMPLETE, ref=action.reference.lower()))
    action.refresh_from_db()
    assert (action.status, action.updates.get().text) == ("complete", "Complete")


@pytest.mark.parametrize("status", list(Status))
def test_every_status_is_recorded_even_where_the_document_says_nothing_more(board, status):
    action = make_action(board, text="Ann to write to the trust.", raised_on=EARLIER)
    raised(a_review("Ann to write to the trust.", status))
    action.refresh_from_db()
    assert action.status == status


def test_a_closed_action_that_is_open_again_is_reopened_explicitly(board):
    action = make_action(board, text="Ann to write to the trust.", raised_on=EARLIER)
    make_update(action, "complete")
    raised(a_review("Ann to write to the trust.", Status.IN_PROGRESS, status_text="Ongoing"))
    action.refresh_from_db()
    assert (action.status, action.closed_on, action.updates.last().reopens) == ("in_progress", None, True)


def test_a_review_of_an_unknown_action_raises_it_before_the_meeting(board):
    make_meeting(board, held_on=EARLIER)
    outcome = raised(a_review("Bea to call the trust.", Status.COMPLETE, status_text="Complete"))
    action = Action.objects.get()
    assert outcome.first_met == [action]
    assert (action.raised_in, action.raised_on, action.status, action.closed_on) == (None, EARLIER, "complete", DAY)


def test_without_an_earlier_meeting_it_was_raised_the_day_before_at_the_latest(board):
    outcome = raised(a_review("Bea to call the trust."))
    assert Action.objects.get().raised_on == dt.date(2025, 3, 4)
    assert list(Action.objects.outstanding_at(outcome.meeting)) == outcome.first_met


@pytest.mark.parametrize(("words", "due_on"), [("by 3 May", None), ("by 3 May 2025", dt.date(2025, 5, 3))])
def test_the_day_of_a_first_met_action_needs_its_year(board, words, due_on):
    raised(a_review("Bea to call.", due=dt.date(2025, 5, 3), due_text=words))
    action = Action.objects.get()
    assert (action.due_on, action.due_text) == (due_on, words)


def test_actions_of_another_board_or_of_this_meeting_are_not_reviewed(board):
    text = "Ann to write to the trust."
    elsewhere = make_action(make_board(), text=text, raised_on=EARLIER)
    outcome = raised(an_action(text), a_review(text))
    assert not elsewhere.updates.exists()
    assert [a.reference for a in (*outcome.first_met, *outcome.raised)] == ["HRB-1", "HRB-2"]


def test_a_review_that_could_be_of_two_is_recorded_apart_and_said_so(board):
    texts = (
        "Ann to write to the harbour trust about beds in spring",
        "Ann to write to the harbour trust about beds in autumn",
    )
    for text in texts:
        make_action(board, text=text, raised_on=EARLIER)
    outcome = raised(a_review("Ann to write to the harbour trust about beds"))
    assert ([a.reference for a in outcome.first_met], outcome.notes) == (
        ["HRB-3"],
        [
            "“Ann to write to the harbour trust about beds” could be any of several earlier ones: HRB-1, HRB-2",
        ],
    )


def test_of_the_very_same_words_the_open_one_is_meant_then_the_latest(board):
    text = "Secretariat to circulate the papers."
    old, new, done = (make_action(board, text=text, raised_on=EARLIER + dt.timedelta(days=n)) for n in range(3))
    make_update(done, "complete")
    raised(a_review(text, Status.COMPLETE))
    assert [action.updates.count() for action in (old, new, done)] == [0, 1, 1]


# Documents read in out of order


def test_an_older_document_finds_the_origin_of_an_action_first_met_later(board):
    later = record(a_reading(date=LATER, items=MEETING, actions=(_in_first(a_review("Ann to write to the trust.")),)))
    outcome = raised(an_action("Ann to write to the Trust", "Ann", due_text="soon"))
    action = Action.objects.get()
    assert (outcome.traced, outcome.raised, later.first_met) == ([action], [], [action])
    assert (action.raised_on, action.raised_in.item.meeting, action.due_text) == (DAY, outcome.meeting, "soon")
    assert [u.reported_on for u in action.updates.all()] == [LATER]


def test_an_older_review_is_added_below_the_newer_and_changes_no_status(board):
    record(a_reading(date=LATER, items=MEETING, actions=(_in_first(a_review("Ann to write.", Status.COMPLETE)),)))
    outcome = raised(a_review("Ann to write.", Status.DELAYED, narrative="Ann was ill."))
    action = Action.objects.get()
    assert (outcome.first_met, action.status, action.raised_on) == ([], "complete", dt.date(2025, 3, 4))
    assert [(u.reported_on, u.status_after) for u in action.updates.all()] == [(DAY, "delayed"), (LATER, "complete")]


def test_an_action_raised_by_hand_after_the_meeting_stays_as_it_is(board):
    by_hand = make_action(board, text="Ann to write to the trust.", raised_on=LATER)
    outcome = raised(an_action("Ann to write to the trust."))
    assert (outcome.traced, len(outcome.raised)) == ([], 1)
    by_hand.refresh_from_db()
    assert (by_hand.raised_on, by_hand.raised_in) == (LATER, None)


def test_reviews_of_a_year_make_one_history(board):
    text = "Ann to write to the trust about beds."
    days = [DAY + dt.timedelta(days=90 * n) for n in range(4)]
    raised(an_action(text))
    for day, status in zip(days[1:], (Status.IN_PROGRESS, Status.DELAYED, Status.COMPLETE), strict=True):
        record(
            a_reading(
                date=day,
                items=MEETING,
                actions=(_in_first(a_review(text, status, narrative="So.")),),
            )
        )
    action = Action.objects.get()
    assert [u.status_after for u in action.updates.all()] == ["in_progress", "delayed", "complete"]
    assert action.closed_on == days[3]


# Likeness


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ann to write to the trust.", "ANN TO WRITE TO THE TRUST", True),
        ("Stop and search deep dive", "Stop & search deep dive to be scheduled", True),
        ("Contact female offender services", "Contact youth offender services", False),
        (
            "Ann to send paper 2.0 to all members of the board",
            "Ann to send paper 3.0 to all members of the board",
            False,
        ),
        ("Write", "Write to the trust about the beds", False),
        ("", "", False),
        ("the", "the", False),
    ],
)
def test_texts_are_alike_only_where_they_ask_for_the_same(one, other, alike):
    assert bool(likeness(words_of(one), words_of(other))) is alike


def test_the_likest_is_the_one_that_stands_out():
    texts = [words_of(text) for text in ("call the trust about its beds", "write to the trust about its beds", "tea")]
    assert likest("Write to the trust about its beds.", texts) == (1, [1])
