from __future__ import annotations

import re
from difflib import SequenceMatcher


def merged(theirs: str, mine: str) -> str:
    """Both texts as one: a paragraph that both have once, where they differ theirs and then mine."""
    old, new = _paragraphs(theirs), _paragraphs(mine)
    both: list[str] = []
    for _, start, end, at, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        both += old[start:end]
        both += [paragraph for paragraph in new[at:to] if paragraph not in old[start:end]]
    return "\n\n".join(both)


def _paragraphs(text: str) -> list[str]:
    return [part.strip("\n") for part in re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n")) if part.strip()]
