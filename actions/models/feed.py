from __future__ import annotations

from django.conf import settings
from django.db import models

from actions.models.report_link import new_nonce


class CalendarFeed(models.Model):
    """The private address under which a calendar program fetches a user's meetings and due dates.

    A new nonce makes a new address, and the old one is gone. Without a row there is none.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    nonce = models.CharField(max_length=40, unique=True, default=new_nonce, editable=False)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.user}"
