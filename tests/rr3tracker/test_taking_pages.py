import pytest
from django.urls import reverse

from actions.models import Action
from meetings.services.item_text import text_version
from tests.factories import make_action, make_item, make_meeting, make_minute

JSON = {"Accept": "application/json"}


@pytest.fixture
def meeting(board):
    return make_meeting(board)


@pytest.fixture
def item(meeting):
    return make_item(meeting, number="4", title="Housing")


@pytest.fixture
def client(client, secretary):
    client.force_login(secretary)
    return client


def post(client, item, text, headers=None, **fields):
    if "version" not in fields:
        fields["version"] = text_version(item.minutes.all())
    fields["text"] = text
    return client.post(reverse("taking_item", args=[item.meeting_id, item.pk]), fields, headers=headers)


def page(client, meeting):
    return client.get(reverse("taking", args=[meeting.pk])).content.decode()


def texts(item):
    return [row.text for row in item.minutes.order_by("position")]


@pytest.mark.parametrize("items", [1, 3])
def test_the_page_opens_in_a_fixed_number_of_queries(client, meeting, items, django_assert_num_queries):
    make_item(meeting, kind="outstanding_actions")
    make_item(meeting, kind="last_minutes")
    make_meeting(meeting.board, stage="circulated", held_on=meeting.held_on.replace(year=2025))
    for n in range(items):
        make_action(meeting.board, text=f"Ask {n}", raised_on=meeting.held_on.replace(year=2025))
        item = make_item(meeting)
        for _ in range(items):
            make_action(raised_in=make_minute(item, kind="action", text="Action: Chair to write"))

    with django_assert_num_queries(19):
        page(client, meeting)


def test_the_page_shows_the_text_and_what_was_understood(client, item):
    post(client, item, "They met.\n\n    Under it\n\nAction: Nina Orr to write")

    html = page(client, item.meeting)

    assert "They met.\n\n    Under it\n\nAction: Nina Orr to write</textarea>" in html
    assert "“Nina Orr” is kept in words" in html
    assert "4.1.1" in html


def test_a_form_saves_and_comes_back_to_its_item(client, item):
    response = post(client, item, "One\r\n\r\nTwo")

    assert response.status_code == 302
    assert response.url == f"{reverse('taking', args=[item.meeting_id])}?saved={item.pk}#item-{item.pk}"
    assert texts(item) == ["One", "Two"]


def test_save_and_go_to_the_next_item(client, item):
    other = make_item(item.meeting)

    assert post(client, item, "One", next="1").url.endswith(f"#item-{other.pk}")
    assert post(client, other, "Two", next="1").url.endswith(f"#item-{other.pk}")


def test_a_script_is_told_what_was_understood(client, item):
    answer = post(client, item, "Action: Nina Orr to write", headers=JSON).json()

    assert answer["version"] == text_version(item.minutes.all())
    assert "“Nina Orr” is kept in words" in answer["understood"]
    assert post(client, item, "More", headers=JSON, version=answer["version"]).status_code == 200


def test_a_refusal_keeps_what_was_typed(client, item):
    minute = make_minute(item, text="Action: Chair to write", kind="action")
    action = make_action(raised_in=minute)

    response = post(client, item, "Something <b>else</b>")

    html = response.content.decode()
    assert response.status_code == 422
    assert f"{action.reference} cites a paragraph that is no longer in the text" in html
    assert "Something &lt;b&gt;else&lt;/b&gt;</textarea>" in html
    assert "<title>Error:" in html
    assert texts(item) == ["Action: Chair to write"]
    assert post(client, item, "Else", headers=JSON).json()["errors"][0].startswith(action.reference)


def test_two_at_once_see_both_texts_and_settle_them(client, item):
    stale = text_version([])
    post(client, item, "Same\n\nTheirs <i>")

    response = post(client, item, "Same\n\nMine <script>", version=stale)

    html = response.content.decode()
    assert response.status_code == 409
    assert "Mine &lt;script&gt;" in html
    assert "Theirs &lt;i&gt;" in html
    assert "Same\n\nTheirs &lt;i&gt;\n\nMine &lt;script&gt;</textarea>" in html
    assert "<script>" not in html.split("Two texts of")[2]
    assert texts(item) == ["Same", "Theirs <i>"]
    assert post(client, item, "More", headers=JSON, version=stale).status_code == 409

    post(client, item, "Same\n\nMine <script>", version=response.context["version"])

    assert texts(item) == ["Same", "Mine <script>"]


