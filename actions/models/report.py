"""What the owner of an action reports, and the evidence that comes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q

from actions.models.action import Action
from actions.models.status import NOT_CLOSED, Status
from actions.models.update import ActionUpdate
from organisations.dates import write_date
from organisations.roles import roles_of

if TYPE_CHECKING:
    from organisations.roles import AnyUser


class ActionReportQuerySet(models.QuerySet["ActionReport"]):
    def visible_to(self, user: AnyUser) -> ActionReportQuerySet:
        """To the secretariat and to who made it; to others what became an update that they may see."""
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(action__board__in=roles.secretariat)
            | (Q(made_by=user) | Q(reported_by__user=user)) & Q(action__in=Action.objects.visible_to(user).values("pk"))
            | Q(update__in=ActionUpdate.objects.visible_to(user).values("pk"))
        )

    def answerable_by(self, user: AnyUser) -> ActionReportQuerySet:
        """On actions of the boards that they are the secretariat of."""
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(action__board__in=roles.secretariat)

    def followed_by(self, user: AnyUser) -> ActionReportQuerySet:
        """Those that had to wait: one's own, and for the secretariat everybody's. The newest first."""
        waited = self.visible_to(user).exclude(state=ActionReport.State.RECORDED)
        if not user.is_authenticated:
            return waited
        own = waited.filter(Q(made_by=user) | Q(reported_by__user=user))
        return (own | waited.answerable_by(user)).order_by("-made_at", "-pk")

    def with_evidence_for(self, user: AnyUser) -> ActionReportQuerySet:
        evidence = Prefetch("evidence", Evidence.objects.visible_to(user))
        return self.select_related("reported_by", "decided_by").prefetch_related(evidence)

    def waiting(self) -> ActionReportQuerySet:
        return self.filter(state=ActionReport.State.WAITING)


class ActionReport(models.Model):
    """What an owner says has happened, the status that they propose, and the date that they need.

    One by a signed-in owner, or that the secretariat entered for them, is recorded as an ``ActionUpdate`` at once; a
    date that it asks for, and everything that came by link, waits until the secretariat has accepted it or turned
    it down.
    """

    class Channel(models.TextChoices):
        SIGNED_IN = "signed_in", "Signed in"
        LINK = "link", "By link"
        EMAIL = "email", "By e-mail"

    class State(models.TextChoices):
        RECORDED = "recorded", "Recorded"
        WAITING = "waiting", "Waiting for the secretariat"
        ACCEPTED = "accepted", "Accepted"
        TURNED_DOWN = "turned_down", "Turned down"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="reports")
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.SIGNED_IN)
    state = models.CharField(max_length=12, choices=State, default=State.RECORDED)
    text = models.TextField("what happened", blank=True)
    status = models.CharField("proposed status", max_length=20, choices=Status)
    due_on = models.DateField("date needed", null=True, blank=True)
    due_reason = models.TextField("why another date is needed", blank=True)
    reported_on = models.DateField(help_text="The day it was reported, or its e-mail was received.")
    reported_by = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_reports",
        help_text="Who said so: not who typed it.",
    )
    reported_by_words = models.CharField("reported by, in words", max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who typed it; nobody where it came by link.",
    )
    link = models.ForeignKey(
        "actions.ReportLink", on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    sent_key = models.CharField(
        max_length=36, null=True, blank=True, unique=True, help_text="Of the form: one sent twice is one report."
    )
    update = models.OneToOneField(
        ActionUpdate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="report",
        help_text="What it became in the history of the action.",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField("word back", blank=True)

    objects = ActionReportQuerySet.as_manager()

    class Meta:
        ordering = ("action", "made_at", "pk")
        indexes = (models.Index(fields=("state", "made_at"), name="action_report_state"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=NOT_CLOSED),
                name="action_report_proposes_no_closing",
                violation_error_message="Only the board closes an action. If the work is done, report it as “Complete, to be agreed”.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | ~Q(due_reason=""),
                name="action_report_date_needed_has_reason",
                violation_error_message="Say why another date is needed.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("recorded", "waiting"), decided_at__isnull=True, decided_by__isnull=True)
                | Q(state__in=("accepted", "turned_down"), decided_at__isnull=False, decided_by__isnull=False),
                name="action_report_decided_at_with_by",
                violation_error_message="A report that was accepted or turned down says when and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(channel="link", made_by__isnull=True, link__isnull=False)
                | (~Q(channel="link") & Q(made_by__isnull=False, link__isnull=True)),
                name="action_report_by_link_or_by_user",
                violation_error_message="A report came by a link, or somebody entered it.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_channel_display()}, {write_date(self.reported_on)}"

    @property
    def who(self) -> str:
        """Who said so, by name or in words (select ``reported_by``)."""
        return self.reported_by.name if self.reported_by else self.reported_by_words or "Somebody"

    def is_of(self, user: AnyUser) -> bool:
        """Whether they made it, or it was entered for them (select ``reported_by``)."""
        theirs = (self.made_by_id, self.reported_by.user_id if self.reported_by else None)
        return user.is_authenticated and user.pk in theirs

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: AnyUser) -> EvidenceQuerySet:
        """With the report; a message that came by e-mail is for the secretariat alone, for it holds addresses."""
        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        of_report = Q(report__in=ActionReport.objects.visible_to(user).values("pk"))
        return self.filter(of_report & (Q(is_message=False) | Q(report__action__board__in=roles.secretariat)))


class Evidence(models.Model):
    """What shows that a report is true: an address on the web, or a file. The bytes are a row of their own."""

    report = models.ForeignKey(ActionReport, on_delete=models.PROTECT, related_name="evidence")
    url = models.URLField("link", max_length=1000, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="In bytes.")
    sha256 = models.CharField("fingerprint", max_length=64, blank=True)
    is_message = models.BooleanField("the e-mail that the report came in", default=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("report", "pk")
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                condition=(~Q(url="") & Q(sha256="")) | (Q(url="") & ~Q(sha256="")),
                name="evidence_is_link_or_file",
                violation_error_message="Evidence is a link or a file.",
            ),
        )

    def __str__(self) -> str:
        return self.url or self.file_name


class EvidenceContent(models.Model):
    """The bytes of a file, in the database (decision 2)."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, primary_key=True, related_name="content")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"content of evidence {self.pk}"
