from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from meetings.models.frozen import FrozenQuerySet, FrozenRow
from organisations.dates import write_date
from organisations.roles import roles_of

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from actions.models.update import ActionUpdate
    from organisations.roles import AnyUser


class ActionChangeQuerySet(FrozenQuerySet["ActionChange"]):
    def visible_to(self, user: AnyUser) -> ActionChangeQuerySet:
        """To who edits the boards of all of its actions: what was changed is named, and may be undone, as a whole."""
        from actions.models.update import ActionUpdate

        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        updates = ActionUpdate.objects.filter(part_of=OuterRef("pk"))
        theirs = updates.filter(action__board__in=roles.secretariat)
        return self.filter(Exists(theirs)).exclude(Exists(updates.exclude(action__board__in=roles.secretariat)))

    def with_undone(self) -> ActionChangeQuerySet:
        """With ``is_undone``."""
        return self.annotate(is_undone=Exists(ActionChange.objects.filter(undoes=OuterRef("pk"))))


class ActionChange(FrozenRow):
    """Changes that were made to several actions at once, and are undone at once: each action has its own update."""

    summary = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by_change"
    )

    objects = ActionChangeQuerySet.as_manager()

    if TYPE_CHECKING:
        updates: RelatedManager[ActionUpdate]

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.summary}, {write_date(self.made_at.date())}"

    def get_absolute_url(self) -> str:
        return reverse("actions:change_detail", args=[self.pk])
