"""Which files and links are kept as evidence: a table of good and bad ones."""

import pytest
from django.core.exceptions import ValidationError

from actions.services.evidence_files import MAX_MEGABYTES, refuse_unfit_file, refuse_unfit_link
from meetings.services.documents import MEDIA_TYPES
from tests.evidence_files import (
    JPEG,
    MESSAGE,
    OLE,
    PDF,
    PNG,
    PROGRAM,
    office,
    old_office,
    open_document,
    zipped,
)

GOOD = {
    "figures.csv": b"month,people\nMay,3\n",
    "letter.doc": old_office("WordDocument"),
    "letter.docx": office("word"),
    "photo.jpeg": JPEG,
    "photo.jpg": JPEG,
    "notes.md": "# What we did – in May".encode(),
    "slides.odp": open_document("presentation"),
    "sheet.ods": open_document("spreadsheet"),
    "letter.odt": open_document("text"),
    "LETTER.PDF": PDF,
    "shot.png": PNG,
    "slides.ppt": old_office("PowerPoint Document"),
    "slides.pptx": office("ppt"),
    "letter.rtf": b"{\\rtf1\\ansi It is done.}",
    "notes.txt": b"\xef\xbb\xbfPK was there.\r\n\tAnd so on.",
    "sheet.xls": old_office("Workbook"),
    "sheet.xlsx": office("xl"),
}


def test_every_kind_that_is_taken_has_a_good_file():
    assert {name.rpartition(".")[2].lower() for name in GOOD} == set(MEDIA_TYPES)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_its_name_says_is_taken(name):
    refuse_unfit_file(name, GOOD[name])


@pytest.mark.parametrize("name", GOOD)
def test_a_program_is_taken_under_no_name(name):
    with pytest.raises(ValidationError, match="is not what its name says"):
        refuse_unfit_file(name, PROGRAM)


NOT_SO = "is not what its name says"
NOT_TAKEN = "is a kind of file that is not taken"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("program.exe", PROGRAM, NOT_TAKEN),
        ("page.html", b"<p>Hello", NOT_TAKEN),
        ("picture.svg", b"<svg/>", NOT_TAKEN),
        ("script.js", b"alert(1)", NOT_TAKEN),
        ("archive.zip", zipped("a"), NOT_TAKEN),
        ("macros.docm", office("word"), NOT_TAKEN),
        ("letter.eml", MESSAGE, NOT_TAKEN),
        ("no ending", b"words", NOT_TAKEN),
        (".pdf", PDF, NOT_TAKEN),
        ("letter.pdf.exe", PDF, NOT_TAKEN),
        ("\u202efdp.exe", PDF, NOT_TAKEN),
        ("empty.pdf", b"", "“empty.pdf” is empty."),
        ("big.txt", b"x" * (MAX_MEGABYTES * 1024 * 1024 + 1), "“big.txt” is larger than 10 MB."),
        ("page.txt", b" \n<!DOCTYPE html><p>", NOT_SO),
        ("page.txt", b"\xef\xbb\xbf<html>", NOT_SO),
        ("picture.md", b"<svg onload=alert(1)>", NOT_SO),
        ("feed.csv", b"<?xml version='1.0'?>", NOT_SO),
        ("script.txt", b"#!/bin/sh\nrm", NOT_SO),
        ("letter.txt", PDF, NOT_SO),
        ("wide.txt", "words".encode("utf-16"), NOT_SO),
        ("bell.txt", b"words\x07", NOT_SO),
        ("letter.pdf", b"words", NOT_SO),
        ("photo.png", JPEG, NOT_SO),
        ("photo.jpg", PNG, NOT_SO),
        ("letter.docx", zipped("a"), NOT_SO),
        ("letter.docx", office("xl"), NOT_SO),
        ("letter.docx", b"PK\x03\x04 broken", NOT_SO),
        ("letter.docx", old_office("WordDocument"), NOT_SO),
        ("sheet.xlsx", zipped("xl/document.xml"), NOT_SO),
        ("letter.odt", open_document("spreadsheet"), NOT_SO),
        ("letter.odt", zipped("content.xml"), NOT_SO),
        ("letter.doc", OLE, NOT_SO),
        ("letter.doc", old_office("Workbook"), NOT_SO),
        ("sheet.xls", office("xl"), NOT_SO),
        ("letter.docx", office("word", "word/vbaProject.bin"), "holds macros"),
        ("letter.odt", open_document("text", "Basic/Standard/Module1.xml"), "holds macros"),
        ("letter.doc", old_office("WordDocument", "_VBA_PROJECT"), "holds macros"),
    ],
)
def test_what_is_not_taken_is_refused_by_name(name, data, message):
    with pytest.raises(ValidationError, match=message):
        refuse_unfit_file(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("message.eml", MESSAGE),
        ("message.eml", b"From ann@example.org Thu Mar  5\nDate: Thu, 5 Mar 2026\n\n\0"),
        ("message.msg", old_office("__properties_version1.0")),
        ("message.txt", b"<html> as it was pasted"),
    ],
)
def test_a_message_is_taken_as_one(name, data):
    refuse_unfit_file(name, data, is_message=True)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("letter.pdf", PDF, "is no message"),
        ("message.eml", b"<html>", NOT_SO),
        ("message.eml", b"Title: Not a message\n\nwords", NOT_SO),
        ("message.eml", PROGRAM, NOT_SO),
        ("message.msg", old_office("WordDocument"), NOT_SO),
        ("message.msg", b"", "is empty"),
    ],
)
def test_what_is_no_message_is_refused_as_one(name, data, message):
    with pytest.raises(ValidationError, match=message):
        refuse_unfit_file(name, data, is_message=True)


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org"])
def test_a_link_to_a_page_is_taken(url):
    refuse_unfit_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript://example.org/%0aalert(1)",
        "data:text/html,<script>",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "mailto:ann@example.org",
        "//example.org/a",
        "www.example.org",
        "https://",
        "https://exa mple.org",
    ],
)
def test_what_is_no_link_to_a_page_is_refused(url):
    with pytest.raises(ValidationError, match="is not a link to a page"):
        refuse_unfit_link(url)


def test_a_link_that_does_not_fit_is_refused():
    with pytest.raises(ValidationError, match="up to 1000 characters"):
        refuse_unfit_link(f"https://example.org/{'a' * 1000}")
