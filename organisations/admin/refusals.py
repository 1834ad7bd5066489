"""What the database or a service refused, in words fit for the form that asked for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import UniqueConstraint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import BaseConstraint, Model

REFUSALS = (ValidationError, IntegrityError)


def as_form_error(error: ValidationError | IntegrityError) -> ValidationError:
    """The refusal with a message for people; an IntegrityError of no constraint of ours is raised again."""
    if isinstance(error, ValidationError):
        return error
    constraint = broken_constraint(str(error))
    if constraint is None:
        raise error
    return ValidationError(constraint.get_violation_error_message())


def broken_constraint(report: str) -> BaseConstraint | None:
    """The constraint that a database reports as broken.

    Both databases give its name, except for SQLite where a unique one is on columns: it lists those.
    """
    words = set(re.findall(r"\w+", report))
    columns = report.rpartition(": ")[2]
    return next(
        (rule for model, rule in _constraints() if rule.name in words or _columns(model, rule) == columns),
        None,
    )


def _constraints() -> Iterator[tuple[type[Model], BaseConstraint]]:
    return ((model, rule) for model in apps.get_models() for rule in model._meta.constraints)


def _columns(model: type[Model], rule: BaseConstraint) -> str:
    fields: Sequence[str] = rule.fields if isinstance(rule, UniqueConstraint) else ()
    return ", ".join(f"{model._meta.db_table}.{model._meta.get_field(name).column}" for name in fields)  # type: ignore[union-attr]  # a constraint's fields have columns
