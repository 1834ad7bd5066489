"""Restricted items: who reads what stands under them, wherever it is shown, and who learns only that there is one."""

import datetime as dt
from itertools import product

import pytest
from django.db.models import Q
from django.urls import reverse

from actions.links import CALENDAR, token_of
from actions.models import Action, ActionOwner, ActionUpdate
from actions.services import GivenEvidence, issue_to_board, make_calendar_address
from meetings.models import (
    AgendaItem,
    Amendment,
    Attendance,
    Document,
    ForwardItem,
    Meeting,
    Minute,
    MinuteComment,
    open_to,
)
from meetings.restricting import TITLE, content_for, sees_restricted, veiled
from meetings.services import (
    ForRead,
    add_item,
    approve_minutes,
    change_item,
    defer_item,
    move_item,
    move_minutes,
    plan_ahead,
    plan_meeting,
)
from meetings.writing import content_of, plain_text
from organisations.models import Board
from tests.administration import admin_list, admin_url
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_advice,
    make_amendment,
    make_attendance,
    make_change,
    make_comment,
    make_document,
    make_forward_item,
    make_item,
    make_mail,
    make_meeting,
    make_membership,
    make_minute,
    make_person,
    make_recommendation,
    make_referral,
    make_report,
    make_report_link,
    make_response,
    make_theme,
    make_update,
    make_user,
)
from tests.test_access import KEEPERS_POST, TABLE, what_they_get

SECRET = "zinnober"
HIDDEN = f"{SECRET} quastel"
"""Searched for by its second word, so that a page that repeats what was asked for tells nothing of the first."""
Stage = Meeting.Stage
READS_FROM = {
    "secretary": list(Stage),
    "chair": [Stage.WITH_CHAIR, Stage.CIRCULATED, Stage.APPROVED, Stage.PUBLISHED],
    "member": [Stage.CIRCULATED, Stage.APPROVED, Stage.PUBLISHED],
}
WHO = ("secretary", "chair", "member", "official", "outsider", "stranger")


@pytest.fixture
def people(secretary, chair, member, official, outsider, stranger):
    return dict(zip(WHO, (secretary, chair, member, official, outsider, stranger), strict=True))


@pytest.mark.parametrize(("stage", "is_public"), list(product(Stage, [False, True])))
def test_who_reads_a_paragraph_of_a_restricted_item(board, people, stage, is_public):
    board.minutes_visible_to = Board.Visibility.PUBLIC if is_public else Board.Visibility.MEMBERS
    board.save()
    meeting = make_meeting(board, stage=stage)
    hidden = make_minute(make_item(meeting, is_restricted=True))
    shown = make_minute(make_item(meeting))

    for who, user in people.items():
        seen = set(Minute.objects.visible_to(user))
        expected = stage in READS_FROM.get(who, [])
        assert (hidden in seen) is expected, who
        assert (shown in seen) is bool(Meeting.objects.with_minutes_for(user)), who
        assert (meeting in Meeting.objects.visible_to(user) and sees_restricted(user, meeting)) is (
            hidden.item in AgendaItem.objects.visible_to(user)
        ), who


def test_a_superuser_reads_everything(board):
    minute = make_minute(make_item(make_meeting(board), is_restricted=True))
    everybody = make_user(is_superuser=True, is_staff=True)

    assert minute in Minute.objects.visible_to(everybody)
    assert AgendaItem.objects.filter(Q(pk__in=()) | open_to(everybody)).get() == minute.item


# What would leak, on a public board whose minutes are published


