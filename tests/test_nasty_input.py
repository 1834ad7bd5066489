"""Every form and every address, given what nobody should send: refused or taken in, but never a failure.

The worst values go into each field by itself, the rest of the form as the page drew it; the others into all fields at
once. Whoever may save the form sends it, and what was saved is undone before the next.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from meetings.models import Meeting
from organisations.admin.records import RecordAdmin
from tests.administration import admin_list, admin_url, form_of
from tests.factories import make_attendance, make_standing_item, make_user
from tests.test_access import TABLE, WHO, people, world

__all__ = ["people", "world"]

SCRIPT = "<script>alert(1)</script>"
WORST = ("a\0b", "9" * 30, f"{SCRIPT}{{{{ 7 }}}}{{% now %}}%s%(x)s\u202e\u2066\r\n")
OTHERS = (
    "",
    "-1",
    "9" * 5000,
    "²",
    "x" * 1001,
    "30 February 2026",
    "0001-01-01",
    "9999-12-31",
    "javascript:alert(1)",
)
OUR_MODELS = [model for model in admin.site._registry if isinstance(admin.site._registry[model], RecordAdmin)]
QUERY = {
    "home": (),
    "search": ("q", "board", "show", "page"),
    "board_summary": ("as_at", "at_meeting", "since", "since_meeting"),
    "board_year": ("year",),
    "board_comparison": ("sort",),
    "board_comparison_csv": ("sort",),
    "organisations:organisation_list": ("q", "sector", "sort", "page"),
    "organisations:person_list": ("q", "board", "organisation", "sort", "page"),
    "organisations:membership_add": ("seat",),
    "meetings:meeting_list": ("board", "year", "page"),
    "meetings:meeting_add": ("board",),
    "meetings:minute_add": ("after",),
    "meetings:meeting_detail": ("edit",),
    "meetings:edition_changes": ("to",),
    "taking_versions": ("page",),
    "taking_version": ("to",),
    "theme_list": ("board",),
    "theme_add": ("board",),
    "theme_add_several": ("board",),
    "theme_detail": ("board", "from", "to", "page"),
    "actions:action_list": (
        *("q", "state", "mine", "board", "status", "person", "organisation", "raised_at", "sort", "page"),
        *(
            "due_from",
            "due_to",
            "raised_from",
            "raised_to",
            "completed_from",
            "completed_to",
            "closed_from",
            "closed_to",
        ),
        *("postponed_from", "postponed_to", "reopened_from", "reopened_to"),
        *("owner", "theme", "moved", "carried", "on_time"),
        *("as_at", "at_meeting"),
    ),
    "actions:action_detail": ("as_at", "at_meeting"),
    "actions:action_add": ("board", "minute"),
    "actions:action_report": ("minute",),
    "actions:action_merge": ("into",),
    "actions:bulk_change": ("a",),
    "actions:bulk_themes": ("a",),
    "actions:dashboard": ("board", "period_from", "period_to", "since", "organisation", "theme", "every_line"),
    "actions:advice_list": ("board", "kind", "page"),
    "actions:advice_add": ("board",),
    "actions:recommendation_list": (
        *("q", "overdue", "answer", "board", "organisation", "advice", "theme", "kind"),
        *("given_from", "given_to", "as_at", "sort", "page"),
    ),
    "actions:mail_list": ("board", "state", "kind", "page"),
}
QUERY["actions:action_csv"] = QUERY["actions:action_list"]
QUERY["actions:recommendation_csv"] = QUERY["actions:recommendation_list"]


class FormsOnPage(HTMLParser):
    """The fields of the page's forms that are sent by POST, with what a browser would send if nobody touched them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.form: dict[str, list[str]] | None = None
        self.select = self.textarea = ""
        self.files: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given: dict[str, str] = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = {} if given.get("method") == "post" and "logout" not in given.get("action", "") else None
            if self.form is not None:
                self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "option" and self.select and "selected" in given:
            self.form[self.select] = [given.get("value", "")]
        elif not given.get("name") or given["name"] == "csrfmiddlewaretoken":
            return
        elif tag == "select":
            self.select = given["name"]
            self.form.setdefault(self.select, [""])
        elif tag == "textarea":
            self.textarea = given["name"]
            self.form[self.textarea] = [""]
        elif tag == "input" and given.get("type") == "file":
            self.files.add(given["name"])
        elif tag == "input":
            is_ticked = given.get("type") in ("checkbox", "radio")
            values = self.form.setdefault(given["name"], [])
            values += [given.get("value", "on" if is_ticked else "")] if not is_ticked or "checked" in given else []

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea and self.form is not None:
            self.form[self.textarea][0] += data


