"""The filters behind the numbers of the dashboard and the summary: each with its edges, and as its reader may see."""

import datetime as dt

import pytest
from django.db.models import Count

from actions.models import Action, ActionChange, ActionOwner, Status, conditions
from actions.models.reported import is_put_off, is_put_off_between, is_reopened_between
from actions.services import Due
from organisations.models import Membership
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
    make_seat,
    make_theme,
    make_update,
)

LIST = "/actions/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


def after(count):
    return DAY + dt.timedelta(days=count)


def listed(client, query):
    page = client.get(f"{LIST}?{query}")
    assert page.status_code == 200
    assert not page.context["filter"].form.errors
    return sorted(row.action.text for row in page.context["rows"])


def refused(client, query):
    return b"There is a problem" in client.get(f"{LIST}?{query}").content


# Closed, and on time


@pytest.fixture
def closed(client, board, secretary):
    """Named for when they were closed and when they were due, ten days after DAY: that is the 15th."""
    meeting = make_meeting(board, held_on=after(10))
    for text, due, day, status in (
        ("day before", {"due_on": after(10)}, 9, Status.COMPLETE),
        ("on the day", {"due_on": after(10)}, 10, Status.COMPLETE),
        ("day after", {"due_on": after(10)}, 11, Status.COMPLETE),
        ("at its meeting", {"due_at": meeting}, 10, Status.COMPLETE),
        ("after its meeting", {"due_at": meeting}, 12, Status.COMPLETE),
        ("no day", {"due_text": "Soon"}, 13, Status.COMPLETE),
        ("dropped", {"due_on": after(10)}, 9, Status.NO_LONGER_NEEDED),
        ("to agree", {"due_on": after(10)}, 9, Status.TO_BE_AGREED),
    ):
        make_update(make_action(board, text=text, **due), status, reported_on=after(day))
    make_action(board, text="open", due_on=after(10))
    client.force_login(secretary)


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("on_time=yes", ["at its meeting", "day before", "on the day"]),
        ("on_time=no", ["after its meeting", "day after"]),
        ("on_time=undated", ["no day"]),
        ("on_time=yes&completed_from=2026-03-15", ["at its meeting", "on the day"]),
        ("closed_from=2026-03-14&closed_to=2026-03-14", ["day before", "dropped"]),
        ("closed_from=2026-03-16", ["after its meeting", "day after", "no day"]),
        ("closed_to=2026-03-14&status=no_longer_needed", ["dropped"]),
        ("closed_to=2026-03-13", []),
        ("closed_from=2026-03-18&state=closed", ["no day"]),
    ],
)
def test_lists_what_was_closed_and_whether_that_was_on_time(client, closed, query, texts):
    assert listed(client, query) == texts


# Put off, reopened


def put_off(action, *days, **update):
    for number, day in enumerate(days, start=1):
        make_update(action, reported_on=after(number), due=Due(on=after(day)), **update)


@pytest.fixture
def moved(board, secretary):
    """Each due twenty days after DAY; the first put off the day after DAY, the second the day after that."""
    actions = {text: make_action(board, text=text, due_on=after(20)) for text in ("never", "once", "twice", "thrice")}
    put_off(actions["once"], 30)
    put_off(actions["twice"], 30, 40)
    put_off(actions["thrice"], 30, 40, 50)
    put_off(make_action(board, text="brought forward", due_on=after(20)), 10)
    undone = ActionChange.objects.create(summary="Put off", made_at=MOMENT, made_by=secretary)
    undoing = ActionChange.objects.create(summary="Undone", made_at=MOMENT, made_by=secretary, undoes=undone)
    action = make_action(board, text="undone", due_on=after(20))
    make_update(action, reported_on=after(1), due=Due(on=after(10)), part_of=undone)
    make_update(action, reported_on=after(1), due=Due(on=after(20)), part_of=undoing)
    return actions


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("moved=1", ["once", "thrice", "twice"]),
        ("moved=2", ["thrice", "twice"]),
        ("moved=3", ["thrice"]),
        ("postponed_from=2026-03-06", ["once", "thrice", "twice"]),
        ("postponed_to=2026-03-05", []),
        ("postponed_to=2026-03-06", ["once", "thrice", "twice"]),
        ("postponed_from=2026-03-07", ["thrice", "twice"]),
        ("postponed_from=2026-03-08&postponed_to=2026-03-08", ["thrice"]),
        ("postponed_from=2026-03-09", []),
        ("postponed_from=2026-03-07&postponed_to=2026-03-06", []),
    ],
)
def test_lists_what_was_put_off(client, secretary, moved, query, texts):
    client.force_login(secretary)

    assert listed(client, query) == texts


