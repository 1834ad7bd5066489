"""The command makes the mails that are due and sends those that are ready: what is made, kept, changed, sent and refused."""

from __future__ import annotations

import re
import smtplib
from email import message_from_bytes, policy

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from actions.links import link_of
from actions.mailing.keeping import Kept
from actions.mailing.sending import send_ready
from actions.models import Mail, ReportLink
from actions.services import report_progress
from tests.actions.mailing import AT, TODAY, days, make_all, make_owner_on, owed_by, set_terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(board):
    return make_owner_on(board, "Ann Ashby")


@pytest.fixture
def late(board, ann):
    """Overdue on any day on which the tests are run."""
    return owed_by(ann, board, due=-3)


def run(*arguments):
    """What the command says, and whether it ended with an error."""
    from io import StringIO

    said = StringIO()
    try:
        call_command("send_reminders", *arguments, stdout=said)
    except CommandError as error:
        return [*said.getvalue().splitlines(), f"Error: {error}"]
    return said.getvalue().splitlines()


def states():
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


def as_sent(message):
    return message_from_bytes(message.message().as_bytes(), policy=policy.default)


# Making


def test_a_mail_waits_to_be_looked_at_unless_its_board_sends_without_asking(board, late):
    assert run() == ["RR3: 1 made, 0 changed, 0 not needed any more.", "1 waits to be looked at.", "0 sent."]
    assert (states(), outbox.outbox) == (["waiting"], [])

    set_terms(board, sends_itself=True)

    assert run() == ["RR3: 0 made, 1 changed, 0 not needed any more.", "1 sent."]
    assert (states(), len(outbox.outbox)) == (["sent"], 1)


def test_to_make_them_again_changes_nothing(board, late):
    make_all(board)
    before = list(Mail.objects.values())

    assert make_all(board) == Kept()
    assert list(Mail.objects.values()) == before
    assert Mail.objects.get().actions.get() == late


def test_a_mail_that_waits_follows_what_happens_meanwhile(board, ann, late, secretary):
    other = owed_by(ann, board, due=-4)
    make_all(board)
    report_progress(other, status="complete", text="Done.", reported_on=TODAY)

    assert make_all(board, after=1) == Kept(changed=1)
    mail = Mail.objects.get()
    assert (mail.state, list(mail.actions.all())) == ("waiting", [late])
    assert other.reference not in mail.text


def test_a_mail_with_nothing_left_to_tell_is_not_sent(board, late):
    make_all(board)
    report_progress(late, status="complete", text="Done.", reported_on=TODAY)

    assert make_all(board, after=1) == Kept(dropped=1)
    assert make_all(board, after=1) == Kept()
    mail = Mail.objects.get()
    assert (mail.state, mail.trouble) == ("dropped", "There is nothing left to tell.")


def test_it_is_made_after_all_when_there_is_something_to_tell_again(board, late):
    make_all(board)
    report_progress(late, status="complete", text="Done.", reported_on=TODAY)
    make_all(board)
    report_progress(late, status="open", text="Not done.", reported_on=TODAY, reopen=True)

    assert make_all(board) == Kept(changed=1)
    assert states() == ["waiting"]


def test_a_released_mail_that_says_something_else_since_waits_to_be_looked_at_again(board, late, secretary):
    make_all(board)
    Mail.objects.update(state="ready", looked_at_at=AT, looked_at_by=secretary)
    assert make_all(board) == Kept()
    assert states() == ["ready"]
    late.text = "Do the other thing"
    late.save()

    assert make_all(board) == Kept(changed=1)
    mail = Mail.objects.get()
    assert (mail.state, mail.looked_at_at, mail.looked_at_by) == ("waiting", None, None)
    assert "Do the other thing" in mail.text


def test_a_mail_that_was_sent_is_never_changed(board, late, secretary):
    make_all(board)
    Mail.objects.update(state="sent", sent_at=AT)
    late.text = "Do the other thing"
    late.save()

    assert make_all(board) == Kept()


@pytest.mark.parametrize("owners", [3, 40])
def test_the_number_of_queries_to_make_them_does_not_hang_on_how_many_there_are(
    board, django_assert_num_queries, owners
):
    for n in range(owners):
        owed_by(make_owner_on(board, f"P{n} Owner"), board, due=-3)
    with django_assert_num_queries(19):
        make_all(board)
    assert Mail.objects.count() == owners


# Sending


def test_it_leaves_to_its_owner_alone_with_a_link_that_is_kept_nowhere(board, ann, late):
    set_terms(board, sends_itself=True, days_links_last=10)

    run()

    message, mail = as_sent(outbox.outbox[0]), Mail.objects.get()
    link = ReportLink.objects.get()
    text = message.get_body(("plain",)).get_content()
    token = text.partition("https://tracker.example.org/report/")[2].partition("/")[0]
    assert link_of(token) == link == mail.link
    assert (link.board, link.person, link.expires_at - link.made_at) == (board, ann, days(10))
    assert f'href="https://tracker.example.org/report/{token}/"' in message.get_body(("html",)).get_content()
    assert token not in mail.text + mail.html
    assert (message["To"], message["Cc"], message["Bcc"]) == ("ann@example.org", None, None)
    assert message["From"] == settings.DEFAULT_FROM_EMAIL
    assert message["Message-ID"] == mail.message_id == f"<mail-{mail.pk}@tracker.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"


