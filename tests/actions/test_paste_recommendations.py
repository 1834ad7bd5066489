"""A list of recommendations is pasted, read, checked on a screen, and recorded at once; nothing that was typed is lost."""

import pytest
from django.db import transaction
from django.urls import reverse

from actions.models import Recommendation
from actions.recommendations.naming import asked_in, names_in, write_names
from organisations.matching import KnownOrganisations
from tests.actions.test_action_page import words_of
from tests.factories import make_advice, make_organisation
from tests.test_nasty_input import OTHERS, SCRIPT, WORST, FormsOnPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory():
    ministry = make_organisation("Ministry of Justice", acronym="MoJ")
    return {
        "ministry": ministry,
        "service": make_organisation("HM Prison and Probation Service", acronym="HMPPS"),
        "health": make_organisation("NHS England"),
        "homes": make_organisation("Department for Homes, Towns and Communities"),
    }


@pytest.fixture
def known(directory):
    return KnownOrganisations.load()


@pytest.fixture
def advice(board):
    return make_advice(board, title="On beds")


@pytest.fixture
def paste(client, secretary, advice, directory):
    client.force_login(secretary)
    address = reverse("actions:advice_paste", args=[advice.pk])

    def send(text, **more):
        return client.post(address, {"pasted": text, "kind": "recommendation", "to": "", **more})

    return send


@pytest.fixture
def press(client, advice):
    """Send the screen as it was drawn, with what was typed over it, by one of its buttons."""
    address = reverse("actions:advice_paste", args=[advice.pk])

    def send(screen, **typed):
        form = FormsOnPage(screen.content.decode()).forms[-1]
        # A browser drops the line break that opens a text area.
        ticked = {name: [one.removeprefix("\n") for one in value] for name, value in form.items() if value}
        return client.post(
            address,
            {
                **ticked,
                **{
                    name.replace("_", "-", 2) if name.startswith("row") else name: value
                    for name, value in typed.items()
                },
            },
        )

    return send


def entries(screen):
    rows = screen.context["rows"].forms
    return [(row["number"].value(), row["kind"].value(), row["text"].value(), row["to"].value()) for row in rows]


def recorded(advice):
    return [
        (one.number, one.kind, one.text, [row.organisation.short_name for row in one.addressees.all()])
        for one in advice.recommendations.all()
    ]


# Names


@pytest.mark.parametrize(
    ("words", "found", "unknown"),
    [
        ("MoJ, HMPPS", ["MoJ", "HMPPS"], []),
        ("the Ministry of Justice and NHS England", ["MoJ", "NHS England"], []),
        ("HM Prison and Probation Service", ["HMPPS"], []),
        (
            "HMPPS & the Department for Homes, Towns and Communities",
            ["HMPPS", "Department for Homes, Towns and Communities"],
            [],
        ),
        ("MoJ; HMPPS / NHS England, and MoJ", ["MoJ", "HMPPS", "NHS England"], []),
        ("MoJ and the Treasury", ["MoJ"], ["the Treasury"]),
        ("men and women", [], ["men", "women"]),
        ("", [], []),
        (" , ; ", [], []),
    ],
)
def test_words_name_organisations(known, words, found, unknown):
    names = names_in(words, known)

    assert ([one.short_name for one in names.found], list(names.unknown)) == (found, unknown)


def test_what_is_written_of_organisations_names_them(known, directory):
    assert names_in(write_names(directory.values(), known), known).found == tuple(directory.values())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HMPPS and NHS England should agree.", ["HMPPS", "NHS England"]),
        ("The Ministry of Justice must pay.", ["MoJ"]),
        ("HMPPS and prisons should agree.", []),
        ("Find beds; HMPPS should pay.", []),
    ],
)
def test_a_sentence_that_begins_with_known_organisations_asks_them(known, text, found):
    assert [one.short_name for one in asked_in(text, known).found] == found


def test_names_beyond_those_that_are_read_are_no_silent_loss(client, secretary, advice, known):
    names = [make_organisation(f"Police force {n}").name for n in range(1, 44)]
    client.force_login(secretary)
    address = reverse("actions:recommendation_add", args=[advice.pk])
    typed = {"kind": "recommendation", "text": "Find beds.", "to": ", ".join(names)}

    page = client.post(address, typed)

    assert "These are too many names to be read at once: enter 30 or fewer." in words_of(page)
    assert page.context["form"]["to"].value() == typed["to"]
    client.post(address, {**typed, "to": ", ".join(names[:30])})
    assert Recommendation.objects.get().addressees.count() == 30


def test_names_that_are_read_beside_too_many_stay_in_the_text(paste, directory):
    names = "; ".join(make_organisation(f"Police force {n}").name for n in range(1, 44))

    screen = paste(f"1. Find beds (for {names})")

    [(_, _, text, to)] = entries(screen)
    assert text.endswith("Police force 43)")
    assert to.endswith("Police force 30")