def test_both_bounds_of_a_period_hold_for_one_update(client, board, secretary):
    action = make_action(board, due_on=after(20))
    make_update(action, reported_on=after(1), due=Due(on=after(30)))
    make_update(action, reported_on=after(9), due=Due(on=after(40)))
    client.force_login(secretary)

    assert len(listed(client, "postponed_from=2026-03-06&postponed_to=2026-03-14")) == 1
    assert listed(client, "postponed_from=2026-03-07&postponed_to=2026-03-13") == []


def test_counts_as_put_off_what_the_register_marks_so(secretary, moved):
    marked = Action.objects.with_slips(secretary)

    for times in (1, 2, 3):
        assert {action.text for action in Action.objects.put_off(secretary, times=times)} == {
            action.text for action in marked if action.slips >= times
        }


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("reopened_from=2026-03-08", ["again", "again and again"]),
        ("reopened_to=2026-03-07", []),
        ("reopened_from=2026-03-09&reopened_to=2026-03-13", []),
        ("reopened_from=2026-03-14&reopened_to=2026-03-14", ["again and again"]),
    ],
)
def test_lists_what_was_reopened(client, board, secretary, query, texts):
    """On the 8th both, on the 14th one of them again."""
    again, twice, undone = (make_action(board, text=text) for text in ("again", "again and again", "undone"))
    for action, days in ((again, (3,)), (twice, (3, 9))):
        for day in days:
            make_update(action, Status.COMPLETE, reported_on=after(day - 1))
            make_update(action, Status.OPEN, reported_on=after(day), reopen=True)
    closing = ActionChange.objects.create(summary="Closed", made_at=MOMENT, made_by=secretary)
    undoing = ActionChange.objects.create(summary="Undone", made_at=MOMENT, made_by=secretary, undoes=closing)
    make_update(undone, Status.COMPLETE, reported_on=after(3), part_of=closing)
    make_update(undone, Status.OPEN, reported_on=after(3), reopen=True, part_of=undoing)
    client.force_login(secretary)

    assert listed(client, query) == texts


@pytest.mark.parametrize(
    "query", ["moved=1", "postponed_from=2026-03-01", "postponed_to=2026-03-30", "reopened_from=2026-03-01"]
)
def test_reads_no_report_that_is_hidden_from_the_reader(client, board, secretary, official, query):
    action = make_action(board, text="told in a draft", due_on=after(20))
    draft = make_minute(make_item(make_meeting(board, held_on=after(3))))
    make_update(action, Status.COMPLETE, reported_on=after(2), recorded_in=draft)
    make_update(action, reported_on=after(3), due=Due(on=after(30)), recorded_in=draft, reopen=True)
    client.force_login(official)
    assert listed(client, "state=") == ["told in a draft"]
    assert listed(client, query) == []

    client.force_login(secretary)
    assert listed(client, query) == ["told in a draft"]


