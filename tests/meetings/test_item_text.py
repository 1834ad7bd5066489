import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.models import Meeting, Minute
from meetings.reading import read_typed
from meetings.services.item_text import TextChanged, save_item_text, text_version
from meetings.writing.text import show
from tests.factories import make_action, make_item, make_meeting, make_minute, make_update, make_user
from tests.meetings.reading.test_read_typed import ANYTHING

pytestmark = pytest.mark.django_db

QUERIES = 18
"""To save an item, however many paragraphs it and its meeting have."""


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def item():
    return make_item(make_meeting(), number="8")


def rows(item):
    return list(item.minutes.order_by("position", "pk"))


def text_of(item):
    return show(rows(item), item.number).text


def save(item, text, user, **overrides):
    return save_item_text(item, text=text, by=user, **{"version": text_version(rows(item)), **overrides})


def lines(item):
    return [f"{row.number} {row.text}" for row in rows(item)]


def test_typed_text_becomes_numbered_paragraphs(item, user):
    save(item, "8. Welcome\n\nOne\n\n    Under one\n\nDecision: two", user)

    assert lines(item) == ["8 Welcome", "8.1 One", "8.1.1 Under one", "8.2 Decision: two"]
    assert [row.kind for row in rows(item)] == ["discussion", "discussion", "discussion", "decision"]
    assert [row.position for row in rows(item)] == [1, 2, 3, 4]
    assert {row.history.get().history_user for row in rows(item)} == {user}


def test_an_inserted_paragraph_leaves_the_others_their_rows(item, user):
    save(item, "One\n\nThree", user)
    one, three = rows(item)

    save(item, "One\n\nTwo\n\nThree", user)

    assert [row.pk for row in rows(item)][::2] == [one.pk, three.pk]
    assert lines(item) == ["8.1 One", "8.2 Two", "8.3 Three"]
    assert one.history.count() == 1


def test_a_reworded_paragraph_keeps_its_row_and_its_number(item, user):
    make_minute(item, text="The group talked about rents and of bonds.", number="8.7")
    make_minute(item, text="Another thing altogether.", number="")
    first, second = rows(item)

    saved = save(item, "The group talked about rents, and about bonds.\n\nAnother thing altogether.", user)

    assert [row.pk for row in rows(item)] == [first.pk, second.pk]
    assert lines(item) == ["8.7 The group talked about rents, and about bonds.", " Another thing altogether."]
    assert saved.before == {first.pk: ("The group talked about rents and of bonds.", "discussion")}
    assert second.history.count() == 1


def test_a_paragraph_that_moves_keeps_its_row(item, user):
    save(item, "One\n\nTwo\n\nThree", user)
    one, two, three = rows(item)

    save(item, "Three\n\nOne\n\nTwo", user)

    assert [row.pk for row in rows(item)] == [three.pk, one.pk, two.pk]


def test_two_paragraphs_of_the_same_words_keep_their_order(item, user):
    save(item, "Agreed.\n\nAnd more.\n\nAgreed.", user)
    before = [row.pk for row in rows(item)]

    save(item, "New\n\nAgreed.\n\nAnd more.\n\nAgreed.", user)

    assert [row.pk for row in rows(item)][1:] == before


def test_what_was_taken_out_is_in_the_history_with_who_did_it(item, user):
    save(item, "One\n\nTwo", user)
    gone = rows(item)[0]

    save(item, "Two", user)

    assert lines(item) == ["8.1 Two"]
    last = Minute.history.filter(id=gone.pk).latest()
    assert (last.history_type, last.history_user, last.text) == ("-", user, "One")


def test_what_the_text_cannot_say_of_a_row_stays(item, user):
    make_minute(item, kind="decision", text="To close the fund.")
    make_minute(item, kind="progress", text="Half of it\n\nis done.")
    make_minute(item, kind="discussion", text="Action: that was a word.", number="(a)")

    save(item, text_of(item).replace("fund", "account"), user)

    assert [(row.kind, row.text, row.number) for row in rows(item)] == [
        ("decision", "To close the account.", "8.1"),
        ("progress", "Half of it\n\nis done.", "8.2"),
        ("discussion", "Action: that was a word.", "(a)"),
    ]


def test_an_actions_paragraph_cannot_be_taken_out(item, user):
    minute = make_minute(item, kind="action", text="Action: Clerk to write.")
    other = make_minute(item, text="The clerk rang.")
    action = make_action(raised_in=minute)
    make_update(make_action(item.meeting.board, raised_on=minute.item.meeting.held_on), recorded_in=other)

    with pytest.raises(ValidationError, match=f"{action.reference}.* cite a paragraph that is no longer in the text"):
        save(item, "Nothing of that.", user)

    assert lines(item) == ["8.1 Action: Clerk to write.", "8.2 The clerk rang."]


