import pytest

from meetings.reading import UnreadableDocument, read, require_minutes

from .documents import EVERY


@pytest.mark.parametrize("name", EVERY)
def test_minutes_are_recognised(name):
    require_minutes(read(EVERY[name]))


@pytest.mark.parametrize(
    "text",
    [
        "A recipe for soup.\n\nBoil the water, add the leeks and wait.",
        "3 May 2022",
        "Harbour Board\n3 May 2022\nPresent: Ada Quill, Ben Osei",
        "lorem ipsum " * 50,
    ],
)
def test_another_text_is_refused(text):
    with pytest.raises(UnreadableDocument, match="does not look like minutes"):
        require_minutes(read(text))