def test_the_link_in_a_mail_opens_what_its_owner_owes(client, board, late):
    set_terms(board, sends_itself=True)
    run()

    address = re.search(r"https://tracker.example.org(/report/\S+)", outbox.outbox[0].body)[1]

    said = client.get(address, follow=True).content.decode()
    assert late.reference in said


def test_the_copy_is_a_mail_of_its_own_and_holds_no_link(board, late):
    make_owner_on(board, "Sam Rowe", role="secretariat")
    set_terms(board, sends_itself=True, copy_overdue_to="secretariat")

    run()

    message, copy = map(as_sent, outbox.outbox)
    assert (message["To"], copy["To"]) == ("ann@example.org", "sam@example.org")
    assert copy["Subject"] == f"Copy: {message['Subject']}"
    said = copy.get_content()
    assert said.startswith("A copy of what was sent to Ann Ashby.")
    assert "/report/" not in said
    assert "https://tracker.example.org/actions/?board=rr3&state=overdue" in said
    assert "sam@example.org" not in message.as_string()
    assert "ann@example.org" not in said


def test_what_was_sent_is_not_sent_again(board, late):
    set_terms(board, sends_itself=True)
    run()

    assert run() == ["0 sent."]
    assert len(outbox.outbox) == 1


def test_a_dry_run_says_what_would_be_and_does_nothing(board, ann, late):
    set_terms(board, sends_itself=True)

    assert run("--dry-run") == [
        f"Sent: Ann Ashby: RR3: {late.reference} is overdue: {late.text}",
        "This would be done; nothing was. 1 would be sent.",
    ]
    assert (states(), outbox.outbox, ReportLink.objects.count()) == ([], [], 0)
    set_terms(board, sends_itself=False)
    assert run("--dry-run")[0] == f"To be looked at: Ann Ashby: RR3: {late.reference} is overdue: {late.text}"


class Server(EmailBackend):
    """A mail server that answers to one address as it is told to."""

    trouble: BaseException
    opens = 0
    to = "ann@example.org"

    def open(self):
        type(self).opens += 1
        if self.to == "":
            raise self.trouble

    def send_messages(self, messages):
        if self.to in messages[0].to:
            raise self.trouble
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr(Server, "trouble", None, raising=False)
    monkeypatch.setattr(Server, "to", "ann@example.org")
    return Server


@pytest.fixture
def both(board, late):
    set_terms(board, sends_itself=True)
    owed_by(make_owner_on(board, "Ben Carver"), board, due=-3)


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (smtplib.SMTPRecipientsRefused({"ann@example.org": (550, b"No such user")}), "SMTPRecipientsRefused"),
        (smtplib.SMTPDataError(554, b"Not\r\nwanted"), "SMTPDataError: Not wanted"),
        (ValueError("Header values can't contain newlines"), "ValueError: Header values"),
    ],
)
def test_what_the_server_refuses_is_not_sent_and_says_why_and_the_rest_is(both, server, monkeypatch, trouble, says):
    monkeypatch.setattr(server, "trouble", trouble)

    said = run()

    assert states() == ["failed", "sent"]
    assert Mail.objects.get(state="failed").trouble.startswith(says)
    assert said[-1] == "Error: 1 not sent, 0 cut off: see the page of mails."
    assert run()[-1] == "0 sent."


@pytest.mark.parametrize("trouble", [TimeoutError("timed out"), smtplib.SMTPServerDisconnected("gone")])
def test_where_the_connection_breaks_nobody_knows_whether_it_left(both, server, monkeypatch, trouble):
    monkeypatch.setattr(server, "trouble", trouble)

    said = run()

    assert states() == ["sending", "ready"]
    assert "Cut off while it was sent" in said[-2]
    assert said[-1].startswith("Error: The mail server could not be reached, so the run stopped: ")
    # The next run goes on with the rest, and says again what was cut off.
    monkeypatch.setattr(server, "to", "nobody")
    assert run()[-1] == "Error: 0 not sent, 1 cut off: see the page of mails."
    assert states() == ["sending", "sent"]


@pytest.mark.parametrize(
    ("to", "trouble"),
    [("", ConnectionRefusedError("refused")), ("ann@example.org", smtplib.SMTPSenderRefused(421, b"Busy", "x"))],
)
def test_a_server_that_takes_nothing_stops_the_run_and_all_stays_ready(both, server, monkeypatch, to, trouble):
    monkeypatch.setattr(server, "trouble", trouble)
    monkeypatch.setattr(server, "to", to)

    assert run()[-1].startswith("Error: The mail server could not be reached")
    assert states() == ["ready", "ready"]


def test_a_copy_that_is_refused_is_no_reason_to_send_again(board, late, server, monkeypatch):
    make_owner_on(board, "Sam Rowe", role="secretariat")
    set_terms(board, sends_itself=True, copy_overdue_to="secretariat")
    monkeypatch.setattr(server, "trouble", smtplib.SMTPDataError(554, b"No"))
    monkeypatch.setattr(server, "to", "sam@example.org")

    run()

    assert list(Mail.objects.values_list("state", "trouble")) == [("sent", "Not copied: SMTPDataError: No")]


def test_a_stored_address_that_is_none_is_refused(board, late):
    set_terms(board, sends_itself=True)
    make_all(board)
    Mail.objects.update(to_address="ann@example.org\r\nBcc: eve@example.org")

    send_ready(now=timezone.now)

    assert (states(), outbox.outbox) == (["failed"], [])
