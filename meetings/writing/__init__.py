"""Turns a meeting's minutes into what is given to people."""

from meetings.writing.content import content_of
from meetings.writing.plain import plain_text

__all__ = ["content_of", "plain_text"]