# The screen


def test_what_was_read_is_shown_with_whom_it_names_or_the_choice_for_all(paste):
    screen = paste(
        "Our ideas\n1. Find beds.\n2. Count (for HMPPS and NHS England).\nOffer: x\n3. Pay (for men and women).\n4. HMPPS should act.",
        to="MoJ",
    )

    # "Offer: x" is a label, so that only it opens an entry.
    assert len(entries(screen)) == 1
    screen = paste(
        "Our ideas\n\n1. Find beds.\n2. Count (for HMPPS and NHS England).\n3. Pay (for men and women).\n4. HMPPS should act.",
        to="MoJ",
    )
    assert entries(screen) == [
        ("1", "recommendation", "Find beds.", "MoJ"),
        ("2", "recommendation", "Count", "HMPPS; NHS England"),
        ("3", "recommendation", "Pay (for men and women).", "MoJ"),
        ("4", "recommendation", "HMPPS should act.", "HMPPS"),
    ]
    assert "Left out: Our ideas" in words_of(screen)
    assert not Recommendation.objects.exists()


def test_the_list_is_recorded_as_it_was_checked(paste, press, advice):
    screen = paste("1. Find beds.\n2. Count.\n3. Do not keep this.", to="MoJ")
    form = FormsOnPage(screen.content.decode()).forms[-1]
    assert form["row-2-keep"] == ["on"]

    response = press(
        screen, row_1_text="Count them.", row_1_to="hmpps", row_1_kind="offer", row_1_number="2a", row_2_keep=[]
    )

    assert response.url == advice.get_absolute_url()
    assert recorded(advice) == [
        ("1", "recommendation", "Find beds.", ["MoJ"]),
        ("2a", "offer", "Count them.", ["HMPPS"]),
    ]


def test_the_same_list_sent_twice_is_recorded_once(paste, press, advice):
    screen = paste("- Find beds.\n- Count.", to="MoJ")

    first, second = press(screen), press(screen)

    assert first.url == second.url == advice.get_absolute_url()
    assert len(recorded(advice)) == 2


def test_one_is_joined_with_the_one_above(paste, press):
    screen = press(paste("1. Find beds (to MoJ)\n2. that are near (to HMPPS)\n3. Count (to MoJ)"), join=1)

    assert entries(screen) == [
        ("1", "recommendation", "Find beds\nthat are near", "MoJ; HMPPS"),
        ("3", "recommendation", "Count", "MoJ"),
    ]


def test_one_is_split_at_its_lines(paste, press):
    screen = paste("1. Do both:\na) find beds\nb) count\n\nHeading\n2. Stop.", to="MoJ")

    screen = press(screen, split=0)

    assert entries(screen) == [
        ("1", "recommendation", "Do both:", "MoJ"),
        ("", "recommendation", "a) find beds", "MoJ"),
        ("", "recommendation", "b) count", "MoJ"),
        ("2", "recommendation", "Stop.", "MoJ"),
    ]
    assert [(line.text, line.after) for line in screen.context["left"]] == [("Heading", 3)]


def test_a_line_that_found_no_place_is_made_a_recommendation_where_it_stood(paste, press):
    screen = paste("1. Find beds.\n\nCount every bed\n\n2. Stop.", to="MoJ")

    screen = press(screen, take=0)

    assert [(number, text, to) for number, _, text, to in entries(screen)] == [
        ("1", "Find beds.", "MoJ"),
        ("", "Count every bed", "MoJ"),
        ("2", "Stop.", "MoJ"),
    ]
    assert screen.context["left"] == []


def test_those_that_name_nobody_are_filled_in_at_once(paste, press):
    screen = press(paste("1. Find beds.\n2. Count (to MoJ)"), fill=1, to_all="HMPPS")

    assert [to for *_, to in entries(screen)] == ["HMPPS", "MoJ"]


def test_back_to_the_text_has_the_text(paste, press):
    text = "  1. Find “beds”.\n\n2. Count."

    page = press(paste(text, to="MoJ"), back=1)

    assert page.context["form"]["pasted"].value().replace("\r\n", "\n") == text


def test_what_is_wrong_is_said_beside_its_row_and_nothing_is_lost(paste, press):
    screen = paste("Heading\n\n1. Find beds.\n2. Count.\n3. Stop.", to="MoJ")

    screen = press(screen, row_0_to="", row_1_to="The Treasury", row_1_text="Count all.", row_2_number="1")

    words = words_of(screen)
    assert "Enter the organisations that it is addressed to" in words
    assert "“The Treasury” is not in the directory of organisations." in words
    assert "Two of these have this number" in words
    assert entries(screen)[1][2:] == ("Count all.", "The Treasury")
    assert "Left out: Heading" in words
    assert not Recommendation.objects.exists()


