"""Which actions: every question that a page, an export or a dashboard asks of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce, Least

from actions.models import conditions
from actions.models.as_at import AsAt, AsAtQuerySet
from actions.models.owed import owned_in_person, owned_through_organisation
from actions.models.sections import ORDER, section
from actions.models.status import NOT_CLOSED, Status
from meetings.models import Meeting, Minute, open_to, paragraphs_seen_by
from organisations.roles import roles_of

if TYPE_CHECKING:
    from actions.models.action import Action  # noqa: F401  # in quotes below
    from organisations.models import Organisation, Person
    from organisations.roles import AnyUser

ORGANISATION_NAMES = ("organisation__name", "organisation__acronym")

SHOWN_IN_REGISTER = (
    "reference",
    "number",
    "text",
    "status",
    "due_on",
    "due_text",
    "due_at__held_on",
    "raised_on",
    "closed_on",
    "board__name",
    "board__slug",
    "board__acronym",
    "board__reference_prefix",
    "raised_in__number",
    "raised_in__item__title",
    "raised_in__item__meeting__held_on",
    "raised_in__item__meeting__minutes_stage",
)

BY_PROGRESS = Case(*(When(status=status, then=position) for position, status in enumerate(Status)))
SORTS: dict[str, tuple[F | Case, ...]] = {
    "due": (F("due_sort"),),
    "reference": (F("board__reference_prefix"), F("number")),
    "board": (F("board__name"),),
    "status": (BY_PROGRESS,),
    "raised": (F("raised_on"),),
}
SORTS_THEN = SORTS | {"due": (F("due_then"),), "status": (F("progress_then"),)}


class ActionQuerySet(AsAtQuerySet["Action"]):
    def visible_to(self, user: AnyUser) -> ActionQuerySet:
        """Raised in minutes that this user may read; of their boards also between meetings, and issued early."""
        from actions.models.issue import ActionIssue

        roles = roles_of(user)
        if roles.sees_all:
            return self.all()
        condition = paragraphs_seen_by(user, path="raised_in__item__")
        if roles.boards:
            is_issued = Q(Exists(ActionIssue.objects.filter(action=OuterRef("pk"))), board__in=roles.boards)
            condition |= Q(raised_in__isnull=True, board__in=roles.boards)
            # Last, for it asks of another table, and of most actions the minutes have told already.
            condition |= is_issued & open_to(user, path="raised_in__item__")
        return self.filter(Q(board__in=roles.secretariat) | condition if roles.secretariat else condition)

    def editable_by(self, user: AnyUser) -> ActionQuerySet:
        roles = roles_of(user)
        return self.all() if roles.sees_all else self.filter(board__in=roles.secretariat)

    def open(self) -> ActionQuerySet:
        return self.filter(conditions.is_open())

    def closed(self) -> ActionQuerySet:
        return self.filter(conditions.is_closed())

    def to_be_agreed(self) -> ActionQuerySet:
        return self.filter(conditions.is_to_be_agreed())

    def overdue(self, *, on: dt.date) -> ActionQuerySet:
        return self.filter(conditions.is_overdue(on=on))

    def due_soon(self, *, on: dt.date, days: int = conditions.DUE_SOON_DAYS) -> ActionQuerySet:
        return self.filter(conditions.is_due_soon(on=on, days=days))

    def due_between(self, first: dt.date | None, last: dt.date | None) -> ActionQuerySet:
        return self.filter(conditions.is_due_between(first, last))

    def raised_between(self, first: dt.date | None, last: dt.date | None) -> ActionQuerySet:
        return self.filter(conditions.is_raised_between(first, last))

    def completed_between(self, first: dt.date | None, last: dt.date | None) -> ActionQuerySet:
        return self.filter(conditions.is_completed_between(first, last))

    def closed_between(self, first: dt.date | None, last: dt.date | None) -> ActionQuerySet:
        return self.filter(conditions.is_closed_between(first, last))

    def carried(self, first: int, last: int | None, *, on: dt.date) -> ActionQuerySet:
        """Carried to so many meetings by ``on``, both included; None is no bound."""
        return self.with_meetings_carried(on=on).filter(conditions.is_carried(first, last))

    def put_off(self, user: AnyUser, *, times: int) -> ActionQuerySet:
        """Put off at least so often, as far as this user may see."""
        from actions.models.reported import is_put_off

        return self.filter(is_put_off(user, times=times))

    def put_off_between(self, user: AnyUser, first: dt.date | None, last: dt.date | None) -> ActionQuerySet:
        from actions.models.reported import is_put_off_between

        return self.filter(is_put_off_between(user, first, last))

    def reopened_between(self, user: AnyUser, first: dt.date | None, last: dt.date | None) -> ActionQuerySet:
        from actions.models.reported import is_reopened_between

        return self.filter(is_reopened_between(user, first, last))

    def raised_at(self, meeting: Meeting | int) -> ActionQuerySet:
        return self.filter(raised_in__item__meeting=meeting)

    def owned_by(
        self, *, person: Person | int | None = None, organisation: Organisation | int | None = None
    ) -> ActionQuerySet:
        """What a person owes, or an organisation: itself, or through the people who are of it. Rows, or their keys."""
        rows = self
        if person:
            rows = rows.filter(pk__in=self.model.objects.filter(owners__person=person).values("pk"))
        if organisation:
            theirs = Q(owners__organisation=organisation) | Q(owners__person__organisation=organisation)
            rows = rows.filter(pk__in=self.model.objects.filter(theirs).values("pk"))
        return rows

    def owned_by_no_organisation(self) -> ActionQuerySet:
        """No owner is an organisation, nor a person who is of one."""
        theirs = Q(owners__organisation__isnull=False) | Q(owners__person__organisation__isnull=False)
        return self.exclude(pk__in=self.model.objects.filter(theirs).values("pk"))

    def owed_by_user(self, user: AnyUser, *, with_done: bool = False) -> ActionQuerySet:
        """What this user is answerable for: in person, or through the organisation that they act for on its board.

        An owner whose part is done owes no more; ``with_done`` counts them still.
        """
        if not user.is_authenticated:
            return self.none()
        in_person = owned_in_person(user, with_done=with_done)
        return self.filter(pk__in=in_person.union(owned_through_organisation(user, with_done=with_done)))

    def owed_in_person(self, user: AnyUser, *, with_done: bool = False) -> ActionQuerySet:
        """By name, by the seat that they hold, or by their role on the board.

        A role counts where they hold it, so the secretariat of one board does not owe for another's.
        """
        return self.filter(pk__in=owned_in_person(user, with_done=with_done)) if user.is_authenticated else self.none()

    def owed_through_organisation(self, user: AnyUser, *, with_done: bool = False) -> ActionQuerySet:
        """Owned by an organisation that they act for on the board, and not by themselves in person."""
        if not user.is_authenticated:
            return self.none()
        theirs = self.filter(pk__in=owned_through_organisation(user, with_done=with_done))
        return theirs.exclude(pk__in=owned_in_person(user, with_done=with_done))

    def in_sections(self, *, on: dt.date) -> ActionQuerySet:
        """With ``section``, what to look at first before the rest (``actions.models.sections``)."""
        return self.with_due_day().annotate(section=section(on=on)).order_by(*ORDER)

    def outstanding_at(self, meeting: Meeting) -> ActionQuerySet:
        """What earlier meetings had left open when ``meeting`` began, plus what was finished since the one before.

        Until a meeting begins that is how they stand today. With what ``as_at`` tells of each.
        """
        from actions.models.update import ActionUpdate

        last = Subquery(Meeting.objects.before(meeting).values("held_on")[:1])
        closed_in = AsAt(ActionUpdate.objects.all(), meeting).closing("recorded_in")
        # What was closed long ago is passed over by its own column: a register holds little else.
        rows = self.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=Coalesce(last, dt.date.min)))
        return (
            rows.as_at(meeting)
            .annotate(closed_then_in=closed_in)
            .filter(
                Q(status_then__in=NOT_CLOSED)
                | Q(closed_then__gt=Coalesce(last, dt.date.min))
                # Between meetings, on the day of the last one: no meeting has heard of it yet.
                | Q(closed_then=last, closed_then_in__isnull=True)
            )
        )

    def with_due_day(self) -> ActionQuerySet:
        """With ``due_sort``: the day it is due, whether on a date or at a meeting."""
        return self.annotate(due_sort=Coalesce("due_on", "due_at__held_on"))

    def with_meetings_carried(self, *, on: dt.date) -> ActionQuerySet:
        """With ``meetings_carried``: how many meetings of the board, to ``on``, came after it was raised."""
        since = (
            Meeting.objects.filter(
                board=OuterRef("board"),
                held_on__gt=OuterRef("raised_on"),
                held_on__lte=Least(Coalesce(OuterRef("closed_on"), on), on),
            )
            .order_by()
            .values("board")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return self.annotate(meetings_carried=Coalesce(Subquery(since), 0))

    def with_slips(self, user: AnyUser) -> ActionQuerySet:
        """With ``slips``: how often its day was put off, as far as this user may see."""
        from actions.models.slips import slips_seen_by

        return self.annotate(slips=slips_seen_by(user))

    def with_first_due(self, user: AnyUser) -> ActionQuerySet:
        """With ``first_due_words`` and ``first_due_day``, from before its due date changed; None where it never did."""
        from actions.models.slips import first_due_seen_by as first

        return self.annotate(first_due_words=first(user, "due_words_before"), first_due_day=first(user, "due_before"))

    def with_paragraph_for(self, user: AnyUser) -> ActionQuerySet:
        """With ``opens_paragraph``: whether this user may read the paragraph that it was raised in."""
        return self.annotate(opens_paragraph=Exists(Minute.objects.visible_to(user).filter(pk=OuterRef("raised_in"))))

    def with_owners(self) -> ActionQuerySet:
        """With what ``ActionOwner.name`` needs, fetched in one more query."""
        from actions.models.owner import ActionOwner

        owners = ActionOwner.objects.select_related("person", "organisation", "seat").only(
            "action",
            "position",
            "role",
            "words",
            "is_lead",
            "done_on",
            "seat__title",
            "person__name",
            "person__user",
            *ORGANISATION_NAMES,
        )
        return self.prefetch_related(Prefetch("owners", owners))

    def sorted_by(self, sort: str) -> ActionQuerySet:
        """``sort`` is one of ``SORTS``, or such a word after a minus; anything else is soonest due first."""
        return self.with_due_day()._sorted(sort, SORTS)

    def sorted_as_at(self, sort: str) -> ActionQuerySet:
        """The same of actions fetched ``as_at``, by how they stood then."""
        return self._sorted(sort, SORTS_THEN)

    def _sorted(self, sort: str, sorts: dict[str, tuple[F | Case, ...]]) -> ActionQuerySet:
        expressions = sorts.get(sort.removeprefix("-")) or sorts["due"]
        descending = sort.startswith("-") and sort[1:] in sorts
        order = [e.desc(nulls_last=True) if descending else e.asc(nulls_last=True) for e in expressions]
        return self.order_by(*order, "board__reference_prefix", "number")

    def with_register_columns(self) -> ActionQuerySet:
        """With only the columns that ``actions.rows`` shows, and the owners."""
        shown = self.select_related("board", "due_at", "raised_in__item__meeting").only(*SHOWN_IN_REGISTER)
        return shown.with_owners()

    def for_register(self, sort: str = "due") -> ActionQuerySet:
        """The rows of a list, ``with_register_columns()``, ``sorted_by`` this."""
        return self.with_register_columns().sorted_by(sort)
