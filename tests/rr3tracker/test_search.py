import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from actions.models import Action
from meetings.models import MinutesStage
from organisations.models import Board
from rr3tracker.search.index import ACTIONS, AGENDA, CORPORA, MINUTES
from rr3tracker.search.query import count_hits, marked, words_of
from rr3tracker.search.results import results_for
from tests.factories import make_action, make_board, make_item, make_meeting, make_minute


def write(board, text, stage=MinutesStage.CIRCULATED, title="Anything else", **meeting):
    return make_minute(make_item(make_meeting(board, stage=stage, **meeting), title=title), text=text)


def found(user, typed, kind="minutes", board=""):
    """The records, the best first."""
    results = {results.kind: results for results in results_for(user, words_of(typed), board=board)}[kind]
    assert len(results[0:100]) == len(results)
    return [result.record for result in results[0:100]]


# What is found


@pytest.mark.parametrize(
    "typed", ["intermediary", "INTERMEDIARIES", "intermediaries court", '"court', "court*", "court AND", "court -"]
)
def test_words_are_found_whatever_their_form_capitals_and_signs(secretary, board, typed):
    minute = write(board, "The court’s intermediaries are few.")
    write(board, "Something else.")
    assert found(secretary, typed.replace("AND", "")) == [minute]


def test_all_words_must_be_there(secretary, board):
    both = write(board, "Housing for women in London.")
    write(board, "Housing for men.")
    assert found(secretary, "women housing") == [both]
    assert found(secretary, "women housing Wales") == []


@pytest.mark.parametrize("typed", ["women's", "women’s"])
def test_an_apostrophe_is_no_obstacle(secretary, board, typed):
    minute = write(board, "Services for women are few.")
    assert found(secretary, typed) == [minute]


def test_what_says_it_more_often_comes_first(secretary, board):
    once = write(board, "Housing is one of several long matters that were discussed at some length by everybody.")
    often = write(board, "Housing, and housing again.")
    assert found(secretary, "housing") == [often, once]


def test_actions_and_agendas_are_found_too(secretary, board):
    action = make_action(board, text="Map the grants.")
    minute = write(board, "Nothing of the sort.", title="Small grants")
    assert found(secretary, "grant", "actions") == [action]
    assert found(secretary, "grant", "agendas") == [minute.item]
    assert found(secretary, "grant") == []


def test_one_board_alone(secretary, board):
    other = make_board(slug="open-one", minutes_visible_to=Board.Visibility.PUBLIC)
    here = write(board, "Grants.")
    there = write(other, "Grants.", stage=MinutesStage.PUBLISHED)
    assert found(secretary, "grants") == [there, here]
    assert found(secretary, "grants", board="open-one") == [there]


# The index follows the records, however they change


def test_what_was_changed_many_at_a_time_is_found(secretary, board):
    minute = write(board, "Old words.")
    type(minute).objects.filter(pk=minute.pk).update(text="New phrase.")
    assert (found(secretary, "old"), found(secretary, "phrase")) == ([], [minute])


def test_what_was_made_many_at_a_time_is_found(secretary, board):
    item = make_item(make_meeting(board))
    rows = type(item.minutes.model()).objects.bulk_create(
        [item.minutes.model(item=item, position=n, text=f"Paragraph of lemons {n}") for n in (1, 2)]
    )
    assert found(secretary, "lemon") == rows[::-1]


def test_what_was_deleted_is_not_found_nor_in_the_way(secretary, board):
    minute = write(board, "Soon gone.")
    minute.delete()
    assert found(secretary, "gone") == []
    assert found(secretary, "soon") == []


def test_an_action_whose_text_changes_is_found_by_its_new_text(secretary, board):
    action = make_action(board, text="Survey members.")
    action.text = "Question volunteers."
    action.save()
    assert (found(secretary, "survey", "actions"), found(secretary, "volunteer", "actions")) == ([], [action])


def test_a_paragraph_longer_than_any_index_takes_is_kept_and_found_by_its_beginning(secretary, board):
    minute = write(board, "Marmalade. " + " ".join(f"word{n}" for n in range(150_000)))
    assert found(secretary, "marmalade") == [minute]


