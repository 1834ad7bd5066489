"""One board asks another to take an action on, which accepts or declines; both show it, and to nobody else."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from actions.models import Action, ActionOwner, Referral, Status
from actions.services import Due, accept_referral, decline_referral, refer_action, report_progress
from organisations.models import Membership
from tests.actions.test_action_page import words_of
from tests.cast import _who
from tests.factories import (
    DAY,
    MOMENT,
    make_action,
    make_board,
    make_item,
    make_meeting,
    make_membership,
    make_minute,
    make_person,
    make_update,
    make_user,
)

LATER = dt.datetime(2026, 3, 20, 9, 30, tzinfo=dt.UTC)


def after(days):
    return DAY + dt.timedelta(days=days)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: after(20))


@pytest.fixture
def asked(outsider):
    """The board that is asked: the outsider is its secretary."""
    return outsider.person.memberships.get().board


@pytest.fixture
def action(board):
    return make_action(board, text="Count the beds.", owners=[ActionOwner(words="Theme leads")])


@pytest.fixture
def referral(action, asked, secretary):
    return refer_action(action, to_board=asked, reason="It is theirs.", on=after(2), by=secretary, at=MOMENT)


def accept(referral, by, **details):
    given = {"text": "Count all beds.", "owners": [ActionOwner(role="chair")], "due": Due(on=after(50)), **details}
    return accept_referral(referral, by=by, at=LATER, on=after(15), **given)


def decline(referral, by, answer="We have no beds."):
    decline_referral(referral, by=by, at=LATER, on=after(15), answer=answer)


# The services


def test_an_action_that_is_referred_waits_for_an_answer(referral, action, asked, secretary):
    update = action.updates.get()

    assert (action.status, action.referred_to, action.closed_on) == (Status.REFERRED, asked, after(2))
    assert (update.text, update.entered_by, update.reported_on) == ("It is theirs.", secretary, after(2))
    assert (referral.state, referral.to_board, referral.asked_by, referral.asked_at) == (
        "asked",
        asked,
        secretary,
        MOMENT,
    )


def test_asked_twice_it_is_asked_once(referral, action, asked, secretary):
    again = refer_action(action, to_board=asked, reason="It is theirs.", on=after(2), by=secretary, at=LATER)

    assert again == referral
    assert action.updates.count() == 1


def test_may_be_recorded_in_the_minutes(board, action, asked, secretary):
    minute = make_minute(make_item(make_meeting(board, held_on=after(3))))

    refer_action(
        action, to_board=asked, reason="It is theirs.", on=after(3), recorded_in=minute, by=secretary, at=MOMENT
    )

    assert action.updates.get().recorded_in == minute


def test_accepted_it_becomes_an_action_of_the_other_board(referral, action, asked, outsider):
    became = accept(referral, outsider)

    assert (became.board, became.text, became.raised_in, became.raised_on) == (
        asked,
        "Count all beds.",
        None,
        after(15),
    )
    assert (became.due_on, [owner.name for owner in became.owners.all()]) == (after(50), ["Chair"])
    assert (referral.state, referral.became, referral.answered_by) == ("accepted", became, outsider)
    action.refresh_from_db()
    assert action.status == Status.REFERRED
    assert accept(referral, outsider) == became
    assert asked.actions.count() == 1


@pytest.mark.parametrize("status", [Status.OPEN, Status.DELAYED, Status.TO_BE_AGREED])
def test_declined_it_stands_as_it_did_with_the_answer_in_its_history(action, asked, secretary, outsider, status):
    if status != Status.OPEN:
        make_update(action, status, reported_on=after(1))
    referral = refer_action(action, to_board=asked, reason="It is theirs.", on=after(2), by=secretary, at=MOMENT)

    decline(referral, outsider)
    decline(referral, outsider)

    action.refresh_from_db()
    update = action.updates.last()
    assert (action.status, action.referred_to, action.closed_on) == (status, None, None)
    assert (update.text, update.reopens, update.entered_by) == ("Declined: We have no beds.", True, outsider)
    assert (referral.state, referral.answer) == ("declined", "We have no beds.")
    assert action.updates.filter(reopens=True).count() == 1


def test_declined_before_the_meeting_that_refers_it_it_is_open_all_the_same(board, action, asked, secretary, outsider):
    minute = make_minute(make_item(make_meeting(board, held_on=after(30))))
    referral = refer_action(
        action, to_board=asked, reason="It is theirs.", on=after(30), recorded_in=minute, by=secretary, at=MOMENT
    )

    decline(referral, outsider)

    action.refresh_from_db()
    assert (action.status, action.updates.last().reported_on) == (Status.OPEN, after(30))


def test_taken_up_again_meanwhile_it_can_only_be_declined(referral, action, secretary, outsider):
    report_progress(action, status="in_progress", text="Ours.", reported_on=after(5), reopen=True, by=secretary)

    with pytest.raises(ValidationError, match="has taken RR3-1 up again: decline it"):
        accept(referral, outsider)
    decline(referral, outsider)

    action.refresh_from_db()
    assert (action.status, action.updates.last().text) == (Status.IN_PROGRESS, "Declined: We have no beds.")


def test_after_it_was_declined_another_board_may_be_asked(referral, action, secretary, outsider):
    decline(referral, outsider)

    refer_action(action, to_board=make_board(), reason="Theirs.", on=after(16), by=secretary, at=LATER)

    assert action.referrals.count() == 2


def refused(call, match):
    before = (
        Referral.objects.count(),
        Action.objects.count(),
        [u.pk for a in Action.objects.all() for u in a.updates.all()],
    )
    with pytest.raises(ValidationError, match=match):
        call()
    assert before == (
        Referral.objects.count(),
        Action.objects.count(),
        [u.pk for a in Action.objects.all() for u in a.updates.all()],
    )


def test_refuses_what_cannot_be_referred(board, action, asked, secretary, member):
    def refer(action=action, to_board=asked, reason="It is theirs.", days=2, by=secretary, **more):
        return lambda: refer_action(action, to_board=to_board, reason=reason, on=after(days), by=by, at=MOMENT, **more)

    done = make_action(board)
    make_update(done, Status.COMPLETE)
    reported = make_action(board)
    make_update(reported, reported_on=after(9))
    refused(refer(to_board=board), "another board than its own")
    refused(refer(done), "is closed already")
    refused(refer(reported), "A later report on RR3-3 stands")
    refused(refer(reason=" "), "Say why")
    refused(refer(days=-1), "cannot be reported on before that")
    refused(refer(by=member), "not yours to report on")
    restricted = make_action(raised_in=make_minute(make_item(make_meeting(board), is_restricted=True)))
    refused(refer(restricted), "was raised in a restricted item")
    refer(restricted, reveals=True)()


def test_refuses_an_answer_that_is_not_theirs_or_was_given(referral, secretary, member, outsider):
    for by in (secretary, member, make_user()):
        refused(lambda by=by: accept(referral, by), "Only the secretariat of the board that was asked")
        refused(lambda by=by: decline(referral, by), "Only the secretariat of the board that was asked")
    refused(lambda: decline(referral, outsider, " "), "Say why it is declined")
    refused(lambda: accept(referral, outsider, text=" "), "Enter what is to be done|cannot be blank")
    accept(referral, outsider)
    refused(lambda: decline(referral, outsider), "This was answered meanwhile: accepted")


def test_the_answer_to_one_referral_is_no_pass_to_other_actions(referral, board, outsider):
    other = make_action(board)
    with pytest.raises(ValidationError, match="not yours to report on"):
        report_progress(other, status="open", text="Mine.", reported_on=after(3), answers=referral, by=outsider)


# Who sees what

WHO = ("secretary", "chair", "member", "official", "outsider", "asked_member", "former", "stranger", "anonymous")


@pytest.fixture
def people(request, board, asked, secretary, chair, member, official, outsider, stranger):
    former = make_user()
    make_membership(
        asked, person=make_person(user=former), role=Membership.Role.SECRETARIAT, ends_on=dt.date(2026, 1, 1)
    )
    asked_member = _who("Asa Member", asked, Membership.Role.MEMBER)
    return dict(
        zip(
            WHO,
            (secretary, chair, member, official, outsider, asked_member, former, stranger, AnonymousUser()),
            strict=True,
        )
    )


def test_the_referral_is_read_by_both_secretariats_and_told_on_actions_that_are_seen(people, referral, outsider):
    def who_reads(rows):
        return {who for who, user in people.items() if rows(user).filter(pk=referral.pk).exists()}

    assert who_reads(Referral.objects.of_secretariat) == {"secretary", "outsider"}
    assert who_reads(Referral.objects.asked_of) == {"outsider"}
    assert who_reads(Referral.objects.visible_to) == {"secretary", "chair", "member", "official", "outsider"}
    accept(referral, outsider)
    assert who_reads(Referral.objects.of_secretariat) == {"secretary", "outsider"}
    assert who_reads(Referral.objects.visible_to) == set(WHO) - {"former", "stranger", "anonymous"}


@pytest.mark.parametrize("who", WHO)
def test_the_pages_open_to_both_secretariats_alone(client, people, referral, who):
    if who != "anonymous":
        client.force_login(people[who])
    address = f"/referrals/{referral.pk}/"

    got = [client.get(at).status_code for at in (address, f"{address}accept/", f"{address}decline/", "/referrals/")]

    away = 302 if who == "anonymous" else 404
    no_list = 302 if who == "anonymous" else 403
    expected = {"secretary": [200, 403, 403, 200], "outsider": [200, 200, 200, 200]}
    assert got == expected.get(who, [away, away, away, no_list])


def test_the_other_secretariat_reads_what_is_referred_and_nothing_else_of_the_board(
    client, board, action, referral, outsider
):
    make_action(board, text="Another secret.")
    client.force_login(outsider)

    assert client.get(action.get_absolute_url()).status_code == 404
    words = words_of(client.get(referral.get_absolute_url()))

    assert "Referral of RR3-1" in words
    assert "Count the beds." in words
    assert "It is theirs." in words
    assert "Asked by Reducing Reoffending Third Sector Advisory Group" in words
    assert "Theme leads" not in words
    assert "Sadia Marsh" not in words
    assert action.get_absolute_url() not in client.get(referral.get_absolute_url()).content.decode()


def test_the_first_page_says_what_became_of_it(client, action, referral, secretary, member, outsider):
    def says(user):
        client.force_login(user)
        return words_of(client.get(action.get_absolute_url()))

    assert "Referred To Somebody else’s board on 6 March 2026: waiting for an answer See the referral" in says(
        secretary
    )
    assert "Referred To another board on 6 March 2026: waiting for an answer" in says(member)
    assert "See the referral" not in says(member)
    accept(referral, outsider)
    assert "on 6 March 2026: accepted as OTH-1" in says(secretary)
    assert "OTH-1" not in says(member)
    assert "accepted" in says(member)


def test_a_declined_one_says_why(client, action, referral, secretary, member, outsider):
    decline(referral, outsider)
    for user in (secretary, member):
        client.force_login(user)
        assert "on 6 March 2026: declined: We have no beds." in words_of(client.get(action.get_absolute_url()))


def test_what_it_became_says_whom_it_came_from(client, people, referral, outsider):
    became = accept(referral, outsider)

    def says(who):
        client.force_login(people[who])
        return words_of(client.get(became.get_absolute_url()))

    assert "Referred from RR3-1 by Reducing Reoffending Third Sector Advisory Group" in says("outsider")
    told = says("asked_member")
    assert "Referred from another board" in told
    assert "RR3-1" not in told


def test_the_list_shows_those_that_wait_first(client, board, asked, secretary, outsider):
    rows = []
    for n in range(3):
        at = MOMENT + dt.timedelta(days=n)
        rows.append(
            refer_action(make_action(board), to_board=asked, reason="Theirs.", on=after(2), by=secretary, at=at)
        )
    decline(rows[2], outsider)

    for user in (secretary, outsider):
        client.force_login(user)
        assert list(client.get("/referrals/").context["page"]) == [rows[1], rows[0], rows[2]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_times(client, board, asked, secretary, rows, django_assert_num_queries):
    for _ in range(rows):
        refer_action(make_action(board), to_board=asked, reason="Theirs.", on=after(2), by=secretary, at=MOMENT)
    client.force_login(secretary)

    with django_assert_num_queries(6):
        client.get("/referrals/")


# The forms


@pytest.fixture
def known(asked):
    asked.minutes_visible_to = "public"
    asked.save()
    return asked


def test_the_secretary_refers_it_by_its_page(client, board, action, known, secretary):
    hidden, closed = make_board(), make_board(minutes_visible_to="public", closed_on=DAY)
    client.force_login(secretary)
    page = client.get("/actions/RR3-1/refer/")
    assert list(page.context["form"].fields["to_board"].queryset) == [known]
    assert "reveals" not in page.context["form"].fields

    for data, says in (
        ({}, ["Board to ask", "Say why it is referred"]),
        ({"to_board": hidden.pk, "reason": "x", "on": "6 March 2026"}, ["not one of the available choices"]),
        ({"to_board": closed.pk, "reason": "x", "on": "6 March 2026"}, ["not one of the available choices"]),
        ({"to_board": known.pk, "reason": "Kept words", "on": "6 March 2027"}, ["in the future", "Kept words"]),
        ({"to_board": known.pk, "reason": "Kept words"}, ["Enter the day it was referred", "Kept words"]),
    ):
        words = client.post("/actions/RR3-1/refer/", data).content.decode()
        assert all(say in words for say in says), says
    assert not Referral.objects.exists()

    data = {"to_board": known.pk, "reason": "It is theirs.", "on": "7 March 2026"}
    done = client.post("/actions/RR3-1/refer/", data, follow=True)

    assert b"RR3-1 was referred: OTH was asked." in done.content
    assert Referral.objects.get().reason == "It is theirs."


def test_one_from_a_restricted_item_asks_for_a_tick(client, board, known, secretary):
    make_action(raised_in=make_minute(make_item(make_meeting(board), is_restricted=True)))
    client.force_login(secretary)
    data = {"to_board": known.pk, "reason": "It is theirs.", "on": "7 March 2026"}

    page = client.post("/actions/RR3-1/refer/", data)
    assert "was raised in a restricted item. The secretariat of the other board will read" in words_of(page)
    assert "reveals" in page.context["form"].errors
    report = client.post(
        "/actions/RR3-1/report/",
        {"status": "referred", "text": "Theirs.", "reported_on": "7 March 2026", "referred_to": known.pk},
    )
    assert "confirm on the page “Refer to another board”" in report.content.decode()
    assert not Referral.objects.exists()

    client.post("/actions/RR3-1/refer/", {**data, "reveals": "on"})
    assert Referral.objects.count() == 1


def test_a_report_that_names_a_board_asks_it(client, board, action, known, secretary):
    client.force_login(secretary)
    data = {"status": "referred", "text": "It is theirs.", "reported_on": "7 March 2026", "after": "0"}

    for _ in range(2):
        done = client.post("/actions/RR3-1/report/", {**data, "referred_to": known.pk}, follow=True)
        assert b"Progress on RR3-1 was recorded: referred." in done.content

    referral = Referral.objects.get()
    assert (referral.action, referral.to_board, referral.reason) == (action, known, "It is theirs.")
    assert action.updates.get().reported_on == after(2)


def test_one_that_names_none_asks_nobody_and_is_shown_as_ever(client, board, action, known, secretary, member):
    client.force_login(secretary)
    client.post("/actions/RR3-1/report/", {"status": "referred", "text": "Elsewhere.", "reported_on": "7 March 2026"})
    make_update(make_action(board), Status.REFERRED, referred_to=known)
    client.force_login(member)

    assert not Referral.objects.exists()
    assert "Referred to" not in words_of(client.get("/actions/RR3-1/"))
    assert "Referred to Somebody else’s board" in words_of(client.get("/actions/RR3-2/"))


def test_the_other_secretary_accepts_it_in_their_words(client, referral, asked, outsider):
    client.force_login(outsider)
    address = f"/referrals/{referral.pk}/accept/"
    page = client.get(address)
    assert "Count the beds." in page.content.decode()
    data = {
        "text": "Count all beds.",
        "owners-TOTAL_FORMS": "1",
        "owners-INITIAL_FORMS": "0",
        "owners-0-words": "Bed counters",
    }

    more = client.post(address, {**data, "more_owners": "1"}).content.decode()
    assert "Count all beds." in more
    assert "Bed counters" in more
    empty = client.post(address, {**data, "text": ""})
    assert "Enter what is to be done" in empty.content.decode()
    assert not asked.actions.exists()

    done = client.post(address, data)

    became = asked.actions.get()
    assert done.url == became.get_absolute_url()
    assert (became.text, became.owners.get().name, became.raised_on) == ("Count all beds.", "Bed counters", after(20))


def test_the_other_secretary_declines_it_with_a_reason(client, referral, action, outsider):
    client.force_login(outsider)
    address = f"/referrals/{referral.pk}/decline/"
    assert "Say why it is declined" in client.post(address, {"answer": ""}).content.decode()

    done = client.post(address, {"answer": "We have no beds."}, follow=True)

    assert "Declined on" in words_of(done)
    assert "We have no beds." in words_of(done)
    action.refresh_from_db()
    assert action.status == Status.OPEN
