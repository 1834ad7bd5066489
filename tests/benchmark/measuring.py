"""Clients that ask again and again, and what they waited."""

from __future__ import annotations

import http.client
import threading
import time
from dataclasses import dataclass, field

from tests.benchmark.servers import Server

ROUNDS = 5
"""Page and floor in turn, so that both see the machine as it is at the time."""


@dataclass(slots=True)
class Measured:
    waits: list[float] = field(default_factory=list)
    """In milliseconds."""
    used: float = 0
    """Milliseconds of the processors that one request took of the server's processes."""

    def at(self, share: float) -> float:
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def ask(port: int, address: str, cookie: str, times: int, waits: list[float], faults: list[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(times):
        begun = time.perf_counter()
        connection.request("GET", address, headers={"Cookie": cookie})
        response = connection.getresponse()
        response.read()
        waits.append((time.perf_counter() - begun) * 1000)
        if response.status != 200:
            faults.append(f"{address} answers {response.status}")
            break
    connection.close()


def ask_at_once(port: int, address: str, cookie: str, *, clients: int, times: int) -> list[float]:
    """Each of so many clients asks so many times."""
    waits: list[float] = []
    faults: list[str] = []
    threads = [threading.Thread(target=ask, args=(port, address, cookie, times, waits, faults)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise SystemExit(faults[0])
    return waits


def measure(
    pair: tuple[tuple[Server, str], tuple[Server, str]], cookie: str, *, clients: int, requests: int
) -> tuple[Measured, Measured]:
    """A page and its floor, warm."""
    found = (Measured(), Measured())
    times = max(1, requests // ROUNDS // clients)
    for served, address in pair:
        ask_at_once(served.port, address, cookie, clients=4, times=3)
    for _ in range(ROUNDS):
        for measured, (served, address) in zip(found, pair, strict=True):
            before = served.seconds_used()
            measured.waits += ask_at_once(served.port, address, cookie, clients=clients, times=times)
            measured.used += (served.seconds_used() - before) * 1000 / ROUNDS / times / clients
    return found
