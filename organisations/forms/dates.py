"""A day, typed in one field the way people write it.

The browser's own date input shows the order of the browser's language, so that 5 March may look like
3 May; three separate boxes take long to fill. This takes the few ways that cannot be misread here.
"""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString

from organisations.dates import read_date, read_month_or_date, write_date, write_month_or_date


class DateInput(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-10", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return write_date(value) if isinstance(value, date) else super().format_value(value)

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """As Django's templates have it, without them: a list that is filtered by days draws a dozen of these."""
        widget = context["widget"]
        said = {} if widget["value"] is None else {"value": widget["value"]}
        attributes = {name: value for name, value in (said | widget["attrs"]).items() if value is not False}
        return format_html(
            '<input type="{}" name="{}"{}>', widget["type"], widget["name"], forms.utils.flatatt(attributes)
        )


class DateField(forms.Field):
    """Use it in a ModelForm by `field_classes = {"due_on": DateField}`."""

    widget = DateInput
    default_error_messages = {"invalid": "Enter a date such as 5 March 2025"}
    read = staticmethod(read_date)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return self.read(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class MonthOrDateInput(DateInput):
    def format_value(self, value: Any) -> str | None:
        return write_month_or_date(value) if isinstance(value, date) else super().format_value(value)


class MonthOrDateField(DateField):
    """The first day of the month that is named, or a day."""

    widget = MonthOrDateInput
    default_error_messages = {"invalid": "Enter a month such as March 2025, or a date such as 5 March 2025"}
    read = staticmethod(read_month_or_date)
