"""What somebody deleted, moved or changed between a page's find and its service's lock is refused in a sentence, or
kept: never an error page, and never undone by what was found before.
"""

import datetime as dt
import importlib
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client

from meetings.models import AgendaItem, Document, Meeting, Minute, MinuteComment
from meetings.services import (
    add_paper,
    add_paragraph,
    change_item,
    change_paper,
    change_paragraph,
    defer_item,
    delete_item,
    delete_paper,
    delete_paragraph,
    make_comment,
    move_item,
    move_minutes,
    move_paragraph,
    place_item,
    plan_meeting,
    resolve_comment,
    save_item_text,
    save_meeting,
    take_after_all,
    version_of,
)
from tests.factories import (
    DAY,
    MOMENT,
    make_attendance,
    make_document,
    make_forward_item,
    make_item,
    make_meeting,
    make_minute,
)
from tests.factories import (
    make_comment as made_comment,
)

GONE = r"Somebody has deleted this meanwhile\."
WORDS = {"text": "Said.", "level": 2, "kind": "discussion"}
PAPER = {"title": "Paper", "item": None, "state": "tabled"}

ON_ITEM = {
    "change": lambda item, by: change_item(item, title="T", by=by),
    "move": lambda item, by: move_item(item, up=True, by=by),
    "place": lambda item, by: place_item(item, before=None, by=by),
    "delete": lambda item, by: delete_item(item, by=by),
    "defer": lambda item, by: defer_item(item, by=by),
    "take": lambda item, by: take_after_all(item, by=by),
    "add a paragraph": lambda item, by: add_paragraph(item, by=by, **WORDS),
    "add a paper": lambda item, by: add_paper(
        item.meeting, title="P", state="tabled", item=item, file_name="a.txt", data=b"x", at=MOMENT, by=by
    ),
    "save the text": lambda item, by: save_item_text(item, text="Said.", version="", by=by),
}
ON_PARAGRAPH = {
    "change": lambda minute, by: change_paragraph(minute, version=version_of(minute), by=by, **WORDS),
    "move": lambda minute, by: move_paragraph(minute, up=True, by=by),
    "delete": lambda minute, by: delete_paragraph(minute, by=by),
    "comment": lambda minute, by: make_comment(minute, text="No.", at=MOMENT, by=by),
}
ON_PAPER = {
    "change": lambda paper, by: change_paper(paper, by=by, **PAPER),
    "delete": lambda paper, by: delete_paper(paper, by=by),
}


@pytest.mark.parametrize("deed", ON_ITEM)
def test_an_item_that_is_gone_is_refused(secretary, deed):
    found = make_item()
    AgendaItem.objects.get(pk=found.pk).delete()
    with pytest.raises(ValidationError, match=GONE):
        ON_ITEM[deed](found, secretary)
    assert not AgendaItem.objects.exists()


@pytest.mark.parametrize("deed", ON_PARAGRAPH)
def test_a_paragraph_that_is_gone_is_refused(secretary, deed):
    found = make_minute(make_item(make_meeting(stage="circulated")))
    Minute.objects.get(pk=found.pk).delete()
    with pytest.raises(ValidationError, match=GONE):
        ON_PARAGRAPH[deed](found, secretary)
    assert not Minute.objects.exists()


@pytest.mark.parametrize("deed", ON_PAPER)
def test_a_paper_that_is_gone_is_refused(secretary, deed):
    found = make_document()
    Document.objects.get(pk=found.pk).delete()
    with pytest.raises(ValidationError, match=GONE):
        ON_PAPER[deed](found, secretary)
    assert not Document.objects.exists()


def test_a_paper_is_not_put_under_an_item_that_is_gone(secretary):
    paper, item = make_document(), make_item()
    AgendaItem.objects.get(pk=item.pk).delete()
    with pytest.raises(ValidationError, match=GONE):
        change_paper(paper, **{**PAPER, "item": item}, by=secretary)


def test_a_comment_that_is_gone_is_refused(secretary):
    found = made_comment(make_minute(make_item(make_meeting(stage="circulated"))))
    MinuteComment.objects.get(pk=found.pk).delete()
    with pytest.raises(ValidationError, match=GONE):
        resolve_comment(found, outcome="accepted", answer="", at=MOMENT, by=secretary)


