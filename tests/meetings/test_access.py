"""Who reaches which page of a meeting, at each stage of its minutes."""

import pytest
from django.contrib.auth.models import AnonymousUser

from meetings.models import Meeting
from tests.factories import make_action, make_attendance, make_document, make_item, make_meeting, make_minute

Stage = Meeting.Stage
PEOPLE = ("secretary", "chair", "member", "official", "outsider", "stranger", "anonymous")
# For each stage, who reads the words of the minutes, the roll and the papers; who only knows of the meeting.
READS = {
    ("members", Stage.DRAFTING): ("secretary",),
    ("members", Stage.WITH_CHAIR): ("secretary", "chair"),
    ("members", Stage.CIRCULATED): ("secretary", "chair", "member"),
    ("members", Stage.APPROVED): ("secretary", "chair", "member", "official"),
    ("members", Stage.PUBLISHED): ("secretary", "chair", "member", "official"),
    ("public", Stage.DRAFTING): ("secretary",),
    ("public", Stage.WITH_CHAIR): ("secretary", "chair"),
    ("public", Stage.CIRCULATED): ("secretary", "chair", "member"),
    ("public", Stage.APPROVED): ("secretary", "chair", "member", "official"),
    ("public", Stage.PUBLISHED): PEOPLE,
}
CASES = [(visibility, stage, who) for visibility, stage in READS for who in PEOPLE]
# A view refuses; where a middleware asks visitors to sign in, that is as good.
NOT_FOUND, REFUSED = (302, 404), (302, 403)


@pytest.fixture
def sign_in(request, client):
    def sign_in(who):
        if who == "anonymous":
            return AnonymousUser()
        user = request.getfixturevalue(who)
        client.force_login(user)
        return user

    return sign_in


@pytest.fixture
def written(board):
    """A meeting with one of everything in its minutes, at a stage."""

    def write(stage, visibility="members"):
        board.minutes_visible_to = visibility
        board.save()
        meeting = make_meeting(board, stage, venue="Meeting room 7", joining_link="https://meet.example.org/secret")
        minute = make_minute(make_item(meeting, title="Housing of leavers"), text="Rents were discussed.")
        make_action(raised_in=minute, text="Write to the landlords")
        person = make_attendance(meeting).person
        person.name = "Roland Roll"
        person.save()
        make_document(meeting, title="A paper on rents")
        make_document(meeting, title="As it was typed", kind="source", unplaced=["A line without a home"])
        return meeting

    return write


@pytest.mark.parametrize(("visibility", "stage", "who"), CASES)
def test_the_minutes_are_read_by_those_whose_stage_it_is(client, sign_in, written, visibility, stage, who):
    meeting = written(stage, visibility)
    sign_in(who)
    response = client.get(meeting.get_absolute_url())
    reads, knows = who in READS[visibility, stage], who in ("secretary", "chair", "member", "official")
    assert response.status_code in ((200,) if reads or knows else NOT_FOUND)
    if response.status_code == 200:
        page = response.content.decode()
        assert ("Housing of leavers" in page, "Meeting room 7" in page) == (True, True)
        minutes = ("Rents were discussed.", "Write to the landlords", "Roland Roll")
        assert [words in page for words in minutes] == [reads] * 3
        assert ("A paper on rents" in page) == (reads or who in ("member", "chair"))
        assert ("A line without a home" in page) == (who == "secretary")
        assert "https://meet.example.org/secret" not in page


@pytest.mark.parametrize(("visibility", "stage", "who"), CASES)
def test_papers_are_read_by_members_at_once_by_others_with_the_minutes_and_the_source_by_the_secretariat(
    client, sign_in, written, visibility, stage, who
):
    meeting = written(stage, visibility)
    sign_in(who)
    paper, source = meeting.documents.order_by("pk")
    expected = (200,) if who in ("member", "chair") or who in READS[visibility, stage] else NOT_FOUND
    assert client.get(paper.get_absolute_url()).status_code in expected
    assert client.get(source.get_absolute_url()).status_code in ((200,) if who == "secretary" else NOT_FOUND)


