"""Whether a file that somebody gives as evidence may be kept: its size, its kind, and whether it is what its name says.

The kinds are few, and each has a mark that the standard library can look for. A library was looked for: puremagic 2 asks
for a newer Python than this does, and its first line takes any zip file for a Word document; filetype has had no
release since 2022.
"""

from __future__ import annotations

import io
import re
import zipfile

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from meetings.services.documents import MEDIA_TYPES, safe_file_name

MAX_MEGABYTES = 10
MOST_LINKS = MOST_FILES = 3
LONGEST_LINK = 1000
MESSAGES = ("eml", "msg", "txt")
"""Text is what was pasted of one."""
KINDS_IN_WORDS = "PDF, Word, Excel, PowerPoint, OpenDocument, RTF, text, CSV, PNG or JPEG"

_OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_OPEN_DOCUMENT = ("odp", "ods", "odt")
_MACROS_IN_ZIP = re.compile(r"(^|/)vbaproject\.bin$|^(basic|scripts)/", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the streams inside, as the directory of such a file spells them.
_OLD_OFFICE = {"doc": ("WordDocument",), "xls": ("Workbook", "Book"), "ppt": ("PowerPoint Document",)}
_IN_OLE = {**_OLD_OFFICE, "msg": ("__properties_version1.0",)}
_MACROS_IN_OLE = "_VBA_PROJECT".encode("utf-16-le")
_STARTS = {
    "jpeg": b"\xff\xd8\xff",
    "jpg": b"\xff\xd8\xff",
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "rtf": b"{\\rtf",
}
_NOT_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PAGE_OR_PROGRAM = re.compile(rb"\s*(<!doctype|<html|<head|<body|<svg|<script|<\?|#!|%pdf-|\{\\rtf)", re.IGNORECASE)
_HEADER = re.compile(rb"(From |[A-Za-z][A-Za-z0-9-]*:)")
_SENDER = re.compile(rb"^(From|Date|Subject|Received):", re.IGNORECASE | re.MULTILINE)


def refuse_unfit_file(file_name: str, data: bytes, *, is_message: bool = False) -> None:
    """Refuses, with a ``ValidationError`` that names the file, what is not kept as evidence, or as a message."""
    name = safe_file_name(file_name)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    refuse_size(name, len(data))
    if is_message and ending not in MESSAGES:
        raise ValidationError(f"“{name}” is no message: save the e-mail as a file that ends in .eml or .msg.")
    if not is_message and ending not in MEDIA_TYPES:
        raise ValidationError(f"“{name}” is a kind of file that is not taken. Those that are: {KINDS_IN_WORDS}.")
    if is_message and ending == "txt":
        return
    if not _is_what_it_says(ending, data):
        raise ValidationError(
            f"“{name}” is not what its name says, or it is damaged. Save it again as a .{ending} file, then choose it."
        )
    if _holds_macros(ending, data):
        raise ValidationError(f"“{name}” holds macros. Save it without them, then choose it.")


def refuse_size(file_name: str, size: int) -> None:
    if not size:
        raise ValidationError(f"“{file_name}” is empty.")
    if size > MAX_MEGABYTES * 1024 * 1024:
        raise ValidationError(f"“{file_name}” is larger than {MAX_MEGABYTES} MB.")


def refuse_unfit_link(url: str) -> None:
    """Refuses, with a ``ValidationError``, what is no address on the web."""
    if len(url) > LONGEST_LINK:
        raise ValidationError(f"A link may have up to {LONGEST_LINK} characters.")
    URLValidator(
        schemes=["http", "https"],
        message=f"“{url[:60]}” is not a link to a page: one begins with https:// or http://",
    )(url)


def _is_what_it_says(ending: str, data: bytes) -> bool:
    if ending in _STARTS:
        return data.startswith(_STARTS[ending])
    if ending in _OFFICE or ending in _OPEN_DOCUMENT:
        return _is_zipped(ending, data)
    if ending in _IN_OLE:
        return data.startswith(_OLE) and any(name.encode("utf-16-le") in data for name in _IN_OLE[ending])
    if ending == "eml":
        head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
        return b"\0" not in head and bool(_HEADER.match(head) and _SENDER.search(head))
    text = data.removeprefix(b"\xef\xbb\xbf")
    return not _NOT_IN_TEXT.search(text) and not _PAGE_OR_PROGRAM.match(text)


def _is_zipped(ending: str, data: bytes) -> bool:
    """Nothing is unpacked but the few letters that say which OpenDocument it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if ending in _OFFICE:
                return "[Content_Types].xml" in names and any(name.startswith(_OFFICE[ending]) for name in names)
            with archive.open("mimetype") as said:
                return said.read(100).decode("ascii", "replace").strip() == MEDIA_TYPES[ending]
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return False


def _holds_macros(ending: str, data: bytes) -> bool:
    if ending in _OLD_OFFICE:
        return _MACROS_IN_OLE in data
    if ending not in _OFFICE and ending not in _OPEN_DOCUMENT:
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(_MACROS_IN_ZIP.search(name) for name in archive.namelist())
