"""The page that gives actions to the board before the minutes are cleared, and again where they changed."""

import pytest
from django.urls import reverse

from actions.models import Action, ActionIssue
from actions.services import correct_action
from meetings.services.item_text import text_version
from rr3tracker.checks.circulating import circulate
from rr3tracker.taking.issuing import issue_actions, put_on_register
from rr3tracker.taking.saving import save_text
from tests.factories import MOMENT, make_action, make_item, make_meeting, make_minute, make_update

LEFT = "Issued, and no longer asked for"
CLEAR = "These minutes are not circulated yet."


@pytest.fixture
def meeting(board):
    return make_meeting(board)


@pytest.fixture
def item(meeting):
    return make_item(meeting, number="4")


@pytest.fixture
def address(client, secretary, meeting):
    client.force_login(secretary)
    return reverse("taking_issue", args=[meeting.pk])


def write(item, text, by):
    save_text(item, text=text, version=text_version(item.minutes.all()), by=by)


@pytest.mark.parametrize(("stage", "is_early"), [("drafting", True), ("with_chair", True), ("circulated", False)])
def test_the_board_is_given_what_it_could_not_read_yet(board, secretary, official, stage, is_early):
    meeting = make_meeting(board, stage=stage)
    write(make_item(meeting), "Action: Chair to write to the court by 3 May 2026", secretary)

    issued = issue_actions(meeting, by=secretary, at=MOMENT)

    assert len(issued.raised) == 1
    assert [row.text for row in issued.given_out] == ["Chair to write to the court by 3 May 2026"] * is_early
    assert Action.objects.visible_to(official).exists() is is_early


def test_what_is_given_out_is_kept_as_it_stood(meeting, item, secretary):
    write(item, "Action: Chair to write to the court by 3 May 2026", secretary)

    (row,) = issue_actions(meeting, by=secretary, at=MOMENT).given_out

    assert (row.owners, row.due_words, row.issued_at, row.issued_by) == (["Chair"], "3 May 2026", MOMENT, secretary)


def test_circulating_keeps_nothing_apart(meeting, item, secretary, member):
    write(item, "Action: Chair to write to the court", secretary)

    circulate(meeting, comments_by=None, at=MOMENT, by=secretary, confirmed=True)

    assert Action.objects.visible_to(member).count() == 1
    assert not ActionIssue.objects.exists()


def test_the_page_says_who_will_see_them_before_it_does_it(client, address, item, secretary):
    write(item, "Action: Chair to write to the court", secretary)

    html = client.get(address).content.decode()

    assert CLEAR in html
    assert (
        "seen at once by everybody with a role on Reducing Reoffending Third Sector Advisory Group, officials too"
        in html
    )
    assert "Issue them to the board</button>" in html
    assert not ActionIssue.objects.exists()


def test_an_action_that_was_added_by_its_form_is_issued_with_the_others(client, address, item, member):
    make_action(raised_in=make_minute(item), text="Book the hall <now>.")

    html = client.get(address).content.decode()
    response = client.post(address, follow=True)

    assert "On the register, not issued yet" in html
    assert "Book the hall &lt;now&gt;." in html
    assert "The board has the present wording of 1 action raised before." in response.content.decode()
    assert Action.objects.visible_to(member).count() == 1


def test_what_changed_since_is_listed_and_issued_anew(client, address, item, secretary):
    write(item, "Action: Chair to write to the court", secretary)
    client.post(address)
    assert "There is nothing to issue" in client.get(address).content.decode()
    write(item, "Action: Chair to write to both courts", secretary)

    html = client.get(address).content.decode()
    client.post(address)

    assert "Changed since they were issued" in html
    assert "Chair to write to the court" in html
    assert "Chair to write to both courts" in html
    assert [row.text for row in ActionIssue.objects.all()] == [
        "Chair to write to the court",
        "Chair to write to both courts",
    ]
    assert "There is nothing to issue" in client.get(address).content.decode()
    client.post(address)
    assert ActionIssue.objects.count() == 2