def test_the_two_texts_show_where_they_differ(client, item):
    stale = text_version([])
    post(client, item, "Same\n\nThey met the <i>judge</i> in May.\n\nOnly theirs")

    html = post(client, item, "Same\n\nThey met the clerk in May.", version=stale).content.decode()

    assert 'id="mine">Same\n\nThey met the<mark class="rr3-mark"> clerk</mark> in May.</div>' in html
    assert (
        'id="theirs">Same\n\nThey met the<mark class="rr3-mark"> &lt;i&gt;judge&lt;/i&gt;</mark> in May.'
        '\n\n<mark class="rr3-mark">Only theirs</mark></div>'
    ) in html


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (None, None, ["Same", "The judge came.", "The judge left.", "Theirs", "Mine"]),
        ("mine", "mine", ["Same", "The judge left.", "Mine"]),
        ("theirs", "theirs", ["Same", "The judge came.", "Theirs"]),
        ("both", "theirs", ["Same", "The judge came.", "The judge left.", "Theirs"]),
        ("<script>", "9", ["Same", "The judge came.", "The judge left.", "Theirs", "Mine"]),
    ],
)
def test_two_texts_are_settled_paragraph_by_paragraph(client, item, first, second, expected):
    stale = text_version([])
    post(client, item, "Same\n\nThe judge came.\n\nTheirs")
    mine = "Same\r\n\r\nThe judge left.\r\n\r\nMine"
    conflict = post(client, item, mine, version=stale)
    names = [choice.name for choice in conflict.context["differences"].choices]
    chosen = dict(zip(names, filter(None, (first, second)), strict=False))

    response = client.post(
        reverse("taking_item", args=[item.meeting_id, item.pk]),
        {"version": conflict.context["version"], "mine": mine, "theirs": conflict.context["theirs"], **chosen},
    )

    assert response.status_code == 302
    assert texts(item) == expected


def test_what_was_chosen_meets_a_third_text(client, item):
    post(client, item, "Theirs")
    chosen = {"mine": "Mine", "theirs": "Theirs", "version": "old", "choice-0": "mine"}

    response = client.post(reverse("taking_item", args=[item.meeting_id, item.pk]), chosen)

    assert response.status_code == 409
    assert response.context["mine"] == "Mine"
    assert texts(item) == ["Theirs"]


@pytest.mark.parametrize("items", [1, 20])
def test_a_save_by_the_script_takes_a_fixed_number_of_queries(client, item, items, django_assert_num_queries):
    for _ in range(items):
        make_minute(make_item(item.meeting))
    words = [f"Paragraph {n} about subject{n}." for n in range(40)]
    version = post(client, item, "\n\n".join(words), headers=JSON).json()["version"]
    text = "\n\n".join(["Action: Chair to write", *(f"{w} Reworded." for w in words[2:])])

    with django_assert_num_queries(32):
        post(client, item, text, headers=JSON, version=version)


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800".encode("utf-8", "surrogatepass"), "x" * 100_000, ""])
def test_strange_texts_are_no_error(client, item, text):
    assert post(client, item, text).status_code == 302


def test_an_item_of_another_meeting_is_not_found(client, item, meeting):
    other = make_item(make_meeting(meeting.board))

    assert client.post(reverse("taking_item", args=[meeting.pk, other.pk]), {"text": "x"}).status_code == 404


def test_approved_minutes_are_not_written(client, board):
    meeting = make_meeting(board, stage="approved")
    item = make_item(meeting)

    assert client.get(reverse("taking", args=[meeting.pk])).status_code == 403
    assert post(client, item, "x", headers=JSON).status_code == 403


def test_the_preview_counts_and_the_button_issues(client, item, meeting):
    known = make_action(meeting.board, raised_on=meeting.held_on.replace(year=2025), text="Ask the judge")
    post(client, item, f"Action: Chair to write by 3 May\n\nOutstanding action {known.reference} (complete): Done.")
    address = reverse("taking_issue", args=[meeting.pk])

    html = client.get(address).content.decode()
    assert "1 action will be put on the register and 1 report on outstanding actions will be recorded" in html
    response = client.post(address, follow=True)

    assert "1 action and 1 report were issued." in response.content.decode()
    assert Action.objects.count() == 2
    assert "There is nothing to issue" in client.get(address).content.decode()


def test_the_meeting_links_to_the_page(client, meeting):
    assert reverse("taking", args=[meeting.pk]) in client.get(meeting.get_absolute_url()).content.decode()


def test_earlier_minutes_that_wait_are_agreed_from_their_item(client, meeting):
    make_item(meeting, kind="last_minutes")
    make_meeting(meeting.board, stage="circulated", held_on=meeting.held_on.replace(year=2025))

    html = page(client, meeting)

    assert reverse("approval", args=[meeting.pk]) in html
    assert "Agree the minutes of 5 March 2025" in html