def test_a_meeting_that_is_gone_is_refused(secretary):
    found = make_meeting()
    Meeting.objects.get(pk=found.pk).delete()
    for refused in (
        lambda: save_meeting(found, by=secretary),
        lambda: move_minutes(found, to="with_chair", at=MOMENT, by=secretary),
    ):
        with pytest.raises(ValidationError, match=GONE):
            refused()


# What was found before is old


def test_an_item_that_moved_meanwhile_stays_where_it_moved_when_it_is_edited(board, secretary):
    meeting = make_meeting(board)
    make_item(meeting, title="One")
    found = make_item(meeting, title="Two")
    move_item(AgendaItem.objects.get(pk=found.pk), up=True, by=secretary)
    change_item(found, title="Two, edited", by=secretary)
    assert [str(item) for item in meeting.items.all()] == ["1. Two, edited", "2. One"]


def test_minutes_that_were_circulated_meanwhile_stay_so_when_the_venue_is_edited(board, secretary):
    found = make_meeting(board)
    move_minutes(Meeting.objects.get(pk=found.pk), to="circulated", at=MOMENT, by=secretary)
    found.venue = "By video call"
    save_meeting(found, by=secretary)
    now = Meeting.objects.get(pk=found.pk)
    assert (now.venue, now.minutes_stage, now.circulated_by) == ("By video call", "circulated", secretary)


# The pages


def delete_before_lock(monkeypatch, module, name, row):
    """Somebody's post is taken between the view's find and its service."""
    service = getattr(module, name)

    def late(*args, **kwargs):
        type(row).objects.filter(pk=row.pk).delete()
        return service(*args, **kwargs)

    monkeypatch.setattr(module, name, late)


@pytest.mark.parametrize(
    ("module", "service", "address", "typed"),
    [
        ("items", "move_item", "items/{item}/move/", {"direction": "up"}),
        ("items", "place_item", "items/{item}/place/", {"before": "end"}),
        ("items", "delete_item", "items/{item}/delete/", {}),
        (
            "rr3tracker.views.item_edit",
            "change_item_and_themes",
            "items/{item}/edit/",
            {"title": "T", "depth": 1, "purpose": "discussion", "kind": "ordinary"},
        ),
        ("agenda", "defer_item", "items/{item}/defer/", {"to": "next"}),
        ("paragraphs", "add_paragraph", "items/{item}/paragraphs/add/", WORDS),
        ("documents", "add_paper", "documents/add/", {"title": "P", "item": "{item}", "state": "to_follow"}),
        ("forward", "plan_ahead", "items/{item}/bring-back/", {"title": "T", "purpose": "discussion"}),
    ],
)
def test_the_page_says_that_the_item_was_deleted_meanwhile(
    client, secretary, board, monkeypatch, module, service, address, typed
):
    views = importlib.import_module(module if "." in module else f"meetings.views.{module}")
    item = make_item(make_meeting(board))
    delete_before_lock(monkeypatch, views, service, item)
    client.force_login(secretary)
    typed = {name: str(value).format(item=item.pk) for name, value in typed.items()}
    response = client.post(f"{item.meeting.get_absolute_url()}{address.format(item=item.pk)}", typed, follow=True)
    assert response.status_code == 200
    assert "Somebody has deleted this meanwhile." in response.content.decode()


@pytest.mark.parametrize(
    ("service", "deed", "typed"),
    [
        ("move_paragraph", "move", {"direction": "up"}),
        ("delete_paragraph", "delete", {}),
        ("change_paragraph", "edit", WORDS),
    ],
)
def test_the_page_says_that_the_paragraph_was_deleted_meanwhile(
    client, secretary, board, monkeypatch, service, deed, typed
):
    from meetings.views import paragraphs

    minute = make_minute(make_item(make_meeting(board)))
    delete_before_lock(monkeypatch, paragraphs, service, minute)
    client.force_login(secretary)
    address = f"/meetings/{minute.item.meeting_id}/items/{minute.item_id}/paragraphs/{minute.pk}/{deed}/"
    response = client.post(address, typed, follow=True)
    assert response.status_code == 200
    assert "Somebody has deleted this meanwhile." in response.content.decode()


