"""Raising an action, and putting right what was asked of whom."""

import datetime as dt

import pytest
from django.utils.html import escape

from actions.models import Action, ActionOwner
from actions.services import AGREED
from organisations.models import Membership
from tests.factories import (
    DAY,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_organisation,
    make_person,
    make_seat,
)

ADD = "/actions/add/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DAY)


def sent(*owners, **fields):
    """What a browser sends: ``owners`` are dicts of who, words and leads."""
    data = {
        "text": "Send the figures.",
        "raised_on": "5 March 2026",
        "owners-TOTAL_FORMS": max(3, len(owners)),
        "owners-INITIAL_FORMS": 0,
    }
    for number, owner in enumerate(owners):
        data |= {f"owners-{number}-{name}": value for name, value in owner.items()}
    return data | fields


def owners_of(action):
    return [(owner.name, owner.is_lead) for owner in action.owners.all()]


def errors_of(page):
    assert page.status_code == 200
    assert b"There is a problem" in page.content
    form, owners = page.context["form"], page.context["owners"]
    found = [message for messages in form.errors.values() for message in messages] + list(owners.non_form_errors())
    return found + [message for one in owners for messages in one.errors.values() for message in messages]


def test_raises_an_action_between_meetings(client, board, secretary):
    ann, trust = make_person("Ann Ashby"), make_organisation("Housing Trust")
    client.force_login(secretary)

    response = client.post(
        f"{ADD}?board=rr3",
        sent(
            {"who": f"organisation:{trust.pk}"},
            {"who": f"person:{ann.pk}", "leads": "on"},
            {"words": "Theme leads"},
            {"who": "role:chair"},
            due="before Easter (1 April 2026)",
            after="0",
        ),
        follow=True,
    )

    action = Action.objects.get()
    assert response.redirect_chain == [("/actions/RR3-1/", 302)]
    assert "Action RR3-1 was added. It is due: Before Easter (1 April 2026)." in response.content.decode()
    assert (action.text, action.raised_on, action.raised_in) == ("Send the figures.", DAY, None)
    assert (action.due_on, action.due_text) == (dt.date(2026, 4, 1), "before Easter")
    assert owners_of(action) == [
        ("Ann Ashby", True),
        ("Housing Trust", False),
        ("Theme leads", False),
        ("Chair", False),
    ]


def test_raises_an_action_in_the_paragraph_it_was_opened_from_and_goes_back_there(client, board, secretary):
    minute = make_minute(make_item(make_meeting(board, held_on=DAY - dt.timedelta(days=9))))
    client.force_login(secretary)
    assert "Raised in" in client.get(f"{ADD}?minute={minute.pk}").content.decode()

    response = client.post(f"{ADD}?minute={minute.pk}", sent(raised_on="1 January 2001"))

    action = Action.objects.get()
    assert response.url == minute.get_absolute_url()
    assert (action.raised_in, action.raised_on) == (minute, minute.item.meeting.held_on)


def test_raises_an_action_in_a_paragraph_chosen_from_recent_minutes(client, board, secretary):
    recent = make_minute(
        make_item(make_meeting(board, held_on=DAY - dt.timedelta(days=9))), text="Figures were asked for."
    )
    locked = make_minute(make_item(make_meeting(board, "approved", held_on=DAY - dt.timedelta(days=1))))
    client.force_login(secretary)

    words = client.get(f"{ADD}?board=rr3").content.decode()
    assert '<optgroup label="Meeting of 24 February 2026">' in words
    assert "1.1 Figures were asked for." in words

    assert errors_of(client.post(f"{ADD}?board=rr3", sent(raised_in=locked.pk)))
    client.post(f"{ADD}?board=rr3", sent(raised_in=recent.pk, raised_on=""))
    assert Action.objects.get().raised_in == recent


def test_an_action_sent_twice_is_raised_once(client, board, secretary):
    make_action(board)
    client.force_login(secretary)
    after = client.get(f"{ADD}?board=rr3").context["after"]

    first = client.post(f"{ADD}?board=rr3", sent(after=after))
    second = client.post(f"{ADD}?board=rr3", sent(after=after))

    assert first.url == second.url == "/actions/RR3-2/"
    assert Action.objects.count() == 2


def test_the_same_words_may_be_asked_for_again_later(client, board, secretary):
    client.force_login(secretary)
    for _ in range(2):
        client.post(f"{ADD}?board=rr3", sent(after=client.get(f"{ADD}?board=rr3").context["after"]))

    assert Action.objects.count() == 2


