"""Minutes are agreed, and the register with them: what is amended is amended in both."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from actions.models import Action
from meetings.models import AgendaItem, Amendment, Meeting
from meetings.services import ForRead
from meetings.services.item_text import text_version
from rr3tracker.taking.approving import approve
from rr3tracker.taking.issuing import issue_actions, put_on_register
from rr3tracker.taking.saving import save_text
from tests.factories import DAY, MOMENT, make_action, make_item, make_meeting, make_minute

AT = MOMENT + dt.timedelta(days=40)


@pytest.fixture
def minutes(board):
    return make_meeting(board, Meeting.Stage.CIRCULATED)


@pytest.fixture
def item(minutes):
    return make_item(minutes, number="4")


@pytest.fixture
def following(board):
    meeting = make_meeting(board, held_on=DAY + dt.timedelta(days=30))
    make_item(meeting, kind=AgendaItem.Kind.LAST_MINUTES)
    return meeting


def write(item, text, by):
    save_text(item, text=text, version=text_version(item.minutes.all()), by=by)
    return item.minutes.get()


def agree(minutes, following, by, *amendments):
    approve(minutes, at_meeting=following, at=AT, by=by, amendments=amendments)


def wording():
    return [(action.text, [owner.name for owner in action.owners.all()]) for action in Action.objects.all()]


def test_an_action_is_amended_with_the_paragraph_that_asked_for_it(minutes, item, following, secretary):
    paragraph = write(item, "Action: Chair to write to the court by 3 May 2026", secretary)
    put_on_register(minutes, by=secretary, at=MOMENT)

    agree(minutes, following, secretary, ForRead(paragraph.pk, "the court", "the judge"))

    assert wording() == [("Chair to write to the judge by 3 May 2026", ["Chair"])]
    assert Action.objects.get().history.first().history_user == secretary
    (kept,) = minutes.editions.get().content["items"][0]["paragraphs"][0]["actions"]
    assert kept["text"] == "Chair to write to the judge by 3 May 2026"


def test_its_owners_are_amended_too(minutes, item, following, secretary):
    paragraph = write(item, "Action: Chair to write to the court", secretary)
    put_on_register(minutes, by=secretary, at=MOMENT)

    agree(minutes, following, secretary, ForRead(paragraph.pk, "Chair", "Secretariat"))

    assert wording() == [("Secretariat to write to the court", ["Secretariat"])]


def test_two_amendments_of_one_paragraph_are_followed_to_the_last(minutes, item, following, secretary):
    paragraph = write(item, "Action: Chair to write to the court in May", secretary)
    put_on_register(minutes, by=secretary, at=MOMENT)
    lines = ForRead(paragraph.pk, "the court", "the judge"), ForRead(paragraph.pk, "write", "speak")

    agree(minutes, following, secretary, *lines)

    assert wording() == [("Chair to speak to the judge in May", ["Chair"])]


def test_one_that_was_worded_otherwise_on_the_register_stays_so(minutes, item, following, secretary):
    paragraph = make_minute(item, text="The chair was asked to write to the court.")
    make_action(raised_in=paragraph, text="Write to the president of the court")

    agree(minutes, following, secretary, ForRead(paragraph.pk, "the court", "the judge"))

    assert wording() == [("Write to the president of the court", [])]


def test_what_the_amended_text_asks_for_is_raised_before_the_minutes_close(minutes, item, following, secretary):
    paragraph = write(item, "Action: Chair to write to the court", secretary)

    agree(minutes, following, secretary, ForRead(paragraph.pk, "the court", "the judge"))

    assert wording() == [("Chair to write to the judge", ["Chair"])]
    assert Action.objects.get().raised_in == paragraph


def test_an_amendment_that_does_not_fit_rewords_nothing(minutes, item, following, secretary):
    paragraph = write(item, "Action: Chair to write to the court", secretary)
    put_on_register(minutes, by=secretary, at=MOMENT)
    lines = ForRead(paragraph.pk, "the court", "the judge"), ForRead(paragraph.pk, "the moon", "the sun")

    with pytest.raises(ValidationError, match="“the moon” is not in paragraph"):
        agree(minutes, following, secretary, *lines)

    assert wording() == [("Chair to write to the court", ["Chair"])]
    assert not Amendment.objects.exists()


def test_what_was_issued_early_and_amended_shows_both(client, board, item, following, secretary, member):
    draft = make_meeting(board)
    paragraph = write(make_item(draft), "Action: Chair to write to the court", secretary)
    issue_actions(draft, by=secretary, at=MOMENT)
    draft.minutes_stage, draft.circulated_at, draft.circulated_by = "circulated", MOMENT, secretary
    draft.save()

    client.force_login(secretary)
    line = {"form-0-minute": paragraph.pk, "form-0-words": "the court", "form-0-read": "the judge"}
    management = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0}
    client.post(reverse("approval_amend", args=[following.pk, draft.pk]), {**line, **management})

    client.force_login(member)
    page = client.get(Action.objects.get().get_absolute_url()).content.decode()
    assert "What has changed since it was issued" in page
    assert "Chair to write to the court" in page
    assert "Chair to write to the judge" in page
