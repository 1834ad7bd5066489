"""Imports point one way: rr3tracker → actions → meetings → organisations."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("rr3tracker", "actions", "meetings", "organisations")
FILES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of every module that the file imports, relative ones too."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            yield node.lineno, ".".join([*above, *(node.module or "").split(".")])


def refused(path: Path, forbidden: tuple[str, ...]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for line, name in imports_of(path)
        if name.split(".")[0] in forbidden
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_imports_from_a_layer_above(path):
    layer = path.relative_to(ROOT).parts[0]
    above = LAYERS[: LAYERS.index(layer)]
    assert refused(path, (*above, "tests")) == []


def test_reading_minutes_knows_neither_django_nor_the_apps():
    reading = ROOT / "meetings" / "reading"
    complaints = [
        complaint
        for path in sorted(reading.rglob("*.py"))
        for complaint in refused(path, ("django", *LAYERS))
        if " imports meetings.reading" not in complaint
    ]
    assert complaints == []


def test_an_import_the_wrong_way_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.test_layers.ROOT", tmp_path)
    wrong = tmp_path / "organisations" / "models" / "board.py"
    wrong.parent.mkdir(parents=True)
    wrong.write_text("import re\n\nfrom . import person\nfrom actions.models import Action\nimport meetings.models\n")
    assert refused(wrong, ("rr3tracker", "actions", "meetings")) == [
        "organisations/models/board.py:4 imports actions.models",
        "organisations/models/board.py:5 imports meetings.models",
    ]
