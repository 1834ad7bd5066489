"""Pieces of the GOV.UK kit that several pages draw; each piece of markup is in templates/partials/.

{% load govuk %}
{% tag "Overdue" "red" %}
{% breadcrumbs "Boards" boards_url board.name board.get_absolute_url %}
{% sortable_header "Due" "due" request.GET default="-raised" %}
{% error_summary form formset %}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, TypeAlias

from django import template
from django.core.paginator import Page
from django.forms import (
    BaseForm,
    BaseFormSet,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    Field,
    FileInput,
    PasswordInput,
    RadioSelect,
    Select,
    Textarea,
)
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

AnyForms: TypeAlias = "BaseForm | BaseFormSet[Any] | list[BaseForm | BaseFormSet[Any]]"

# The first that fits decides: RadioSelect is a Select too.
KINDS = (
    (CheckboxInput, "checkbox"),
    (CheckboxSelectMultiple, "checkboxes"),
    (RadioSelect, "radios"),
    (PasswordInput, "password"),
    (FileInput, "file"),
    (Textarea, "textarea"),
    (Select, "select"),
)
WIDGET_CLASSES = {
    "checkbox": "govuk-checkboxes__input",
    "file": "govuk-file-upload",
    "input": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
}


@register.filter
def field_kind(field: BoundField) -> str:
    """Return which of the kit's form components the field is drawn as."""
    for widget, kind in KINDS:
        if isinstance(field.field.widget, widget):
            return kind
    return "input"


@register.filter
def field_widget(field: BoundField) -> SafeString:
    """Draw the input itself, with the kit's classes beside its own."""
    classes = WIDGET_CLASSES[field_kind(field)]
    if field.errors:
        classes = f"{classes} {classes.split()[0]}--error"
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{classes} {own}".strip()})


@register.filter
def first_input(field: BoundField) -> str:
    """Return the id that an error links to: of a group, its first option."""
    if field_kind(field) in ("checkboxes", "radios"):
        options = field.subwidgets
        return options[0].id_for_label if options else ""
    return field.id_for_label


@register.filter
def field_messages(field: BoundField) -> list[str]:
    """Return what is wrong with the field. Django's "This field is required." is no help in a list
    of several, so it names its field; a message of the form's own stays as it is."""
    unsaid = str(Field.default_error_messages["required"])
    return [f"{field.label} is missing" if message == unsaid else str(message) for message in field.errors]


@register.inclusion_tag("partials/error_summary.html")
def error_summary(*forms: AnyForms) -> dict[str, Any]:
    """Where different fields have the same message, each is named before it."""
    errors = [error for form in forms for error in errors_of(form)]
    named: defaultdict[str, set[str]] = defaultdict(set)
    for _, message, label in errors:
        named[message].add(label)
    return {
        "errors": [
            (target, f"{label}: {message}" if label and len(named[message]) > 1 else message)
            for target, message, label in errors
        ]
    }


def errors_of(form: AnyForms) -> Iterator[tuple[str, str, str]]:
    """Yield (id of the input, message, label of the field); id and label are empty where the whole form is at fault."""
    if isinstance(form, list):
        for one in form:
            yield from errors_of(one)
        return
    if isinstance(form, BaseFormSet):
        if form.is_bound:
            yield from (("", str(message), "") for message in form.non_form_errors())
        for one in form.forms:
            yield from errors_of(one)
        return
    yield from (("", str(message), "") for message in form.non_field_errors())
    for field in form:
        target = "" if field.is_hidden else first_input(field)
        label = "" if field.is_hidden else str(field.label)
        yield from ((target, message, label) for message in field_messages(field))


@register.simple_tag
def tag(text: str, colour: str = "grey") -> SafeString:
    """Draw a status: the word carries the meaning, the colour only repeats it."""
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)


@register.inclusion_tag("partials/breadcrumbs.html")
def breadcrumbs(*names_and_addresses: str) -> dict[str, Any]:
    """Take a name and an address by turns, from the top down, without home and without this page."""
    pairs = zip(names_and_addresses[::2], names_and_addresses[1::2], strict=True)
    return {"crumbs": list(pairs)}


@register.filter
def page_links(page: Page[Any]) -> list[int | str]:
    """Return the page numbers worth a link: the ends, the neighbours, and an ellipsis for the rest."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.inclusion_tag("partials/sortable_header.html")
def sortable_header(
    label: str, field: str, query: QueryDict, default: str = "", numeric: bool = False
) -> dict[str, Any]:
    """Draw a column heading that sorts by ?sort=field, and by ?sort=-field when it already does.

    `default` is how the list is sorted when the address does not say.
    """
    current = query.get("sort") or default
    link = query.copy()
    link.pop("page", None)
    link["sort"] = f"-{field}" if current == field else field
    direction = {field: "ascending", f"-{field}": "descending"}.get(current, "")
    return {
        "label": label,
        "direction": direction,
        "query": link.urlencode(),
        "numeric": numeric,
    }
