"""How quick the pages are where there is much to read, beside a floor: `python -m tests.benchmark --help`. Not a test.

`__main__` starts servers and measures them from outside; `sampling` fills a database and finds the pages' addresses in
it, in a process of its own (`inside`); `floor` serves, for each page, a bare view that sends the same SQL and draws the
same template. `pages` is the list.
"""
