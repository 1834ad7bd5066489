"""The statuses of an action, and the sets of them that rules speak of."""

from __future__ import annotations

from django.db import models


class Status(models.TextChoices):
    OPEN = "open", "Open"
    IN_PROGRESS = "in_progress", "In progress"
    DELAYED = "delayed", "Delayed"
    TO_BE_AGREED = "to_be_agreed", "Complete, to be agreed"
    COMPLETE = "complete", "Complete"
    NO_LONGER_NEEDED = "no_longer_needed", "No longer needed"
    REFERRED = "referred", "Referred"


WORKING = (Status.OPEN, Status.IN_PROGRESS, Status.DELAYED)
"""Work is left to do: only these can be overdue or due soon."""

NOT_CLOSED = (*WORKING, Status.TO_BE_AGREED)
"""The board has not let go of it."""

CLOSED = (Status.COMPLETE, Status.NO_LONGER_NEEDED, Status.REFERRED)

NEEDS_REASON = (Status.DELAYED, Status.NO_LONGER_NEEDED, Status.REFERRED)
"""An update to one of these says why."""
