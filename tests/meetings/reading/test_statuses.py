import pytest

from meetings.reading import Status
from meetings.reading.statuses import read_status, status_suffix


@pytest.mark.parametrize(
    ("text", "status", "words", "narrative"),
    [
        ("Complete", Status.COMPLETE, "Complete", None),
        ("Completed. All sites told.", Status.COMPLETE, "Completed", "All sites told."),
        ("Incomplete – a draft will follow", Status.OPEN, "Incomplete", "a draft will follow"),
        ("Ongoing: with the chair", Status.IN_PROGRESS, "Ongoing", "with the chair"),
        ("In progress", Status.IN_PROGRESS, "In progress", None),
        ("Delayed – by the election", Status.DELAYED, "Delayed", "by the election"),
        ("On hold", Status.DELAYED, "On hold", None),
        ("No longer needed", Status.NO_LONGER_NEEDED, "No longer needed", None),
        ("Superseded and closed", Status.NO_LONGER_NEEDED, "Superseded and closed", None),
        ("Not complete", Status.OPEN, "Not complete", None),
        ("Carried forward", Status.OPEN, "Carried forward", None),
        ("Closed", Status.COMPLETE, "Closed", None),
    ],
)
def test_read_status_reads_the_words_of_a_log(text, status, words, narrative):
    progress = read_status(text)

    assert progress is not None
    assert (progress.status, progress.words, progress.narrative) == (status, words, narrative)


@pytest.mark.parametrize("text", ["", "The clerk rang twice", "Openness was welcomed", "Newcastle office told"])
def test_read_status_gives_none_for_prose(text):
    assert read_status(text) is None


@pytest.mark.parametrize(
    ("text", "task", "status"),
    [
        ("GR to book a room - done", "GR to book a room", Status.COMPLETE),
        ("GR to book a room – carried forward", "GR to book a room", Status.OPEN),
        ("GR to book a room (complete)", "GR to book a room", Status.COMPLETE),
        ("GR to book a room - deferred to 2021.", "GR to book a room", Status.DELAYED),
        ("GR to book a room - still ongoing", "GR to book a room", Status.IN_PROGRESS),
    ],
)
def test_status_suffix_parts_a_task_from_its_status(text, task, status):
    found = status_suffix(text)

    assert found is not None
    assert (found[0], found[1].status) == (task, status)
