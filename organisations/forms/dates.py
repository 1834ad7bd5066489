"""A day, typed in one field the way people write it.

The browser's own date input shows the order of the browser's language, so that 5 March may look like
3 May; three separate boxes take long to fill. This takes the few ways that cannot be misread here.
"""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

PATTERNS = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]+),? (?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2}) ?[/.-] ?(?P<month>\d{1,2}) ?[/.-] ?(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"),
)


def read_date(text: str) -> date:
    """Return the day that the text names: 5 March 2025, 5 Mar 2025, 5/3/2025 or 2025-03-05.

    Anything else, and a day that is not in the calendar, raises ValueError.
    """
    words = " ".join(text.lower().split())
    for pattern in PATTERNS:
        if found := pattern.fullmatch(words):
            return date(int(found["year"]), read_month(found["month"]), int(found["day"]))
    raise ValueError(f"not a date: {text!r}")


def read_month(word: str) -> int:
    if word.isdecimal():
        return int(word)
    if word == "sept":
        return 9
    for number, short in enumerate(MONTHS, start=1):
        if word in (short, f"{date(2000, number, 1):%B}".lower()):
            return number
    raise ValueError(f"not a month: {word!r}")


def write_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


class DateInput(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-10", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return write_date(value) if isinstance(value, date) else super().format_value(value)


class DateField(forms.Field):
    """Use it in a ModelForm by `field_classes = {"due_on": DateField}`."""

    widget = DateInput
    default_error_messages = {"invalid": "Enter a date such as 5 March 2025"}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return read_date(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
