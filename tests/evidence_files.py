"""Small files of each kind, as evidence: what such a file begins with, and no more."""

from __future__ import annotations

import io
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"
PROGRAM = b"MZ\x90\0\x03\0\0\0"
MESSAGE = b"From: ann@example.org\r\nSubject: The court\r\n\r\nIt is done.\r\n"


def zipped(*names: str, **contents: str) -> bytes:
    """A zip file with these parts, empty unless ``contents`` says more."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in {**dict.fromkeys(names, ""), **contents}.items():
            archive.writestr(name, text)
    return out.getvalue()


def office(folder: str, *more: str) -> bytes:
    return zipped("[Content_Types].xml", f"{folder}/document.xml", *more)


def old_office(stream: str, *more: str) -> bytes:
    return OLE + b"\0" * 8 + b"".join(name.encode("utf-16-le") for name in (stream, *more))


def open_document(kind: str, *more: str) -> bytes:
    return zipped(*more, mimetype=f"application/vnd.oasis.opendocument.{kind}")
