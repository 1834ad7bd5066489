"""Makes a misspelt template variable fail the test that meets it."""

import sys
from pathlib import Path
from typing import Any


class MissingVariable(str):
    """What Django puts where a variable is missing; in templates of ours it raises instead.

    Templates of the admin and of allauth lean on missing variables being silent, so they are let be.
    """

    ours: Path

    def __new__(cls, *, ours: Path) -> "MissingVariable":
        text = super().__new__(cls, "%s")
        text.ours = ours
        return text

    def __mod__(self, variable: Any) -> str:
        template = rendered_template()
        path = Path(str(template.origin.name)) if template else Path()
        is_ours = path.is_relative_to(self.ours) and "site-packages" not in path.parts
        if is_ours:
            raise LookupError(f"{path.relative_to(self.ours)} uses {variable}, which is not there")
        return ""


def rendered_template() -> Any:
    """Return the template being drawn: Django passes its name to nobody, so it is read off the caller."""
    context = sys._getframe(2).f_locals.get("context")
    return context.render_context.template if context is not None else None
