"""The access table: every address, asked for by every kind of person, and what they get.

A URL with no row fails `test_every_url_has_a_row`. The board is private and its minutes are circulated, so that
members may read them and officials may not yet. `in` is a redirect to sign in; `to` any other redirect.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from actions.links import CALENDAR, token_of
from actions.models import ActionOwner
from actions.services import GivenEvidence, make_calendar_address
from organisations.models import User
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_advice,
    make_attendance,
    make_board,
    make_change,
    make_comment,
    make_document,
    make_edition,
    make_forward_item,
    make_item,
    make_mail,
    make_meeting,
    make_membership,
    make_minute,
    make_recommendation,
    make_referral,
    make_report,
    make_report_link,
    make_seat,
    make_theme,
)

WHO = ("anonymous", "stranger", "outsider", "member", "official", "secretary")

OPEN = "200 200 200 200 200 200"
SIGNED_IN = "in  200 200 200 200 200"
OF_THE_BOARD = "in  404 404 200 200 200"
READERS = "in  404 404 200 404 200"
KEEPERS = "in  404 404 403 403 200"
KEEPERS_OF_WHAT_IS_READ = "in  404 404 403 404 200"
KEEPERS_POST = "405 405 405 405 405 405"
ANY_SECRETARIAT = "in  403 200 403 403 200"
BY_LINK_ALONE = "404 404 404 404 404 404"

TABLE: dict[str, tuple[str, tuple[str, ...]]] = {
    # name: what each gets on GET, and which of the world's rows its address names
    "home": (OPEN, ()),
    "search": (OPEN, ()),
    "board_summary": (OF_THE_BOARD, ("board",)),
    "board_comparison": (SIGNED_IN, ()),
    "board_comparison_csv": (SIGNED_IN, ()),
    "board_year": (OF_THE_BOARD, ("board",)),
    "organisations:board_list": (OPEN, ()),
    "organisations:board_add": (ANY_SECRETARIAT, ()),
    "organisations:board_detail": (OF_THE_BOARD, ("board",)),
    "organisations:board_edit": (KEEPERS, ("board",)),
    "organisations:seat_add": (KEEPERS, ("board",)),
    "organisations:seat_edit": (KEEPERS, ("board", "seat")),
    "organisations:membership_add": (KEEPERS, ("board",)),
    "organisations:membership_edit": (KEEPERS, ("board", "membership")),
    "organisations:organisation_list": (OPEN, ()),
    "organisations:organisation_add": (ANY_SECRETARIAT, ()),
    "organisations:organisation_detail": ("in  404 200 200 200 200", ("organisation",)),
    "organisations:organisation_edit": ("in  403 200 403 403 200", ("organisation",)),
    "organisations:person_list": (OPEN, ()),
    "organisations:person_add": (ANY_SECRETARIAT, ()),
    "organisations:person_detail": ("in  404 200 200 200 200", ("person",)),
    "organisations:person_edit": ("in  403 200 403 403 200", ("person",)),
    "meetings:meeting_list": (OPEN, ()),
    "meetings:meeting_add": (ANY_SECRETARIAT, ()),
    "meetings:meeting_detail": (OF_THE_BOARD, ("meeting",)),
    "meetings:agenda": (OF_THE_BOARD, ("meeting",)),
    "meeting_edit": (KEEPERS, ("meeting",)),
    "meetings:roll_edit": (KEEPERS, ("meeting",)),
    "stage_edit": (KEEPERS, ("meeting",)),
    "check_minutes": (KEEPERS, ("meeting",)),
    "warning_accept": (KEEPERS_POST, ("meeting",)),
    "meetings:edition_list": (OF_THE_BOARD, ("meeting",)),
    "meetings:edition_detail": (READERS, ("meeting", "edition")),
    "meetings:edition_changes": (READERS, ("meeting", "edition")),
    "meetings:comment_list": (READERS, ("meeting",)),
    "meetings:comment_add": ("in  404 404 200 404 403", ("meeting", "item", "minute")),
    "meetings:comment_resolve": (KEEPERS, ("meeting", "comment")),
    "approval": (KEEPERS, ("later",)),
    "approval_amend": (KEEPERS, ("later", "meeting")),
    "meetings:document_add": (KEEPERS, ("meeting",)),
    "meetings:document_download": (READERS, ("document",)),
    "meetings:document_edit": (KEEPERS_OF_WHAT_IS_READ, ("document",)),
    "meetings:document_delete": (KEEPERS_OF_WHAT_IS_READ, ("document",)),
    "meetings:item_add": (KEEPERS, ("meeting",)),
    "meeting_themes": (KEEPERS, ("meeting",)),
    "item_edit": (KEEPERS, ("meeting", "item")),
    "meetings:item_move": (KEEPERS_POST, ("meeting", "item")),
    "meetings:item_place": (KEEPERS_POST, ("meeting", "item")),
    "meetings:item_defer": (KEEPERS, ("meeting", "item")),
    "meetings:item_bring_back": (KEEPERS, ("meeting", "item")),
    "meetings:forward_plan": (OF_THE_BOARD, ("board",)),
    "meetings:forward_add": (KEEPERS, ("board",)),
    "meetings:forward_edit": (KEEPERS, ("board", "forward_item")),
    "meetings:forward_withdraw": (KEEPERS_POST, ("board", "forward_item")),
    "meetings:item_delete": (KEEPERS, ("meeting", "item")),
    "meetings:minute_add": (KEEPERS, ("meeting", "item")),
    "meetings:minute_edit": (KEEPERS, ("meeting", "item", "minute")),
    "meetings:minute_move": (KEEPERS_POST, ("meeting", "item", "minute")),
    "meetings:minute_delete": (KEEPERS, ("meeting", "item", "minute")),
    "taking": (KEEPERS, ("meeting",)),
    "taking_item": (KEEPERS_POST, ("meeting", "item")),
    "taking_action": (KEEPERS, ("meeting", "item")),
    "taking_report": (KEEPERS, ("meeting", "item")),
    "taking_issue": (KEEPERS, ("meeting",)),
    "taking_versions": (KEEPERS, ("meeting", "item")),
    "taking_version": (KEEPERS, ("meeting", "item", "version")),
    "theme_list": (OPEN, ()),
    "theme_add": (ANY_SECRETARIAT, ()),
    "theme_add_several": (ANY_SECRETARIAT, ()),
    "theme_detail": (OF_THE_BOARD, ("theme",)),
    "theme_edit": (KEEPERS, ("theme",)),
    "theme_delete": (KEEPERS, ("theme",)),
    "actions:action_list": (OPEN, ()),
    "actions:action_csv": (OPEN, ()),
    "actions:action_add": (ANY_SECRETARIAT, ()),
    "actions:action_detail": (READERS, ("action",)),
    "actions:action_edit": (KEEPERS_OF_WHAT_IS_READ, ("action",)),
    "actions:action_report": ("in  404 404 200 404 200", ("action",)),
    "actions:action_hand_on": (KEEPERS_OF_WHAT_IS_READ, ("action",)),
    "actions:owner_part": ("in  404 404 200 404 200", ("action", "owner")),
    "actions:board_hand_on": (KEEPERS, ("board",)),
    "actions:my_actions": (SIGNED_IN, ()),
    "actions:action_agree": (KEEPERS_OF_WHAT_IS_READ, ("action",)),
    "actions:report_list": (ANY_SECRETARIAT, ()),
    "actions:report_answer": (KEEPERS_OF_WHAT_IS_READ, ("report",)),
    "actions:evidence_download": (READERS, ("evidence",)),
    "actions:action_merge": (KEEPERS_OF_WHAT_IS_READ, ("action",)),
    "actions:action_split": (KEEPERS_OF_WHAT_IS_READ, ("action",)),
    "actions:bulk_change": (ANY_SECRETARIAT, ()),
    "actions:bulk_themes": (ANY_SECRETARIAT, ()),
    "actions:change_list": (ANY_SECRETARIAT, ()),
    "actions:change_detail": ("in  404 404 404 404 200", ("change",)),
    "actions:action_refer": (KEEPERS_OF_WHAT_IS_READ, ("action",)),
    "actions:referral_list": (ANY_SECRETARIAT, ()),
    "actions:referral_detail": ("in  404 404 404 404 200", ("referral",)),
    "actions:referral_accept": ("in  404 404 404 404 200", ("referral",)),
    "actions:referral_decline": ("in  404 404 404 404 200", ("referral",)),
    "actions:advice_list": (OPEN, ()),
    "actions:advice_add": (ANY_SECRETARIAT, ()),
    "actions:advice_detail": (OF_THE_BOARD, ("advice",)),
    "actions:advice_edit": (KEEPERS, ("advice",)),
    "actions:advice_paste": (KEEPERS, ("advice",)),
    "actions:recommendation_add": (KEEPERS, ("advice",)),
    "actions:recommendation_edit": (KEEPERS, ("recommendation",)),
    "actions:recommendation_respond": (KEEPERS, ("recommendation", "addressee")),
    "actions:recommendation_supersede": (KEEPERS, ("recommendation",)),
    "actions:recommendation_follow": (KEEPERS, ("recommendation",)),
    "actions:recommendation_action": (KEEPERS, ("recommendation",)),
    "actions:recommendation_list": (OPEN, ()),
    "actions:recommendation_csv": (OPEN, ()),
    "actions:recommendation_detail": (OF_THE_BOARD, ("recommendation",)),
    "actions:dashboard": (OPEN, ()),
    # Whoever has the link goes on to what it opens, signed in or not; without it there is nothing for anybody.
    "actions:report_by_link": ("to  to  to  to  to  to", ("report_token",)),
    "actions:report_from_link": (BY_LINK_ALONE, ()),
    "actions:report_one_from_link": (BY_LINK_ALONE, ("action",)),
    "actions:calendar_feed": (OPEN, ("calendar_token",)),
    "actions:my_calendar": (SIGNED_IN, ()),
    "actions:mail_list": (ANY_SECRETARIAT, ()),
    "actions:mail_detail": ("in  404 404 404 404 200", ("mail",)),
    "actions:mail_html": ("in  404 404 404 404 200", ("mail",)),
    "actions:mail_waiting": (KEEPERS, ("board",)),
    "actions:board_mailing": (KEEPERS, ("board",)),
    "actions:board_mail_choice": (KEEPERS, ("board", "person")),
    "actions:links_withdraw": (KEEPERS_POST, ("board", "person")),
    "actions:my_mail": (SIGNED_IN, ()),
}

SIGN_IN_PAGES = ["account_", "mfa_", "socialaccount_"]
"""allauth's own addresses: it decides, and tests/rr3tracker/test_accounts.py holds what we rely on."""


