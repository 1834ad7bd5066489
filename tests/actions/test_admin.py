import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType

from actions.models import Action, ActionIssue, ActionOwner, ActionUpdate
from tests.administration import admin_list, admin_url, errors_of, form_of
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_owner,
    make_person,
    make_seat,
    make_update,
    make_user,
)

REPORT = "updates-2-0"
"""The empty form for one report; `updates` are those that are there."""


@pytest.fixture(autouse=True)
def _content_types(db):
    """Django reads them once for each process, which would count in whichever test came first."""
    ContentType.objects.get_for_model(Action)


@pytest.fixture
def keeper(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def action(board):
    return make_action(board, text="Write to the minister", due_on=DAY + dt.timedelta(days=30))


def change(client, action, **typed):
    """Post the page of the action with these fields changed; `report_x` is field x of the report."""
    fields = {name.replace("report_", f"{REPORT}-", 1): value for name, value in typed.items()}
    return client.post(admin_url(action), form_of(client.get(admin_url(action))) | fields)


def with_owners(data, *rows):
    """``data`` with these rows of owners after those that are there."""
    first = int(data["owners-TOTAL_FORMS"])
    typed = {f"owners-{first + n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    return data | {"owners-TOTAL_FORMS": first + len(rows)} | typed


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(keeper, board, django_assert_num_queries, many):
    for number in range(many):
        meeting = make_meeting(board)
        action = make_action(
            raised_in=make_minute(make_item(meeting)), due_at=make_meeting(board, held_on=dt.date(2026, 4, number + 1))
        )
        make_owner(action, person=make_person())
        make_owner(action, organisation=make_organisation())

    with django_assert_num_queries(11):
        response = keeper.get(admin_list(Action))

    assert response.context["cl"].result_count == many


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_as_often_for_three_rows_as_for_one(keeper, board, django_assert_num_queries, many):
    minute = make_minute(make_item(make_meeting(board)))
    action = make_action(raised_in=minute)
    for _ in range(many):
        make_owner(action, person=make_person())
        make_owner(action, organisation=make_organisation())
        make_update(action, recorded_in=minute, reported_by=make_person())
        ActionIssue.objects.create(action=action, text="Do it", issued_at=MOMENT, issued_by=make_user())

    with django_assert_num_queries(15):  # with what was issued of it, and the seats of its board
        response = keeper.get(admin_url(action))

    assert response.content.decode().count("Report ") >= many


def test_an_action_is_raised_by_the_service(keeper, board):
    minute = make_minute(make_item(make_meeting(board)))
    person = make_person()
    data = form_of(keeper.get(admin_list(Action, "add")))
    data |= {"board": board.pk, "text": "Write to the minister", "raised_in": minute.pk, "raised_on": "2026-03-05"}
    data |= {"due_on": "2026-04-01"}

    response = keeper.post(
        admin_list(Action, "add"), with_owners(data, {"person": person.pk, "is_lead": "on"}, {"role": "chair"})
    )

    assert response.status_code == 302
    action = Action.objects.get()
    assert (action.reference, action.status, action.raised_in, action.due_on) == (
        "RR3-1",
        "open",
        minute,
        dt.date(2026, 4, 1),
    )
    assert [(row.name, row.is_lead) for row in action.owners.all()] == [(person.name, True), ("Chair", False)]
    assert action.history.get().history_user.email == "sadia@example.org"


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"due_on": "2026-03-01"}, "An action cannot be due before it was raised."),
        ({"text": "  "}, "This field is required."),
        ({"raised_on": "soon"}, "Enter a valid date."),
        ({"board": "999999999999999999999"}, "Select a valid choice. That choice is not one of the available choices."),
    ],
)
def test_what_the_service_refuses_is_said_on_the_form_and_no_number_is_used(keeper, board, typed, error):
    data = form_of(keeper.get(admin_list(Action, "add")))
    data |= {"board": board.pk, "text": "Write", "raised_on": "2026-03-05"}

    response = keeper.post(admin_list(Action, "add"), data | typed)

    assert errors_of(response) == [error]
    assert not Action.objects.exists()
    assert make_action(board).reference == "RR3-1"


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ([{"words": "All", "is_lead": "on"}, {"role": "chair", "is_lead": "on"}], "Only one owner may lead."),
        ([{"role": "chair"}, {"role": "chair", "is_lead": "on"}], "This role owns the action already."),
        (
            [{"role": "chair", "words": "All"}],
            "An owner is a person, an organisation, a role, a seat or a group in words.",
        ),
    ],
)
@pytest.mark.parametrize("new", [True, False])
def test_what_owners_may_not_be_is_said_on_the_form(keeper, board, rows, error, new):
    """With a new action, nothing of it is kept either."""
    url = admin_list(Action, "add") if new else admin_url(make_action(board))
    data = form_of(keeper.get(url)) | {"board": board.pk, "text": "Write", "raised_on": "2026-03-05"}

    response = keeper.post(url, with_owners(data, *rows))

    assert errors_of(response) == [error]
    assert not ActionOwner.objects.exists()
    assert Action.objects.count() == (0 if new else 1)