def forms_of(meeting):
    item = meeting.items.get()
    minute = item.minutes.get()
    base = meeting.get_absolute_url()
    paragraph = f"{base}items/{item.pk}/paragraphs/{minute.pk}/"
    return {
        "always": [f"{base}stage/"],
        "while it changes": [
            f"{base}documents/add/",
            f"{base}edit/",
            f"{base}roll/",
            f"{base}items/add/",
            f"{base}items/{item.pk}/edit/",
            f"{base}items/{item.pk}/delete/",
            f"{base}items/{item.pk}/paragraphs/add/",
            f"{paragraph}edit/",
            f"{paragraph}delete/",
        ],
        "posts": [f"{base}items/{item.pk}/move/", f"{paragraph}move/"],
    }


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.APPROVED])
def test_forms_are_for_the_secretariat_and_only_while_the_minutes_change(client, sign_in, written, stage, who):
    meeting = written(stage)
    forms = forms_of(meeting)
    sign_in(who)
    refused = REFUSED if who in ("secretary", "chair", "member", "official") else NOT_FOUND
    for address in forms["always"]:
        assert client.get(address).status_code in ((200,) if who == "secretary" else refused), address
    open_to = who == "secretary" and stage == Stage.DRAFTING
    for address in forms["while it changes"]:
        assert client.get(address).status_code in ((200,) if open_to else refused), address
        if not open_to:
            assert client.post(address, {"text": "Mischief"}).status_code in refused, address
    for address in forms["posts"]:
        assert client.get(address).status_code == 405
        assert client.post(address).status_code in ((302,) if open_to else refused), address


def test_who_may_not_change_approved_minutes_is_told_why(client, sign_in, written):
    meeting = written(Stage.APPROVED)
    sign_in("secretary")
    response = client.get(f"{meeting.get_absolute_url()}roll/")
    assert "These minutes are approved and do not change." in response.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("secretary", (200,)), ("outsider", (200,)), ("member", (403,)), ("stranger", (403,)), ("anonymous", REFUSED)],
)
def test_any_secretariat_may_add_a_meeting_of_its_own_board(client, sign_in, board, who, status):
    sign_in(who)
    response = client.get("/meetings/add/?board=rr3")
    assert response.status_code in status
    if who == "outsider":
        assert "Reducing Reoffending Third Sector" not in response.content.decode()


def test_a_meeting_is_not_added_to_somebody_elses_board(client, sign_in, board):
    sign_in("outsider")
    response = client.post("/meetings/add/", {"board": board.pk, "held_on": "5 March 2026"})
    assert "Choose a board from the list." in response.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("who", "sees"), [("secretary", True), ("member", True), ("official", True), ("anonymous", False)]
)
def test_the_link_to_join_by_is_for_the_board_and_not_for_the_public(client, sign_in, board, who, sees):
    board.minutes_visible_to = "public"
    board.save()
    meeting = make_meeting(board, Stage.PUBLISHED, held_on="2999-01-01", joining_link="https://meet.example.org/secret")
    sign_in(who)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert ("https://meet.example.org/secret" in page) == sees


@pytest.mark.parametrize("who", PEOPLE)
def test_the_list_shows_the_meetings_that_each_may_know_of(client, sign_in, board, who):
    private = make_meeting(board, venue="Private venue")
    sign_in(who)
    page = client.get("/meetings/").content.decode()
    assert (private.venue in page) == (who in ("secretary", "chair", "member", "official"))


def test_a_paragraph_is_not_changed_through_another_meeting(client, sign_in, written, board):
    meeting, other = written(Stage.APPROVED), make_meeting(board, held_on="2026-04-01")
    item = meeting.items.get()
    minute = item.minutes.get()
    sign_in("secretary")
    address = f"/meetings/{other.pk}/items/{item.pk}/paragraphs/{minute.pk}/edit/"
    assert client.post(address, {"text": "Mischief"}).status_code == 404
    own = make_item(other)
    address = f"/meetings/{other.pk}/items/{own.pk}/paragraphs/{minute.pk}/edit/"
    assert client.post(address, {"text": "Mischief"}).status_code == 404
