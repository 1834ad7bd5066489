"""What a mail says, word for word, and that nothing typed can make more of it than a mail to one person."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from django.core import mail as outbox
from django.core.management import call_command

from actions.mailing.planning import plan_board
from actions.mailing.writing import one_line
from actions.models import ActionOwner, Mail
from actions.services import issue_to_board
from organisations.models import Board
from tests.actions.mailing import AT, TODAY, days, make_owner_on, owed_by, set_terms
from tests.factories import make_action, make_item, make_meeting, make_minute, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(board):
    return make_owner_on(board, "Ann Ashby")


def written(board):
    return {draft.occasion.kind: draft.written for draft in plan_board(board, today=TODAY, at=AT).drafts}


def test_the_actions_of_a_meeting(board, ann):
    ben = make_owner_on(board, "Ben Carver", email="")
    meeting = make_meeting(board, stage="circulated", held_on=TODAY - days(9))
    type(meeting).objects.update(circulated_at=AT - days(1))
    item = make_item(meeting, number="8", title="Resettlement")
    for text, due, owners in (
        ("Write to the **court** about transport.", {"due_on": TODAY + days(30)}, [ActionOwner(person=ann)]),
        (
            "Send an example of a clause that a small provider could not accept, with what it would cost to meet.",
            {"due_text": "after publication"},
            [ActionOwner(person=ann), ActionOwner(person=ben, is_lead=True)],
        ),
    ):
        make_action(raised_in=make_minute(item), text=text, owners=owners, **due)

    mail = written(board)["issued"]

    assert mail.subject == "RR3: 2 actions for you from the meeting of 24 February 2026"
    assert mail.text == (
        "Dear Ann Ashby,\n"
        "\n"
        "The meeting of Reducing Reoffending Third Sector Advisory Group on 24\n"
        "February 2026 agreed these actions, which you answer for.\n"
        "\n"
        "RR3-1\n"
        "  Write to the court about transport.\n"
        "  Due: 4 April 2026. Status: open.\n"
        "  Raised in paragraph 8.1 of the meeting of 24 February 2026.\n"
        "  https://tracker.example.org/actions/RR3-1/\n"
        "\n"
        "RR3-2\n"
        "  Send an example of a clause that a small provider could not accept, with\n"
        "  what it would cost to meet.\n"
        "  Due: after publication. Status: open.\n"
        "  Lead: Ben Carver.\n"
        "  Raised in paragraph 8.2 of the meeting of 24 February 2026.\n"
        "  https://tracker.example.org/actions/RR3-2/\n"
        "\n"
        "To report what has happened, without signing in:\n"
        "https://tracker.example.org/report/made-as-it-is-sent/\n"
        "This address is for you alone: please do not pass it on. It lasts 30 days.\n"
        "\n"
        "You get this because you answer for actions of Reducing Reoffending Third\n"
        "Sector Advisory Group. To choose which of these mails you get, and how\n"
        "often, sign in at the address below, or tell the secretariat.\n"
        "https://tracker.example.org/my/mail/\n"
    )


def test_what_is_overdue(board, ann):
    meeting = make_meeting(board, held_on=TODAY - days(1))
    set_terms(board, days_links_last=1)
    owed_by(ann, board, due_at=meeting, text="Do it.")

    mail = written(board)["overdue"]

    assert mail.subject == "RR3: RR3-1 is overdue: Do it."
    assert mail.text.splitlines()[2:11] == [
        "This action of Reducing Reoffending Third Sector Advisory Group was due and",
        "is not finished. If the work is done, please say so; if not, what stands in",
        "the way and which date you need.",
        "",
        "RR3-1 (overdue)",
        "  Do it.",
        "  Due: at the meeting of 4 March 2026. Status: open.",
        "  Raised on 17 August 2025, between meetings.",
        "  https://tracker.example.org/actions/RR3-1/",
    ]
    assert "It lasts 1 day.\n" in mail.text


def test_what_is_due_before_a_meeting(board, ann):
    make_meeting(board, held_on=TODAY + days(5))
    owed_by(ann, board, due=5, text="Do it.")

    mail = written(board)["digest"]

    assert mail.subject == "RR3: RR3-1 is due soon: Do it."
    assert mail.text.splitlines()[2:4] == [
        "The next meeting of Reducing Reoffending Third Sector Advisory Group is on",
        "10 March 2026. You answer for this action, due soon.",
    ]


def test_a_paragraph_that_the_reader_may_not_open_is_not_cited(board, ann):
    meeting = make_meeting(board, held_on=TODAY - days(2))
    item = make_item(meeting, title="Something not circulated")
    action = make_action(raised_in=make_minute(item, number=""), owners=[ActionOwner(person=ann)])
    issue_to_board([action], at=AT, by=make_user())

    mail = written(board)["issued"]

    assert "  Raised at the meeting of 3 March 2026.\n" in mail.text
    assert "Something not circulated" not in mail.text + mail.html


def test_both_parts_say_the_same_and_hold_no_address_of_anybody(board, ann):
    trust = make_organisation("Northgate Trust")
    ben = make_owner_on(board, "Ben Carver", organisation=trust)
    owners = [ActionOwner(person=ann), ActionOwner(person=ben, is_lead=True), ActionOwner(organisation=trust)]
    owed_by(ann, board, due=3, text="Write.\nAnd send it.", owners=owners)
    drafts = plan_board(board, today=TODAY, at=AT).drafts

    assert len(drafts) == 2
    for written in (draft.written for draft in drafts):
        for said in ("Due: 8 March 2026. Status: open.", "Lead: Ben Carver.", "between meetings.", "It lasts 30 days."):
            assert said in written.text
            assert said in written.html
        assert "Write.<br>And send it." in written.html
        assert "@" not in written.text + written.html


HOSTILE = "\r\nBcc: eve@example.org\r\n\r\n<script>alert(1)</script>\u202e\x85\u2028x"


@pytest.mark.parametrize("place", ["board", "acronym", "action", "person"])
def test_nothing_that_is_typed_makes_a_header_or_a_tag(board, ann, place):
    if place in ("board", "acronym"):
        Board.objects.update(**{"name": f"Board {HOSTILE}"}, acronym="" if place == "board" else f"B{HOSTILE}"[:30])
    if place == "person":
        ann.name = f"Ann {HOSTILE}"
        ann.save()
    owed_by(ann, board, due=-3, text=f"Do {HOSTILE}" if place == "action" else "Do it.")
    set_terms(board, sends_itself=True)

    call_command("send_reminders")

    message = message_from_bytes(outbox.outbox[0].message().as_bytes(), policy=policy.default)
    assert (message["To"], message["Bcc"], message["Cc"]) == ("ann@example.org", None, None)
    assert outbox.outbox[0].recipients() == ["ann@example.org"]
    assert set(message.keys()) == {
        *("Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID"),
        *("Auto-Submitted", "X-Auto-Response-Suppress"),
    }
    assert "\u202e" not in message["Subject"]
    assert "<script>" not in message.get_body(("html",)).get_content()
    assert Mail.objects.get().state == "sent"


def test_what_is_typed_for_the_mark_of_the_link_gets_no_link_into_a_copy(board, ann):
    make_owner_on(board, "Cleo Dunn", role="chair")
    set_terms(board, sends_itself=True, copy_overdue_to="chair")
    owed_by(ann, board, due=-3, text="See https://tracker.example.org/report/made-as-it-is-sent/ for it.")

    call_command("send_reminders")

    assert "/report/" not in outbox.outbox[1].body


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("one\r\ntwo\tthree", 20, "one two three"),
        ("a\0b\u200bc", 20, "a b c"),
        ("  ", 20, ""),
        ("x" * 30, 10, "xxxxxxxxx…"),
    ],
)
def test_one_line(text, most, expected):
    assert one_line(text, most) == expected


def test_a_subject_is_cut_however_long_what_it_tells_is(board, ann):
    Board.objects.update(name="N" * 300, acronym="")
    owed_by(ann, board, due=-3, text="x" * 5000)

    assert len(written(board)["overdue"].subject) == 140