def test_an_actions_paragraph_that_is_written_anew_stays_its_own(item, user):
    save(item, "They met.\n\nAction: Clerk to write.\n\nThey left.", user)
    make_action(raised_in=rows(item)[1])
    before = [row.pk for row in rows(item)]

    save(item, "They met.\n\nAction: the Chair rings everybody tomorrow.\n\nThey left.", user)

    assert [row.pk for row in rows(item)] == before


def test_an_action_does_not_become_another_when_the_whole_text_is_replaced(item, user):
    save(item, "They met.\n\nAction: Clerk to write.\n\nThey left.", user)
    action = make_action(raised_in=rows(item)[1])

    with pytest.raises(ValidationError, match=f"{action.reference} cites a paragraph that is no longer in the text"):
        save(item, "Rents rose.\n\nAction: the Chair rings everybody tomorrow.\n\nBonds fell.", user)


def test_approved_minutes_do_not_change(user):
    item = make_item(make_meeting(stage=Meeting.Stage.APPROVED))

    with pytest.raises(ValidationError, match="approved and do not change"):
        save(item, "Words", user)


def test_two_who_write_at_once_are_told_and_nothing_is_overwritten(item, user):
    seen = text_version([])
    save(item, "Theirs", make_user())

    with pytest.raises(TextChanged, match="Somebody changed this item") as refusal:
        save(item, "Mine", user, version=seen)

    assert refusal.value.now == "Theirs"
    save(item, "Both", user, version=refusal.value.version)
    assert lines(item) == ["8.1 Both"]


def test_the_same_text_twice_is_no_conflict(item, user):
    seen = text_version([])
    save(item, "Words", user, version=seen)

    assert not save(item, "Words", user, version=seen).changed


def test_too_many_paragraphs_are_refused(item, user):
    with pytest.raises(ValidationError, match="at most 1,000 paragraphs; this text has 1,001"):
        save(item, "a\n\n" * 1001, user)


@pytest.mark.parametrize("paragraphs", [40, 80])
def test_the_number_of_statements_is_fixed(item, user, paragraphs, django_assert_num_queries):
    for _ in range(19):
        make_minute(make_item(item.meeting))
    save(item, "\n\n".join(f"Paragraph {n} about subject{n}." for n in range(paragraphs)), user)
    version = text_version(rows(item))
    text = "New\n\n" + "\n\n".join(f"Paragraph {n} about subject{n}, reworded." for n in range(2, paragraphs))

    with django_assert_num_queries(QUERIES):
        save(item, text, user, version=version)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    data=st.data(),
    texts=st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6, unique=True),
)
def test_any_edits_keep_unchanged_paragraphs_and_those_of_actions(user, board, data, texts):
    item = make_item(make_meeting(board), number="8")

    def paragraph(letter):
        return f"Action: {letter * 3} to write {letter * 4}" if letter in "ab" else f"Words {letter * 5}"

    save(item, "\n\n".join(map(paragraph, texts)), user)
    for row in rows(item):
        if row.kind == "action":
            make_action(raised_in=row)
    for turn in range(3):
        by_text = {row.text: row.pk for row in rows(item)}
        kept = [text for text in by_text if text.startswith("Action") or data.draw(st.booleans())]
        added = [f"New {turn}{n}" for n in data.draw(st.sets(st.integers(0, 9), max_size=4))]
        order = data.draw(st.permutations([*kept, *added]))
        save(item, "\n\n".join(order), user)
        after = {row.text: row.pk for row in rows(item)}
        assert {text: after[text] for text in kept} == {text: by_text[text] for text in kept}
        assert [row.text for row in rows(item)] == list(order)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    texts=st.lists(ANYTHING.map(lambda text: text.replace("\0", "")).filter(str.strip), max_size=5),
    kinds=st.lists(st.sampled_from(Minute.Kind.values), min_size=5, max_size=5),
    levels=st.lists(st.integers(1, 3), min_size=5, max_size=5),
)
def test_saving_what_was_not_changed_writes_nothing(item, user, texts, kinds, levels):
    Minute.objects.filter(item=item).delete()
    for text, kind, level in zip(texts, kinds, levels, strict=False):
        make_minute(item, text=text, kind=kind, level=level)
    history = Minute.history.count()
    before = list(Minute.objects.values())

    assert not save(item, text_of(item), user).changed

    assert Minute.history.count() == history
    assert list(Minute.objects.values()) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(texts=st.lists(ANYTHING, min_size=2, max_size=2))
def test_any_text_can_be_saved_over_any_other(item, user, texts):
    for text in texts:
        save(item, text, user)
        wanted = read_typed(text, item_number=item.number).paragraphs
        assert [(row.level, row.text) for row in rows(item)] == [(p.level, p.text) for p in wanted]
