"""Owners are told in time: which mails are due, their words, and how they leave.

``planning`` works out the mails of a board for a day, from who owes what (``owed``), what was sent before (``before``)
and when there is occasion for one (``occasions``); ``writing`` puts them in words; ``keeping`` records them; ``sending``
hands them over, one at a time; ``deciding`` is what the secretariat does with them.
"""
