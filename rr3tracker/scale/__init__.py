"""Invented records of many boards over fifteen years, to see whether pages stay quick where there is much to read.

`load` fills an empty database, the same for the same seed and day. Rows go in many at a time, in the order in which the
years would have brought them, and past `save()`: they are what the services would have left, but for history (a board
alone has a row of it) and editions of the minutes, which no list or figure reads. The tests call `full_clean` on every row.
"""
