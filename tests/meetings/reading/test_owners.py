import pytest

from meetings.reading.owners import owners_of, resolved, split_owners, without_lead

KNOWN = frozenset({"secretariat", "gr", "board"})


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Nell Ashby to write to the landlord.", ("Nell Ashby",)),
        (
            "Chair, secretariat and rural leads on the panel to meet.",
            ("Chair", "secretariat", "rural leads on the panel"),
        ),
        ("GR+TW to look into it", ("GR", "TW")),
        ("Partners should consider their part.", ("Partners",)),
        ("Jo will ring the printer.", ("Jo",)),
        ("Two elders of the club to hold a tasting. Curious neighbours to write in.", ("Two elders of the club",)),
        ("GR to book a room. Board to agree the date.", ("GR", "Board")),
        ("GR to share the plan with the council (Secretariat).", ("Secretariat",)),
        ("Check the figures (GR & TW)", ("GR", "TW")),
        ("Paper for a later item (Tim Hale - short note to members)", ("Tim Hale",)),
        ("[GR, TW] Gather the papers", ("GR", "TW")),
        ("A task and finish group will draw up terms.", ("A task and finish group",)),
    ],
)
def test_owners_are_whoever_the_words_name(text, owners):
    assert owners_of(text, KNOWN) == owners


@pytest.mark.parametrize(
    "text",
    [
        "The plan to be shared with members.",
        "Findings to be discussed at a later meeting.",
        "A fuller paper will be on the agenda.",
        "Work with the council to find a site.",
        "Attend first aid training (when available).",
        "Send the letter",
        "",
    ],
)
def test_no_owner_where_the_words_name_none(text):
    assert owners_of(text) == ()


def test_split_owners_parts_a_cell():
    assert split_owners("AB/CD, the clerk & Chair") == ("AB", "CD", "the clerk", "Chair")


def test_resolved_puts_defined_initials_in_full():
    assert resolved(("GR", "Clerk"), {"GR": "Gita Rao"}) == ("Gita Rao", "Clerk")


def test_without_lead_takes_the_bracketed_owners_off():
    assert without_lead("[GR] Gather the papers") == "Gather the papers"


def test_a_known_name_is_not_taken_apart():
    known = frozenset({"police and crime commissioner", "courts & tribunals"})

    assert owners_of("Chair and Police and Crime Commissioner to write", known) == (
        "Chair",
        "Police and Crime Commissioner",
    )
    assert split_owners("Clerk, Courts & Tribunals and AB", known) == ("Clerk", "Courts & Tribunals", "AB")
    assert split_owners("Outpolice and Crime Commissioners", known) == ("Outpolice", "Crime Commissioners")