@pytest.mark.parametrize(
    ("service", "deed", "typed"),
    [("delete_paper", "delete", {}), ("change_paper", "edit", {"title": "P", "item": "", "state": "tabled"})],
)
def test_the_page_says_that_the_paper_was_deleted_meanwhile(
    client, secretary, board, monkeypatch, service, deed, typed
):
    from meetings.views import documents

    paper = make_document(make_meeting(board))
    delete_before_lock(monkeypatch, documents, service, paper)
    client.force_login(secretary)
    response = client.post(f"/documents/{paper.pk}/{deed}/", typed, follow=True)
    assert response.status_code == 200
    assert "Somebody has deleted this meanwhile." in response.content.decode()


def test_the_page_says_that_the_commented_paragraph_or_the_comment_was_deleted(
    client, member, secretary, board, monkeypatch
):
    from meetings.views import comments

    minute = make_minute(make_item(make_meeting(board, stage="circulated")))
    make_attendance(minute.item.meeting, person=member.person)
    comment = made_comment(minute)
    client.force_login(secretary)
    delete_before_lock(monkeypatch, comments, "resolve_comment", comment)
    address = f"/meetings/{minute.item.meeting_id}/comments/{comment.pk}/resolve/"
    assert "Somebody has deleted this meanwhile." in client.post(address, {"outcome": "accepted"}).content.decode()
    client.force_login(member)
    delete_before_lock(monkeypatch, comments, "make_comment", minute)
    address = f"/meetings/{minute.item.meeting_id}/items/{minute.item_id}/paragraphs/{minute.pk}/comment/"
    assert "Somebody has deleted this meanwhile." in client.post(address, {"text": "Not so."}).content.decode()


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_was_typed_under_an_item_that_is_gone_is_not_lost(client, secretary, board, monkeypatch, accept):
    from rr3tracker.views import taking

    item = make_item(make_meeting(board), title="Housing")
    delete_before_lock(monkeypatch, taking, "save_text", item)
    client.force_login(secretary)
    response = client.post(
        f"/meetings/{item.meeting_id}/minutes/{item.pk}/", {"text": "My <b>words</b>"}, headers={"Accept": accept}
    )
    assert response.status_code == 422
    assert "Somebody has deleted this meanwhile." in response.content.decode()
    assert ("My &lt;b&gt;words" in response.content.decode()) == (accept == "text/html")


# Two at once


def at_once(*deeds):
    """What each gave, all begun at one moment in threads of their own."""
    start, got = threading.Barrier(len(deeds)), []

    def run(deed):
        start.wait()
        try:
            got.append(deed())
        except Exception as failure:  # whatever it is, the test shows it
            got.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def post(user, address, typed):
    client = Client()
    client.force_login(user)
    return client.post(address, typed).status_code


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("deed", "typed"), [("delete", {}), ("move", {"direction": "down"}), ("place", {"before": "end"})]
)
def test_two_posts_at_once_about_one_item_never_fail(secretary, board, deed, typed):
    meeting = make_meeting(board, held_on=DAY + dt.timedelta(days=1))
    item = make_item(meeting)
    make_item(meeting)
    posts = [("delete", {}), ("delete", {}), (deed, typed)]
    base = f"{meeting.get_absolute_url()}items/{item.pk}/"

    got = at_once(*(lambda deed=deed, typed=typed: post(secretary, f"{base}{deed}/", typed) for deed, typed in posts))

    assert set(got) <= {200, 302, 404}
    assert 302 in got
    assert [row.title for row in meeting.items.all()] == ["Item 2"]


@pytest.mark.django_db(transaction=True)
def test_two_meetings_planned_at_once_do_not_both_take_up_what_waits(secretary, board):
    make_forward_item(board, title="Housing")
    meetings = [Meeting(board=board, held_on=DAY + dt.timedelta(days=days)) for days in (30, 60)]

    got = at_once(*(lambda meeting=meeting: plan_meeting(meeting, by=secretary) for meeting in meetings))

    assert sorted(map(len, got)) == [0, 1]
    assert AgendaItem.objects.filter(title="Housing").count() == 1
