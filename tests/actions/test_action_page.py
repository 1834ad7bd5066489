"""One action, as each reader may see it."""

import datetime as dt
import re

import pytest

from actions.models import ActionOwner, Status
from actions.services import Due, GivenEvidence
from tests.factories import (
    DAY,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_minute,
    make_organisation,
    make_person,
    make_report,
    make_update,
)


def week(number):
    return DAY + dt.timedelta(days=7 * number)


def words_of(page):
    """The words of the page, in its order, with single spaces."""
    main = page.content.decode().split("<main")[1]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("&#x27;", "’").split())


def paragraph(board, stage="published", on=DAY, **details):
    return make_minute(make_item(make_meeting(board, stage, held_on=on)), **details)


def test_tells_what_was_asked_of_whom_by_when_and_where(client, board, member):
    raised_in = paragraph(board, number="8.2.1")
    owners = [
        ActionOwner(organisation=make_organisation("Housing Trust")),
        ActionOwner(person=make_person("Ann Ashby"), is_lead=True),
    ]
    action = make_action(raised_in=raised_in, text="Send the figures.", owners=owners, due_on=DAY)
    client.force_login(member)

    page = client.get(action.get_absolute_url())

    words = words_of(page)
    assert "Action RR3-1" in words
    assert "Send the figures." in words
    assert "Due 5 March 2026 Overdue" in words
    assert "Owners Ann Ashby (lead) Housing Trust" in words
    assert "Raised 5 March 2026, paragraph 8.2.1" in words
    assert f'href="{raised_in.get_absolute_url()}"' in page.content.decode()


def test_counts_the_meetings_that_it_was_carried_through(client, board, member):
    action = make_action(raised_in=paragraph(board, on=dt.date(2025, 1, 10)))
    for month in (4, 7):
        make_meeting(board, "published", held_on=dt.date(2025, month, 1))
    make_meeting(board, held_on=dt.date(2090, 1, 1))
    client.force_login(member)

    assert "Carried forward At 2 meetings" in words_of(client.get(action.get_absolute_url()))


def test_tells_its_story_newest_first_with_what_changed_and_where(client, board, member):
    action = make_action(raised_in=paragraph(board), due_on=week(1))
    cited = paragraph(board, on=week(2), number="3.1")
    make_update(action, Status.IN_PROGRESS, text="Begun.", reported_on=week(1), reported_by=make_person("Ann Ashby"))
    make_update(action, Status.DELAYED, text="Waiting.", reported_on=week(2), recorded_in=cited, due=Due(on=week(9)))
    client.force_login(member)

    page = client.get(action.get_absolute_url())

    story = words_of(page).split("What has been reported ")[1]
    assert story.startswith(
        "19 March 2026 Status: In progress → became Delayed Due: 12 March 2026 → became 7 May 2026 Waiting. "
        "Reported in paragraph 3.1 "
        "12 March 2026 Status: Open → became In progress Begun. Reported by Ann Ashby, between meetings "
        "5 March 2026 Raised in paragraph 1.1"
    )
    assert f'href="{cited.get_absolute_url()}"' in page.content.decode()


def test_keeps_what_draft_minutes_report_from_all_but_the_secretariat(client, board, secretary, member, official):
    action = make_action(raised_in=paragraph(board))
    make_update(
        action, Status.COMPLETE, text="Secret words.", reported_on=week(2), recorded_in=paragraph(board, "drafting")
    )
    behind = "Its status today is “Complete”. The report behind that is in minutes that are not open to you yet."

    for user in (member, official):
        client.force_login(user)
        words = words_of(client.get(action.get_absolute_url()))
        assert "Secret words." not in words
        assert "Status Complete" in words
        assert behind in words
    client.force_login(secretary)
    words = words_of(client.get(action.get_absolute_url()))
    assert "Secret words." in words
    assert behind not in words


def test_names_what_replaced_it_only_to_who_may_see_that(client, board, secretary, member):
    old, new = make_action(raised_in=paragraph(board)), make_action(raised_in=paragraph(board, "drafting"))
    make_update(old, Status.NO_LONGER_NEEDED, text="Another takes its place.", succeeded_by=new)

    client.force_login(secretary)
    assert "Replaced by RR3-2" in words_of(client.get(old.get_absolute_url()))
    assert "Replaces RR3-1" in words_of(client.get(new.get_absolute_url()))
    client.force_login(member)
    assert "RR3-2" not in words_of(client.get(old.get_absolute_url()))


