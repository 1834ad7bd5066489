"""Bytes to text, or one clear sentence why not."""

from __future__ import annotations

import codecs
import re
import unicodedata

LARGEST = 5 * 1024 * 1024  # bytes; a year of minutes is under 1 MB
_OTHER_FORMATS = (
    (b"%PDF-", "This is a PDF file, which cannot be read yet: save it as plain text and try again."),
    (
        b"PK\x03\x04",
        "This is a Word file or another packed file, which cannot be read yet: save it as plain text and try again.",
    ),
    (b"\xd0\xcf\x11\xe0", "This is an old Word file, which cannot be read yet: save it as plain text and try again."),
    (b"{\\rtf", "This is a rich text file, which cannot be read yet: save it as plain text and try again."),
)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Letters and marks that Windows-1252 puts above 127 and that English minutes do use: quotes, dashes, pounds,
# bullets, accented letters. Ž, ƒ, þ and the like in bulk mean that the bytes are something else.
_PLAUSIBLE_1252 = frozenset(
    "‘’“”–—…•€£§©®°±²³¼½¾·«» ´¬¦¶™†‡¿¡µ×÷ªº¹"
    + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽžŸ\u00ad"
)
_ALLOWED_CONTROLS = "\t\n\r\f\v\x1c\x1d\x1e\x85"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class UnreadableDocument(ValueError):
    """The document cannot be read as minutes; the message is one sentence fit for the screen."""


def decode(data: bytes) -> str:
    """The text of a document's bytes: UTF-8, UTF-16 with its byte order mark, or Windows-1252.

    Raises UnreadableDocument for an empty document, one over LARGEST, another format (PDF, Word), or bytes
    that make no plausible text in any of the three encodings.
    """
    if len(data) > LARGEST:
        raise UnreadableDocument(
            f"This file is larger than {LARGEST // (1024 * 1024)} MB, which is more than minutes ever need."
        )
    for magic, sentence in _OTHER_FORMATS:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(magic):
            raise UnreadableDocument(sentence)
    text = _decoded(data)
    if not text.strip():
        raise UnreadableDocument("This file is empty.")
    if not _plausible(text):
        raise UnreadableDocument("This file is not plain text: save it as plain text (UTF-8) and try again.")
    return text


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF16):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise UnreadableDocument(
                "This file starts as UTF-16 text but is damaged: save it as plain text (UTF-8) and try again."
            ) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    high = sum(byte > 127 for byte in data)
    text = data.decode("cp1252", errors="replace")
    odd = sum(c not in _PLAUSIBLE_1252 for c in text if ord(c) > 127)
    # A byte in ten above 127 is far more than English quotes and dashes ever make.
    if odd > high // 20 or high > max(8, len(data) // 5):
        raise UnreadableDocument(
            "This file is not plain text that can be read: save it as plain text (UTF-8) and try again."
        )
    return text


def _plausible(text: str) -> bool:
    """No NULs, next to no control characters, and mostly characters that Unicode has assigned."""
    if "\x00" in text:
        return False
    strange = len(_CONTROL.findall(text)) + text.count("\ufffd")
    sample = text[:20000]
    unassigned = sum(unicodedata.category(c) in ("Cn", "Cs") for c in sample)
    return strange <= len(text) // 1000 and unassigned <= len(sample) // 200