@pytest.fixture
def world(board, secretary, official):
    board.minutes_visible_to = Board.Visibility.PUBLIC
    board.save()
    meeting = make_meeting(board, stage=Stage.CIRCULATED)
    item = make_item(
        meeting, title=f"About {HIDDEN}", number="7", is_restricted=True, presenter=make_person("Ada Byng")
    )
    minute = make_minute(item, text=f"They spoke of {HIDDEN}.", number="7.1")
    action = make_action(raised_in=minute, text=f"Ask {HIDDEN}", owners=[ActionOwner(person=official.person)])
    open_item = make_item(meeting, title="In the open", number="8")
    open_minute = make_minute(open_item, text="Words for all.", number="8.1")
    open_action = make_action(raised_in=open_minute, text="Ask everybody")
    make_update(action, text=f"Asked {HIDDEN}")
    make_update(action, text=f"Told of {HIDDEN}", recorded_in=open_minute, reported_on=DAY + dt.timedelta(days=8))
    make_update(open_action, text=f"Of {HIDDEN}", recorded_in=minute, reported_on=DAY)
    replaced = make_action(raised_in=open_minute, text="Ask again")
    make_update(replaced, "no_longer_needed", text="Another one does.", succeeded_by=action)
    shown = GivenEvidence(file_name=f"{SECRET}.txt", data=SECRET.encode())
    asked = {"due_on": DAY + dt.timedelta(days=40), "due_reason": f"Because of {HIDDEN}", "evidence": [shown]}
    report = make_report(action, reported_by=official.person, text=f"Done for {HIDDEN}", **asked)
    mail = make_mail(
        board, official.person, subject=f"About {HIDDEN}", text=f"Told of {HIDDEN}", html=f"<p>{HIDDEN}</p>"
    )
    mail.actions.add(action)
    change = make_change(action, summary=f"Changed for {HIDDEN}")
    passed_on = make_action(raised_in=minute, text=f"Pass on {HIDDEN}")
    referral = make_referral(action=passed_on, by=secretary, reason=f"Theirs is {HIDDEN}", reveals=True)
    make_document(meeting, title=f"Paper on {HIDDEN}", file_name=f"{SECRET}.pdf", item=item, data=SECRET.encode())
    comment = make_comment(minute, text=f"Not {HIDDEN}", made_by=official)
    make_attendance(meeting, person=official.person, from_item=item, to_item=item)
    make_forward_item(board, title=f"Again {HIDDEN}", came_from=item, said_on=DAY)
    later = make_meeting(board, held_on=DAY + dt.timedelta(days=30))
    make_amendment(minute, text_before=f"Once {HIDDEN}", note=f"for {HIDDEN}", agreed_at_meeting=later)
    for stage in (Stage.APPROVED, Stage.PUBLISHED):
        move_minutes(meeting, to=stage, at=MOMENT, by=secretary)
    coming = make_meeting(board, held_on=dt.date(2999, 3, 5))
    make_item(coming, title=f"Soon {HIDDEN}", is_restricted=True)
    theme = make_theme(board)
    theme.items.set(AgendaItem.objects.filter(is_restricted=True))
    theme.actions.set([action, passed_on])
    advice = make_advice(board, kind="meeting", meeting=meeting)
    hidden = make_recommendation(advice, text=f"Better {HIDDEN}", raised_in=minute)
    in_the_open = make_recommendation(advice, text="Better for all", raised_in=open_minute)
    make_response(in_the_open.addressees.get(), text=f"Yes to {HIDDEN}", recorded_in=minute)
    in_the_open.actions.add(action)
    rows = {
        "theme": theme.pk,
        "advice": advice.pk,
        "recommendation": in_the_open.pk,
        "addressee": in_the_open.addressees.get().pk,
        "board": board.slug,
        "seat": 1,
        "membership": make_membership(board).pk,
        "organisation": official.person.organisation.pk,
        "person": official.person.pk,
        "meeting": meeting.pk,
        "item": item.pk,
        "minute": minute.pk,
        "version": minute.history.first().pk,
        "forward_item": ForwardItem.objects.get().pk,
        "edition": meeting.editions.last().pk,
        "comment": comment.pk,
        "later": later.pk,
        "document": Document.objects.get().pk,
        "action": action.reference,
        "owner": action.owners.get().pk,
        "report": report.pk,
        "evidence": report.evidence.get().pk,
        "report_token": token_of(make_report_link(board, official.person)),
        "calendar_token": CALENDAR.write(make_calendar_address(by=official, at=MOMENT)),
        "mail": mail.pk,
        "change": change.pk,
        "referral": referral.pk,
    }
    return {
        **rows,
        "open_action": open_action.reference,
        "replaced": replaced.reference,
        "coming": coming.pk,
        "hidden": hidden.pk,
    }


def addresses(world):
    for name, (expected, rows) in TABLE.items():
        if expected != KEEPERS_POST:
            yield reverse(name, args=[world[row] for row in rows])
    yield reverse("actions:recommendation_detail", args=[world["hidden"]])
    yield f"{reverse('actions:my_actions')}?for=organisation"
    yield f"{reverse('actions:action_detail', args=[world['open_action']])}?as_at=2026-04-01"
    yield f"{reverse('actions:action_list')}?as_at=2026-04-01"
    yield f"{reverse('actions:action_csv')}?as_at=2026-04-01"
    yield reverse("actions:action_detail", args=[world["open_action"]])
    yield reverse("actions:action_detail", args=[world["replaced"]])
    for meeting in (world["meeting"], world["coming"]):
        for page in (reverse("meetings:meeting_detail", args=[meeting]), reverse("meetings:agenda", args=[meeting])):
            yield page
            yield f"{page}?edit=1"
    for asked in ("quastel", world["action"]):
        for kind in ("", "&show=minutes", "&show=agendas", "&show=actions"):
            yield f"{reverse('search')}?q={asked}{kind}"
    for page in (reverse("actions:action_list"), reverse("actions:action_csv")):
        for query in ("", "q=ask", "mine=on", f"raised_at={world['meeting']}", f"person={world['person']}"):
            yield f"{page}?state=&{query}"
    yield f"{reverse('actions:action_add')}?minute={world['minute']}"
    yield f"{reverse('actions:dashboard')}?board={world['board']}"
    yield f"{reverse('meetings:edition_changes', args=[world['meeting'], world['edition']])}?to=now"


