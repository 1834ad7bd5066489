"""Whatever a reading holds, it is recorded with every paragraph's words, or refused in a sentence."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.models import Action
from meetings.models import AgendaItem, Document, Meeting, Minute
from meetings.reading import AttendanceStatus, Attendee, Item, Kind, Origin, Paragraph, ReadAction, Reading, Status
from organisations.models import Board, Organisation, Person
from rr3tracker.importing.text import clean, one_line
from tests.rr3tracker.readings import record

WORDS = ("Ann", "Hart", "AH", "Dr", "the", "Chair", "Trust", "(HT)", "next meeting", "\x00", "\u2028", "—", "Ł", "日本")
words = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), st.text(max_size=30), st.just("long " * 200)
)
maybe = st.none() | words
days = st.none() | st.dates() | st.dates(dt.date(2025, 1, 1), dt.date(2025, 2, 1))
held = st.dates(dt.date(2025, 1, 1), dt.date(2025, 2, 1)) | days
boards = st.sampled_from(("Harbour Board", "Harbour Board (HB)", "Chair")) | maybe
attendees = st.builds(
    Attendee, name=maybe, organisation=maybe, role=maybe, status=st.sampled_from(AttendanceStatus), initials=maybe, label=maybe
)  # fmt: skip
paragraphs = st.builds(Paragraph, number=maybe, level=st.integers(1, 3), kind=st.sampled_from(Kind), text=words)
items = st.builds(
    Item, number=maybe, title=words, depth=st.integers(1, 3), paragraphs=st.lists(paragraphs, max_size=4).map(tuple)
)
places = st.none() | st.integers(0, 4)
actions = st.builds(
    ReadAction, ref=maybe, owners=st.lists(words, max_size=3).map(tuple), text=words, due=days, due_text=maybe,
    status=st.sampled_from(Status), status_text=maybe, narrative=maybe, origin=st.sampled_from(Origin), item=places,
    paragraph=places,
)  # fmt: skip
readings = st.builds(
    Reading, board=boards, date=held, venue=maybe, next_meeting=days, attendance=st.lists(attendees, max_size=4).map(tuple),
    items=st.lists(items, max_size=3).map(tuple), actions=st.lists(actions, max_size=4).map(tuple),
    unplaced=st.lists(words, max_size=2).map(tuple),
)  # fmt: skip


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(first=readings, second=readings)
def test_a_reading_is_recorded_whole_or_refused(first, second):
    with transaction.atomic():
        for reading in (first, second):
            before = counts()
            try:
                outcome = record(reading)
            except ValidationError as refusal:
                sentences = refusal.messages
            else:
                sentences = list(outcome.lines())
                assert_whole(reading, outcome)
            assert all(sentence and "\n" not in sentence for sentence in sentences)
            assert counts() == before or Meeting.objects.count() == before[1] + 1
        transaction.set_rollback(True)


def counts():
    return tuple(model.objects.count() for model in (Board, Meeting, Minute, Action, Person, Organisation))


def assert_whole(reading, outcome):
    items = AgendaItem.objects.filter(meeting=outcome.meeting)
    recorded = [clean(p.text) for item in reading.items for p in item.paragraphs if clean(p.text)]
    rows = Minute.objects.filter(item__in=items).order_by("item__position", "position")
    assert [row.text for row in rows][: len(recorded)] == recorded
    unplaced = " ".join(Document.objects.get(meeting=outcome.meeting).unplaced)
    everywhere = f"{unplaced} {' '.join(one_line(i.title) for i in items)}"
    assert all(one_line(item.title) in everywhere for item in reading.items)
    wanted = [clean(action.text) for action in reading.actions if clean(action.text)]
    assert len({*outcome.raised, *outcome.first_met, *outcome.traced, *(u.action for u in outcome.reported)}) <= len(
        wanted
    )
    for action in (*outcome.raised, *outcome.traced):
        assert action.raised_in.item.meeting == outcome.meeting
