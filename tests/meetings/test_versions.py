"""Every save of an item, worked out from the history of its paragraphs."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.models import Minute
from meetings.services import add_paragraph, delete_paragraph, move_paragraph
from meetings.services.item_text import save_item_text, text_version
from meetings.versions import describe, sittings, versions_of
from meetings.writing.text import show
from rr3tracker.importing.saving import Saver
from rr3tracker.taking.saving import save_text
from tests.factories import MOMENT, make_action, make_item, make_meeting, make_minute, make_user
from tests.meetings.reading.test_read_typed import ANYTHING

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def item():
    return make_item(make_meeting(), number="8")


def date_history(at, *, since):
    """What was written since is as if written at ``at``."""
    Minute.history.filter(history_date__gte=since).update(history_date=at)


def save(item, text, user, *, at):
    since = timezone.now()
    saved = save_text(item, text=text, version=text_version(item.minutes.all()), by=user)
    date_history(at, since=since)
    return saved


def text_of(item):
    return show(item.minutes.all(), item.number).text


def texts(item):
    return [version.text(item.number) for version in versions_of(item).versions]


def test_an_item_without_history_has_no_versions(item):
    assert versions_of(item).versions == []


def test_each_save_is_a_version_and_the_newest_is_first(item, user):
    other = make_user()
    save(item, "One\n\nTwo", user, at=MOMENT)
    save(item, "One\n\n    Under\n\nTwo", other, at=MOMENT + MINUTE)

    versions = versions_of(item).versions

    assert texts(item) == ["One\n\n    Under\n\nTwo", "One\n\nTwo"]
    assert [(version.at, version.by_id) for version in versions] == [
        (MOMENT + MINUTE, other.pk),
        (MOMENT, user.pk),
    ]


def test_all_that_one_save_wrote_is_of_one_moment(item, user):
    save_item_text(item, text="One\n\nTwo\n\nThree", version=text_version([]), by=user)
    save_item_text(item, text="New\n\nTwo changed", version=text_version(item.minutes.all()), by=user)

    assert Minute.history.values("history_date").distinct().count() == 2


def test_a_paragraph_that_went_and_came_back(item, user):
    for at, text in enumerate(["One\n\nTwo", "Two", "One\n\nTwo", ""]):
        save(item, text, user, at=MOMENT + at * MINUTE)

    assert texts(item) == ["", "One\n\nTwo", "Two", "One\n\nTwo"]


def test_a_save_that_changed_no_words_is_no_version_of_its_own(item, user):
    save(item, "One\n\nTwo", user, at=MOMENT)
    since = timezone.now()
    Minute.objects.filter(item=item).first().save()
    date_history(MOMENT + MINUTE, since=since)

    history = versions_of(item)

    assert texts(item) == ["One\n\nTwo"]
    assert history.find(Minute.history.latest("history_id").pk) is history.versions[0]


def test_a_service_that_writes_rows_one_after_the_other_makes_one_version(item, user):
    save(item, "One\n\nTwo\n\nThree", user, at=MOMENT)
    one, _, three = item.minutes.all()

    add_paragraph(item, text="One and a half", level=2, kind="discussion", after=one, by=user)
    assert texts(item)[0] == "One\n\nOne and a half\n\nTwo\n\nThree"
    date_history(MOMENT + MINUTE, since=MOMENT + MINUTE)
    move_paragraph(three, up=True, by=user)
    date_history(MOMENT + 2 * MINUTE, since=MOMENT + 2 * MINUTE)
    delete_paragraph(Minute.objects.get(pk=one.pk), by=user)

    assert texts(item) == [
        "One and a half\n\nThree\n\nTwo",
        "One\n\nOne and a half\n\nThree\n\nTwo",
        "One\n\nOne and a half\n\nTwo\n\nThree",
        "One\n\nTwo\n\nThree",
    ]


def test_two_people_within_one_second_make_two_versions(item, user):
    save(item, "Mine", user, at=MOMENT)
    save(item, "Theirs", make_user(), at=MOMENT)

    assert texts(item) == ["Theirs", "Mine"]


def test_what_was_imported_is_the_first_version_and_says_where_from(item):
    rows = [Minute(item=item, position=n, text=f"Paragraph {n}", number=f"8.{n}") for n in (1, 2, 3)]
    Saver(by=None, file_name="minutes.docx").add_all(rows, Minute)

    (version,) = versions_of(item).versions

    assert version.text("8") == "Paragraph 1\n\nParagraph 2\n\nParagraph 3"
    assert (version.by_id, version.reason) == (None, "Read from minutes.docx")


def test_a_change_in_the_admin_is_a_version(item, user):
    save(item, "One", user, at=MOMENT)
    minute = item.minutes.get()
    minute.kind = Minute.Kind.DECISION
    minute.save()

    assert texts(item) == ["Decision: One", "One"]


def test_another_items_history_is_not_this_ones(item, user):
    other = make_item(item.meeting)
    save(other, "Other", user, at=MOMENT)

    assert versions_of(item).versions == []


def test_any_row_of_history_leads_to_its_version(item, user):
    save(item, "One\n\nTwo", user, at=MOMENT)
    save(item, "One\n\nThree\n\nFour", user, at=MOMENT + MINUTE)
    history = versions_of(item)

    found = [history.find(row.pk).text("8") for row in Minute.history.order_by("pk")]

    assert found == ["One\n\nTwo"] * 2 + ["One\n\nThree\n\nFour"] * 3
    assert history.find(999_999) is None
    assert history.before(history.versions[0]) is history.versions[1]
    assert history.before(history.versions[1]) is None


def test_a_version_is_told_by_what_it_did(item, user):
    for at, text in enumerate(["One\n\nTwo", "One changed\n\nTwo\n\nThree", "Two\n\n    Three", "    Three\n\nTwo"]):
        save(item, text, user, at=MOMENT + at * MINUTE)
    versions = versions_of(item).versions

    describe(versions, None)

    assert [version.changed for version in versions] == [
        "Order changed",
        "1 taken out, 1 set otherwise",
        "1 added, 1 reworded",
        "2 added",
    ]
    assert {version.by for version in versions} == {user}


def test_what_somebody_saved_without_a_pause_is_one_sitting(item, user):
    other = make_user()
    for at, text, by in ((0, "1", user), (9, "2", user), (18, "3", user), (19, "4", other), (40, "5", other)):
        save(item, text, by, at=MOMENT + at * MINUTE)

    found = sittings(versions_of(item).versions)

    told = [(s.last.text("8"), [version.text("8") for version in s.others]) for s in found]
    assert told == [("5", []), ("4", []), ("3", ["2", "1"])]


@pytest.mark.parametrize("saves", [1, 30])
def test_all_versions_take_one_query(item, user, saves, django_assert_num_queries):
    for at in range(saves):
        save(item, f"Text {at}\n\nMore", user, at=MOMENT + at * MINUTE)

    with django_assert_num_queries(1):
        assert len(versions_of(item).versions) == saves


WORDS = st.lists(
    st.sampled_from(["One", "Two", "    Under", "Decision: yes", "Action: Nina to write"]), max_size=5
).map("\n\n".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(written=st.lists(st.one_of(WORDS, ANYTHING), min_size=1, max_size=5), data=st.data())
def test_versions_are_the_texts_after_each_save_and_any_can_be_brought_back(user, board, written, data):
    item = make_item(make_meeting(board), number="8")
    expected = []
    for at, text in enumerate(written):
        if save(item, text, user, at=MOMENT + at * MINUTE).changed:
            expected.insert(0, text_of(item))
    assert texts(item) == expected

    for turn in range(len(expected)):
        version = data.draw(st.sampled_from(versions_of(item).versions))
        was = said_once(item)
        save(item, version.text("8"), user, at=MOMENT + (10 + turn) * MINUTE)
        assert text_of(item) == version.text("8")
        now = said_once(item)
        assert {text: now[text] for text in now if text in was} == {text: was[text] for text in was if text in now}


def said_once(item):
    """The rows by their words. Of several that say the same, which is which cannot be told."""
    rows = list(item.minutes.values_list("text", "pk"))
    said = [text for text, _ in rows]
    return {text: pk for text, pk in rows if said.count(text) == 1}


def test_an_action_keeps_its_paragraph_when_a_version_is_brought_back(item, user):
    save(item, "They met.\n\nAction: Chair to write", user, at=MOMENT)
    action = make_action(raised_in=item.minutes.last(), text="Chair to write")
    save(item, "They met again.\n\nAction: Chair to write and ring", user, at=MOMENT + MINUTE)
    action.refresh_from_db()
    assert action.text == "Chair to write and ring"

    save(item, versions_of(item).versions[-1].text("8"), user, at=MOMENT + 2 * MINUTE)

    action.refresh_from_db()
    assert (action.raised_in, action.text) == (item.minutes.last(), "Chair to write")


def test_paragraphs_without_history_are_in_no_version(item):
    make_minute(item, text="With history")
    Minute.objects.bulk_create([Minute(item=item, position=2, text="Without")])

    assert texts(item) == ["With history"]