@pytest.mark.parametrize(
    ("owners", "fields", "errors"),
    [
        ([], {"text": ""}, ["Enter what is to be done"]),
        ([], {"text": "a\0b"}, ["Null characters are not allowed."]),
        ([], {"raised_on": ""}, ["Enter the day it was agreed, or choose a paragraph."]),
        ([], {"raised_on": "6 March 2026"}, ["An action cannot be raised in the future."]),
        ([], {"raised_on": "yesterday"}, ["Enter a date such as 5 March 2025"]),
        ([], {"due": "4 March 2026"}, ["An action cannot be due before it was raised."]),
        (
            [],
            {"due": "31 February 2026"},
            [
                "“31 February 2026” is not a day in the calendar. Enter a date such as 5 March 2026, or say when in words."
            ],
        ),
        ([], {"due": "Friday 5 March 2026"}, ["5 March 2026 is a Thursday, not a Friday."]),
        ([], {"due": "x" * 301}, ["Ensure this value has at most 300 characters (it has 301)."]),
        ([], {"due": "a\0b"}, ["Null characters are not allowed."]),
        ([], {"raised_in": "9" * 30}, ["Select a valid choice. That choice is not one of the available choices."]),
        (
            [{"who": "role:chair", "words": "Leads"}],
            {},
            ["Choose an owner from the list or enter one in words, not both."],
        ),
        ([{"leads": "on"}], {}, ["Choose who leads."]),
        ([{"words": "A", "leads": "on"}, {"words": "B", "leads": "on"}], {}, ["Only one owner may lead."]),
        ([{"words": "A"}, {"words": "a"}], {}, ["The same owner is entered twice."]),
        ([{"who": "person:0"}], {}, ["Select a valid choice. person:0 is not one of the available choices."]),
        ([{"words": "x" * 301}], {}, ["Ensure this value has at most 300 characters (it has 301)."]),
    ],
)
def test_says_what_is_wrong_and_keeps_what_was_typed(client, board, secretary, owners, fields, errors):
    client.force_login(secretary)

    page = client.post(f"{ADD}?board=rr3", sent(*owners, **{"due": "Words that stay", **fields}))

    assert errors_of(page) == errors
    assert escape(fields.get("due", "Words that stay")) in page.content.decode()
    assert Action.objects.count() == 0


@pytest.mark.parametrize(
    ("words", "due", "said"),
    [
        ("next meeting", (None, "2026-04-04", ""), "It is due: At the meeting of 4 April 2026."),
        ("meeting of 4 May 2026", (None, "2026-05-04", ""), "It is due: At the meeting of 4 May 2026."),
        ("end of March", ("2026-03-31", None, "End of March"), "It is due: End of March (31 March 2026)."),
        ("in two weeks", ("2026-03-19", None, ""), "It is due: 19 March 2026."),
        (
            "after <publication>",
            (None, None, "after <publication>"),
            "When it is due is kept in words, “after &lt;publication&gt;”, for they name no day.",
        ),
        ("", (None, None, ""), ""),
    ],
)
def test_says_what_was_understood_of_when_it_is_due(client, board, secretary, words, due, said):
    make_meeting(board, held_on=dt.date(2026, 5, 4))
    make_meeting(board, held_on=dt.date(2026, 4, 4))
    make_meeting(board, held_on=dt.date(2026, 3, 1))
    client.force_login(secretary)

    page = client.post(f"{ADD}?board=rr3", sent(due=words), follow=True).content.decode()

    action = Action.objects.get()
    days = [day and day.isoformat() for day in (action.due_on, action.due_at and action.due_at.held_on)]
    assert (*days, action.due_text) == due
    assert f"Action RR3-1 was added. {said}".strip() in page


def test_when_it_is_due_counts_from_the_meeting_that_raised_it(client, board, secretary):
    minute = make_minute(make_item(make_meeting(board, held_on=dt.date(2026, 2, 24))))
    since = make_meeting(board, held_on=dt.date(2026, 3, 1))
    client.force_login(secretary)

    client.post(f"{ADD}?minute={minute.pk}", sent(due="in two weeks", text="From its address"))
    client.post(f"{ADD}?board=rr3", sent(raised_in=minute.pk, due="end of the month", text="Chosen"))
    client.post(f"{ADD}?board=rr3", sent(raised_on="24 February 2026", due="next meeting", text="Between meetings"))

    due = {action.text: action.due_on or action.due_at for action in Action.objects.all()}
    assert due == {
        "From its address": dt.date(2026, 3, 10),
        "Chosen": dt.date(2026, 2, 28),
        "Between meetings": since,
    }


