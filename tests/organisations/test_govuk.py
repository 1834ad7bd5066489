import re

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template


def draw(text, **context):
    return " ".join(Template("{% load govuk %}" + text).render(Context(context)).split())


def test_a_tag_escapes_its_word():
    assert draw('{% tag word "red" %}', word="<late>") == (
        '<strong class="govuk-tag govuk-tag--red">&lt;late&gt;</strong>'
    )


def test_breadcrumbs_start_at_home():
    drawn = draw('{% breadcrumbs "Boards" "/boards/" "RR3" "/boards/rr3/" %}')
    assert re.findall(r'href="([^"]+)">([^<]+)', drawn) == [
        ("/", "Home"),
        ("/boards/", "Boards"),
        ("/boards/rr3/", "RR3"),
    ]


@pytest.mark.parametrize(
    ("address", "link", "direction"),
    [
        ("", "?sort=due", None),
        ("status=open&page=3", "?status=open&amp;sort=due", None),
        ("sort=due", "?sort=-due", "ascending"),
        ("sort=-due&page=2", "?sort=due", "descending"),
        ("status=open&status=delayed", "?status=open&amp;status=delayed&amp;sort=due", None),
    ],
)
def test_a_heading_sorts_and_then_turns_round(address, link, direction):
    drawn = draw('{% sortable_header "Due" "due" query default="-raised" %}', query=QueryDict(address))
    assert re.search(r'href="([^"]*)"', drawn)[1] == link
    assert (re.findall(r'aria-sort="(\w+)"', drawn) or [None]) == [direction]


def test_the_order_of_a_list_by_default_is_marked_too():
    drawn = draw('{% sortable_header "Raised" "raised" query default="-raised" %}', query=QueryDict())
    assert 'aria-sort="descending"' in drawn
    assert 'href="?sort=raised"' in drawn


PAGINATION = '{% include "partials/pagination.html" with page=page query=query only %}'


def test_pages_keep_the_filters_of_the_list():
    page = Paginator(range(200), 10).page(10)
    drawn = draw(PAGINATION, page=page, query=QueryDict("status=open&page=10"))
    links = re.findall(r'href="([^"]+)"(?: aria-label="([^"]+)")?', drawn)
    assert links == [
        ("?status=open&amp;page=9", ""),
        ("?status=open&amp;page=1", "Page 1"),
        ("?status=open&amp;page=9", "Page 9"),
        ("?status=open&amp;page=10", "Page 10"),
        ("?status=open&amp;page=11", "Page 11"),
        ("?status=open&amp;page=20", "Page 20"),
        ("?status=open&amp;page=11", ""),
    ]
    assert drawn.count("&ctdot;") == 2
    assert re.findall(r'aria-label="([^"]+)" aria-current="page"', drawn) == ["Page 10"]


def test_a_list_of_one_page_has_no_links():
    assert draw(PAGINATION, page=Paginator(range(3), 10).page(1), query=QueryDict()) == ""


def test_the_filter_panel_keeps_the_order_of_the_list():
    from django import forms

    class Filters(forms.Form):
        q = forms.CharField(required=False, label="Words")

    panel = '{% include "partials/filter_panel.html" with form=form address="/actions/" query=query only %}'
    drawn = draw(panel, form=Filters(QueryDict("q=prison")), query=QueryDict("q=prison&sort=-due"))
    assert '<input type="hidden" name="sort" value="-due">' in drawn
    assert 'value="prison"' in drawn
    assert '<label class="govuk-label" for="id_q">Words</label>' in drawn
    assert '<a class="govuk-link" href="/actions/">Clear filters</a>' in drawn
    assert 'name="sort"' not in draw(panel, form=Filters(), query=QueryDict())


def test_a_message_of_the_form_itself_stays_as_it_is():
    from django import forms

    class Named(forms.Form):
        name = forms.CharField(error_messages={"required": "Enter the name of the board"})

    assert "Enter the name of the board" in draw("{% error_summary form %}", form=Named({}))


def test_an_empty_list_may_lead_on():
    assert draw('{% include "partials/empty.html" with text="No meetings yet." only %}').count("<p") == 1
    drawn = draw('{% include "partials/empty.html" with text="None." address="/add/" label="Add one" only %}')
    assert '<a class="govuk-link" href="/add/">Add one</a>' in drawn