def test_the_lead_passes_from_one_owner_to_another_at_one_saving(keeper, action):
    make_owner(action, words="Theme leads", is_lead=True)
    make_owner(action, role="chair")
    data = form_of(keeper.get(admin_url(action)))
    del data["owners-0-is_lead"]

    response = keeper.post(admin_url(action), data | {"owners-1-is_lead": "on"})

    assert response.status_code == 302
    assert {row.name: row.is_lead for row in action.owners.all()} == {"Chair": True, "Theme leads": False}


def test_an_owner_is_taken_off(keeper, action):
    make_owner(action, words="Theme leads")
    make_owner(action, role="chair")

    change(keeper, action, **{"owners-0-DELETE": "on"})

    assert [row.name for row in action.owners.all()] == ["Chair"]


def test_a_report_is_recorded_by_the_service(keeper, secretary, action):
    minute = make_minute(make_item(make_meeting(action.board)))
    person = make_person()
    change(
        keeper,
        action,
        report_reported_on="2026-03-12",
        report_status_after="delayed",
        report_text="The letter waits.",
        report_recorded_in=minute.pk,
        report_reported_by=person.pk,
        report_due_on="2026-05-01",
    )

    update = action.updates.get()
    assert (update.status_before, update.status_after, update.text) == ("open", "delayed", "The letter waits.")
    assert (update.recorded_in, update.reported_by, update.entered_by) == (minute, person, secretary)
    assert (update.due_before, update.due_after) == (dt.date(2026, 4, 4), dt.date(2026, 5, 1))
    action.refresh_from_db()
    assert (action.status, action.due_on) == ("delayed", dt.date(2026, 5, 1))


def test_a_report_without_a_status_leaves_it_as_it_is(keeper, action):
    make_update(action, status="in_progress")

    change(keeper, action, report_reported_on="2026-03-20", report_text="Half done.")

    assert [update.status_after for update in action.updates.all()] == ["in_progress", "in_progress"]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"status_after": "delayed"}, "Say why: a delayed, referred or no longer needed action has a reason."),
        ({}, "Enter what was reported, or change the status or the due date."),
        ({"reported_on": "2026-01-01", "text": "Early."}, "RR3-1 was raised on 5 March 2026"),
        ({"due_on": "2026-01-01", "text": "Sooner."}, "An action cannot be due before it was raised."),
        ({"reported_on": "", "text": "When?"}, "This field is required."),
        (
            {"status_after": "nonsense", "text": "What?"},
            "Select a valid choice. nonsense is not one of the available choices.",
        ),
    ],
)
def test_a_report_that_is_refused_is_said_on_the_form(keeper, action, typed, error):
    response = change(
        keeper, action, **{f"report_{name}": value for name, value in ({"reported_on": "2026-03-12"} | typed).items()}
    )

    assert errors_of(response)[0].startswith(error)
    assert not action.updates.exists()


def test_a_closed_action_is_reopened_only_when_the_report_says_so(keeper, action):
    make_update(action, status="complete")
    typed = {"report_reported_on": "2026-04-01", "report_status_after": "open", "report_text": "Not done after all."}

    refused = change(keeper, action, **typed)
    assert errors_of(refused) == ["This action is closed: say that the update reopens it."]

    change(keeper, action, **typed, report_reopen="on")
    action.refresh_from_db()
    assert action.status == "open"


def test_reports_are_neither_changed_nor_deleted(keeper, action):
    update = make_update(action, text="As it was.")
    typed = {
        "updates-0-id": update.pk,
        "updates-0-text": "Otherwise.",
        "updates-0-DELETE": "on",
        "updates-0-reported_on": "2026-04-01",
    }

    response = change(keeper, action, **typed)

    assert response.status_code == 302
    assert [row.text for row in ActionUpdate.objects.all()] == ["As it was."]


