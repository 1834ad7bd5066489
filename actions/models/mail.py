"""Mail to the owners of actions: what a board sends, what a person wants, and each mail as it was made and sent."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from simple_history.models import HistoricalRecords

from actions.models.action import Action
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class MailKind(models.TextChoices):
    ISSUED = "issued", "Actions of a meeting"
    DIGEST = "digest", "What is due soon"
    OVERDUE = "overdue", "What is overdue"


class BoardMailing(models.Model):
    """Which mails a board sends to owners of its actions. A board without a row has these defaults."""

    class CopyTo(models.TextChoices):
        NOBODY = "nobody", "Nobody"
        SECRETARIAT = "secretariat", "The secretariat"
        CHAIR = "chair", "The chair"

    board = models.OneToOneField("organisations.Board", on_delete=models.PROTECT, related_name="mailing")
    sends_itself = models.BooleanField(
        "send without asking", default=False, help_text="Otherwise the secretariat looks at each mail before it goes."
    )
    issued = models.BooleanField("the actions of a meeting, when they are issued", default=True)
    digest = models.BooleanField("what is due soon", default=True)
    overdue = models.BooleanField("what is overdue", default=True)
    days_before_due = models.PositiveSmallIntegerField(
        default=14, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    days_before_meeting = models.PositiveSmallIntegerField(
        default=7, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    days_between_notices = models.PositiveSmallIntegerField(
        "days between notices of what is overdue", default=14, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    copy_overdue_to = models.CharField(max_length=15, choices=CopyTo, default=CopyTo.NOBODY)
    days_links_last = models.PositiveSmallIntegerField(
        "days that a link to report lasts", default=30, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )

    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"mail of {self.board}"


class MailChoice(models.Model):
    """What one person wants to be told of one board's actions, and how often. Without a row: all of it, as it falls due."""

    class Often(models.TextChoices):
        AS_IT_FALLS = "as_it_falls", "Each time"
        WEEKLY = "weekly", "At most once a week"
        MONTHLY = "monthly", "At most once a month"

    person = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="mail_choices")
    board = models.ForeignKey("organisations.Board", on_delete=models.PROTECT, related_name="mail_choices")
    issued = models.BooleanField("the actions of a meeting, when they are issued", default=True)
    digest = models.BooleanField("what is due soon", default=True)
    overdue = models.BooleanField("what is overdue", default=True)
    how_often = models.CharField(max_length=12, choices=Often, default=Often.AS_IT_FALLS)

    history = HistoricalRecords()

    class Meta:
        ordering = ("person", "board")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "board"),
                name="mail_choice_once_for_person_and_board",
                violation_error_message="This person has chosen for this board already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.board}"


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
        ordering = ("board", "-made_at")
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