def test_every_condition_counts_what_it_filters(secretary, moved):
    given = {
        "put_off": is_put_off(secretary, times=2),
        "put_off_then": is_put_off_between(secretary, after(2), after(3)),
        "reopened": is_reopened_between(secretary, None, None),
        "on_time": conditions.is_on_time(),
        "carried": conditions.is_carried(0, None),
        "nobody": conditions.is_owned_as("nobody"),
        "themeless": conditions.has_theme(None),
        "closed": conditions.is_closed_between(None, after(9)),
    }
    actions = Action.objects.with_meetings_carried(on=DAY)

    counts = actions.aggregate(**{name: Count("pk", filter=condition) for name, condition in given.items()})

    assert counts == {name: actions.filter(condition).count() for name, condition in given.items()}
    assert counts["put_off"] == 2
    assert counts["nobody"] == 6


# Meetings carried


@pytest.mark.parametrize(
    ("band", "texts"),
    [("0", ["raised 0"]), ("1", ["raised 1"]), ("2", ["raised 2"]), ("3-5", ["raised 3", "raised 5"]), ("6-", ["raised 6"])],
)  # fmt: skip
def test_lists_by_the_meetings_since_it_was_raised(client, board, secretary, band, texts):
    """A meeting every ten days up to DAY, and one to come."""
    for number in range(7):
        make_meeting(board, held_on=after(-10 * number))
    make_meeting(board, held_on=after(10))
    for number in (0, 1, 2, 3, 5, 6):
        make_action(board, text=f"raised {number}", raised_on=after(-10 * number))
    client.force_login(secretary)

    assert listed(client, f"carried={band}") == texts


# Owners and themes


@pytest.fixture
def owned(client, board, secretary):
    """Named for their owners. Ann is of the Trust."""
    trust = make_organisation("Housing Trust")
    ann = make_person("Ann Ashby", organisation=trust)
    seat = make_seat(board, title="Large provider")
    for text, owners in {
        "ann": [ActionOwner(person=ann)],
        "trust": [ActionOwner(organisation=trust)],
        "chair": [ActionOwner(role="chair")],
        "seat": [ActionOwner(seat=seat)],
        "words": [ActionOwner(words="Theme leads"), ActionOwner(words="Others")],
        "both": [ActionOwner(role="members"), ActionOwner(role="secretariat"), ActionOwner(person=ann)],
        "nobody": [],
    }.items():
        make_action(board, text=text, owners=owners)
    client.force_login(secretary)
    return {"ann": ann.pk, "trust": trust.pk, "seat": seat.pk}


@pytest.mark.parametrize(
    ("owner", "texts"),
    [
        ("person-{ann}", ["ann", "both"]),
        ("organisation-{trust}", ["trust"]),
        ("role-chair", ["chair"]),
        ("role-secretariat", ["both"]),
        ("role-members", ["both"]),
        ("role-officials", []),
        ("seat-{seat}", ["seat"]),
        ("words", ["words"]),
        ("nobody", ["nobody"]),
    ],
)
def test_lists_what_an_owner_is_named_in(client, owned, owner, texts):
    query = f"owner={owner.format(**owned)}"

    assert listed(client, query) == texts
    assert listed(client, f"as_at=2026-03-05&{query}") == texts


def test_an_organisation_stands_for_its_people_as_at_a_day_too(client, owned):
    query = f"organisation={owned['trust']}"

    assert listed(client, query) == ["ann", "both", "trust"]
    assert listed(client, f"as_at=2026-03-05&{query}") == ["ann", "both", "trust"]
    assert listed(client, "as_at=2026-03-05&organisation=none") == ["chair", "nobody", "seat", "words"]


@pytest.mark.parametrize("prefix", ["", "as_at=2026-03-05&"])
def test_lists_by_theme(client, board, secretary, prefix):
    housing, work = make_theme(name="Accommodation"), make_theme(board, name="Employment")
    for text, themes in {"housing": [housing], "both": [housing, work], "neither": []}.items():
        make_action(board, text=text).themes.set(themes)
    client.force_login(secretary)

    assert listed(client, f"{prefix}theme={housing.pk}") == ["both", "housing"]
    assert listed(client, f"{prefix}theme={work.pk}") == ["both"]
    assert listed(client, f"{prefix}theme=none") == ["neither"]