def test_status_due_date_and_board_cannot_be_typed_past_the_service(keeper, action, outsider):
    other = outsider.person.memberships.get().board

    change(keeper, action, status="complete", due_on="2030-01-01", board=other.pk, reference="X-1", text="Write again")

    action.refresh_from_db()
    assert (action.status, action.due_on, action.board.slug, action.reference, action.text) == (
        "open",
        dt.date(2026, 4, 4),
        "rr3",
        "RR3-1",
        "Write again",
    )


def test_moving_the_day_it_was_raised_past_its_due_date_is_refused(keeper, action):
    response = change(keeper, action, raised_on="2027-01-01")

    assert errors_of(response) == ["An action cannot be due before it was raised."]


def test_the_history_shows_the_status_move(keeper, action):
    change(keeper, action, report_reported_on="2026-03-12", report_status_after="in_progress", report_text="Begun.")

    text = keeper.get(admin_url(action, "history")).content.decode()

    assert "Status:</strong> Open → In progress" in text
    assert "sadia@example.org" in text


def test_a_page_saved_as_it_is_changes_nothing(keeper, action):
    make_owner(action, role="chair", is_lead=True)
    make_update(action)
    before = action.history.count(), ActionOwner.history.count(), action.updates.count()

    response = change(keeper, action)

    assert response.status_code == 302
    assert (action.history.count(), ActionOwner.history.count(), action.updates.count()) == before


def test_an_action_of_approved_minutes_stays(keeper, board):
    action = make_action(raised_in=make_minute(make_item(make_meeting(board, stage="approved"))))

    assert keeper.post(admin_url(action, "delete"), {"post": "yes"}).status_code == 403


def test_an_action_with_reports_stays(keeper, action):
    make_update(action)

    page = keeper.post(admin_url(action, "delete"), {"post": "yes"})

    assert "action updates: 1" in page.content.decode()
    assert Action.objects.filter(pk=action.pk).exists()


def test_an_action_raised_by_mistake_is_deleted(keeper, action):
    make_owner(action)

    keeper.post(admin_url(action, "delete"), {"post": "yes"})

    assert not Action.objects.exists()


def test_an_owner_of_a_member_is_found_by_name_and_place(keeper, secretary):
    """The words of an autocomplete tell people of one name apart."""
    make_person("Mina Hollis", organisation=make_organisation("Lantern Trust", acronym="LT"))
    asked = {"app_label": "actions", "model_name": "actionowner", "field_name": "person", "term": "hollis"}

    offered = keeper.get("/admin/autocomplete/", asked).json()["results"]

    assert [row["text"] for row in offered] == ["Mina Hollis, LT"]


def test_nothing_is_raised_or_recorded_in_approved_minutes(keeper, board, action):
    approved = make_minute(make_item(make_meeting(board, "approved")))
    raised = keeper.post(
        admin_list(Action, "add"),
        with_owners(form_of(keeper.get(admin_list(Action, "add"))))
        | {"board": board.pk, "text": "Too late", "raised_in": approved.pk, "raised_on": DAY},
    )
    reported = change(keeper, action, report_reported_on=DAY, report_text="Done.", report_recorded_in=approved.pk)
    moved = change(keeper, action, raised_in=approved.pk)

    for response in (raised, reported, moved):
        assert "These minutes are approved and do not change." in errors_of(response)
    assert not Action.objects.filter(raised_in=approved).exists()
    assert not ActionUpdate.objects.exists()


def test_an_action_keeps_its_words_and_stays_in_the_approved_paragraph_that_asked_for_it(keeper, board):
    action = make_action(raised_in=make_minute(make_item(make_meeting(board, "approved"))))

    change(keeper, action, raised_in="", raised_on=DAY - dt.timedelta(days=1), text="In better words")

    now = Action.objects.get()
    assert (now.raised_in, now.raised_on, now.text) == (action.raised_in, DAY, action.text)


def test_an_owner_may_be_a_seat_of_the_actions_board_only(keeper, board):
    action = make_action(board)
    seat, other = make_seat(board, title="Large provider"), make_seat(make_board(), title="Of another board")
    page = keeper.get(admin_url(action))
    data = form_of(page)

    refused = keeper.post(admin_url(action), with_owners(data, {"seat": other.pk}))
    assert errors_of(refused)
    response = keeper.post(admin_url(action), with_owners(data, {"seat": seat.pk}))

    assert response.status_code == 302
    assert action.owners.get().seat == seat
    assert "Of another board" not in page.content.decode()