def records():
    """In the admin, the list of each sort of row that may hold the words, and the page and the history of each."""
    for model in (Meeting, AgendaItem, Minute, Document, ForwardItem, Action):
        yield f"{admin_list(model)}?q=quastel"
        for row in model.objects.all():
            yield admin_url(row)
            yield admin_url(row, "history")


@pytest.mark.parametrize("who", ["official", "outsider", "stranger", "anonymous"])
def test_no_page_tells_who_is_not_of_the_board(client, world, people, who):
    if who != "anonymous":
        client.force_login(people[who])
    for address in [*addresses(world), *records()]:
        for response in (client.get(address), client.post(address, {"text": "x"})):
            body = b"".join(response.streaming_content) if response.streaming else response.content
            said = body.decode(errors="replace")
            assert SECRET not in said, (address, said[max(said.index(SECRET) - 200, 0) : said.index(SECRET) + 80])
            assert SECRET not in str(response.headers), address


@pytest.mark.parametrize("who", ["official", "outsider", "stranger", "anonymous"])
def test_what_is_looked_for_is_not_counted_either(client, world, people, who):
    if who != "anonymous":
        client.force_login(people[who])

    assert [kind.found for kind in client.get(f"{reverse('search')}?q=quastel").context["kinds"]] == [0, 0, 0]
    assert client.get(f"{reverse('actions:action_list')}?state=&q=quastel").context["total"] == 0


@pytest.mark.parametrize("kind", ["minutes", "actions", "agendas"])
def test_the_board_finds_it(client, world, member, kind):
    client.force_login(member)

    assert SECRET in client.get(f"{reverse('search')}?q=quastel&show={kind}").content.decode()


def test_others_see_that_there_was_one(client, world, official):
    client.force_login(official)
    for name in ("meetings:meeting_detail", "meetings:agenda"):
        html = client.get(reverse(name, args=[world["meeting"]])).content.decode()
        assert TITLE in html
        assert "Ada Byng" not in html.split("Meeting", 1)[1].split(TITLE)[0][-500:]
    html = client.get(reverse("meetings:edition_detail", args=[world["meeting"], world["edition"]])).content.decode()
    assert f"7. {TITLE}" in html
    assert "Words for all." in html


@pytest.mark.parametrize("who", ["member", "chair", "secretary"])
def test_the_board_reads_it(client, world, people, who):
    client.force_login(people[who])
    pages = [
        ("meetings:meeting_detail", [world["meeting"]]),
        ("meetings:agenda", [world["meeting"]]),
        ("meetings:edition_detail", [world["meeting"], world["edition"]]),
        ("actions:action_detail", [world["action"]]),
        ("meetings:forward_plan", [world["board"]]),
        ("actions:recommendation_detail", [world["hidden"]]),
        ("actions:recommendation_detail", [world["recommendation"]]),
    ]
    for name, rows in pages:
        assert SECRET in client.get(reverse(name, args=rows)).content.decode(), name
    assert what_they_get(people[who], reverse("meetings:document_download", args=[world["document"]])) == "200"


def test_every_queryset_keeps_to_it(world, official, member):
    models = (Minute, Action, ActionUpdate, Document, Amendment, MinuteComment, AgendaItem, ForwardItem)

    def words(user):
        return [str(list(model.objects.visible_to(user).values_list())) for model in models]

    assert not any(SECRET in rows for rows in words(official))
    # A comment is for who made it, and the secretariat.
    assert [model for model, rows in zip(models, words(member), strict=True) if SECRET not in rows] == [MinuteComment]


def test_a_plain_text_for_others_is_drawn_without_it(world, official, member):
    meeting = Meeting.objects.get(pk=world["meeting"])
    content = content_of(meeting)

    assert content_for(member, meeting, content) is content
    assert SECRET in plain_text(content)
    assert SECRET not in plain_text(content_for(official, meeting, content))
    assert "7. Restricted item (restricted)" in plain_text(content_for(official, meeting, content))


def test_an_edition_of_before_restricted_items_is_read_as_it_is(board, official):
    meeting = make_meeting(board)
    content = {"items": [{"title": "Old"}]}

    assert content_for(official, meeting, content) is content


def test_a_veiled_item_cannot_be_told_from_another_by_what_hangs_on_it(world, official):
    meeting = Meeting.objects.get(pk=world["meeting"])

    item = veiled(meeting.items.all(), official)[0]

    assert (item.title, item.number, item.presenter, list(item.minutes.all())) == (TITLE, "7", None, [])
    assert not hasattr(item, "forward_item")


