"""Actions and reports that are chosen in a form: each writes a paragraph, as typing would."""

import datetime as dt

import pytest
from django.urls import reverse

from actions.models import Action
from tests.factories import (
    DAY,
    make_action,
    make_attendance,
    make_item,
    make_meeting,
    make_minute,
    make_owner,
    make_person,
)

EARLIER = DAY - dt.timedelta(days=90)
JSON = {"Accept": "application/json"}


@pytest.fixture
def meeting(board):
    meeting = make_meeting(board)
    make_attendance(meeting, person=make_person("Ada Byng"))
    return meeting


@pytest.fixture
def item(meeting):
    return make_item(meeting, number="4", title="Housing")


@pytest.fixture
def client(client, secretary):
    client.force_login(secretary)
    return client


def address(page, item, **query):
    return reverse(f"taking_{page}", args=[item.meeting_id, item.pk], query=query)


def texts(item):
    return [(row.number, row.text) for row in item.minutes.order_by("position")]


def written(item):
    return f"{reverse('taking', args=[item.meeting_id])}?saved={item.pk}#item-{item.pk}"


def test_an_action_is_added_to_the_end_of_the_item(client, item):
    make_minute(item, number="4.1", text="They met.")

    response = client.post(
        address("action", item), {"task": "Write to the court", "owner_1": "Ada Byng", "due": "3 May"}
    )

    assert (response.status_code, response.url) == (302, written(item))
    assert texts(item) == [("4.1", "They met."), ("4.2", "Action: Ada Byng to write to the court by 3 May.")]


def test_an_action_is_added_below_the_paragraph_that_was_written(client, item):
    for n in (1, 2):
        make_minute(item, number=f"4.{n}", text=f"Paragraph {n}")

    client.post(address("action", item), {"task": "Write", "after": "0"})

    assert [text for _, text in texts(item)] == ["Paragraph 1", "Action: Write.", "Paragraph 2"]


@pytest.mark.parametrize("after", ["x", "-1", "99999999999999999999", "700", "٣"])
def test_a_strange_place_is_the_end(client, item, after):
    make_minute(item, text="They met.")

    client.post(address("action", item), {"task": "Write", "after": after})

    assert [text for _, text in texts(item)] == ["They met.", "Action: Write."]


def test_a_paragraph_is_worded_as_an_action_and_stays_the_same_row_at_its_level(client, item):
    make_minute(item, number="4.1", text="They met.")
    minute = make_minute(item, level=3, number="4.1.1", text="Action: Ada Byng to write to the court by 3 May")
    page = client.get(address("action", item, paragraph=minute.pk)).content.decode()
    assert 'value="Ada Byng"' in page
    assert "Write to the court</textarea>" in page

    client.post(
        address("action", item, paragraph=minute.pk),
        {"task": "Write to the court", "owner_1": "Chair", "owner_2": "Ada Byng", "due": "by 3 May"},
    )

    minute.refresh_from_db()
    assert (minute.text, minute.level) == ("Action: Chair and Ada Byng to write to the court by 3 May.", 3)
    assert item.minutes.count() == 2


def test_the_names_of_this_board_are_suggested(client, item):
    html = client.get(address("action", item)).content.decode()

    assert '<option value="Ada Byng"></option>' in html
    assert '<option value="Secretariat"></option>' in html
    assert '<option value="the next meeting"></option>' in html


def test_what_is_missing_is_said_and_what_was_typed_stays(client, item):
    response = client.post(address("action", item), {"task": " ", "owner_1": "Ada <Byng>", "due": "3 May"})

    html = response.content.decode()
    assert response.status_code == 422
    assert "Enter what is to be done." in html
    assert 'value="Ada &lt;Byng&gt;"' in html
    assert texts(item) == []


def test_a_paragraph_that_is_gone_is_said_and_nothing_is_lost(client, item):
    minute = make_minute(item, text="They met.")
    gone = address("action", item, paragraph=minute.pk)
    minute.delete()

    assert client.post(gone, {"task": "Write"}).status_code == 404


@pytest.mark.parametrize("paragraph", ["x", "0", "9" * 30])
def test_a_strange_paragraph_is_not_found(client, item, paragraph):
    assert client.get(address("action", item, paragraph=paragraph)).status_code == 404


def test_a_paragraph_of_another_item_is_not_found(client, item):
    other = make_minute(make_item(item.meeting))

    assert client.get(address("action", item, paragraph=other.pk)).status_code == 404


