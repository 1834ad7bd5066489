"""Several themes are read from a list, looked at and added at once."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisations.models import Theme
from organisations.theme_lines import ThemeLine, read_themes
from tests.factories import make_board, make_theme

PAGE = "/themes/add-several/"
YEAR = (dt.date(2026, 4, 1), dt.date(2027, 3, 31))
LIST = "1. Accommodation, 1 April 2026 to 31 March 2027\n\n• Employment, training and education\nhealth"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Accommodation", ThemeLine("Accommodation")),
        ("Accommodation, 1 April 2026 to 31 March 2027", ThemeLine("Accommodation", *YEAR)),
        ("Accommodation, from April 2026 to March 2027", ThemeLine("Accommodation", *YEAR)),
        ("Accommodation (1/4/2026 – 31/3/2027)", ThemeLine("Accommodation", *YEAR)),
        ("Accommodation, from 1 April 2026", ThemeLine("Accommodation", YEAR[0])),
        ("Accommodation, until March 2027", ThemeLine("Accommodation", None, YEAR[1])),
        ("Work, training, 1 April, 2026 to 31 March, 2027", ThemeLine("Work, training", *YEAR)),
        ("Employment, training and education", ThemeLine("Employment, training and education")),
        ("From custody to work", ThemeLine("From custody to work")),
        ("Health (from cradle to grave)", ThemeLine("Health (from cradle to grave)")),
        ("  12) - Health ;", ThemeLine("- Health")),
        ("– Health", ThemeLine("Health")),
    ],
)
def test_a_line_is_a_name_and_its_days(line, read):
    assert list(read_themes(line)) == [read]


def test_empty_lines_and_names_that_came_before_are_passed_over():
    assert [line.name for line in read_themes("Health\r\n\r\nWork\nHEALTH, from 1 April 2026\n - \n")] == [
        "Health",
        "Work",
    ]


@given(st.text())
def test_any_text_is_read(text):
    for line in read_themes(text):
        assert line.name


@pytest.mark.django_db
def test_a_list_is_looked_at_and_added_once(client, board, secretary):
    make_theme(board, name="Health")
    client.force_login(secretary)
    typed = {"board": "rr3", "lines": LIST}

    read = client.post(PAGE, typed)
    assert Theme.objects.count() == 1
    assert "1 April 2026 to 31 March 2027" in read.text
    assert read.text.count("There already, and left as it is") == 1
    added = client.post(PAGE, typed | {"make": "1"}, follow=True)
    again = client.post(PAGE, typed | {"make": "1"}, follow=True)

    assert added.redirect_chain == [("/themes/?board=rr3", 302)]
    assert "2 themes were added." in added.text
    assert "0 themes were added." in again.text
    assert [(theme.name, theme.board, theme.starts_on) for theme in Theme.objects.all()] == [
        ("Accommodation", board, YEAR[0]),
        ("Employment, training and education", board, None),
        ("Health", board, None),
    ]


@pytest.mark.django_db
def test_the_list_is_changed_with_nothing_lost(client, secretary):
    client.force_login(secretary)
    page = client.post(PAGE, {"board": "rr3", "lines": LIST, "make": "1", "edit": ""})
    assert page.context["form"]["lines"].value() == LIST
    assert "Read the list" in page.text
    assert not Theme.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"lines": "Health"}, "board", "Choose whose theme it is."),
        ({"lines": "Health", "board": "theirs"}, "board", "Choose whose theme it is."),
        ({"lines": "\n ; \n", "board": "*"}, "lines", "Enter the themes, one a line."),
        ({"lines": "\n".join(map(str, range(51))), "board": "*"}, "lines", "Enter no more than 50 themes at once."),
        (
            {"lines": "Health, 2 April 2026 to 1 April 2026", "board": "*", "make": "1"},
            "__all__",
            "“Health”: A theme cannot end before it starts.",
        ),
    ],
)
def test_what_cannot_be_added_is_said_and_nothing_is(client, secretary, typed, field, said):
    make_board(slug="theirs")
    client.force_login(secretary)
    page = client.post(PAGE, typed)
    assert page.context["form"].errors == {field: [said]}
    assert not Theme.objects.exists()