@pytest.fixture
def world(board, member):
    """One of everything, on the board of the cast."""
    meeting = make_meeting(board, stage="circulated")
    item = make_item(meeting)
    minute = make_minute(item)
    make_attendance(meeting, person=member.person)
    make_action(board, text="Of an earlier meeting", raised_on=meeting.held_on - dt.timedelta(days=30))
    action = make_action(raised_in=minute, owners=[ActionOwner(person=member.person)])
    theme = make_theme(board)
    item.themes.add(theme)
    action.themes.add(theme)
    words = GivenEvidence(file_name="figures.txt", data=b"words")
    report = make_report(action, reported_by=member.person, due_on=DAY, due_reason="To hear.", evidence=[words])
    recommendation = make_recommendation(make_advice(board), member.person.organisation)
    return {
        "board": board.slug,
        "seat": make_seat(board).pk,
        "membership": make_membership(board).pk,
        "organisation": member.person.organisation.pk,
        "person": member.person.pk,
        "meeting": meeting.pk,
        "item": item.pk,
        "minute": minute.pk,
        "version": minute.history.get().pk,
        "forward_item": make_forward_item(board, said_on=dt.date(2999, 1, 1)).pk,
        "edition": make_edition(meeting).pk,
        "comment": make_comment(minute).pk,
        "later": make_meeting(board, held_on=meeting.held_on + dt.timedelta(days=30)).pk,
        "referral": make_referral(board).pk,
        "document": make_document(meeting).pk,
        "action": action.reference,
        "owner": action.owners.get().pk,
        "report": report.pk,
        "evidence": report.evidence.get().pk,
        "report_token": token_of(make_report_link(board, member.person)),
        "calendar_token": CALENDAR.write(make_calendar_address(by=member, at=MOMENT)),
        "mail": make_mail(board, member.person).pk,
        "change": make_change(make_action(board)).pk,
        "theme": theme.pk,
        "advice": recommendation.advice.pk,
        "recommendation": recommendation.pk,
        "addressee": recommendation.addressees.get().pk,
    }


