"""An owner reports in three answers, with what shows it."""

import datetime as dt
import hashlib
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from actions.models import ActionOwner, ActionReport, Evidence, Status
from actions.services import report_progress
from tests.evidence_files import PDF, PROGRAM
from tests.factories import DAY, make_action, make_update
from tests.meetings.test_at_the_same_moment import at_once, post

EARLY = DAY - dt.timedelta(days=30)
REPORT = "/actions/RR3-1/report/"
KEY = "6f1c7a1e-2f5b-4a39-9d30-0b8f0f6a5a11"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


@pytest.fixture
def action(board, member):
    return make_action(board, raised_on=EARLY, due_on=DAY, owners=[ActionOwner(person=member.person)])


@pytest.fixture
def client(client, member):
    client.force_login(member)
    return client


def sent(**fields):
    return {"status": "in_progress", "text": "Half is done.", "sent_key": KEY, "after": "0", **fields}


def file(name="figures.pdf", data=PDF):
    return SimpleUploadedFile(name, data)


def errors_of(page):
    assert page.status_code == 200
    assert b"There is a problem" in page.content
    return [message for messages in page.context["form"].errors.values() for message in messages]


def test_asks_three_questions_and_for_what_shows_it(client, action):
    page = client.get(REPORT)

    form = page.context["form"]
    assert list(form.fields) == ["text", "status", "due_on", "due_reason", "links", "attachments", "sent_key"]
    assert form.fields["status"].choices == [
        ("open", "Open"),
        ("in_progress", "In progress"),
        ("delayed", "Delayed"),
        ("to_be_agreed", "Complete, for the board to agree"),
    ]
    html = page.content.decode()
    assert "What happened" in html
    assert "Do you need another date?" in html
    assert "Now: 5 March 2026." in html
    assert 'enctype="multipart/form-data"' in html
    assert str(uuid.UUID(form["sent_key"].value())) in html


def test_what_happened_is_recorded_at_once(client, member, action):
    response = client.post(REPORT, sent(status="to_be_agreed"), follow=True)

    report = action.reports.get()
    assert (report.state, report.channel, report.made_by) == ("recorded", "signed_in", member)
    assert (report.reported_by, report.reported_on) == (member.person, DAY)
    assert report.update == action.updates.get()
    assert (report.update.text, report.update.status_after) == ("Half is done.", Status.TO_BE_AGREED)
    html = response.content.decode()
    assert "Progress on RR3-1 was recorded: complete, to be agreed." in html
    assert "Reported by Mina Hollis, between meetings" in html


def test_a_date_that_is_needed_waits(client, action):
    response = client.post(REPORT, sent(due_on="1 May 2026", due_reason="The court sits in April."), follow=True)

    action.refresh_from_db()
    report = action.reports.get()
    assert (report.state, report.due_on) == ("waiting", dt.date(2026, 5, 1))
    assert (action.due_on, action.status) == (DAY, Status.IN_PROGRESS)
    html = response.content.decode()
    assert "The date that you need waits for the secretariat." in html
    assert "Your report of 5 March 2026 waits for the secretariat. It asks for 1 May 2026: The court sits" in html


def test_a_date_may_be_all_that_is_asked_for(client, action):
    response = client.post(
        REPORT, sent(status="open", text="", due_on="1 May 2026", due_reason="The court."), follow=True
    )

    assert action.updates.count() == 0
    assert action.reports.get().update is None
    assert "Your report on RR3-1 was sent. The date that you need waits" in response.content.decode()


def test_links_and_files_are_kept_with_it_and_can_be_had_again(client, action):
    links = "https://example.org/a\nhttps://example.org/b"
    response = client.post(REPORT, sent(links=links, attachments=[file(), file("notes.txt", b"words")]), follow=True)

    link, other, pdf, notes = action.reports.get().evidence.all()
    assert (link.url, other.url) == ("https://example.org/a", "https://example.org/b")
    assert (pdf.file_name, pdf.size, pdf.media_type) == ("figures.pdf", len(PDF), "application/pdf")
    assert (notes.sha256, notes.is_message) == (hashlib.sha256(b"words").hexdigest(), False)
    html = response.content.decode()
    assert f'href="/actions/evidence/{pdf.pk}/">figures.pdf</a>' in html
    assert 'href="https://example.org/a" rel="noopener noreferrer nofollow"' in html
    got = client.get(f"/actions/evidence/{pdf.pk}/")
    assert got.content == PDF
    assert got["Content-Type"] == "application/pdf"
    assert got["Content-Disposition"] == 'attachment; filename="figures.pdf"'
    assert got["X-Content-Type-Options"] == "nosniff"
    assert "private" in got["Cache-Control"]
    assert client.get(f"/actions/evidence/{link.pk}/").status_code == 404


def test_the_same_file_twice_is_kept_once(client, action):
    client.post(REPORT, sent(attachments=[file(), file("again.pdf")], links="https://example.org https://example.org"))

    assert Evidence.objects.count() == 2


def test_evidence_recorded_with_an_unsafe_name_and_type_is_sent_safely(client, action):
    client.post(REPORT, sent(attachments=[file()]))
    Evidence.objects.update(file_name='a"\r\nX: y.html', media_type="text/html")

    got = client.get(f"/actions/evidence/{Evidence.objects.get().pk}/")

    assert got["Content-Type"] == "application/octet-stream"
    assert got["Content-Disposition"] == 'attachment; filename="a X  y.html"'


def test_the_same_form_sent_twice_is_one_report(client, action):
    for _ in range(2):
        response = client.post(REPORT, sent(attachments=[file()], due_on="1 May 2026", due_reason="The court."))
        assert response.url == action.get_absolute_url()

    assert (ActionReport.objects.count(), action.updates.count(), Evidence.objects.count()) == (1, 1, 1)


