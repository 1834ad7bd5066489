"""A report that came by e-mail: entered by the secretariat for who sent it, with the message beside it."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from actions.models import ActionOwner, ActionReport, Evidence, Status
from tests.evidence_files import MESSAGE, PDF
from tests.factories import DAY, make_action, make_item, make_meeting, make_minute, make_person, make_update

EARLY = DAY - dt.timedelta(days=30)
REPORT = "/actions/RR3-1/report/"
KEY = "6f1c7a1e-2f5b-4a39-9d30-0b8f0f6a5a11"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


@pytest.fixture
def action(board, member):
    return make_action(board, raised_on=EARLY, due_on=DAY, owners=[ActionOwner(person=member.person)])


def sent(**fields):
    said = {"status": "in_progress", "text": "Half is done.", "reported_on": "5 March 2026", "after": "0"}
    return {**said, "received_on": "3 March 2026", "sent_key": KEY, **fields}


def message(name="message.eml", data=MESSAGE):
    return SimpleUploadedFile(name, data)


def errors_of(page):
    assert page.status_code == 200
    return [message for messages in page.context["form"].errors.values() for message in messages]


def test_is_told_as_reported_by_its_sender_and_entered_by_the_secretariat(client, secretary, action):
    ann = make_person("Ann Ashby")
    client.force_login(secretary)

    response = client.post(REPORT, sent(reported_by=ann.pk, due="1 May 2026", message=message()), follow=True)

    report = action.reports.get()
    assert (report.channel, report.state, report.made_by) == ("email", "recorded", secretary)
    assert (report.reported_by, report.reported_on) == (ann, dt.date(2026, 3, 3))
    assert (report.update.reported_by, report.update.entered_by) == (ann, secretary)
    action.refresh_from_db()
    assert (action.status, action.due_on) == (Status.IN_PROGRESS, dt.date(2026, 5, 1))
    html = response.content.decode()
    assert "Reported by Ann Ashby by e-mail, received 3 March 2026; entered by Sadia Marsh" in html


def test_may_be_of_somebody_who_is_no_person_on_record(client, secretary, action):
    client.force_login(secretary)

    response = client.post(REPORT, sent(email_words="The office of the theme lead"), follow=True)

    assert "Reported by The office of the theme lead by e-mail, received 3 March" in response.content.decode()
    assert action.updates.get().reported_by is None


def test_its_message_is_for_the_secretariat_alone(client, secretary, member, action):
    client.force_login(secretary)
    client.post(REPORT, sent(email_words="Ann", message=message(), message_text="From: ann@example.org\n\nDone."))
    eml, pasted = Evidence.objects.all()
    assert (eml.file_name, pasted.file_name) == ("message.eml", "message.txt")

    page = client.get(action.get_absolute_url()).content.decode()
    assert "message.eml" in page
    assert client.get(f"/actions/evidence/{eml.pk}/").content == MESSAGE
    assert client.get(f"/actions/evidence/{pasted.pk}/").content == b"From: ann@example.org\n\nDone."

    client.force_login(member)
    page = client.get(action.get_absolute_url()).content.decode()
    assert "Half is done." in page
    assert "message.eml" not in page
    assert client.get(f"/actions/evidence/{eml.pk}/").status_code == 404


def test_sent_twice_is_recorded_once(client, secretary, action):
    client.force_login(secretary)
    for _ in range(2):
        client.post(REPORT, sent(email_words="Ann", message=message()))

    assert (ActionReport.objects.count(), action.updates.count(), Evidence.objects.count()) == (1, 1, 1)


def test_one_that_is_entered_late_stands_at_its_place(client, secretary, action):
    after = make_update(action, Status.DELAYED, reported_on=dt.date(2026, 3, 4)).pk
    client.force_login(secretary)

    response = client.post(REPORT, sent(email_words="Ann", after=after), follow=True)

    assert "A later report stands, so its status did not change." in response.content.decode()
    action.refresh_from_db()
    assert action.status == Status.DELAYED


def test_is_folded_away_until_it_is_used(client, secretary, action):
    client.force_login(secretary)
    assert '<details class="govuk-details">' in client.get(REPORT).content.decode()

    html = client.post(REPORT, sent(text="")).content.decode()

    assert '<details class="govuk-details" open>' in html


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, ["Choose who sent it under “Reported by”, or write it here."]),
        ({"received_on": "", "email_words": "Ann"}, ["Enter the day it was received."]),
        (
            {"received_on": "6 March 2026", "email_words": "Ann"},
            ["The day it was received cannot be in the future."],
        ),
        ({"received_on": "soon", "email_words": "Ann"}, ["Enter a date such as 5 March 2025"]),
        (
            {"received_on": "1 January 2026", "email_words": "Ann"},
            ["RR3-1 was raised on 3 February 2026: it cannot be reported on before that."],
        ),
        ({"text": "", "email_words": "Ann"}, ["Enter what was reported."]),
        (
            {"status": "complete", "email_words": "Ann"},
            ["A report by e-mail is on an open action, and does not close it."],
        ),
        (
            {"email_words": "Ann", "message": ("m.pdf", PDF)},
            ["“m.pdf” is no message: save the e-mail as a file that ends in .eml or .msg."],
        ),
    ],
)
def test_says_what_is_wrong_and_keeps_what_was_typed(client, secretary, action, fields, errors):
    if "message" in fields:
        fields = {**fields, "message": message(*fields["message"])}
    client.force_login(secretary)

    page = client.post(REPORT, sent(message_text="Pasted words", **fields))

    assert errors_of(page) == errors
    assert not ActionReport.objects.exists()
    html = page.content.decode()
    assert "Pasted words" in html
    assert ("Choose the file again" in html) is ("message" in fields)


def test_is_of_one_sender_and_between_meetings(client, board, secretary, action):
    minute = make_minute(make_item(make_meeting(board)))
    client.force_login(secretary)

    page = client.post(REPORT, sent(email_words="Ann", reported_by=make_person().pk, recorded_in=minute.pk))

    assert errors_of(page) == [
        "Choose a person under “Reported by” or write who it was, not both.",
        "What came by e-mail is recorded between meetings: leave this empty.",
    ]


def test_a_closed_action_is_reopened_first(client, secretary, action):
    make_update(action, Status.COMPLETE, reported_on=EARLY)
    client.force_login(secretary)

    page = client.post(REPORT, sent(email_words="Ann", reopen="on"))

    assert errors_of(page) == ["A report by e-mail is on an open action, and does not close it."]


def test_an_owner_has_no_such_part(client, member, action):
    client.force_login(member)

    assert "If it came by e-mail" not in client.get(REPORT).content.decode()
    client.post(REPORT, {"status": "in_progress", "text": "Mine.", "received_on": "3 March 2026", "email_words": "Ann"})
    assert (action.reports.get().channel, action.reports.get().reported_by) == ("signed_in", member.person)
