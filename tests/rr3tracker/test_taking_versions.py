"""The pages of an item's earlier versions: read, compared and brought back."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import Meeting, Minute
from meetings.services.item_text import save_item_text, text_version
from meetings.versions import versions_of
from tests.factories import MOMENT, make_action, make_item, make_meeting, make_user

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def item(board):
    return make_item(make_meeting(board), number="4", title="Housing")


@pytest.fixture
def client(client, secretary):
    client.force_login(secretary)
    return client


def save(item, text, by, *, at=MOMENT):
    since = timezone.now()
    save_item_text(item, text=text, version=text_version(item.minutes.all()), by=by)
    Minute.history.filter(history_date__gte=since).update(history_date=at)


def address(item, key=None):
    args = [item.meeting_id, item.pk]
    return reverse("taking_version", args=[*args, key]) if key else reverse("taking_versions", args=args)


def keys(item):
    """Of the versions, newest first."""
    return [version.key for version in versions_of(item).versions]


def page(client, item, key=None, **query):
    return client.get(address(item, key), query).content.decode()


def bring_back(client, item, key, **fields):
    fields.setdefault("version", text_version(item.minutes.all()))
    return client.post(address(item, key), fields)


def texts(item):
    return [row.text for row in item.minutes.all()]


def test_an_item_without_versions_says_so(client, item):
    assert "Nothing has been written under this item yet." in page(client, item)


def test_the_list_has_every_version_with_those_on_the_way_put_by(client, item, secretary):
    save(item, "One", secretary)
    save(item, "One\n\nTwo", secretary, at=MOMENT + MINUTE)
    save(item, "Other", make_user("theirs@example.org"), at=MOMENT + 2 * MINUTE)

    html = page(client, item)

    assert html.count('class="rr3-timeline__entry"') == 2
    assert "1 version on the way to it" in html
    assert all(address(item, key) in html for key in keys(item))
    assert html.count("As it is now") == 1
    assert "Sadia Marsh. 1 added" in html


@pytest.mark.parametrize("versions", [1, 3])
@pytest.mark.parametrize("of", ["list", "version"])
def test_the_pages_take_a_fixed_number_of_queries(client, item, secretary, versions, of, django_assert_num_queries):
    for at in range(versions):
        save(item, f"Text {at}\n\nMore of it", secretary, at=MOMENT + at * 20 * MINUTE)
    key = keys(item)[0] if of == "version" else None

    with django_assert_num_queries(9):
        page(client, item, key)


def test_a_long_list_is_paged(client, item, secretary):
    for at in range(102):
        save(item, f"Text {at}", secretary, at=MOMENT + at * 20 * MINUTE)

    assert page(client, item).count('class="rr3-timeline__entry"') == 100
    second = page(client, item, page=2)
    assert second.count('class="rr3-timeline__entry"') == 2
    assert "1 reworded" in second
    assert "1 added" in second


def test_a_version_is_compared_with_now_with_the_one_before_and_with_any(client, item, secretary):
    for at, text in enumerate(["One word", "Two words", "Three words", "Four words"]):
        save(item, text, secretary, at=MOMENT + at * 20 * MINUTE)
    newest, third, second, first = keys(item)

    def said(key, **query):
        html = page(client, item, key, **query)
        return [word for word in ("One", "Two", "Three", "Four") if f"</span>{word}" in html]

    assert said(second) == ["Two", "Four"]
    assert said(second, to="now") == ["Two", "Four"]
    assert said(second, to="before") == ["One", "Two"]
    assert said(second, to=third) == ["Two", "Three"]
    assert said(third, to=second) == ["Two", "Three"]
    assert said(first, to="before") == ["One"]
    assert said(newest) == ["Three", "Four"]
    assert "Nothing: the two say the same." in page(client, item, newest, to="now")


def test_words_are_marked_and_escaped(client, item, secretary):
    save(item, "A </ins> of <script>alert(1)</script>", secretary)
    save(item, "A </ins> and <script>alert(1)</script> more", secretary, at=MOMENT + MINUTE)

    html = page(client, item, keys(item)[0])

    assert "A &lt;/ins&gt;" in html
    assert 'more<span class="govuk-visually-hidden">]</span></ins>' in html
    assert "<script>alert" not in html


@pytest.mark.parametrize("to", ["", "nothing", "-1", "0", "9" * 30, "٣", "²", "<script>", "a\0b"])
def test_a_strange_address_is_not_found_or_harmless(client, item, secretary, to):
    save(item, "One", secretary)
    key = keys(item)[0]

    assert client.get(address(item, key), {"to": to}).status_code == (404 if to else 200)
    assert client.get(f"{address(item)}{to}/").status_code == 404


def test_a_version_of_another_item_is_not_found(client, item, secretary):
    other = make_item(item.meeting)
    save(other, "Other", secretary)
    save(item, "One", secretary)

    assert client.get(address(item, keys(other)[0])).status_code == 404
    assert client.get(address(item, keys(item)[0]), {"to": keys(other)[0]}).status_code == 404


def test_a_version_is_brought_back_and_what_was_there_becomes_an_earlier_one(client, item, secretary):
    save(item, "One\n\nTwo", secretary)
    save(item, "One\n\nThree", secretary, at=MOMENT + MINUTE)
    one = item.minutes.first()

    response = bring_back(client, item, keys(item)[1])

    assert response.url == f"{reverse('taking', args=[item.meeting_id])}#item-{item.pk}"
    assert texts(item) == ["One", "Two"]
    assert item.minutes.first() == one
    assert [version.text("4") for version in versions_of(item).versions] == ["One\n\nTwo", "One\n\nThree", "One\n\nTwo"]
    assert "The earlier version was brought back." in client.get(response.url).content.decode()


def test_what_the_item_says_already_is_not_written_again(client, item, secretary):
    save(item, "One", secretary)
    history = Minute.history.count()

    html = page(client, item, keys(item)[0])
    response = bring_back(client, item, keys(item)[0])

    assert "Bring this version back" not in html
    assert "The item says this already." in client.get(response.url).content.decode()
    assert Minute.history.count() == history


def test_what_somebody_wrote_meanwhile_is_shown_before_it_is_replaced(client, item, secretary):
    save(item, "One", secretary)
    save(item, "Two", secretary, at=MOMENT + MINUTE)
    seen, first = text_version(item.minutes.all()), keys(item)[-1]
    save(item, "Three", make_user(), at=MOMENT + 2 * MINUTE)

    response = bring_back(client, item, first, version=seen)

    html = response.content.decode()
    assert response.status_code == 409
    assert "Somebody changed this item after you opened this page." in html
    assert "</span>Three" in html
    assert texts(item) == ["Three"]
    assert bring_back(client, item, first, version=response.context["version_now"]).status_code == 302
    assert texts(item) == ["One"]


def test_a_paragraph_that_an_action_cites_is_not_taken_out(client, item, secretary):
    save(item, "One", secretary)
    save(item, "One\n\nAction: Nina to write", secretary, at=MOMENT + MINUTE)
    action = make_action(raised_in=item.minutes.last())

    response = bring_back(client, item, keys(item)[-1])

    html = response.content.decode()
    assert response.status_code == 422
    assert f"{action.reference} cites a paragraph that is no longer in the text." in html
    assert "<title>Error:" in html
    assert texts(item) == ["One", "Action: Nina to write"]


def test_approved_minutes_are_compared_but_nothing_is_brought_back(client, item, secretary):
    save(item, "One", secretary)
    save(item, "Two", secretary, at=MOMENT + MINUTE)
    Meeting.objects.filter(pk=item.meeting_id).update(
        minutes_stage="approved", approved_at=MOMENT, approved_by=secretary
    )
    first = keys(item)[-1]

    assert page(client, item).count('class="rr3-timeline__entry"') == 1
    html = page(client, item, first)
    assert "These minutes are approved, so earlier versions can be read but not brought back." in html
    assert "Bring this version back" not in html
    assert bring_back(client, item, first).status_code == 403
    assert texts(item) == ["Two"]


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("official", 403), ("outsider", 404), ("stranger", 404)])
def test_only_the_secretariat_brings_back(client, item, secretary, request, who, status):
    save(item, "One", secretary)
    save(item, "Two", secretary, at=MOMENT + MINUTE)
    client.force_login(request.getfixturevalue(who))

    assert bring_back(client, item, keys(item)[-1]).status_code == status
    assert texts(item) == ["Two"]


def test_the_writing_page_and_the_paragraphs_page_link_to_the_versions(client, item, secretary):
    save(item, "One", secretary)
    edit = reverse("meetings:minute_edit", args=[item.meeting_id, item.pk, item.minutes.get().pk])

    for place in (reverse("taking", args=[item.meeting_id]), edit):
        assert address(item) in client.get(place).content.decode()
