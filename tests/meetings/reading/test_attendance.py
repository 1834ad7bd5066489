from dataclasses import replace

import pytest

from meetings.reading import AttendanceStatus, Attendee, read

PRESENT, IN_ATTENDANCE, APOLOGIES, ABSENT = AttendanceStatus
BODY = "\n\n1. Welcome\n\nThe chair welcomed members.\n\n2. Budget\n\nThe budget was agreed.\n"


def roll(text: str) -> list[Attendee]:
    """The attendance of a document with these lists, each attendee without the label of its list."""
    return [
        replace(attendee, label=None) for attendee in read("Harbour Board\n3 May 2022\n\n" + text + BODY).attendance
    ]


def test_one_person_a_line_with_organisation_and_role():
    assert roll(
        "Members present:\n\nAda Quill, Harbour Trust\nBen Osei, Shore Trust (chair)\n\nApologies:\n\nCy Lund, Pier Trust"
    ) == [
        Attendee("Ada Quill", "Harbour Trust", None, PRESENT),
        Attendee("Ben Osei", "Shore Trust", "chair", PRESENT),
        Attendee("Cy Lund", "Pier Trust", None, APOLOGIES),
    ]


def test_names_run_together_after_a_label():
    assert roll("Present: Ada Quill, Ben Osei (Chair) and Cy Lund\nRegrets: Di Marsh") == [
        Attendee("Ada Quill", None, None, PRESENT),
        Attendee("Ben Osei", None, "Chair", PRESENT),
        Attendee("Cy Lund", None, None, PRESENT),
        Attendee("Di Marsh", None, None, APOLOGIES),
    ]


def test_one_organisation_in_a_last_bracket_covers_the_names_before_it():
    assert [a.organisation for a in roll("Guests: Ada Quill, Ben Osei and Cy Lund (Pier Trust)")] == ["Pier Trust"] * 3


def test_a_bracket_holds_a_post_and_an_organisation():
    assert roll("Panel: Ada Quill (Visiting Professor, Shore University), Ben Osei (Head of Boats, Pier Trust)") == [
        Attendee("Ada Quill", "Shore University", "Visiting Professor", PRESENT),
        Attendee("Ben Osei", "Pier Trust", "Head of Boats", PRESENT),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Ada Quill (AQ), Pier Trust",
        "[AQ] Ada Quill, Pier Trust",
        "Ada Quill (AQ)\t\t-\tPier Trust",
        "- Ada Quill (AQ) – Pier Trust",
    ],
)
def test_initials_are_read_wherever_they_stand(line):
    assert roll(f"Attendees:\n{line}\nBen Osei (BO), Shore Trust") == [
        Attendee("Ada Quill", "Pier Trust", None, PRESENT, "AQ"),
        Attendee("Ben Osei", "Shore Trust", None, PRESENT, "BO"),
    ]


def test_initials_alone_are_names():
    assert [a.name for a in roll("Present: AQ, BO, JvK")] == ["AQ", "BO", "JvK"]


def test_organisations_attend_and_are_absent():
    assert roll(
        "Organisations in Attendance:\n\nPier Trust (PT)\nShore Council\n\nOrganisations Absent:\n\nHarbour Police"
    ) == [
        Attendee(None, "Pier Trust (PT)", None, PRESENT),
        Attendee(None, "Shore Council", None, PRESENT),
        Attendee(None, "Harbour Police", None, ABSENT),
    ]


def test_two_lists_side_by_side():
    text = (
        "Present:                      Officials:\n"
        "Ada Quill (Chair)             Di Marsh (Shore Council)\n"
        "Ben Osei                      Eve Hart (Pier Trust)\n"
        "Apologies:                    Flo King (Pier Trust)\n"
        "Cy Lund\n"
    )

    assert {(a.name, a.status) for a in roll(text)} == {
        ("Ada Quill", PRESENT),
        ("Ben Osei", PRESENT),
        ("Cy Lund", APOLOGIES),
        ("Di Marsh", IN_ATTENDANCE),
        ("Eve Hart", IN_ATTENDANCE),
        ("Flo King", IN_ATTENDANCE),
    }


def test_columns_under_a_head():
    text = "PRESENT:\nName            Organisation      Affiliation\nAda Quill       Pier Trust        Treasurer\nBen Osei        Shore Trust       Independent\n"

    assert roll(text) == [
        Attendee("Ada Quill", "Pier Trust", "Treasurer", PRESENT),
        Attendee("Ben Osei", "Shore Trust", "Independent", PRESENT),
    ]


def test_a_markdown_table_with_a_column_for_attendance():
    text = "| Name | Role | Attendance |\n| --- | --- | --- |\n| Ada Quill (AQ) | Chair | Present |\n| Ben Osei | Clerk | Apologies |\n"

    assert roll(text) == [
        Attendee("Ada Quill", None, "Chair", PRESENT, "AQ"),
        Attendee("Ben Osei", None, "Clerk", APOLOGIES),
    ]


def test_a_sentence_of_apologies_names_people():
    found = read(
        "Harbour Council\n3 May 2022\n\n1. Apologies\n\nApologies were received from Cllrs A Quill and B. Osei.\n\n2. Budget\n\nAgreed."
    )

    assert [(a.name, a.status) for a in found.attendance] == [("A Quill", APOLOGIES), ("B. Osei", APOLOGIES)]
    assert found.items[0].paragraphs[0].text == "Apologies were received from Cllrs A Quill and B. Osei."


def test_members_in_prose_are_no_list():
    assert roll("") == []
    assert (
        read("Board\n\n1. Budget\n\nPresent: the plan was fine.\n\nMembers: they were content with it.").attendance
        == ()
    )


def test_somebody_named_twice_is_one_person():
    assert roll("Chair: Ada Quill\nPresent:\nAda Quill, Pier Trust\nBen Osei, Shore Trust")[0] == Attendee(
        "Ada Quill", "Pier Trust", "Chair", PRESENT
    )


def test_each_attendee_keeps_the_label_of_its_list():
    attendees = read(
        "Harbour Board\n3 May 2022\n\nBoard members present:\nAda Quill\n\nOfficials:\nBen Osei" + BODY
    ).attendance

    assert [a.label for a in attendees] == ["Board members present", "Officials"]
