"""The themes of an item on the pages of its meeting: quietly, and of a restricted one to its readers alone."""

from __future__ import annotations

import pytest

from tests.factories import make_item, make_meeting, make_minute, make_theme

pytestmark = pytest.mark.django_db
PAGES = ("", "agenda/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("stage", ["drafting", "approved"])
def test_the_themes_of_an_item_are_named(client, board, official, page, stage):
    item = make_item(make_meeting(board, stage=stage))
    make_minute(item)
    theme = make_theme(board, name="Zinnober")
    item.themes.add(theme)
    client.force_login(official)
    assert f'href="/themes/{theme.pk}/">Zinnober</a>' in client.get(f"{item.meeting.get_absolute_url()}{page}").text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("stage", ["drafting", "approved"])
@pytest.mark.parametrize(("who", "sees"), [("official", False), ("member", True), ("secretary", True)])
def test_those_of_a_restricted_item_are_for_its_readers(client, request, board, page, stage, who, sees):
    item = make_item(make_meeting(board, stage=stage), is_restricted=True)
    make_minute(item)
    item.themes.add(make_theme(board, name="Zinnober"))
    client.force_login(request.getfixturevalue(who))
    assert ("Zinnober" in client.get(f"{item.meeting.get_absolute_url()}{page}").text) is sees