@pytest.fixture
def people(request, member, official, secretary, outsider, stranger):
    cast = {"stranger": stranger, "outsider": outsider, "member": member, "official": official, "secretary": secretary}
    return {"anonymous": None, **cast}


def client_of(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def what_they_get(user: User | None, address: str) -> str:
    client = client_of(user)
    response = client.get(address)
    if response.status_code == 302:
        doors = (reverse("account_login"), reverse("admin:login"))
        return "in" if response.url.startswith(doors) else "to"
    return str(response.status_code)


@pytest.mark.parametrize("name", TABLE)
def test_access(world, people, name):
    expected, rows = TABLE[name]
    address = reverse(name, args=[world[row] for row in rows])

    got = {who: what_they_get(people[who], address) for who in WHO}

    assert got == dict(zip(WHO, expected.split(), strict=True))


@pytest.mark.parametrize("name", [name for name, (expected, _) in TABLE.items() if expected == KEEPERS_POST])
def test_a_change_by_post_is_refused(world, people, name):
    address = reverse(name, args=[world[row] for row in TABLE[name][1]])
    expected = {"anonymous": 404, "stranger": 404, "outsider": 404, "member": 403, "official": 403}

    assert {who: client_of(people[who]).post(address, {"direction": "up"}).status_code for who in expected} == expected


def secretary_gets(expected: str) -> str:
    return dict(zip(WHO, expected.split(), strict=True))["secretary"]


@pytest.mark.parametrize("name", [name for name, (expected, _) in TABLE.items() if secretary_gets(expected) == "200"])
def test_a_page_answers_those_who_ask_only_whether_it_is_there(client, world, secretary, name):
    client.force_login(secretary)

    assert client.head(reverse(name, args=[world[row] for row in TABLE[name][1]])).status_code == 200


def every_name(resolver: URLResolver, space: str = "") -> list[str]:
    names: list[str] = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            names += every_name(pattern, inner)
        elif isinstance(pattern, URLPattern):
            names.append(f"{space}{pattern.name}")
    return names


def test_every_url_has_a_row():
    ours = {
        name
        for name in every_name(get_resolver())
        if not name.startswith("admin:") and not name.startswith(tuple(SIGN_IN_PAGES))
    }

    assert ours == set(TABLE)


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_the_admin_opens_to_the_secretariat_alone(people, model):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")

    got = {who: what_they_get(people[who], address) for who in WHO}

    for who, answer in got.items():
        assert answer in ({"200", "403"} if who in ("secretary", "outsider") else {"in", "403"}), got


def test_strangers_meet_the_same_answer_for_what_is_not_theirs_and_what_is_not(client, world, stranger):
    """A 404 page that differed would tell that the row exists."""
    client.force_login(stranger)
    board: Any = make_board()

    def answer(slug: str) -> str:
        page = client.get(reverse("organisations:board_detail", args=[slug])).content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(slug, "…")

    assert answer(board.slug) == answer("no-such-board")
