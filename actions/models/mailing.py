"""What a board sends to the owners of its actions, and what a person wants of it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords


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
