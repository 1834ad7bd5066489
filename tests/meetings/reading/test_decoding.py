import pytest

from meetings.reading import LARGEST, UnreadableDocument, decode

LINE = "Café – the chair’s £5"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Minutes", "Minutes"),
        (LINE.encode(), LINE),
        (b"\xef\xbb\xbfMinutes", "Minutes"),
        (LINE.encode("utf-16"), LINE),
        (b"\xfe\xff" + LINE.encode("utf-16-be"), LINE),
        (LINE.encode("cp1252"), LINE),
        (b"Action\x95 the clerk\x92s report", "Action• the clerk’s report"),
    ],
)
def test_decode_reads_each_encoding(data, text):
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty"),
        (b" \n\t ", "This file is empty"),
        (b"\xef\xbb\xbf", "This file is empty"),
        (b"%PDF-1.7\nand so on", "PDF file, which cannot be read yet"),
        (b"PK\x03\x04\x14\x00", "Word file or another packed file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word file"),
        (b"{\\rtf1 Minutes}", "rich text file"),
        (b"Minutes\x00of", "not plain text"),
        ("Minutes of the meeting".encode("utf-16-le"), "not plain text"),
        (b"\x01\x02\x03\x04 minutes", "not plain text"),
        (b"\xff\xfeM", "damaged"),
        (bytes(range(128, 256)) * 4, "not plain text"),
        (b"M" * (LARGEST + 1), "larger than 5 MB"),
    ],
)
def test_decode_refuses_what_is_no_text_in_one_sentence(data, sentence):
    with pytest.raises(UnreadableDocument, match=sentence) as refused:
        decode(data)

    assert str(refused.value).count(".") == 1
    assert str(refused.value).endswith(".")


def test_decode_reads_a_file_of_exactly_the_largest_size():
    assert len(decode(b"m" * LARGEST)) == LARGEST
