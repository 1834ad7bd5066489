import pytest

from meetings.reading import Kind, Origin
from meetings.reading.actions import closing_action, kind_of, labelled_action, last_sentence


@pytest.mark.parametrize(
    ("text", "task", "ref", "lead"),
    [
        ("Action: GR to write", "GR to write", None, None),
        ("ACTION – GR to write", "GR to write", None, None),
        ("Action 3: GR to write", "GR to write", "3", None),
        ("ACTION 5.2 Review the settings", "Review the settings", "5.2", None),
        ("Action HB-12: GR to write", "GR to write", "HB-12", None),
        ("Action GR+TW to write", "GR+TW to write", None, None),
        ("Action (GR): write", "write", None, "GR"),
        ("[ACTION: GR] Write", "Write", None, "GR"),
        ("Action GR: write", "GR: write", None, "GR"),
        ("Action point 4: GR to write", "GR to write", "4", None),
        ("[NEW] ACTION-112: GR to write", "GR to write", "112", None),
    ],
)
def test_labelled_action_reads_each_way_of_marking_one(text, task, ref, lead):
    found = labelled_action(text)

    assert found is not None
    assert (found.text, found.ref, found.lead, found.origin) == (task, ref, lead, Origin.NEW)


@pytest.mark.parametrize(
    "text",
    [
        "Outstanding action: GR to write",
        "Outstanding Action from the 3rd June meeting: GR to write",
        "Previous action 7: GR to write",
    ],
)
def test_an_outstanding_action_comes_from_an_earlier_meeting(text):
    found = labelled_action(text)

    assert found is not None
    assert (found.text, found.origin) == ("GR to write", Origin.PREVIOUS)


@pytest.mark.parametrize(
    "text",
    ["", "Action is needed to drive out waste.", "Actions: none", "Action: None", "Actioned by the clerk: yes", "Action plan agreed", "The action was taken", "Actions from last time were read"],
)  # fmt: skip
def test_labelled_action_leaves_prose_alone(text):
    assert labelled_action(text) is None


def test_closing_action_parts_what_was_said_from_who_acts():
    assert closing_action("The fence is broken. Action: Clerk by 3 May") == (
        "The fence is broken.",
        "Clerk by 3 May",
        None,
    )
    assert closing_action("The fence is broken. ACTION GR/TW") == ("The fence is broken.", "GR/TW", None)
    assert closing_action("The fence is broken.") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Decision: keep the rule", Kind.DECISION),
        ("RESOLVED – That the plan be supported.", Kind.DECISION),
        ("It was agreed to close the group.", Kind.DECISION),
        ("Agreed: publish monthly", Kind.DECISION),
        ("The group talked about it.", Kind.DISCUSSION),
    ],
)
def test_kind_of_tells_a_decision(text, kind):
    assert kind_of(text) is kind


def test_last_sentence_is_what_a_bare_owner_is_to_do():
    assert last_sentence("The gate fell. It needs paint.") == "It needs paint."
