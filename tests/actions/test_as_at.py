"""How an action stood at the end of a day, beside a plain model of what was reported, whatever was and in any order."""

import datetime as dt
from dataclasses import dataclass, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from actions.issued import owners_in_words
from actions.models import CLOSED, Action, ActionOwner, Status
from actions.services import Due, report_progress
from actions.standing import Standing, standing_then, standing_today
from organisations.dates import write_date
from tests.factories import DAY, make_action

DUES = (None, Due(on=DAY + dt.timedelta(days=40)), Due(on=DAY + dt.timedelta(days=5)), Due(text="in the spring"), Due())
OWNERS = (None, ["Theme leads"], ["Theme leads", "Prisons"], [])
LAST = 12


@dataclass(frozen=True)
class Said:
    """One report: how many days after the action was raised, and what of it."""

    day: int
    status: str
    due: Due | None
    owners: list[str] | None


def day_after(days):
    return DAY + dt.timedelta(days=days)


def stood(day):
    """By reference."""
    actions = Action.objects.as_at(day).select_related("due_at").with_owners()
    return {action.reference: standing_then(action, owners_in_words(action)) for action in actions}


def as_modelled(first, said, day):
    """What holds of an action on a day: the last of what was said by then; of what came in late, the status alone."""
    status, closed_on, due, owners = Status.OPEN, None, first.due, first.owners
    newest = 0
    on_time = []
    for one in said:
        if one.day >= newest:
            on_time.append(one)
            newest = one.day
    for one in sorted(said, key=lambda one: one.day):
        if one.day <= day:
            was_closed, status = status in CLOSED, Status(one.status)
            closed_on = (closed_on if was_closed else day_after(one.day)) if status in CLOSED else None
    for one in on_time:
        if one.day <= day:
            due, owners = one.due or due, owners if one.owners is None else one.owners
    words = write_date(due.on) if due.on else due.text
    return Standing(status, closed_on, due.on, words, "", owners)


reports = st.lists(
    st.builds(
        Said, st.integers(0, LAST), st.sampled_from(Status.values), st.sampled_from(DUES), st.sampled_from(OWNERS)
    ),
    max_size=9,
)


class AnyReports(TestCase):
    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(
        first=st.builds(Said, st.just(0), st.just("open"), st.sampled_from(DUES[1:]), st.sampled_from(OWNERS[1:])),
        said=reports,
    )
    def test_every_day_is_as_the_model_says(self, first, said):
        action = make_action(
            due_on=first.due.on, due_text=first.due.text, owners=[ActionOwner(words=words) for words in first.owners]
        )
        for one in said:
            # Nobody hands an action on before a day on which it was reported on.
            one = replace(one, owners=None) if is_late(action, one) else one
            owners = None if one.owners is None else [ActionOwner(words=words) for words in one.owners]
            report_progress(
                action,
                status=one.status,
                text="So it was said.",
                reported_on=day_after(one.day),
                due=one.due,
                owners=owners,
                reopen=action.is_closed and one.status not in CLOSED and not is_late(action, one),
            )
        came_late = [one.day for one in said] != sorted(one.day for one in said)

        for day in range(LAST + 1):
            rebuilt, modelled = stood(day_after(day))[action.reference], as_modelled(first, said, day)
            if came_late:  # when it was closed is then what the services say, which is compared at the end
                rebuilt, modelled = without_closing(rebuilt), without_closing(modelled)
            assert rebuilt == modelled, day
        assert stood(DAY - dt.timedelta(days=1)) == {}
        now = Action.objects.select_related("due_at").with_owners().get()
        assert stood(day_after(LAST))[action.reference] == standing_today(now, owners_in_words(now))


def is_late(action, one):
    return action.updates.filter(reported_on__gt=day_after(one.day)).exists()


def without_closing(standing):
    return (standing.status, standing.due_day, standing.due_words, standing.due_text, standing.owners)
