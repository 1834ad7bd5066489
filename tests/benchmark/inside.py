"""`python -m tests.benchmark.inside fill|sample …`, in a process of its own, for the database of DATABASE_URL."""

from __future__ import annotations

import json
import sys

import django


def main(deed: str, *rest: str) -> None:
    django.setup()

    from tests.benchmark.sampling import fill, sample

    if deed == "fill":
        fill(list(rest))
    else:
        json.dump(sample(*rest), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