def test_somebody_there_for_a_restricted_item_without_a_number_is_told_of_no_title(board, official):
    item = make_item(make_meeting(board), number="", title=SECRET, is_restricted=True)
    row = make_attendance(item.meeting, person=official.person, from_item=item, to_item=item)

    assert Attendance.objects.for_roll().get(pk=row.pk).part == "for item that is restricted"


# The flag


def test_a_heading_inside_is_restricted_too_however_it_came_there(board, secretary):
    meeting = make_meeting(board)
    closed = add_item(meeting, title="Closed", number="1", is_restricted=True, by=secretary)
    inside = add_item(meeting, title="Inside", number="1.1", depth=2, by=secretary)
    opened = add_item(meeting, title="Open", number="2", by=secretary)
    below = add_item(meeting, title="Below", number="2.1", depth=2, by=secretary)
    assert flags(meeting) == {"Closed": True, "Inside": True, "Open": False, "Below": False}

    move_item(opened, up=True, by=secretary)
    assert flags(meeting) == {"Closed": True, "Inside": True, "Open": False, "Below": False}
    move_item(below, up=False, by=secretary)
    assert flags(meeting)["Below"] is True
    move_item(below, up=True, by=secretary)
    assert flags(meeting)["Below"] is True  # nothing is opened by being moved

    change_item(closed, is_restricted=False, by=secretary)
    assert (flags(meeting)["Closed"], flags(meeting)["Inside"]) == (False, False)
    assert inside.history.count() >= 2


def flags(meeting):
    return dict(meeting.items.values_list("title", "is_restricted"))


def test_what_is_put_off_or_copied_stays_restricted(board, secretary):
    meeting = make_meeting(board)
    item = make_item(meeting, is_restricted=True)
    later = make_meeting(board, held_on=DAY + dt.timedelta(days=30))
    defer_item(item, to=later, by=secretary)
    assert later.items.get().is_restricted
    item.is_deferred = False
    item.save()

    copied = Meeting(board=board, held_on=DAY + dt.timedelta(days=60))
    plan_meeting(copied, like=later, is_empty=False, by=secretary)

    assert copied.items.count() == 0 or all(copied.items.values_list("is_restricted", flat=True))


def test_what_a_restricted_item_said_is_to_come_back_is_restricted(board, secretary):
    item = make_item(make_meeting(board), is_restricted=True)
    make_meeting(board, held_on=dt.date(2999, 3, 5))

    row, _ = plan_ahead(board, on=DAY, by=secretary, came_from=item, title="Again")

    assert row.placed_as.is_restricted


def test_an_amendment_of_a_restricted_paragraph_is_told_by_its_number_alone(board, secretary):
    meeting = make_meeting(board, stage=Stage.CIRCULATED)
    minute = make_minute(make_item(meeting, is_restricted=True), number="7.1", text=f"They spoke of {SECRET}.")
    later = make_meeting(board, held_on=DAY + dt.timedelta(days=1))
    item = make_item(later, kind="last_minutes")
    when = MOMENT + dt.timedelta(days=2)

    approve_minutes(
        meeting, at_meeting=later, at=when, by=secretary, amendments=[ForRead(minute.pk, SECRET, "nothing")]
    )

    assert item.minutes.get().text.endswith("subject to: paragraph 7.1 (restricted).")


def test_the_form_says_it(client, board, secretary):
    meeting = make_meeting(board)
    client.force_login(secretary)
    address = reverse("meetings:item_add", args=[meeting.pk])
    assert "This is a restricted item" in client.get(address).content.decode()

    client.post(
        address,
        {"title": "Staffing", "depth": 1, "purpose": "discussion", "kind": "ordinary", "is_restricted": "on"},
    )

    assert meeting.items.get().is_restricted
    assert ">Restricted</strong>" in client.get(meeting.get_absolute_url()).content.decode()


def test_who_changed_it_is_kept(board, secretary):
    meeting = make_meeting(board)
    closed = add_item(meeting, title="Closed", number="1", by=secretary)
    inside = add_item(meeting, title="Inside", number="1.1", depth=2, by=secretary)

    change_item(closed, is_restricted=True, by=secretary)

    assert [row.history_user for row in inside.history.filter(is_restricted=True)] == [secretary]


def test_an_action_that_is_issued_early_from_a_restricted_item_is_for_the_board_alone(board, people, secretary):
    minute = make_minute(make_item(make_meeting(board), is_restricted=True))
    action = make_action(raised_in=minute, owners=[ActionOwner(role="officials")])
    issue_to_board([action], at=MOMENT, by=secretary)

    seen = {who for who, user in people.items() if action in Action.objects.visible_to(user)}

    assert seen == {"secretary", "chair", "member"}
