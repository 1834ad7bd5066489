"""Measures the pages on a database of many boards, on SQLite and on PostgreSQL, and prints a table for each.

    python -m tests.benchmark                    load, measure, throw away: half an hour
    python -m tests.benchmark --quick            few requests, few records
    python -m tests.benchmark --on sqlite --database sqlite:////tmp/scale.sqlite3
                                                 keeps the database, and uses it again

Of each page: its queries here and on the demonstration's data, its size, what one client and four wait for it (half of
the time at most p50, but for one in twenty at most p95), what its floor takes (`tests.benchmark.floor`), and the time
of the processors that it and its floor take of the server, which says more than the clock on a machine that does other
things too. Then the memory of the whole server after all of this, while it is asked. Ends what it started.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmark.measuring import ask_at_once, measure
from tests.benchmark.servers import Server, inside, server
from tests.postgresql import find_programs, throwaway_server

FULL = ["load_scale"]
SMALL = ["load_scale", "--boards=5", "--meetings=100", "--actions=1000"]
HEAD = (
    "page", "queries", "in demo", "kB",
    "1: p50", "p95", "floor", "ratio",
    "4: p50", "p95", "floor",
    "CPU", "floor", "ratio",
)  # fmt: skip


def main() -> None:
    options = read_options()
    requests = options.requests or (60 if options.quick else 400)
    with tempfile.TemporaryDirectory() as folder:
        small = f"sqlite:///{folder}/demonstration.sqlite3"
        inside(small, "fill", "load_demo")
        demonstrated = json.loads(inside(small, "sample", options.reader))
        usual = {page["name"]: page["queries"] for page in demonstrated["pages"]}
        for kind in options.on:
            with database(kind, options.database, folder) as url:
                inside(url, "fill", *(SMALL if options.quick else FULL))
                told = json.loads(inside(url, "sample", options.reader))
                kept = [page for page in told["pages"] if not options.page or page["name"] in options.page]
                sample = Path(folder) / f"{kind}.json"
                sample.write_text(json.dumps(told | {"pages": kept}))
                print(f"\n{kind}, as {options.reader}, milliseconds\n", flush=True)
                report(url, told["cookie"], kept, usual, sample, requests=requests)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmark", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="few requests, few records")
    parser.add_argument("--on", action="append", choices=("sqlite", "postgresql"), help="one of the two alone")
    parser.add_argument("--database", default="", help="the address of one that is kept; with --on")
    parser.add_argument("--reader", default="official@example.org", help="who reads (%(default)s)")
    parser.add_argument("--requests", type=int, default=0, help="to each page, instead of 400")
    parser.add_argument("--page", action="append", help="a page alone, by its name")
    options = parser.parse_args()
    if options.database and len(options.on or ()) != 1:
        parser.error("--database goes with one --on")
    options.on = options.on or ["sqlite", "postgresql"]
    return options


@contextlib.contextmanager
def database(kind: str, kept: str, folder: str) -> Iterator[str]:
    if kept or kind == "sqlite":
        yield kept or f"sqlite:///{folder}/scale.sqlite3"
        return
    programs = find_programs()
    if not programs:
        raise SystemExit("There is no PostgreSQL here: apt install postgresql")
    with throwaway_server(programs) as url:
        yield url


def report(
    url: str, cookie: str, pages: list[dict[str, Any]], usual: dict[str, int], sample: Path, *, requests: int
) -> None:
    floors = {"DJANGO_SETTINGS_MODULE": "tests.benchmark.settings", "BENCHMARK_SAMPLE": str(sample)}
    with server("rr3tracker.wsgi", url) as product, server("tests.benchmark.wsgi", url, **floors) as bare:
        print_row(HEAD)
        print_row(["---", *["--:"] * (len(HEAD) - 1)])
        for number, page in enumerate(pages):
            pair = (product, page["address"]), (bare, f"/floor/{number}/")
            one, floor = measure(pair, cookie, clients=1, requests=requests)
            four, floor_of_four = measure(pair, cookie, clients=4, requests=requests)
            used, floor_used = (one.used + four.used) / 2, (floor.used + floor_of_four.used) / 2
            print_row(
                (
                    page["name"], page["queries"], usual.get(page["name"], ""), f"{page['bytes'] / 1000:.0f}",
                    f"{one.at(0.5):.1f}", f"{one.at(0.95):.1f}", f"{floor.at(0.5):.1f}",
                    f"{one.at(0.5) / floor.at(0.5):.2f}",
                    f"{four.at(0.5):.1f}", f"{four.at(0.95):.1f}", f"{floor_of_four.at(0.5):.1f}",
                    f"{used:.1f}", f"{floor_used:.1f}", f"{used / floor_used:.2f}",
                )
            )  # fmt: skip
        print(f"\nThe whole server under load: {under_load(product, cookie, pages):.0f} MB (PSS)")


def under_load(product: Server, cookie: str, pages: list[dict[str, Any]]) -> float:
    """The most of a few readings, while four clients ask for all pages."""

    def ask_for_all() -> None:
        for page in pages:
            ask_at_once(product.port, page["address"], cookie, clients=4, times=3)

    asking = threading.Thread(target=ask_for_all)
    asking.start()
    most = 0.0
    while asking.is_alive():
        most = max(most, product.megabytes())
        time.sleep(0.2)
    return most


def print_row(cells: Any) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    main()
