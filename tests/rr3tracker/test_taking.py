"""What is understood of the text of minutes, and the actions that are issued from it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from actions.due_words import read_due
from actions.models import Action, ActionUpdate
from meetings.services.item_text import save_item_text, text_version
from rr3tracker.taking.issuing import issue_actions
from rr3tracker.taking.merging import merged
from rr3tracker.taking.saving import save_text
from rr3tracker.taking.understanding import Understanding
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_attendance,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_organisation,
    make_person,
    make_seat,
    make_user,
)

EARLIER = DAY - dt.timedelta(days=90)


@pytest.fixture
def meeting(board):
    return make_meeting(board)


@pytest.fixture
def item(meeting):
    return make_item(meeting, number="4")


def write(item, text, by, save=save_text):
    return save(item, text=text, version=text_version(item.minutes.all()), by=by)


def understand(item, text, by):
    write(item, text, by)
    return Understanding(item.meeting).item(item, list(item.minutes.all()))


def only_action(item, text, by):
    ((_, action),) = [(p, a) for p in understand(item, text, by).paragraphs for a in p.actions]
    return action


def only_report(item, text, by):
    ((_, report),) = [(p, r) for p in understand(item, text, by).paragraphs for r in p.reports]
    return report


def test_owners_are_people_organisations_and_roles_of_this_board(meeting, item, secretary):
    make_attendance(meeting, person=make_person("Ada Byng"))
    make_membership(meeting.board, organisation=make_organisation("Pier Trust", acronym="PT"), person=None)

    action = only_action(item, "Action: Ada, PT and the Chair to write to the court by 3 May", secretary)

    assert [str(owner.row) for owner in action.owners] == ["Ada Byng", "PT", "Chair"]
    assert (action.due.on, action.doubts) == (dt.date(2026, 5, 3), [])


def test_the_title_of_a_seat_is_that_seat_and_of_another_boards_seat_is_words(meeting, item, secretary):
    make_seat(meeting.board, title="Large provider")
    make_seat(make_board(), title="Small provider")

    action = only_action(item, "Action: Large provider and Small provider to write to the court by 3 May", secretary)

    assert [(owner.row.seat and owner.row.seat.title, owner.row.words) for owner in action.owners] == [
        ("Large provider", ""),
        (None, "Small provider"),
    ]


def test_a_title_that_is_nearly_a_seats_is_kept_in_words_and_the_seat_is_offered(meeting, item, secretary):
    make_seat(meeting.board, title="Large provider")

    action = only_action(item, "Action: Large providor to write to the court by 3 May", secretary)

    assert action.owners[0].row.words == "Large providor"
    assert action.doubts == ["Nobody here is called “Large providor”. Did you mean Large provider?"]


def test_a_name_that_nobody_has_is_kept_in_words_and_the_nearest_are_offered(meeting, item, secretary):
    make_attendance(meeting, person=make_person("Ada Byng"))

    action = only_action(item, "Action: Ada Bing to write to the court by 3 May", secretary)

    assert action.owners[0].row.words == "Ada Bing"
    assert action.doubts == ["Nobody here is called “Ada Bing”. Did you mean Ada Byng?"]


def test_a_name_that_two_have_is_in_doubt(meeting, item, secretary):
    for name in ("Ada Byng", "Ada Quill"):
        make_attendance(meeting, person=make_person(name))

    action = only_action(item, "Action: Ada to write to the court by 3 May", secretary)

    assert action.doubts == ["“Ada” could be several people or organisations: write the name in full."]


def test_nobody_and_no_date_are_said(item, secretary):
    assert only_action(item, "Action: the letter is to be written.", secretary).doubts == [
        "Nobody is named as owner.",
        "No date is given.",
    ]


def test_by_the_next_meeting_is_that_meeting(meeting, item, secretary):
    coming = make_meeting(meeting.board, held_on=DAY + dt.timedelta(days=90))

    action = only_action(item, "Action: Secretariat to write by the next meeting", secretary)

    assert action.due.at == coming
    assert action.due_words == "At the meeting of 3 June 2026"


def test_without_a_next_meeting_the_words_stay_and_are_marked(item, secretary):
    action = only_action(item, "Action: Secretariat to write by the next meeting", secretary)

    assert action.doubts == ["“by the next meeting” is kept in words: it gives no day."]


@pytest.mark.parametrize(
    ("words", "due_words"),
    [("by the end of March", "End of March (31 March 2026)"), ("in two weeks", "19 March 2026")],
)
def test_a_day_that_is_named_is_that_day(item, secretary, words, due_words):
    action = only_action(item, f"Action: Secretariat to write {words}.", secretary)

    assert (action.due_words, action.doubts) == (due_words, [])


@pytest.mark.parametrize("words", ["end of June", "next week", "in 10 working days", "by the end of the quarter"])
def test_a_form_and_the_minutes_mean_the_same_day(meeting, item, secretary, words):
    action = only_action(item, f"Action: Write to the court.\nDue: {words}\nOwner: Secretariat", secretary)

    assert action.due.on == read_due(words, today=meeting.held_on, board=meeting.board, meetings=()).on


def test_a_similar_open_action_is_offered_instead(meeting, item, secretary):
    known = make_action(meeting.board, text="Write to the court about women’s bail hostels", raised_on=EARLIER)
    make_action(meeting.board, text="Publish the paper", raised_on=EARLIER)

    action = only_action(item, "Action: Chair to write to the court about bail hostels for women", secretary)

    assert action.similar == [known]


@pytest.mark.parametrize(
    ("said", "status", "text"),
    [
        ("(delayed): the draft is late.", "delayed", "the draft is late."),
        (": Complete. It went out.", "complete", "Complete. It went out."),
        (": complete, to be agreed", "to_be_agreed", "complete, to be agreed"),
        (
            ": Write to the court\n\n    Ongoing – a draft is with counsel",
            "in_progress",
            "Ongoing – a draft is with counsel",
        ),
    ],
)
def test_a_report_is_recognised_by_reference(meeting, item, secretary, said, status, text):
    known = make_action(meeting.board, text="Write to the court", raised_on=EARLIER)

    report = only_report(item, f"Outstanding action {known.reference}{said}", secretary)

    assert (report.action, report.status, report.text, report.doubts) == (known, status, text, [])


def test_a_reference_of_no_action_is_in_doubt(item, secretary):
    report = only_report(item, "Outstanding action RR3-99 (delayed): late", secretary)

    assert not report.is_ready
    assert report.doubts == ["There is no outstanding action RR3-99 on this board."]


def test_another_boards_action_is_not_found_by_its_reference(item, secretary):
    theirs = make_action(raised_on=EARLIER)

    assert only_report(item, f"Outstanding action {theirs.reference} (complete)", secretary).action is None


def test_an_action_that_names_a_known_reference_is_not_issued_again(meeting, item, secretary):
    known = make_action(meeting.board, raised_on=EARLIER)

    action = only_action(item, f"Action {known.reference}: Chair to write by 3 May", secretary)

    assert not action.is_ready
    assert "is on the register already" in action.doubts[0]


def test_issuing_raises_and_reports_once(meeting, item, secretary):
    known = make_action(meeting.board, text="Write to the court", raised_on=EARLIER)
    write(
        item,
        f"Action: Secretariat to book a room by 3 May\n\nOutstanding action {known.reference} (delayed): no reply yet.",
        secretary,
    )

    issued = issue_actions(meeting, by=secretary, at=MOMENT)

    (action,) = issued.raised
    assert (action.text, action.raised_in, action.due_on) == (
        "Secretariat to book a room by 3 May",
        item.minutes.first(),
        dt.date(2026, 5, 3),
    )
    assert [owner.name for owner in action.owners.all()] == ["Secretariat"]
    (update,) = issued.reported
    assert (update.action, update.status_after, update.text) == (known, "delayed", "no reply yet.")
    assert update.recorded_in == item.minutes.last()
    known.refresh_from_db()
    assert known.status == "delayed"

    again = issue_actions(meeting, by=secretary, at=MOMENT)

    assert (again.raised, again.reported) == ([], [])
    assert (Action.objects.count(), ActionUpdate.objects.count()) == (2, 1)


def test_an_action_by_kind_alone_is_issued(meeting, item, secretary):
    item.minutes.create(position=1, level=2, number="4.1", kind="action", text="Secretariat to book a room")

    (action,) = issue_actions(meeting, by=secretary, at=MOMENT).raised

    assert action.text == "Secretariat to book a room"


def test_what_the_register_refuses_names_the_paragraph_and_nothing_is_issued(meeting, item, secretary, member):
    known = make_action(meeting.board, raised_on=EARLIER)
    write(item, f"Action: Chair to write\n\nOutstanding action {known.reference} (complete): done.", secretary)

    with pytest.raises(ValidationError, match=f"Paragraph 4.2: {known.reference} is not yours to report on"):
        issue_actions(meeting, by=member, at=MOMENT)

    assert (Action.objects.count(), ActionUpdate.objects.count()) == (1, 0)


def test_approved_minutes_issue_nothing(board, secretary):
    with pytest.raises(ValidationError, match="approved and do not change"):
        issue_actions(make_meeting(board, stage="approved"), by=secretary, at=MOMENT)


def test_rewording_an_issued_paragraph_rewords_its_action(meeting, item, secretary):
    make_attendance(meeting, person=make_person("Ada Byng"))
    write(item, "Action: Secretariat to book a room", secretary)
    (action,) = issue_actions(meeting, by=secretary, at=MOMENT).raised

    write(item, "Action: Ada Byng to book a larger room", secretary)

    action.refresh_from_db()
    assert action.text == "Ada Byng to book a larger room"
    assert [owner.name for owner in action.owners.all()] == ["Ada Byng"]
    assert action.raised_in == item.minutes.get()
    assert action.history.count() == 2


def test_an_action_worded_otherwise_on_the_register_stays_so(meeting, item, secretary):
    write(item, "Action: Secretariat to book a room", secretary)
    (action,) = issue_actions(meeting, by=secretary, at=MOMENT).raised
    action.text = "Book the large room"
    action.save()

    write(item, "Action: Secretariat to book a small room", secretary)

    action.refresh_from_db()
    assert action.text == "Book the large room"


@pytest.mark.parametrize(
    ("kind", "said"),
    [("discussion", "Action: Secretariat to book a room in May"), ("action", "Secretariat to book a room in May")],
)
def test_a_paragraph_that_asks_for_nothing_any_more_leaves_its_action_alone(meeting, item, secretary, kind, said):
    item.minutes.create(position=1, level=2, number="4.1", kind=kind, text=said)
    (action,) = issue_actions(meeting, by=secretary, at=MOMENT).raised

    write(item, "Secretariat had booked a room in May", secretary)

    action.refresh_from_db()
    assert (action.raised_in.kind, action.raised_in.text) == ("discussion", "Secretariat had booked a room in May")
    assert action.text == "Secretariat to book a room in May"
    assert [owner.name for owner in action.owners.all()] == ["Secretariat"]


def test_an_action_of_a_paragraph_that_never_asked_follows_the_words_that_it_shares(meeting, item, secretary):
    paragraph = item.minutes.create(position=1, level=2, number="4.1", text="The court is to be written to")
    action = make_action(raised_in=paragraph, text="The court is to be written to")

    write(item, "The court and the judge are to be written to", secretary)

    action.refresh_from_db()
    assert action.text == "The court and the judge are to be written to"


def test_an_issued_action_cannot_be_taken_out_of_the_text(meeting, item, secretary):
    write(item, "Action: Secretariat to book a room", secretary)
    (action,) = issue_actions(meeting, by=secretary, at=MOMENT).raised

    with pytest.raises(ValidationError, match=f"{action.reference} cites a paragraph that is no longer in the text"):
        write(item, "Nothing.", secretary)


@pytest.mark.parametrize("others", [0, 30])
def test_saving_an_item_of_forty_paragraphs_takes_a_fixed_number_of_statements(
    meeting, item, secretary, others, django_assert_num_queries
):
    for n in range(others):
        make_action(meeting.board, text=f"Other {n}", raised_on=EARLIER)
    for _ in range(19):
        write(make_item(meeting), "Words", secretary, save=save_item_text)
    words = [f"Paragraph {n} about subject{n}." for n in range(39)]
    write(item, "\n\n".join(["Action: Secretariat to book a room", *words]), secretary)
    issue_actions(meeting, by=secretary, at=MOMENT)
    version = text_version(item.minutes.all())
    text = "\n\n".join(["Action: Secretariat to book a larger room", "New", *(f"{w} Reworded." for w in words[3:])])

    with django_assert_num_queries(23):  # one of them to see that what is reworded was not agreed
        save_text(item, text=text, version=version, by=secretary)


def test_two_texts_are_merged_by_paragraph():
    assert merged("One\n\nTheirs\n\nThree", "One\r\n\r\nMine\r\n\r\nThree") == "One\n\nTheirs\n\nMine\n\nThree"
    assert merged("", "Mine") == "Mine"


def test_the_number_of_queries_does_not_grow_with_the_text(meeting, item, django_assert_num_queries):
    user = make_user()
    write(item, "\n\n".join(f"Action: Person {n} to write {n}" for n in range(5)), user)

    with django_assert_num_queries(10):
        Understanding(meeting).items()
    write(item, "\n\n".join(f"Action: Person {n} to write {n}" for n in range(30)), user)
    with django_assert_num_queries(10):
        Understanding(meeting).items()
