"""Whatever is typed into an address of the admin is answered, and never by an error of ours."""

import pytest
from django.contrib import admin
from django.urls import reverse

from actions.models import Action
from meetings.models import AgendaItem, Document, Meeting, Minute
from organisations.models import Board, Organisation, Person, User
from tests.administration import admin_list
from tests.factories import make_action, make_document, make_item, make_meeting, make_minute

MODELS = (User, Board, Organisation, Person, Meeting, AgendaItem, Minute, Document, Action)


@pytest.fixture
def superuser(client, board):
    user = User.objects.create_superuser("root@example.org")
    client.force_login(user)
    minute = make_minute(make_item(make_meeting(board)))
    make_action(raised_in=minute)
    make_document(minute.item.meeting)
    return user


@pytest.mark.parametrize("pk", ["abc", "0", "-1", "9" * 30, "%00", "_5F", "%F0%9F%98%80"])
@pytest.mark.parametrize("model", MODELS)
def test_a_record_that_is_not_there_leads_back_to_the_index(client, superuser, model, pk):
    for page in ("change", "history", "delete"):
        response = client.get(f"{admin_list(model)}{pk}/{page}/")
        assert (response.status_code, response.headers.get("Location")) in ((302, reverse("admin:index")), (403, None))


@pytest.mark.parametrize(
    "query",
    [
        "o=x",
        "o=99",
        "o=-1.2.x",
        "p=x",
        "p=-1",
        "p=99999",
        "all=x",
        "e=1",
        "q=%00",
        "q=%F0%9F%98%80",
        "q=" + "x" * 3000,
        "_popup=1",
        "_popup=x&_to_field=id",
        "nonsense=1",
        "id__exact=x",
        "id__exact=%00",
        "id__in=1,x",
        "pk__isnull=x",
    ],
)
@pytest.mark.parametrize("model", [User, Meeting, Action])
def test_a_list_answers_whatever_it_is_asked(client, superuser, model, query):
    assert client.get(f"{admin_list(model)}?{query}", follow=True).status_code in (200, 400)


@pytest.mark.parametrize("value", ["x", "0", "-1", "13", "99999", "9" * 20, "%00", ""])
@pytest.mark.parametrize("model", [Meeting, Minute, Action])
def test_a_list_by_date_answers_whatever_day_it_is_asked(client, superuser, model, value):
    field = admin.site.get_model_admin(model).date_hierarchy
    for query in (
        f"{field}__year={value}",
        f"{field}__year=2026&{field}__month={value}",
        f"{field}__year=2026&{field}__month=2&{field}__day={value}",
    ):
        assert client.get(f"{admin_list(model)}?{query}", follow=True).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_every_filter_answers_whatever_it_is_asked(client, superuser, model):
    page = admin.site.get_model_admin(model)
    for entry in page.list_filter:
        name = entry if isinstance(entry, str) else entry[0]
        for value in ("x", "1", "9" * 30, "%00"):
            for lookup in ("exact", "id__exact", "isempty"):
                assert client.get(f"{admin_list(model)}?{name}__{lookup}={value}", follow=True).status_code in (
                    200,
                    400,
                )


@pytest.mark.parametrize(
    "query", ["", "_popup=1", "_popup=1&_to_field=x", "board=x", "board=1", "held_on=x", "text=%00"]
)
@pytest.mark.parametrize("model", [Board, Organisation, Person, Meeting, Action, User])
def test_a_form_to_add_answers_whatever_it_is_given(client, superuser, model, query):
    assert client.get(f"{admin_list(model, 'add')}?{query}").status_code in (200, 400)


@pytest.mark.parametrize("model", [Board, Organisation, Person, Meeting, Action, User])
def test_an_empty_form_is_refused_with_what_is_missing(client, superuser, model):
    response = client.post(admin_list(model, "add"), {})

    assert response.status_code == 200
    assert (
        "Please correct the errors below" in response.content.decode()
        or "Please correct the error below" in response.content.decode()
    )


@pytest.mark.parametrize(
    "query",
    [
        "",
        "term=x",
        "app_label=x&model_name=y&field_name=z",
        "term=%00",
        "app_label=meetings&model_name=meeting&field_name=title",
        "app_label=meetings&model_name=meeting&field_name=board&page=x",
        "app_label=meetings&model_name=meeting&field_name=board&term=%00",
        "app_label=%00&model_name=x&field_name=x",
    ],
)
def test_an_autocomplete_answers_whatever_it_is_asked(client, superuser, query):
    assert client.get(f"/admin/autocomplete/?{query}").status_code in (403, 404)


def test_the_admin_has_our_name_and_a_link_to_the_site(client, superuser):
    text = client.get(reverse("admin:index")).content.decode()

    assert "RR3 tracker administration" in text
    assert '<a href="/">View site</a>' in text


@pytest.mark.parametrize("key", ["x", "9" * 30, "%00", "-1"])
@pytest.mark.parametrize("model", [Meeting, Organisation])
def test_choosing_a_row_that_is_none_is_answered(client, superuser, model, key):
    data = {"action": "delete_selected", "_selected_action": key, "post": "yes"}

    assert client.post(admin_list(model), data, follow=True).status_code == 200