def test_names_the_board_it_was_referred_to_only_to_who_may_see_that(client, board, member):
    hidden, seen = make_board("A hidden board"), make_board("An open board", minutes_visible_to="public")
    for other in (hidden, seen):
        action = make_action(board)
        make_update(action, Status.REFERRED, text="Not ours.", referred_to=other)
    client.force_login(member)

    assert "hidden" not in words_of(client.get("/actions/RR3-1/"))
    assert "Referred to An open board" in words_of(client.get("/actions/RR3-2/"))


def test_draws_the_buttons_that_the_reader_may_press(client, board, secretary, member, official):
    make_action(board, owners=[ActionOwner(person=member.person)])
    make_action(board)

    def buttons(user, reference):
        client.force_login(user)
        return re.findall(
            r'class="govuk-button[^>]*>([^<]+)</a>', client.get(f"/actions/{reference}/").content.decode()
        )

    assert buttons(secretary, "RR3-1") == ["Report progress", "Edit"]
    assert buttons(member, "RR3-1") == ["Report progress"]
    assert buttons(member, "RR3-2") == []
    assert buttons(official, "RR3-1") == []


ADDRESSES = ("/actions/{}/", "/actions/{}/edit/", "/actions/{}/report/")


@pytest.mark.parametrize(
    ("who", "stage", "statuses"),
    [
        ("secretary", "drafting", (200, 200, 200)),
        ("member", "drafting", (404, 404, 404)),
        ("member", "circulated", (200, 403, 200)),
        ("official", "circulated", (404, 404, 404)),
        ("official", "approved", (200, 403, 403)),
        ("outsider", "published", (404, 404, 404)),
        ("stranger", "published", (404, 404, 404)),
    ],
)
def test_is_known_to_whom_its_minutes_are_known(request, client, board, member, who, stage, statuses):
    make_action(raised_in=paragraph(board, stage), owners=[ActionOwner(person=member.person)])
    client.force_login(request.getfixturevalue(who))

    assert tuple(client.get(address.format("RR3-1")).status_code for address in ADDRESSES) == statuses


def test_a_published_action_of_a_public_board_is_read_by_anybody_and_changed_by_none(client, db):
    public = make_board(slug="open", reference_prefix="OP", minutes_visible_to="public")
    owner = make_person("Ann Ashby", organisation=make_organisation())
    make_action(raised_in=paragraph(public), owners=[ActionOwner(person=owner)])

    page = client.get("/actions/OP-1/")

    assert page.status_code == 200
    assert f'href="{owner.get_absolute_url()}"' not in page.content.decode()
    assert client.post("/actions/OP-1/report/", {"status": "complete"}).status_code in (302, 403)
    assert client.post("/actions/OP-1/edit/", {"text": "Mine"}).status_code in (302, 403)


@pytest.mark.parametrize("reference", ["RR3-99", "rr3-1", "RR3-1%00", "-", "9" * 400, "RR3-1'--"])
def test_an_odd_reference_is_of_no_action(client, board, secretary, reference):
    make_action(board)
    client.force_login(secretary)

    assert client.get(f"/actions/{reference}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_database_a_fixed_number_of_times(client, board, secretary, rows, django_assert_num_queries):
    owners = [ActionOwner(person=make_person()) for _ in range(rows)]
    owners += [ActionOwner(organisation=make_organisation()) for _ in range(rows)]
    action = make_action(raised_in=paragraph(board), owners=owners, due_at=make_meeting(board, held_on=week(30)))
    for number in range(rows):
        cited = paragraph(board, on=week(number + 2))
        make_update(action, reported_on=week(number + 2), recorded_in=cited, reported_by=make_person())
        link = [GivenEvidence(url=f"https://example.org/{number}")]
        given = {"due_on": week(20), "due_reason": "The court.", "evidence": link, "channel": "email", "by": secretary}
        make_report(action, reported_on=week(9), **given)
        make_report(action, reported_on=week(9), due_on=week(20), due_reason="The court.", evidence=link)
    client.force_login(secretary)

    # With its themes, what was issued of it, reports, the evidence of either, the meetings to choose as at, who was sent a
    # mail, and referrals.
    with django_assert_num_queries(15):
        client.get(action.get_absolute_url())