def test_what_changed_is_issued_anew_after_the_minutes_are_circulated_too(client, address, meeting, item, secretary):
    write(item, "Action: Chair to write to the court", secretary)
    client.post(address)
    circulate(meeting, comments_by=None, at=MOMENT, by=secretary, confirmed=True)
    correct_action(Action.objects.get(), text="Write to both courts.", owners=[])

    html = client.get(address).content.decode()
    client.post(address)

    assert CLEAR not in html
    assert "Changed since they were issued" in html
    assert ActionIssue.objects.last().text == "Write to both courts."


RESTRICTED = "Those of restricted items are not seen by officials."


def test_the_page_says_that_officials_do_not_see_those_of_restricted_items(client, address, meeting, item, secretary):
    write(item, "Action: Chair to write to the court", secretary)
    assert RESTRICTED not in client.get(address).content.decode()
    hidden = make_item(meeting, title="Bid", is_restricted=True)
    write(hidden, "Action: Chair to withdraw the bid", secretary)

    before = client.get(address).content.decode()
    issue_actions(meeting, by=secretary, at=MOMENT)
    correct_action(Action.objects.get(text__contains="bid"), text="Raise the bid.", owners=[])
    after = client.get(address).content.decode()

    for html in (before, after):
        assert RESTRICTED in html
        assert html.count("Restricted</strong>") == 1


def test_an_issued_action_that_its_paragraph_no_longer_asks_for_is_listed(client, address, item, secretary):
    write(item, "Action: Chair to write to the court in May\n\nNext.", secretary)
    make_action(raised_in=item.minutes.last(), text="Book the hall.")
    client.post(address)
    assert LEFT not in client.get(address).content.decode()
    write(item, "The chair is to write to the court <in> May\n\nNext.", secretary)

    html = client.get(address).content.decode()

    assert LEFT in html
    assert "says now:</strong> The chair is to write to the court &lt;in&gt; May" in html
    assert "There is nothing to issue" in html
    assert "Book the hall." not in html


def test_it_is_not_listed_once_it_is_asked_for_again_or_closed(client, address, item, secretary):
    asks, tells = "Action: Chair to write to the court in May", "The chair is to write to the court in May"
    write(item, asks, secretary)
    client.post(address)
    write(item, tells, secretary)
    assert LEFT in client.get(address).content.decode()

    write(item, asks, secretary)
    assert LEFT not in client.get(address).content.decode()
    write(item, tells, secretary)
    make_update(Action.objects.get(), "no_longer_needed")

    assert LEFT not in client.get(address).content.decode()


def test_of_two_that_were_raised_in_one_paragraph_the_one_that_it_never_asked_for_is_not_listed(
    client, address, item, secretary
):
    write(item, "Action: Chair to write to the court in May", secretary)
    client.post(address)
    make_action(raised_in=item.minutes.get(), text="Book the hall.")
    client.post(address)
    assert LEFT not in client.get(address).content.decode()

    write(item, "The chair is to write to the court in May", secretary)

    assert [one.action.text for one in client.get(address).context["unasked"]] == ["Chair to write to the court in May"]


def test_an_action_that_was_not_issued_is_not_listed_there(client, address, item, secretary):
    write(item, "Action: Chair to write to the court in May", secretary)
    put_on_register(item.meeting, by=secretary, at=MOMENT)
    write(item, "The chair is to write to the court in May", secretary)

    assert LEFT not in client.get(address).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(client, address, item, rows, secretary, django_assert_num_queries):
    write(item, "\n\n".join(f"Action: Chair to write to court {n}" for n in range(rows)), secretary)
    client.post(address)
    for action in Action.objects.all():
        correct_action(action, text=f"{action.text} again", owners=[])
    for _ in range(rows):
        make_action(raised_in=make_minute(item))
    item.minutes.filter(kind="action").update(kind="discussion", text="Nothing.")

    with django_assert_num_queries(20):  # two of them to find what is no longer asked for
        client.get(address)
