"""The admin is no way round who may see and change what."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from actions.models import Action, ActionUpdate, Advice, Recommendation
from meetings.models import AgendaItem, Document, Meeting, Minute
from organisations.models import Board, Membership, Organisation, Person, Theme, User
from tests.administration import admin_list, admin_url, errors_of, form_of
from tests.factories import (
    make_action,
    make_advice,
    make_document,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_person,
    make_recommendation,
    make_theme,
    make_user,
)

OF_A_BOARD = (Board, Meeting, AgendaItem, Minute, Document, Action, Theme, Advice, Recommendation)
SECRET = "quillfeather"


@pytest.fixture
def record(board):
    """One row of every kind that belongs to the board, each with a word that nobody else should read."""
    board.name = f"Board of {SECRET}"
    board.purpose = SECRET
    board.save()
    meeting = make_meeting(board, title=f"Meeting on {SECRET}", venue=SECRET)
    item = make_item(meeting, title=f"Item on {SECRET}")
    minute = make_minute(item, text=f"Of {SECRET}.")
    rows = (
        board,
        meeting,
        item,
        minute,
        make_document(meeting, title=SECRET),
        make_action(raised_in=minute, text=f"Find {SECRET}"),
        make_theme(board, name=f"Theme of {SECRET}"),
    )
    advice = make_advice(board, title=SECRET)
    rows = (*rows, advice, make_recommendation(advice, text=SECRET))
    return dict(zip(OF_A_BOARD, rows, strict=True))


@pytest.mark.parametrize("model", OF_A_BOARD)
def test_a_list_shows_a_secretary_their_own(client, secretary, record, model):
    client.force_login(secretary)

    assert SECRET in client.get(admin_list(model)).content.decode()


@pytest.mark.parametrize("model", OF_A_BOARD)
def test_a_list_shows_an_outsider_nothing(client, outsider, record, model):
    client.force_login(outsider)

    response = client.get(admin_list(model), {"q": SECRET[:5]})

    assert response.status_code == 200
    assert SECRET not in response.content.decode()


@pytest.mark.parametrize("page", ["change", "history", "delete"])
@pytest.mark.parametrize("model", OF_A_BOARD)
def test_a_page_asked_for_by_its_number_is_not_there_for_an_outsider(client, outsider, record, model, page):
    client.force_login(outsider)

    for response in (
        client.get(admin_url(record[model], page), follow=True),
        client.post(admin_url(record[model], page), {"post": "yes", "text": "Mine"}, follow=True),
    ):
        assert SECRET not in response.content.decode()
        assert response.status_code in (200, 403)
        assert response.request["PATH_INFO"] == reverse("admin:index") or response.status_code == 403
    assert model.objects.filter(pk=record[model].pk).exists()


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (Meeting, "board"),
        (Board, "parent"),
        (Action, "board"),
        (Action, "raised_in"),
        (Action, "due_at"),
        (Action, "succeeded_by"),
        (Advice, "board"),
        (Advice, "meeting"),
        (Advice, "document"),
        (ActionUpdate, "recorded_in"),
        (ActionUpdate, "action"),
        (Minute, "item"),
        (AgendaItem, "meeting"),
    ],
)
def test_an_autocomplete_offers_a_secretary_their_own_and_an_outsider_nothing(
    client, secretary, outsider, record, model, field
):
    asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field}
    offered = {}
    for user in (secretary, outsider):
        client.force_login(user)
        offered[user] = [row["id"] for row in client.get(reverse("admin:autocomplete"), asked).json()["results"]]

    row = record[model._meta.get_field(field).remote_field.model]
    assert str(row.pk) in offered[secretary]
    assert str(row.pk) not in offered[outsider]


@pytest.mark.parametrize(
    ("model", "field"), [(Person, "user"), (Meeting, "circulated_by"), (ActionUpdate, "entered_by")]
)
def test_users_are_offered_to_superusers_alone(client, secretary, model, field):
    asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field}
    client.force_login(secretary)

    assert client.get(reverse("admin:autocomplete"), asked).status_code == 403


def test_a_board_of_others_cannot_be_chosen_by_its_number(client, outsider, record):
    client.force_login(outsider)
    data = form_of(client.get(admin_list(Meeting, "add")))

    response = client.post(admin_list(Meeting, "add"), data | {"board": record[Board].pk, "held_on": "2026-04-01"})

    assert errors_of(response) == ["Select a valid choice. That choice is not one of the available choices."]
    assert Meeting.objects.count() == 1


def test_a_paragraph_of_others_cannot_be_chosen_by_its_number(client, outsider, record):
    client.force_login(outsider)
    own = Board.objects.get(slug="other")
    data = form_of(client.get(admin_list(Action, "add")))
    typed = {"board": own.pk, "text": "Ask", "raised_in": record[Minute].pk, "raised_on": "2026-04-01"}

    response = client.post(admin_list(Action, "add"), data | typed)

    assert errors_of(response) == ["Select a valid choice. That choice is not one of the available choices."]
    assert SECRET not in response.content.decode()


@pytest.mark.parametrize("user", ["member", "official"])
def test_a_member_on_the_staff_who_is_no_secretary_sees_an_empty_index(client, request, record, user):
    user = request.getfixturevalue(user)
    user.is_staff = True
    user.save()
    client.force_login(user)

    response = client.get(reverse("admin:index"))

    assert response.context["app_list"] == []
    for model in (*OF_A_BOARD, Person, Organisation, User):
        assert client.get(admin_list(model)).status_code == 403


def test_whoever_is_not_on_the_staff_is_sent_to_sign_in(client, member):
    client.force_login(member)

    assert client.get(reverse("admin:index")).status_code == 302


def test_a_secretary_sees_every_kind_of_record_but_users(client, secretary):
    client.force_login(secretary)

    response = client.get(reverse("admin:index"))

    kinds = {model["object_name"] for app in response.context["app_list"] for model in app["models"]}
    of_meetings = {"AgendaItem", "Document", "ForwardItem", "Meeting", "Minute", "StandingItem"}
    assert kinds == {"Action", "Advice", "Recommendation", *of_meetings, "Board", "Organisation", "Person", "Theme"}


def test_users_are_for_superusers_alone(client, secretary):
    user = make_user("quiet@example.org")
    client.force_login(secretary)

    pages = [admin_list(User), admin_list(User, "add"), admin_url(user), admin_url(user, "history")]
    pages.append(reverse("admin:auth_user_password_change", args=[user.pk]))
    answers = [client.get(page, follow=True) for page in pages]

    assert all("quiet@example.org" not in answer.content.decode().split("messagelist")[0] for answer in answers)
    assert client.post(pages[-1], {"password1": "a", "password2": "a"}).status_code == 403


def test_a_secretary_cannot_take_over_somebodys_rights(client, outsider, board):
    """By tying a sign-in of their own to the person who is secretary elsewhere."""
    chair = make_person("Ada Chair")
    make_membership(board, person=chair, role=Membership.Role.SECRETARIAT)
    mine = make_user()
    client.force_login(outsider)

    data = form_of(client.get(admin_url(chair)))
    response = client.post(admin_url(chair), data | {"user": mine.pk, "name": "Ada Renamed"})

    assert response.status_code == 302
    assert "user" not in data
    chair.refresh_from_db()
    assert (chair.user, chair.name) == (None, "Ada Renamed")


def test_a_superuser_ties_a_sign_in_to_a_person(client, db):
    client.force_login(User.objects.create_superuser("root@example.org"))
    person, user = make_person(), make_user()

    client.post(admin_url(person), form_of(client.get(admin_url(person))) | {"user": user.pk})

    person.refresh_from_db()
    assert person.user == user


def test_a_secretary_neither_adds_nor_deletes_a_board_nor_moves_it(client, secretary, outsider, board):
    other = Board.objects.get(slug="other")
    client.force_login(secretary)

    assert client.get(admin_list(Board, "add")).status_code == 403
    assert client.post(admin_url(board, "delete"), {"post": "yes"}).status_code == 403
    data = form_of(client.get(admin_url(board)))
    client.post(admin_url(board), data | {"parent": other.pk, "reference_prefix": "MINE", "purpose": "To advise."})

    board.refresh_from_db()
    assert (board.parent, board.reference_prefix, board.purpose) == (None, "RR3", "To advise.")


def test_somebody_who_stopped_being_secretary_loses_the_records_at_once(client, secretary, record, board):
    client.force_login(secretary)
    assert client.get(admin_url(board)).status_code == 200

    board.memberships.filter(person__user=secretary).update(ends_on="2025-01-01")

    assert client.get(admin_url(board)).status_code in (302, 403)
    assert client.get(admin_list(Board)).status_code == 403


@pytest.mark.django_db
def test_no_page_names_a_record_by_its_kind_and_number(client, outsider, record):
    client.force_login(outsider)

    for kind in range(1, 30):
        assert client.get(f"/admin/r/{kind}/{record[Board].pk}/").status_code == 404


def test_every_record_of_ours_is_in_the_admin(db):
    """By a page of its own, or as rows on another's."""
    inlined = {"OrganisationName", "PersonName", "Seat", "Membership", "Attendance", "ActionOwner", "ActionUpdate"}
    inlined |= {"MinutesEdition", "Amendment", "AcceptedWarning", "MinuteComment", "ActionIssue"}
    inlined |= {"Addressee"}
    not_records = {"ActionSequence", "DocumentContent", "EvidenceContent"}
    # Each has pages of its own, and rules that the admin would go round.
    of_owners = {"ActionChange", "ActionReport", "Evidence", "Referral", "CalendarFeed", "Response"}
    of_mail = {"BoardMailing", "Mail", "MailChoice", "ReportLink"}
    ours = {
        model.__name__
        for label in ("organisations", "meetings", "actions")
        for model in apps.get_app_config(label).get_models()
        if not model.__name__.startswith("Historical")
    }

    assert ours - inlined - not_records - of_owners - of_mail == {
        model.__name__
        for model in admin.site._registry
        if model._meta.app_label in ("organisations", "meetings", "actions")
    }