# What is offered


def choices(client, name, query="state="):
    return [
        words for value, words in client.get(f"{LIST}?{query}").context["filter"].form.fields[name].choices if value
    ]


def test_offers_the_owners_and_themes_of_the_readers_boards_alone(client, board, official):
    other = make_board("A hidden board", slug="hidden")
    hidden, known = make_seat(other, title="Hushed seat"), make_seat(board, title="Large provider")
    secret, theme = make_theme(other, name="Hushed theme"), make_theme(board, name="Accommodation")
    make_theme(name="Of all boards")
    make_action(other, owners=[ActionOwner(seat=hidden)]).themes.set([secret])
    make_action(board, owners=[ActionOwner(seat=known)]).themes.set([theme])
    client.force_login(official)

    roles = ["Chair", "Secretariat", "All members", "Officials"]
    assert choices(client, "owner") == [*roles, "Large provider", "A group in words", "Nobody"]
    assert [words.split(" (")[0] for words in choices(client, "theme")] == [
        "Accommodation",
        "Of all boards",
        "No theme",
    ]
    assert b"Hushed" not in client.get(f"{LIST}?owner=seat-{hidden.pk}&theme={secret.pk}").content
    for query in (f"owner=seat-{hidden.pk}", f"theme={secret.pk}", "owner=seat-99999", "theme=99999"):
        assert refused(client, query)
        assert refused(client, f"as_at=2026-03-05&{query}")


def test_names_the_board_of_a_theme_and_of_a_seat_where_there_are_several(client, board, secretary):
    other = make_board("Another board", acronym="AN", slug="another")
    make_membership(other, person=secretary.person, role=Membership.Role.SECRETARIAT)
    for one in (board, other):
        make_action(one, owners=[ActionOwner(seat=make_seat(one, title="Small provider"))])
        make_theme(one, name="Accommodation")
    client.force_login(secretary)

    assert "Small provider (AN)" in choices(client, "owner")
    assert "Accommodation (AN)" in choices(client, "theme")


def test_shows_no_filter_by_theme_where_there_are_no_themes(client, board, secretary):
    make_action(board)
    client.force_login(secretary)
    assert b'name="theme"' not in client.get(LIST).content

    make_theme(board)
    assert b'name="theme"' in client.get(LIST).content


@pytest.mark.parametrize(
    "query",
    [
        "owner=person-", "owner=person-0", "owner=person-%C2%B2", "owner=role-boss", "owner=role-", "owner=seat-", "owner=%00",
        "owner=organisation-99999999999999999999", "owner=words-x", "theme=abc", "theme=0", "theme=99999999999999999999",
        "moved=0", "moved=4", "carried=7", "carried=3-", "on_time=maybe", "closed_from=nonsense", "postponed_to=31/02/2026",
        "reopened_from=%00",
    ],
)  # fmt: skip
def test_says_what_it_does_not_understand(client, board, secretary, query):
    make_action(board)
    client.force_login(secretary)

    assert refused(client, query)


def test_a_chip_says_each_in_words(client, owned, board):
    theme = make_theme(board, name="Accommodation")
    query = (
        f"moved=2&carried=3-5&on_time=no&theme={theme.pk}&owner=person-{owned['ann']}&closed_from=2026-03-01"
        "&postponed_from=2026-03-02&reopened_to=2026-03-03"
    )

    texts = [chip.text for chip in client.get(f"{LIST}?{query}").context["chips"]]

    assert texts == [
        "Closed from 1 March 2026",
        "Put off from 2 March 2026",
        "Reopened to 3 March 2026",
        "Owner: Ann Ashby",
        "Theme: Accommodation",
        "Put off at least twice",
        "Carried to 3–5 meetings",
        "Completed late",
    ]