def test_a_script_is_given_the_new_text(client, item):
    answer = client.post(address("action", item), {"task": "Write", "owner_1": "Chair"}, headers=JSON).json()

    assert answer["text"] == "Action: Chair to write."
    assert answer["numbers"] == ["4.1"]
    assert "No date is given." in answer["understood"]


@pytest.fixture
def outstanding(meeting):
    actions = [make_action(meeting.board, text=f"Ask {n}", raised_on=EARLIER) for n in range(3)]
    make_owner(actions[0], person=make_person("Bo Lind"))
    return actions


def test_reports_are_written_one_after_another(client, item, outstanding):
    first, second, third = outstanding
    html = client.get(address("report", item)).content.decode()
    assert f"Report on {first.reference}" in html
    assert "Bo Lind" in html

    response = client.post(
        address("report", item, action=first.reference),
        {
            "status": "delayed",
            "narrative": "No reply yet",
            "due_on": "3 June 2026",
            "reason": "the judge is away",
            "next": "1",
        },
    )

    assert response.url == address("report", item, action=second.reference)
    assert texts(item) == [
        (
            "4.1",
            f"Outstanding action {first.reference} (delayed): No reply yet. Now due by 3 June 2026: the judge is away.",
        )
    ]
    client.post(address("report", item, action=second.reference), {"status": "complete"})
    client.post(address("report", item, action=third.reference), {"status": "to_be_agreed"})

    assert "Something is written of every outstanding action." in client.get(address("report", item)).content.decode()
    client.post(reverse("taking_issue", args=[item.meeting_id]))
    statuses = Action.objects.order_by("number").values_list("status", "due_on")
    assert list(statuses) == [("delayed", dt.date(2026, 6, 3)), ("complete", None), ("to_be_agreed", None)]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Choose how it stands now."),
        ({"status": "referred"}, "Select a valid choice"),
        ({"status": "delayed"}, "Say why: a delayed or no longer needed action has a reason."),
        ({"status": "open", "due_on": "3 June 2026"}, "Say why the date changes."),
        ({"status": "open", "reason": "late"}, "Enter the new date."),
        ({"status": "open", "due_on": "31 June 2026", "reason": "late"}, "Enter a date such as"),
        ({"status": "open", "due_on": "3 June 2020", "reason": "late"}, "The new date cannot be before this meeting"),
        ({"status": "complete", "due_on": "3 June 2026", "reason": "x"}, "An action that is closed has no new date."),
    ],
)
def test_a_report_that_cannot_be_is_refused_and_kept(client, item, outstanding, typed, message):
    typed = {"narrative": "", **typed}

    response = client.post(address("report", item, action=outstanding[0].reference), typed)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert texts(item) == []


def test_a_paragraph_becomes_a_report_on_the_action_that_it_repeats(client, item, outstanding):
    minute = make_minute(item, number="4.1", kind="action", text="Action: Chair to ask 1 again")
    known = outstanding[1]
    html = client.get(reverse("taking", args=[item.meeting_id])).content.decode()
    assert f"Outstanding action {known.reference}" in html

    client.post(
        address("report", item, action=known.reference, paragraph=minute.pk),
        {"status": "in_progress", "narrative": "The chair asks again"},
    )

    ((_, text),) = texts(item)
    assert text == f"Outstanding action {known.reference} (in progress): The chair asks again."


@pytest.mark.parametrize("reference", ["RR3-99", "x", "<script>"])
def test_an_action_that_is_not_of_this_board_is_not_found(client, item, outstanding, reference):
    theirs = make_action(raised_on=EARLIER)

    assert client.get(address("report", item, action=reference)).status_code == 404
    assert client.get(address("report", item, action=theirs.reference)).status_code == 404


def test_without_outstanding_actions_the_page_says_so(client, item):
    assert "No action was outstanding at this meeting." in client.get(address("report", item)).content.decode()


def test_approved_minutes_take_no_words(client, board):
    item = make_item(make_meeting(board, stage="approved"))

    assert client.post(address("action", item), {"task": "Write"}).status_code == 403
    assert client.get(address("report", item)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_open_in_a_fixed_number_of_queries(client, item, django_assert_num_queries, rows):
    for n in range(rows):
        make_action(item.meeting.board, text=f"Ask {n}", raised_on=EARLIER, owners=[])
        make_minute(item, text=f"Action: Chair to write {n}")

    with django_assert_num_queries(15):
        client.get(address("action", item))
    with django_assert_num_queries(19):
        client.get(address("report", item))
