"""A PostgreSQL server that lives as long as one test run, for ./test.

Standard library only. It listens on a socket in a folder of its own, on no port, and leaves nothing
behind. PostgreSQL refuses to run as root, so there it runs as `postgres` or `nobody`.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NEEDED = ("initdb", "pg_ctl", "postgres")
# Safe for a database that nobody will want back: nothing waits for the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=''")


def find_programs() -> Path | None:
    """Return the folder of the server's programs: Debian's newest, or that of the pg_ctl on the path.

    Debian keeps them off the path, and what is on it may be a link to one of several versions: the
    link is followed, so that all programs come from one version.
    """
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_of, reverse=True)
    on_path = shutil.which("pg_ctl")
    folders = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in folders if all((folder / name).is_file() for name in NEEDED)), None)


def version_of(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", folder.parent.name)]


@contextlib.contextmanager
def throwaway_server(programs: Path) -> Iterator[str]:
    """Start a server, yield the DATABASE_URL of its empty database, stop it and remove its files."""
    # In /tmp whatever TMPDIR says: a socket's path may have a hundred letters, and the server's user
    # must be able to reach it.
    folder = Path(tempfile.mkdtemp(prefix="rr3-postgresql-", dir="/tmp"))  # mkdtemp makes it private
    how: dict[str, Any] = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL, **as_server_user(folder)}
    control: list[str | Path] = [programs / "pg_ctl", "--pgdata", folder / "data", "--wait", "--log", folder / "log"]
    create: list[str | Path] = [programs / "initdb", "--pgdata", folder / "data", "--no-sync"]
    settings = " ".join(f"-c {setting}" for setting in (*FAST, f"unix_socket_directories={folder}"))
    try:
        subprocess.run([*create, "--username=app", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"], **how)
        subprocess.run([*control, "--options", settings, "start"], **how)
        try:
            yield f"postgres://app@/postgres?host={folder}"
        finally:
            subprocess.run([*control, "--mode=immediate", "stop"], **how)
    finally:
        shutil.rmtree(folder)


def as_server_user(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            os.chown(folder, user.pw_uid, user.pw_gid)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise SystemExit("PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody.")
