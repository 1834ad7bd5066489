"""Servers and databases that live as long as the benchmark, and what they take of the machine."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    "SECRET_KEY": "for a benchmark alone, and known to everybody",
    "ALLOWED_HOSTS": "127.0.0.1",
    "DEBUG": "false",
    "HTTPS": "false",
    "EMAIL_URL": "memorymail://",
    "DEFAULT_FROM_EMAIL": "RR3 tracker <rr3-tracker@localhost>",
    "LOG_LEVEL": "WARNING",
    "DJANGO_SETTINGS_MODULE": "rr3tracker.settings",
}
WORKERS, THREADS = 2, 4
"""As ./run serves."""
TICK = os.sysconf("SC_CLK_TCK")


def environment(database: str, **more: str) -> dict[str, str]:
    return os.environ | ENVIRONMENT | {"DATABASE_URL": database} | more


def inside(database: str, *arguments: str) -> str:
    """What `tests.benchmark.inside` says of this database."""
    command = [sys.executable, "-m", "tests.benchmark.inside", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(database), check=True, stdout=subprocess.PIPE, timeout=1800
    )
    return done.stdout.decode()


@dataclass(frozen=True, slots=True)
class Server:
    pid: int
    port: int

    def processes(self) -> list[int]:
        """The master and its workers."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]

    def seconds_used(self) -> float:
        """Of the processors, by all of its processes so far."""
        ticks = 0
        for pid in self.processes():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / TICK

    def megabytes(self) -> float:
        """Proportional set size: what is shared is counted once, divided among those who share it."""
        found = 0
        for pid in self.processes():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    found += int(line.split()[1])
        return found / 1024


@contextlib.contextmanager
def server(application: str, database: str, **more: str) -> Iterator[Server]:
    """gunicorn as the product is served, with its own configuration."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        f"--bind=127.0.0.1:{port}",
        f"--workers={WORKERS}",
        f"--threads={THREADS}",
        application,
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(database, **more), stderr=subprocess.PIPE)
    try:
        wait_for(port, process)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit(f"The server did not start: {process.stderr.read().decode() if process.stderr else ''}")
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/static/nothing")
            connection.getresponse().read()
            connection.close()
            return
        time.sleep(0.1)
    raise SystemExit("The server does not answer.")
