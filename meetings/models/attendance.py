from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from meetings.models.meeting import Meeting
from meetings.models.stages import minutes_seen_by
from organisations.roles import roles_of

if TYPE_CHECKING:
    from meetings.models.agenda import AgendaItem
    from organisations.roles import AnyUser


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, user: AnyUser) -> AttendanceQuerySet:
        """Rolls of the meetings whose minutes this user may read: a roll is part of the minutes."""
        return self.filter(minutes_seen_by(user, path="meeting__"))

    def for_roll(self) -> AttendanceQuerySet:
        """With what a roll says of each."""
        return self.select_related("person", "organisation", "substitute_for", "from_item", "to_item")

    def editable_by(self, user: AnyUser) -> AttendanceQuerySet:
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(meeting__board__in=roles.secretariat)


class Attendance(models.Model):
    """One person, or one organisation where the board records those, at one meeting.

    Organisation and job title are as they were that day, whatever becomes of the person later.
    """

    class Status(models.TextChoices):
        PRESENT = "present", "Present"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"
        NOT_EXPECTED = "not_expected", "Not expected"

    class Capacity(models.TextChoices):
        MEMBER = "member", "Member"
        OFFICIAL = "official", "Official"
        IN_ATTENDANCE = "in_attendance", "In attendance"
        SECRETARIAT = "secretariat", "Secretariat"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendance",
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendance",
        help_text="As it was that day.",
    )
    job_title = models.CharField(max_length=300, blank=True, help_text="As it was that day.")
    status = models.CharField(max_length=15, choices=Status, default=Status.PRESENT)
    capacity = models.CharField(max_length=15, choices=Capacity, default=Capacity.MEMBER)
    substitute_for = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="substituted_in",
    )
    is_chair = models.BooleanField("in the chair", default=False)
    is_note_taker = models.BooleanField("took the notes", default=False)
    position = models.PositiveSmallIntegerField(default=0)
    from_item = models.ForeignKey(
        "meetings.AgendaItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The first item that they were there for, if they came for a part.",
    )
    to_item = models.ForeignKey(
        "meetings.AgendaItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The last item that they were there for.",
    )

    objects = AttendanceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("meeting", "position", "pk")
        verbose_name_plural = "attendance"
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
                name="attendance_is_of_person_or_organisation",
                violation_error_message="Name a person, an organisation, or both.",
            ),
            models.UniqueConstraint(
                fields=("meeting", "person"),
                name="attendance_once_per_person",
                violation_error_message="This person is on the roll already.",
            ),
            models.UniqueConstraint(
                fields=("meeting", "organisation"),
                condition=Q(person__isnull=True),
                name="attendance_once_per_organisation",
                violation_error_message="This organisation is on the roll already.",
            ),
            models.CheckConstraint(
                condition=Q(substitute_for__isnull=True) | (Q(person__isnull=False) & ~Q(substitute_for=F("person"))),
                name="attendance_substitute_is_not_the_person",
                violation_error_message="A substitute is somebody else than the person they stand in for.",
            ),
            models.CheckConstraint(
                condition=Q(is_chair=False, is_note_taker=False) | Q(status="present"),
                name="attendance_chair_and_note_taker_are_present",
                violation_error_message="Whoever chairs or takes the notes is present.",
            ),
            models.CheckConstraint(
                condition=Q(from_item__isnull=True, to_item__isnull=True) | Q(status="present"),
                name="attendance_for_a_part_is_present",
                violation_error_message="Only somebody who was present was there for a part.",
            ),
        )

    def __str__(self) -> str:
        return str(self.person or self.organisation)

    @property
    def part(self) -> str:
        """What they were there for, if not for all of it: "for items 4 to 5"."""
        first, last = self.from_item, self.to_item
        if first and last:
            return f"for item {_name(first)}" if first == last else f"for items {_name(first)} to {_name(last)}"
        if first:
            return f"from item {_name(first)}"
        return f"until item {_name(last)}" if last else ""


def _name(item: AgendaItem) -> str:
    """A restricted item without a number is not named: the roll is read by all who read the minutes."""
    return item.number or ("that is restricted" if item.is_restricted else f"“{item.title}”")
