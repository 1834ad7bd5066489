"""Every page that writes to a meeting: what somebody filled in before the minutes were approved is refused after."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.models import AcceptedWarning, ForwardItem, Meeting, MinutesEdition
from meetings.services import text_version
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_attendance,
    make_document,
    make_item,
    make_meeting,
    make_minute,
)
from tests.test_access import KEEPERS, KEEPERS_OF_WHAT_IS_READ, KEEPERS_POST, TABLE
from tests.test_approved_minutes_refuse import WRITTEN
from tests.test_nasty_input import FormsOnPage

ITEM, PARAGRAPH = ("meeting", "item"), ("meeting", "item", "last")
WRITES: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    # name: which rows its address names, and what is typed into the page's own form
    "meeting_edit": (("meeting",), {"venue": "Elsewhere"}),
    "meetings:roll_edit": (("meeting",), {"guests": "Ann Ashby, Director, Pier Trust"}),
    "check_minutes": (("meeting",), {"confirmed": "on"}),
    "warning_accept": (("meeting",), {"key": "no-next-date", "reason": "Settled by mail."}),
    "meetings:document_add": (("meeting",), {"title": "Late paper"}),
    "meetings:document_edit": (("document",), {"title": "Else"}),
    "meetings:document_delete": (("document",), {}),
    "meetings:item_add": (("meeting",), {"title": "Else"}),
    "item_edit": (ITEM, {"title": "Else"}),
    "meetings:item_move": (ITEM, {"direction": "down"}),
    "meetings:item_place": (ITEM, {"before": "end"}),
    "meetings:item_defer": (ITEM, {"to": "next"}),
    "meetings:item_bring_back": (ITEM, {}),
    "meetings:item_delete": (("meeting", "empty"), {}),
    "meetings:minute_add": (ITEM, {"text": "Else."}),
    "meetings:minute_edit": (PARAGRAPH, {"text": "Else."}),
    "meetings:minute_move": (PARAGRAPH, {"direction": "up"}),
    "meetings:minute_delete": (PARAGRAPH, {}),
    "taking_item": (ITEM, {"text": "It was said.\n\nElse.", "version": "version"}),
    "taking_action": (ITEM, {"task": "Write to the court"}),
    "taking_report": (ITEM, {"narrative": "No reply yet."}),
    "taking_issue": (("meeting",), {}),
    "taking_version": ((*ITEM, "version"), {}),
}
NOT_TO_THEM = {
    "stage_edit": "going back asks for a reason, and to publish changes nothing in them",
    "approval": "it writes to the minutes that wait, and approved ones do not",
    "approval_amend": "the same",
    "meetings:comment_resolve": "an answer is not part of the minutes",
    "taking": "it draws",
    "taking_versions": "it draws",
    "actions:action_edit": "an action may be handed on; its wording: tests/actions/test_action_forms.py",
    "actions:action_merge": "a paragraph of theirs is not on offer; tests/actions/test_merge.py",
    "actions:action_split": "the parts are raised between meetings; tests/actions/test_split.py",
    "actions:action_hand_on": "a paragraph of theirs is not on offer; tests/test_approved_minutes_refuse.py",
    "actions:action_agree": "the chair agrees it between meetings",
    "actions:action_refer": "a paragraph of theirs is not on offer; tests/test_approved_minutes_refuse.py",
    "actions:report_answer": "it is answered between meetings",
    "actions:board_hand_on": "it is said between meetings",
    "actions:board_mailing": "what a board sends is not in them",
    "actions:board_mail_choice": "what somebody is told is not in them",
    "actions:links_withdraw": "a link is not in them",
    "actions:mail_waiting": "a mail is not in them",
    "meeting_themes": "themes are not part of them; tests/rr3tracker/test_meeting_themes.py",
    "theme_edit": "a theme is not in them",
    "theme_delete": "a theme is not in them",
    "actions:advice_edit": "advice is not in them",
    "actions:advice_paste": "advice is not in them",
    "actions:recommendation_add": "a recommendation cites a paragraph, and no minutes say so",
    "actions:recommendation_edit": "the same",
    "actions:recommendation_respond": "the same",
    "actions:recommendation_supersede": "recommendations are not in them",
    "actions:recommendation_follow": "what follows from a recommendation is not in them",
    "actions:recommendation_action": "it raises an action between meetings",
    "meetings:forward_add": "the plan is not in them",
    "meetings:forward_edit": "the plan is not in them",
    "meetings:forward_withdraw": "the plan is not in them",
}


@pytest.fixture
def world(board, secretary):
    meeting = make_meeting(board)
    item = make_item(meeting)
    make_action(board, raised_on=DAY - dt.timedelta(days=90))
    minute = make_minute(item, text="It was sung.")
    minute.history.update(history_date=MOMENT)
    version = minute.history.get().pk
    minute.text = "It was said."
    minute.save()
    make_minute(item, kind="action", text="Chair to write to the court")
    make_attendance(meeting)
    return {
        "meeting": meeting.pk,
        "item": item.pk,
        "last": make_minute(item).pk,
        "empty": make_item(meeting).pk,
        "document": make_document(meeting, kind="paper").pk,
        "version": version,
    }


@pytest.fixture
def filled_in(client, world, secretary):
    """A page of the world, as somebody left it in the browser who was about to press its button."""
    client.force_login(secretary)

    def fill_in(name):
        rows, typed = WRITES[name]
        address = reverse(name, args=[world[row] for row in rows])
        got = client.get(address)
        page = FormsOnPage(got.content.decode()) if got.status_code == 200 else FormsOnPage("")
        form = next(iter(page.forms), {}) | typed
        if form.get("version") == "version":
            form["version"] = text_version(Meeting.objects.get().items.first().minutes.all())
        return address, form | {name: SimpleUploadedFile("paper.txt", b"words") for name in page.files}

    return fill_in


def everything():
    models = (*WRITTEN, AcceptedWarning, ForwardItem, MinutesEdition)
    return {model: list(model.objects.order_by("pk").values()) for model in models}


@pytest.mark.parametrize("stage", ["approved", "published"])
@pytest.mark.parametrize("name", WRITES)
def test_a_page_that_was_open_before_the_approval_is_refused(client, world, filled_in, secretary, name, stage):
    address, form = filled_in(name)
    stamps = {f"{stage}_at": MOMENT, f"{stage}_by": secretary}
    Meeting.objects.filter(pk=world["meeting"]).update(minutes_stage=stage, **stamps)
    before = everything()

    response = client.post(address, form)

    assert response.status_code == (200 if name == "check_minutes" else 403)  # the check is still read
    assert everything() == before


@pytest.mark.parametrize("name", WRITES)
def test_until_then_it_is_taken(client, world, filled_in, name):
    address, form = filled_in(name)
    before = everything()

    response = client.post(address, form)

    assert response.status_code in (200, 302)
    assert everything() != before


def test_every_page_that_the_secretariat_writes_by_is_in_the_table_or_said_not_to_be():
    kept = (KEEPERS, KEEPERS_POST, KEEPERS_OF_WHAT_IS_READ)
    ours = ("board", "seat", "membership")
    pages = {name for name, (expected, rows) in TABLE.items() if expected in kept and rows}
    of_boards = {name for name in pages if name.startswith("organisations:") and TABLE[name][1][0] in ours}

    assert pages - of_boards - set(WRITES) == set(NOT_TO_THEM)