def test_the_same_words_from_another_form_are_shown_first(client, action):
    client.post(REPORT, sent())

    page = client.post(REPORT, sent(sent_key=str(uuid.uuid4()), links="https://example.org"))

    assert "Somebody reported on RR3-1 while you were writing" in errors_of(page)[0]
    assert ActionReport.objects.count() == 1


def test_two_who_report_at_once_read_each_other_first(client, secretary, action):
    report_progress(action, status=Status.DELAYED, text="We wait for the figures.", reported_on=DAY, by=secretary)

    page = client.post(REPORT, sent(attachments=[file()]))

    assert "Somebody reported on RR3-1 while you were writing" in errors_of(page)[0]
    html = page.content.decode()
    assert "We wait for the figures." in html
    assert "Half is done." in html
    assert "Choose the file again" in html
    assert Evidence.objects.count() == 0
    client.post(REPORT, sent(after=page.context["after"]))
    assert [update.status_after for update in action.updates.all()] == [Status.DELAYED, Status.IN_PROGRESS]


def test_an_action_closed_while_they_wrote_is_said_above_what_they_wrote(client, action):
    make_update(action, Status.COMPLETE, reported_on=DAY)

    page = client.post(REPORT, sent(due_on="1 May 2026", due_reason="The court.", links="https://example.org"))

    assert errors_of(page) == [
        "RR3-1 was closed meanwhile: nothing more is reported on it. Tell the secretariat if it is to be reopened."
    ]
    html = page.content.decode()
    for typed in ("Half is done.", "1 May 2026", "The court.", "https://example.org", KEY):
        assert typed in html
    assert client.get(REPORT).status_code == 403
    assert not ActionReport.objects.exists()


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"status": ""}, ["This field is required."]),
        ({"status": "complete"}, ["Select a valid choice. complete is not one of the available choices."]),
        (
            {"status": "open", "text": " "},
            ["Say what happened, propose another status, or ask for another date."],
        ),
        ({"status": "delayed", "text": ""}, ["Say why it is delayed."]),
        ({"text": "a\0b"}, ["Null characters are not allowed."]),
        ({"due_on": "1 May 2026"}, ["Say why you need another date."]),
        ({"due_on": "soon"}, ["Enter a date such as 5 March 2025", "Say why you need another date."]),
        ({"due_reason": "The court."}, ["Enter the date you need, such as 5 March 2026."]),
        ({"due_on": "4 March 2026", "due_reason": "The court."}, ["The date you need cannot be in the past."]),
        (
            {"due_on": "1 January 2026", "due_reason": "The court."},
            ["The action was raised on 3 February 2026: it cannot be due before that."],
        ),
        ({"due_on": "5 March 2026", "due_reason": "The court."}, ["It is due on that date already."]),
        (
            {"links": "javascript:alert(1)"},
            ["“javascript:alert(1)” is not a link to a page: one begins with https:// or http://"],
        ),
        ({"links": " ".join(f"https://example.org/{n}" for n in range(4))}, ["Give up to 3 links."]),
        ({"attachments": [("e.pdf", b"")]}, ["“e.pdf” is empty."]),
        ({"attachments": [("b.txt", b"x" * (10 * 1024 * 1024 + 1))]}, ["“b.txt” is larger than 10 MB."]),
        (
            {"attachments": [("a.pdf", PROGRAM)]},
            ["“a.pdf” is not what its name says, or it is damaged. Save it again as a .pdf file, then choose it."],
        ),
        (
            {"attachments": [("a.exe", PROGRAM)]},
            [
                "“a.exe” is a kind of file that is not taken. Those that are: PDF, Word, Excel, PowerPoint, "
                "OpenDocument, RTF, text, CSV, PNG or JPEG."
            ],
        ),
        ({"attachments": [(f"{n}.txt", b"words") for n in range(4)]}, ["Choose up to 3 files."]),
    ],
)
def test_says_what_is_wrong_and_keeps_what_was_typed(client, action, fields, errors):
    fields = {name: [file(*one) for one in value] if name == "attachments" else value for name, value in fields.items()}
    typed = {"text": "Words that stay", "links": "https://example.org/stays", **fields}

    page = client.post(REPORT, sent(**typed))

    assert errors_of(page) == errors
    assert not ActionReport.objects.exists()
    assert action.updates.count() == 0
    html = page.content.decode()
    assert KEY in html
    assert ("Choose the file again" in html) is ("attachments" in fields)
    assert "Words that stay" in html or "text" in fields
    assert "https://example.org/stays" in html or "links" in fields


def test_a_key_that_is_none_of_ours_is_no_key(client, action):
    client.post(REPORT, sent(sent_key="x" * 400))

    assert action.reports.get().sent_key is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(client, action, rows, django_assert_num_queries):
    for _ in range(rows):
        make_update(action)

    with django_assert_num_queries(7):
        client.get(REPORT)


@pytest.mark.django_db(transaction=True)
def test_the_same_form_twice_at_once_is_one_report(member, action):
    typed = sent(due_on="1 May 2026", due_reason="The court.")

    got = at_once(*[lambda: post(member, REPORT, typed)] * 2)

    assert got == [302, 302]
    assert (ActionReport.objects.count(), action.updates.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_report_and_a_closing_at_once_never_fail(member, secretary, action):
    closing = {"status": "complete", "text": "Done.", "reported_on": "5 March 2026", "is_chairs_action": "on"}

    got = at_once(
        lambda: post(member, REPORT, sent(after="")),
        lambda: post(secretary, REPORT, {**closing, "after": ""}),
    )

    assert set(got) <= {200, 302}
    action.refresh_from_db()
    assert action.status == Status.COMPLETE
    assert action.reports.count() == action.updates.count() - 1
