from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from actions.models.action import Action
from actions.models.mailing import MailKind
from actions.models.report_link import ReportLink
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class MailQuerySet(models.QuerySet["Mail"]):
    def visible_to(self, user: AnyUser) -> MailQuerySet:
        """To the secretariat of its board alone: it holds an address."""
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(board__in=roles.secretariat)

    def sent(self) -> MailQuerySet:
        return self.filter(state=Mail.State.SENT)

    def for_list(self) -> MailQuerySet:
        """Without its words, with ``last_sent_at``: when anything was last sent to that person by that board."""
        to_them = Mail.objects.sent().filter(board=OuterRef("board"), person=OuterRef("person")).order_by("-sent_at")
        last = Subquery(to_them.values("sent_at")[:1])
        return self.select_related("board", "person").defer("text", "html").annotate(last_sent_at=last)


class Mail(models.Model):
    """One mail to one owner about a board's actions. ``key`` says what it is for, so that it is made once.

    Waiting: the secretariat has not looked at it. Ready: it leaves with the next run. Sending: a run has taken it, and
    is committed to the database before the mail is handed over; one that stays so was cut off, and nobody knows whether
    it left, so no run sends it again by itself. The address of its link is put in as it leaves, and not kept.
    """

    Kind = MailKind

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be looked at"
        READY = "ready", "Ready to be sent"
        SENDING = "sending", "Cut off while it was sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not sent"
        DROPPED = "dropped", "Not to be sent"

    board = models.ForeignKey("organisations.Board", on_delete=models.PROTECT, related_name="mails")
    person = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="mails")
    kind = models.CharField(max_length=10, choices=MailKind)
    key = models.CharField(max_length=120, unique=True)
    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.PROTECT, null=True, blank=True, related_name="mails"
    )
    actions = models.ManyToManyField(Action, related_name="mails")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    to_address = models.EmailField(max_length=254)
    copied_to = models.JSONField(default=list, blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    link = models.ForeignKey(ReportLink, on_delete=models.PROTECT, null=True, blank=True, related_name="mails")
    message_id = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    looked_at_at = models.DateTimeField(null=True, blank=True)
    looked_at_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = (
            models.Index(fields=("state", "board"), name="mail_state_board"),
            models.Index(fields=("board", "person", "kind", "sent_at"), name="mail_last_to_person"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="mail_sent_at_when_sent",
                violation_error_message="A mail that was sent says when.",
            ),
            models.CheckConstraint(
                condition=Q(looked_at_at__isnull=True, looked_at_by__isnull=True)
                | Q(looked_at_at__isnull=False, looked_at_by__isnull=False),
                name="mail_looked_at_at_with_by",
                violation_error_message="When a mail was looked at goes with who looked at it.",
            ),
        )

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("actions:mail_detail", args=[self.pk])
