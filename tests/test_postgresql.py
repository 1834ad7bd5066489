"""The throw-away server that ./test starts."""

from pathlib import Path

import pytest

from tests.postgresql import find_programs, throwaway_server, version_of


def test_versions_are_compared_as_numbers():
    folders = [
        Path("/usr/lib/postgresql/9.6/bin"),
        Path("/usr/lib/postgresql/16/bin"),
        Path("/usr/lib/postgresql/15/bin"),
    ]
    assert [folder.parent.name for folder in sorted(folders, key=version_of)] == ["9.6", "15", "16"]


def test_a_server_that_fails_to_start_leaves_nothing_behind(tmp_path, monkeypatch):
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setattr("tests.postgresql.tempfile.mkdtemp", lambda **_: str(own))
    with pytest.raises(OSError, match="initdb"), throwaway_server(tmp_path):
        pytest.fail("there are no programs in an empty folder")
    assert not own.exists()


def test_programs_are_taken_from_one_folder():
    programs = find_programs()
    if programs is not None:
        assert {(programs / name).is_file() for name in ("initdb", "pg_ctl", "postgres")} == {True}