def test_a_number_that_the_advice_has_already_is_said(paste, press, advice):
    press(paste("1. Find beds.", to="MoJ"))

    screen = press(paste("1. Find other beds.\n2. Count.", to="MoJ"))

    assert "Recommendation 1: There already is a recommendation of this number here." in words_of(screen)
    assert len(recorded(advice)) == 1


def test_to_keep_none_is_refused(paste, press):
    screen = press(paste("1. Find beds.", to="MoJ"), row_0_keep=[])

    assert "Keep at least one." in words_of(screen)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Paste the list"),
        ("12\n\n3.", "Nothing in this text could be read as a recommendation."),
        ("\n".join(f"{n}. Do." for n in range(1, 152)), "These are 151: paste them in parts of at most 150."),
    ],
)
def test_a_text_that_is_no_list_is_refused(paste, text, said):
    assert said in words_of(paste(text, to="MoJ"))


def test_a_whole_paper_is_refused_if_the_screen_could_not_send_it_back(paste, press, advice):
    line = "What we heard of beds in the north, and what\n"

    assert "1001 lines of this are no part of a recommendation: paste the list alone." in words_of(
        paste(f"{1001 * line}1. Find beds.", to="MoJ")
    )
    press(paste(1000 * line + "\n".join(f"{n}. Find beds." for n in range(1, 151)), to="MoJ"))
    assert len(recorded(advice)) == 150


def test_28_ideas_and_18_offers_go_in(paste, press, advice):
    ideas = "\n\n".join(f"HMPPS should try idea {n}, and say after a year what came\nof it." for n in range(28))
    offers = "\n".join(f"Offer {n} – We can run group {n} (to the Ministry of Justice)" for n in range(1, 19))

    press(paste(ideas))
    press(paste(offers))

    rows = recorded(advice)
    assert len(rows) == 46
    assert rows[27] == (
        "",
        "recommendation",
        "HMPPS should try idea 27, and say after a year what came of it.",
        ["HMPPS"],
    )
    assert rows[45] == ("18", "offer", "We can run group 18", ["MoJ"])


def test_no_field_of_the_screen_can_make_it_fail(client, paste, advice):
    screen = paste("Heading\n\n1. Find beds.\n2. Count.", to="MoJ")
    form = FormsOnPage(screen.content.decode()).forms[-1]
    address = reverse("actions:advice_paste", args=[advice.pk])
    buttons = ("join", "split", "take", "fill", "back")

    for field in [*form, *buttons, "row-TOTAL_FORMS"]:
        for value in (*WORST, *OTHERS):
            with transaction.atomic():
                response = client.post(address, {**form, field: value})
                assert response.status_code < 500, (field, value)
                assert SCRIPT not in response.content.decode(), (field, value)
                transaction.set_rollback(True)


@pytest.mark.parametrize("counted", [{}, {"row-TOTAL_FORMS": ["2", "1"]}, {"row-TOTAL_FORMS": "0"}], ids=str)
def test_rows_that_were_counted_wrongly_on_their_way_are_all_recorded(client, paste, advice, counted):
    screen = paste("Heading\n\n1. Find beds.\n2. Count.", to="MoJ")
    form = {
        name: [one.removeprefix("\n") for one in value]
        for name, value in FormsOnPage(screen.content.decode()).forms[-1].items()
        if value and not name.endswith("_FORMS")
    }

    client.post(reverse("actions:advice_paste", args=[advice.pk]), {**form, **counted})

    assert [row[2] for row in recorded(advice)] == ["Find beds.", "Count."]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("١٢٣" for _ in range(5000)),
        "\n".join(str(n) for n in range(5000)),
        "\n".join(f"{n}\tFind beds\t{'x' * 300}\tMoJ" for n in range(140)),
        "\u202e\u2066\u200f".join(map(chr, range(1, 32))) * 50,
        f"1. Find beds (for {', '.join('x' * 300 for _ in range(300))})",
        "\n".join(f"{n}. Do {'x' * 400} (for {', '.join('y' * 5 for _ in range(40))})" for n in range(40)),
        "x" * 500_000,
    ],
    ids=["digits", "numbers", "table", "controls", "long names", "many names", "500 kB"],
)
def test_a_text_that_is_anything_is_shown_to_be_checked_or_refused_with_the_text(paste, press, text):
    page = paste(text, to="MoJ")

    assert page.status_code == 200
    if "rows" in page.context:
        assert press(page).status_code in (200, 302)
    else:
        assert page.context["form"]["pasted"].value() == text
        assert page.context["form"].errors
