from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from meetings.reading import LARGEST, UnreadableDocument

_MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Source:
    """A file of minutes: its name without a folder, and its bytes."""

    file_name: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def media_type(self) -> str:
        return "text/markdown" if self.file_name.lower().endswith(_MARKDOWN) else "text/plain"


def read_source(path: Path) -> Source:
    """The file at ``path``. Raises UnreadableDocument, with one sentence, for what is no file of minutes' size.

    The size is looked at first: a file that is too large is never read.
    """
    try:
        if path.is_dir():
            raise UnreadableDocument("This is a folder: give the name of a file.")
        if path.exists() and not path.is_file():
            raise UnreadableDocument("This is not an ordinary file.")
        if path.stat().st_size > LARGEST:
            megabytes = LARGEST // (1024 * 1024)
            raise UnreadableDocument(f"This file is larger than {megabytes} MB, which is more than minutes ever need.")
        with path.open("rb") as file:
            # One byte more than allowed: a file that grows meanwhile is refused by the decoder.
            return Source(path.name, file.read(LARGEST + 1))
    except FileNotFoundError:
        raise UnreadableDocument("There is no such file.") from None
    except PermissionError:
        raise UnreadableDocument("This file may not be read by whoever runs the command.") from None
    except ValueError as problem:
        if isinstance(problem, UnreadableDocument):
            raise
        raise UnreadableDocument("This is not a name that a file can have.") from None
    except OSError as problem:
        reason = (problem.strerror or "it is damaged").lower()
        raise UnreadableDocument(f"This file cannot be read: {reason}.") from None