# Nothing leaks


@pytest.mark.parametrize("kind", ["minutes", "actions"])
def test_drafts_are_found_by_their_secretariat_alone(
    client, secretary, member, official, outsider, stranger, board, kind
):
    draft = write(board, "The pomegranate affair.", stage=MinutesStage.DRAFTING)
    make_action(raised_in=draft, text="Look into the pomegranate affair.")
    assert len(found(secretary, "pomegranate", kind)) == 1
    for user in (member, official, outsider, stranger):
        assert found(user, "pomegranate", kind) == []
        client.force_login(user)
        assert "affair" not in client.get("/search/?q=pomegranate").content.decode()
    client.logout()
    text = client.get("/search/?q=pomegranate").content.decode()
    assert "affair" not in text
    assert "Nothing was found for" in text


@pytest.mark.parametrize(
    ("stage", "count"),
    [("drafting", [1, 0, 0, 0]), ("circulated", [1, 1, 0, 0]), ("approved", [1, 1, 1, 0]), ("published", [1, 1, 1, 1])],
)
def test_who_finds_minutes_at_which_stage(secretary, member, official, outsider, board, stage, count):
    board.minutes_visible_to = Board.Visibility.PUBLIC
    board.save()
    write(board, "Quince jelly.", stage=stage)
    assert [len(found(user, "quince")) for user in (secretary, member, official, outsider)] == count


def test_a_reference_that_is_not_to_be_seen_is_as_one_that_does_not_exist(client, member, board):
    draft = write(board, "Words.", stage=MinutesStage.DRAFTING)
    action = make_action(raised_in=draft)
    client.force_login(member)
    assert client.get(f"/search/?q={action.reference}").context["exact"] is None


# The page


def test_an_exact_reference_comes_first(client, secretary, board):
    action = make_action(board, text="Do what the board asked.")
    client.force_login(secretary)
    response = client.get(f"/search/?q=+{action.reference.lower()}+")
    text = response.content.decode()
    assert response.context["exact"] == action
    assert "Do what the board asked." in text
    assert "Nothing was found" not in text


def test_words_found_are_marked_and_the_rest_is_escaped(client, secretary, board):
    write(board, "A <script>alert(1)</script> of grants & \x02 loans")
    client.force_login(secretary)
    text = client.get("/search/?q=grant").content.decode()
    # PostgreSQL leaves tags out of its snippets; SQLite leaves that to us.
    assert ("alert(1)&lt;/script&gt;" in text) == (connection.vendor == "sqlite")
    assert "<mark>grants</mark> &amp;" in text
    assert "<script>alert" not in text


@pytest.mark.parametrize(
    ("snippet", "html"),
    [
        ("a \x02b\x03 c", "a <mark>b</mark> c"),
        ("\x02<b>\x03", "<mark>&lt;b&gt;</mark>"),
        ("\x02open", "open"),
        ("closed\x03 \x02\x02two\x03", "closed <mark>two</mark>"),
    ],
)
def test_marks_are_made_of_whole_pairs_alone(snippet, html):
    assert marked(snippet) == html


def test_a_page_without_words_says_how_to_search(client, db):
    text = client.get("/search/").content.decode()
    assert "Other forms of a word are found too" in text
    assert "Nothing was found" not in text


def test_nothing_found_says_so_and_what_to_try(client, member, board):
    client.force_login(member)
    text = client.get("/search/?q=zebra&board=rr3").content.decode()
    assert "Nothing was found for “zebra” on RR3." in text
    assert "Try fewer words, or all boards." in text


def test_kinds_are_counted_and_the_first_that_has_any_is_shown(client, secretary, board):
    make_action(board, text="Map the grants.")
    client.force_login(secretary)
    response = client.get("/search/?q=grants")
    counts = [("Minutes", 0), ("Actions", 1), ("Agendas", 0)]
    assert [(kind.label, kind.found) for kind in response.context["kinds"]] == counts
    assert response.context["chosen"].kind == "actions"
    assert [f"{kind} ({count})" in response.content.decode() for kind, count in counts] == [True, True, True]
    assert client.get("/search/?q=grants&show=minutes").context["chosen"].kind == "minutes"


