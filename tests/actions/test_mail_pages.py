"""The pages of mails: what the secretariat looks at and decides, what a board sends, and what a person wants."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.mailing.deciding import mark_of
from actions.mailing.keeping import make_mails
from actions.models import BoardMailing, Mail, MailChoice, ReportLink
from actions.services import report_progress
from tests.actions.mailing import make_all, make_owner_on, make_report_link, owed_by
from tests.factories import make_action, make_board, make_mail, make_membership

pytestmark = pytest.mark.django_db

LONG_AGO = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def signed_in(client, secretary):
    client.force_login(secretary)


@pytest.fixture
def ann(board):
    return make_owner_on(board, "Ann Ashby")


@pytest.fixture
def late(board, ann):
    return owed_by(ann, board, due=-3)


@pytest.fixture
def mail(board, late):
    """As the run of today made it."""

    make_mails(board, today=timezone.localdate(), at=timezone.now())
    return Mail.objects.get()


def page(client, name, *args):
    return client.get(reverse(f"actions:{name}", args=args)).content.decode()


def post(client, name, *args, **data):
    return client.post(reverse(f"actions:{name}", args=args), data, follow=True).content.decode()


def decide(client, mail, do, **data):
    said = post(client, "mail_detail", mail.pk, do=do, mark=mark_of(mail), **data)
    mail.refresh_from_db()
    return said


# The list


def test_the_list_holds_the_mails_of_ones_own_boards(client, board, outsider):
    make_mail(board, subject="Of this board")
    make_mail(make_board(), subject="Of another")

    assert "Of this board" in page(client, "mail_list")
    assert "Of another" not in page(client, "mail_list")
    client.force_login(outsider)
    assert "Of this board" not in page(client, "mail_list")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Waits", "Was sent"}),
        ("?state=sent", {"Was sent"}),
        ("?state=waiting", {"Waits"}),
        ("?board=rr3&kind=digest", {"Waits", "Was sent"}),
        ("?kind=overdue", set()),
        ("?state=nonsense&board=none", {"Waits", "Was sent"}),
    ],
)
def test_the_list_is_narrowed_by_its_address(client, board, query, expected):
    make_mail(board, subject="Waits")
    make_mail(board, subject="Was sent", state="sent", sent_at=LONG_AGO)

    said = client.get(reverse("actions:mail_list") + query).content.decode()

    assert {name for name in ("Waits", "Was sent") if f">{name}</a>" in said} == expected


def test_the_list_says_when_somebody_was_last_sent_a_mail(client, board, ann):
    make_mail(board, ann, state="sent", sent_at=LONG_AGO)
    make_mail(make_board(), ann, state="sent", sent_at=LONG_AGO + dt.timedelta(days=5))
    make_mail(board, ann)

    assert page(client, "mail_list").count('<td data-label="Last sent to them">5 January 2026</td>') == 2


def test_the_list_says_what_was_cut_off_and_what_failed(client, board):
    make_mail(board, state="sending", taken_at=LONG_AGO)
    make_mail(board, state="failed")

    said = page(client, "mail_list")

    assert "1 mail</a> was cut off while it was sent." in said
    assert "1 mail</a> was not taken by the mail server." in said


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_times(client, board, django_assert_num_queries, rows):
    for _ in range(rows):
        make_mail(board)
    with django_assert_num_queries(11):
        page(client, "mail_list")


# One mail


def test_a_mail_is_shown_as_it_will_be_sent(client, mail, late):
    said = page(client, "mail_detail", mail.pk)

    assert "https://tracker.example.org/report/made-as-it-is-sent/" in said
    assert late.text in said
    html = client.get(reverse("actions:mail_html", args=[mail.pk]))
    assert html.content.decode() == mail.html
    assert html["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline';")


def test_send_releases_it_as_it_was_looked_at(client, mail, secretary):
    said = decide(client, mail, "send")

    assert "1 mail leaves with the next run." in said
    assert (mail.state, mail.looked_at_by) == ("ready", secretary)


def test_what_says_something_else_since_is_shown_again_first(client, mail, late):
    late.text = "Do the other thing"
    late.save()

    said = decide(client, mail, "send")

    assert "1 mail says something else since you looked" in said
    assert "Do the other thing" in said
    assert mail.state == "waiting"


def test_what_is_not_needed_any_more_is_not_sent(client, mail, late):
    report_progress(late, status="complete", text="Done.", reported_on=dt.date(2026, 3, 5))

    decide(client, mail, "send")

    assert mail.state == "dropped"


@pytest.mark.parametrize(
    ("state", "do", "becomes"),
    [
        ("waiting", "drop", "dropped"),
        ("ready", "drop", "dropped"),
        ("failed", "drop", "dropped"),
        ("failed", "again", "ready"),
        ("sending", "again", "ready"),
        ("sending", "arrived", "sent"),
        # What is not on offer is refused, and said.
        ("sending", "drop", "sending"),
        ("sent", "drop", "sent"),
        ("sent", "again", "sent"),
        ("waiting", "again", "waiting"),
        ("waiting", "arrived", "waiting"),
        ("dropped", "arrived", "dropped"),
        ("waiting", "nonsense", "waiting"),
    ],
)
def test_what_may_be_decided_of_a_mail(client, board, state, do, becomes):
    times = {"taken_at": LONG_AGO, "sent_at": LONG_AGO if state == "sent" else None}
    mail = make_mail(board, state=state, **times)

    said = decide(client, mail, do)

    assert mail.state == becomes
    assert ("so nothing was changed" in said) == (state == becomes and do != "nonsense")
    if becomes == "sent":
        assert mail.sent_at == LONG_AGO


def test_nobody_sends_again_what_a_run_may_still_be_sending(client, board):
    mail = make_mail(board, state="sending", taken_at=timezone.now())

    for do in ("again", "arrived"):
        assert "A run took this mail a moment ago and may still be sending it." in decide(client, mail, do)
        assert mail.state == "sending"


# Those that wait


def test_all_that_wait_are_shown_word_for_word_and_sent_with_one_button(client, board, mail):
    other = owed_by(make_owner_on(board, "Ben Carver"), board, due=-3)
    make_all(board)
    made = list(Mail.objects.order_by("pk"))

    said = page(client, "mail_waiting", board.slug)
    assert "Send these 2 mails" in said
    assert other.text in said
    looked_at = [f"{row.pk}-{mark_of(row)}" for row in made]
    report_progress(other, status="complete", text="Done.", reported_on=dt.date(2026, 3, 5))
    said = post(client, "mail_waiting", board.slug, mail=[*looked_at, "nonsense", "²-x"])

    assert "1 mail leaves with the next run." in said
    assert "1 mail says something else since you looked, or is not needed any more" in said
    assert list(Mail.objects.order_by("pk").values_list("state", flat=True)) == ["ready", "dropped"]


def test_a_mail_of_another_board_is_not_released_by_the_way(client, board):
    other = make_mail(make_board())

    post(client, "mail_waiting", board.slug, mail=[f"{other.pk}-{mark_of(other)}"])

    other.refresh_from_db()
    assert other.state == "waiting"


@pytest.mark.parametrize("rows", [1, 3])
def test_those_that_wait_ask_a_fixed_number_of_times(client, board, django_assert_num_queries, rows):
    for _ in range(rows):
        make_mail(board)
    with django_assert_num_queries(7):
        page(client, "mail_waiting", board.slug)


# What a board sends


FORM = {
    "issued": "on",
    "overdue": "on",
    "days_before_due": "10",
    "days_before_meeting": "5",
    "days_between_notices": "20",
    "copy_overdue_to": "chair",
    "days_links_last": "40",
}


def test_what_a_board_sends_is_saved_with_who_said_so(client, board, secretary):
    said = post(client, "board_mailing", board.slug, **FORM)

    assert "What RR3 sends was saved." in said
    terms = BoardMailing.objects.get(board=board)
    assert (terms.issued, terms.digest, terms.days_before_due, terms.copy_overdue_to) == (True, False, 10, "chair")
    assert terms.history.get().history_user == secretary


@pytest.mark.parametrize("days", ["0", "91", "x", ""])
def test_a_number_of_days_that_makes_no_sense_is_refused_and_kept_in_the_form(client, board, days):
    said = post(client, "board_mailing", board.slug, **{**FORM, "days_before_due": days})

    assert "There is a problem" in said
    assert not BoardMailing.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_whom_a_board_writes_to_asks_a_fixed_number_of_times(client, board, django_assert_num_queries, rows):
    for _ in range(rows):
        make_mail(board, make_membership(board).person, state="sent", sent_at=LONG_AGO)
    with django_assert_num_queries(11):
        page(client, "board_mailing", board.slug)


def test_the_links_of_a_person_are_withdrawn_on_that_board_alone(client, board, ann, secretary):
    here, there = make_report_link(board, ann), make_report_link(make_board(), ann)
    of_another = make_report_link(board, make_owner_on(board, "Ben Carver"))

    said = post(client, "links_withdraw", board.slug, ann.pk)

    assert "1 link to report of Ann Ashby ended." in said
    here.refresh_from_db()
    assert here.withdrawn_by == secretary
    assert set(ReportLink.objects.in_force(at=timezone.now())) == {there, of_another}
    assert "Ann Ashby had no link to report any more." in post(client, "links_withdraw", board.slug, ann.pk)


def test_the_secretariat_says_for_a_person_what_they_want(client, board, ann, secretary):
    said = post(client, "board_mail_choice", board.slug, ann.pk, digest="on", how_often="monthly")

    assert "Due soon, at most once a month" in said
    choice = MailChoice.objects.get(person=ann, board=board)
    assert (choice.issued, choice.digest, choice.overdue, choice.how_often) == (False, True, False, "monthly")
    assert choice.history.get().history_user == secretary


# What a person wants


def test_a_member_chooses_for_each_board_and_no_other(client, board, member):
    client.force_login(member)
    other = make_board("Second board")
    make_membership(other, person=member.person)
    third = make_board("Third board")

    assert [name in page(client, "my_mail") for name in (board.name, "Second board", "Third board")] == [
        True,
        True,
        False,
    ]
    post(
        client,
        "my_mail",
        **{
            f"{board.slug}-overdue": "on",
            f"{board.slug}-how_often": "weekly",
            f"{other.slug}-how_often": "as_it_falls",
            f"{third.slug}-how_often": "weekly",
        },
    )

    chosen = {choice.board: (choice.overdue, choice.digest, choice.how_often) for choice in MailChoice.objects.all()}
    assert chosen == {board: (True, False, "weekly"), other: (False, False, "as_it_falls")}


def test_a_choice_that_is_none_is_refused_and_nothing_is_saved(client, board, member):
    client.force_login(member)

    assert "Select a valid choice" in post(client, "my_mail", **{f"{board.slug}-how_often": "daily"})
    assert not MailChoice.objects.exists()


# On the page of an action


def test_the_page_of_an_action_tells_the_secretariat_who_was_last_sent_a_mail(client, board, ann, member, late):
    for at in (LONG_AGO, LONG_AGO + dt.timedelta(days=1)):
        make_mail(board, ann, state="sent", sent_at=at).actions.add(late)
    make_mail(board, ann).actions.add(late)
    make_mail(board, ann, state="sent", sent_at=timezone.now()).actions.add(make_action(board))

    said = "Ann Ashby was last sent a mail about it on 6 January 2026."
    assert said in page(client, "action_detail", late.reference)
    client.force_login(member)
    assert "was last sent" not in page(client, "action_detail", late.reference)