def test_meetings_to_come_are_suggested(client, board, secretary):
    for days in (-9, 0, 30, 60):
        make_meeting(board, held_on=DAY + dt.timedelta(days=days))
    client.force_login(secretary)

    page = client.get(f"{ADD}?board=rr3")

    assert page.context["suggestions"] == [
        "Next meeting",
        "Meeting of 4 April 2026",
        "Meeting of 4 May 2026",
        "End of the month",
        "End of the quarter",
    ]
    assert '<option value="Meeting of 4 April 2026"></option>' in page.content.decode()


def test_more_rows_of_owners_are_given_without_losing_what_was_typed(client, board, secretary):
    client.force_login(secretary)

    page = client.post(
        f"{ADD}?board=rr3", sent({}, {"words": "Theme leads", "leads": "on"}, due="soon", more_owners="1")
    )

    assert page.status_code == 200
    assert Action.objects.count() == 0
    assert b"There is a problem" not in page.content
    assert len(page.context["owners"].forms) == 4
    words = page.content.decode()
    assert 'value="Theme leads"' in words
    assert 'value="soon"' in words
    assert "Send the figures." in words


@pytest.mark.parametrize("total", ["", "abc", "-1", "99999999"])
def test_a_form_that_was_tampered_with_is_refused_on_the_page(client, board, secretary, total):
    client.force_login(secretary)

    assert client.post(f"{ADD}?board=rr3", sent() | {"owners-TOTAL_FORMS": total}).status_code in (200, 302)
    assert client.post(f"{ADD}?board=rr3", {"text": "a"}).status_code == 200


def test_asks_which_board_where_there_are_several(client, board, secretary):
    client.force_login(secretary)
    assert "Add an action of RR3" in client.get(ADD).content.decode()

    other = make_board("Another board", slug="another")
    make_membership(other, person=secretary.person, role=Membership.Role.SECRETARIAT)
    client.force_login(type(secretary).objects.get(pk=secretary.pk))
    words = client.get(ADD).content.decode()
    assert 'href="/actions/add/?board=another"' in words
    assert 'href="/actions/add/?board=rr3"' in words


@pytest.mark.parametrize(
    ("who", "query", "status"),
    [
        ("secretary", "?board=rr3", 200),
        ("secretary", "?board=other", 404),
        ("secretary", "?board=open", 403),
        ("secretary", "?board=%00", 404),
        ("secretary", "?minute=abc", 404),
        ("secretary", "?minute=99999999999999999999", 404),
        ("member", "?board=rr3", 403),
        ("member", "", 403),
        ("official", "?board=rr3", 403),
        ("outsider", "?board=rr3", 404),
        ("stranger", "?board=rr3", 403),
    ],
)
def test_is_for_the_secretariat_of_the_board(request, client, board, outsider, who, query, status):
    make_board(slug="open", minutes_visible_to="public")
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"{ADD}{query}").status_code == status
    assert client.post(f"{ADD}{query}", {"text": "x"}).status_code == status


def test_no_action_is_raised_in_approved_minutes(client, board, secretary):
    minute = make_minute(make_item(make_meeting(board, "approved")))
    client.force_login(secretary)

    assert client.get(f"{ADD}?minute={minute.pk}").status_code == 403


def test_puts_right_the_text_and_the_owners(client, board, secretary):
    ann = make_person("Ann Ashby")
    owners = [ActionOwner(person=ann, is_lead=True), ActionOwner(words="Theme leads")]
    action = make_action(board, owners=owners, due_on=DAY)
    client.force_login(secretary)
    page = client.get("/actions/RR3-1/edit/")
    assert len(page.context["owners"].forms) == 5
    assert f'<option value="person:{ann.pk}" selected>Ann Ashby</option>' in page.content.decode()
    assert '<optgroup label="Roles on the board"><option value="role:chair">Chair</option>' in page.content.decode()

    response = client.post(
        "/actions/RR3-1/edit/",
        sent({"who": f"person:{ann.pk}"}, {"words": ""}, {"who": "role:chair", "leads": "on"}, text="Better words"),
        follow=True,
    )

    action.refresh_from_db()
    assert "Action RR3-1 was saved." in response.content.decode()
    assert (action.text, action.due_on) == ("Better words", DAY)
    assert owners_of(action) == [("Chair", True), ("Ann Ashby", False)]
    assert action.updates.count() == 0