def test_results_are_paged_and_no_row_is_twice(client, secretary, board):
    item = make_item(make_meeting(board))
    rows = {make_minute(item, text="Grants.").pk for _ in range(25)}
    client.force_login(secretary)
    pages = [client.get(f"/search/?q=grants&page={n}").context["page"] for n in (1, 2)]
    assert [len(page.object_list) for page in pages] == [20, 5]
    assert {result.record.pk for page in pages for result in page.object_list} == rows


ODD = [
    "*", '"', "'", '""', "a AND", "NEAR(", "(", "^", "-", "col:x", "%00", "%", "\\", "🙂", "²", "_", "x" * 10_000,
    "a " * 5_000, "the", "rr3-99999999999999999999", "ي", ":*", "!", "&|", "<->", "NOT", "OR", "{", "\x02", "\ud83d",
]  # fmt: skip


@pytest.mark.parametrize("typed", ODD, ids=range(len(ODD)))
def test_odd_words_are_answered(client, secretary, board, typed):
    write(board, "Any words.")
    client.force_login(secretary)
    assert client.get("/search/", {"q": typed.encode("utf-8", "replace").decode()}).status_code == 200


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%FF", "q=words&page=abc", "q=words&page=-1", f"q=words&page={'9' * 6000}", "q=words&show=x",
              "q=words&board=%00", "q=words&board=nope", "q=words&q=other", "page=2"]
)  # fmt: skip
def test_odd_addresses_are_answered(client, secretary, board, query):
    write(board, "Any words.")
    client.force_login(secretary)
    assert client.get(f"/search/?{query}").status_code == 200


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(typed=st.text(max_size=60))
@example("a\0b")
def test_no_text_at_all_upsets_the_database(db, typed):
    for corpus, model in ((MINUTES, "Minute"), (ACTIONS, "Action"), (AGENDA, "AgendaItem")):
        allowed = {results.corpus.table: results.allowed for results in results_for_everybody()}[corpus.table]
        words = words_of(typed)
        if words:
            assert count_hits(corpus, allowed, words) == 0, model


def results_for_everybody():
    from organisations.models import User

    return results_for(User(is_superuser=True), ["x"])


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("kind", ["minutes", "actions", "agendas"])
def test_the_number_of_queries_does_not_grow(client, secretary, board, rows, kind, django_assert_num_queries):
    for _ in range(rows):
        minute = write(board, "Grants.", title="Grants")
        make_action(raised_in=minute, text="Grants.", due_at=make_meeting(board))
    client.force_login(secretary)
    # The session, the user, their roles, how much they owe; the boards, three counts, what is found, and what is shown of it.
    with django_assert_num_queries(10):
        response = client.get(f"/search/?q=grants&show={kind}")
    assert len(response.context["page"].object_list) == rows


# The index itself


def indexes():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'search\\_%%'", [])
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE 'search\\_%' ESCAPE '\\' AND type='trigger'")
        return {name for (name,) in cursor.fetchall()}


def test_every_index_is_there_after_migrating(db):
    expected = {corpus.index for corpus in CORPORA}
    if connection.vendor == "sqlite":
        expected = {corpus.trigger(event) for corpus in CORPORA for event in ("insert", "update", "delete")}
    assert indexes() == expected


def test_the_database_uses_the_index(db):
    """Even PostgreSQL, which for a few rows would rather read them all."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN SELECT 1 FROM actions_action WHERE {ACTIONS.vector} @@ to_tsquery('x')")  # noqa: S608  # ours
        else:
            cursor.execute(
                "EXPLAIN QUERY PLAN SELECT 1 FROM search_actions_action WHERE search_actions_action MATCH 'x'"
            )
        plan = str(cursor.fetchall())
    assert ("search_actions_action VIRTUAL TABLE INDEX" if connection.vendor == "sqlite" else "search_action") in plan


def test_a_search_among_nothing_allowed_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert count_hits(ACTIONS, Action.objects.none(), ["x"]) == 0
