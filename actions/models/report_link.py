from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


def new_nonce() -> str:
    return secrets.token_urlsafe(24)


class ReportLinkQuerySet(models.QuerySet["ReportLink"]):
    def visible_to(self, user: AnyUser) -> ReportLinkQuerySet:
        """To the secretariat of its board, to be withdrawn; the address itself is told to nobody but its owner's post."""
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(board__in=roles.secretariat)

    def in_force(self, *, at: dt.datetime) -> ReportLinkQuerySet:
        return self.filter(withdrawn_at__isnull=True, expires_at__gt=at)


class ReportLink(models.Model):
    """Lets who has it report on what one person owes one board, without signing in.

    The address holds a signature over the key and the nonce of this row: what is not in the database is no use, and
    what is cannot be guessed from it without the site's secret key.
    """

    board = models.ForeignKey("organisations.Board", on_delete=models.PROTECT, related_name="report_links")
    person = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="report_links")
    nonce = models.CharField(max_length=40, unique=True, default=new_nonce, editable=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReportLinkQuerySet.as_manager()

    class Meta:
        ordering = ("board", "-made_at", "pk")
        indexes = (models.Index(fields=("board", "person", "expires_at"), name="report_link_of_person"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")),
                name="report_link_expires_after_made",
                violation_error_message="A link expires after it was made.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="report_link_withdrawn_at_with_by",
                violation_error_message="A link that was withdrawn says when and by whom.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.board}"

    def is_in_force(self, at: dt.datetime) -> bool:
        return self.withdrawn_at is None and at < self.expires_at