def test_an_owner_who_was_added_meanwhile_and_is_sent_again_stays(client, board, secretary):
    action = make_action(board, owners=[ActionOwner(person=make_person("Ann Ashby"))])
    client.force_login(secretary)
    key = action.owners.get().pk

    page = client.get("/actions/RR3-1/edit/")
    row = page.context["owners"].forms[0].initial
    client.post("/actions/RR3-1/edit/", sent({"who": row["who"]}))

    assert action.owners.get().pk == key


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_database_a_fixed_number_of_times(client, board, secretary, rows, django_assert_num_queries):
    owners = [ActionOwner(person=make_person()) for _ in range(rows)]
    make_action(board, owners=[*owners, *(ActionOwner(organisation=make_organisation()) for _ in range(rows))])
    make_minute(make_item(make_meeting(board)))
    client.force_login(secretary)

    with django_assert_num_queries(11):
        client.get("/actions/RR3-1/edit/")
    with django_assert_num_queries(14):
        client.get(f"{ADD}?board=rr3")


def agreed_action(board):
    minute = make_minute(make_item(make_meeting(board, "approved")), number="8.2")
    return make_action(raised_in=minute, text="Send the figures.\nAll of them.", owners=[ActionOwner(words="Somebody")])


def test_the_words_of_an_agreed_action_are_shown_without_a_box_and_it_is_handed_on(client, board, secretary):
    action = agreed_action(board)
    client.force_login(secretary)
    address = f"/actions/{action.reference}/edit/"

    page = client.get(address).content.decode()
    response = client.post(address, {k: v for k, v in sent({"words": "Theme leads"}).items() if k != "text"})

    assert "<textarea" not in page
    assert "Send the figures." in page
    assert "This was approved with the minutes of 5 March 2026, so its words do not change." in page
    assert response.status_code == 302
    now = Action.objects.get()
    assert (now.text, [owner.name for owner in now.owners.all()]) == (action.text, ["Theme leads"])


def test_a_form_that_was_open_while_the_minutes_were_approved_is_refused(client, board, secretary):
    action = agreed_action(board)
    client.force_login(secretary)

    page = client.post(f"/actions/{action.reference}/edit/", sent(text="Send none of them."))

    assert errors_of(page) == [AGREED]
    assert Action.objects.get().text == action.text


def test_a_form_that_was_open_meanwhile_and_changes_no_word_is_saved(client, board, secretary):
    action = agreed_action(board)
    client.force_login(secretary)

    given = sent({"words": "Theme leads"}, text="Send the figures.\r\nAll of them.")

    assert client.post(f"/actions/{action.reference}/edit/", given).status_code == 302


def test_offers_the_seats_of_the_board_and_says_who_holds_them_and_the_roles(client, board, secretary, chair):
    held, vacant = make_seat(board, title="Large provider"), make_seat(board, title="Women")
    make_seat(board, title="Abolished", abolished_on=DAY)
    make_seat(make_board(), title="Of another board")
    make_membership(board, seat=held, person=make_person("Ann Ashby"))
    client.force_login(secretary)

    page = client.get(f"{ADD}?board=rr3").content.decode()

    assert f'<option value="seat:{held.pk}">Large provider (Ann Ashby)</option>' in page
    assert f'<option value="seat:{vacant.pk}">Women (vacant)</option>' in page
    assert '<option value="role:chair">Chair (Clara Whitlow)</option>' in page
    assert "Abolished" not in page
    assert "Of another board" not in page


def test_a_seat_becomes_an_owner_and_stays_one_when_it_is_abolished(client, board, secretary):
    seat = make_seat(board, title="Large provider")
    client.force_login(secretary)

    client.post(f"{ADD}?board=rr3", sent({"who": f"seat:{seat.pk}", "leads": "on"}))
    seat.abolished_on = DAY
    seat.save()
    client.post("/actions/RR3-1/edit/", sent({"who": f"seat:{seat.pk}"}))

    owner = Action.objects.get().owners.get()
    assert (owner.seat, owner.is_lead) == (seat, False)


def test_a_seat_of_another_board_is_not_taken(client, board, secretary):
    client.force_login(secretary)

    page = client.post(f"{ADD}?board=rr3", sent({"who": f"seat:{make_seat(make_board()).pk}"}))

    assert "is not one of the available choices." in errors_of(page)[0]