def send_nasty(
    client: Any,
    address: str,
    form: dict[str, Any],
    files: tuple[SimpleUploadedFile, ...] = (),
    worst: tuple[str, ...] = WORST,
) -> None:
    """Post the form with every nasty value, look at each answer, and undo what it did."""
    fields = [name for name in form if not name.endswith("_FORMS")]  # Django draws two thousand rows for who asks
    by_themselves = [{field: value} for field in fields for value in worst]
    for typed in [*by_themselves, *(dict.fromkeys(fields, value) for value in (*WORST, *OTHERS))]:
        for file in files:
            file.seek(0)
        with transaction.atomic():
            response = client.post(address, {**form, **{file.name: file for file in files}, **typed})
            if response.status_code == 302 and SCRIPT in "".join(map(str, typed.values())):
                response = client.get(response.url)
            assert response.status_code < 500, typed
            assert response.streaming or SCRIPT not in response.content.decode(), typed
            transaction.set_rollback(True)


def who_may(name: str) -> str:
    """The secretary, except for what is for others: a comment on the minutes is made by a member."""
    may = dict(zip(WHO, TABLE[name][0].split(), strict=True))
    return "member" if may["secretary"] == "403" else "secretary"


@pytest.mark.parametrize("name", TABLE)
def test_no_field_of_a_form_can_make_it_fail(client, world, people, name):
    client.force_login(people[who_may(name)])
    address = reverse(name, args=[world[row] for row in TABLE[name][1]])
    got = client.get(address)
    page = FormsOnPage(got.content.decode()) if got.status_code == 200 and not got.streaming else FormsOnPage("")

    assert page.forms or not name.endswith(("_add", "_edit", "_delete", "_report"))
    for form in page.forms or [{"direction": ["up"]}]:
        send_nasty(client, address, form, tuple(SimpleUploadedFile(name, b"words") for name in page.files))


@pytest.mark.parametrize("name", QUERY)
def test_no_query_can_make_a_page_fail(client, world, secretary, name):
    client.force_login(secretary)
    address = reverse(name, args=[world[row] for row in TABLE[name][1]])

    for field in QUERY[name]:
        for value in (*WORST, *OTHERS, "a " * 100):
            response = client.get(address, {field: value})

            assert response.status_code < 500
            assert response.streaming or SCRIPT not in response.content.decode(), (field, value)


@pytest.mark.parametrize("page", ["add", "change"])
@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model.__name__)
def test_no_field_of_the_admin_can_make_it_fail(client, world, model, page):
    meeting = Meeting.objects.get(pk=world["meeting"])
    make_attendance(meeting)
    make_standing_item(meeting.board)
    client.force_login(make_user("root@example.org", is_staff=True, is_superuser=True))
    address = admin_url(model.objects.first()) if page == "change" else admin_list(model, "add")
    got = client.get(address)
    if got.status_code == 403:
        return  # added elsewhere

    form = form_of(got)
    for inline in got.context["inline_admin_formsets"]:
        if inline.has_add_permission:
            total = f"{inline.formset.prefix}-TOTAL_FORMS"
            new = {field.html_name: field.value() for field in inline.formset.empty_form}
            form |= {name.replace("__prefix__", str(form[total])): value or "" for name, value in new.items()}
            form[total] = int(form[total]) + 1
    send_nasty(client, address, form, worst=WORST[:1])  # a page of the admin takes long
