"""What was reported of one action since it was raised: its updates, and how they leave it."""

from __future__ import annotations

import datetime as dt
from random import Random

from actions.models import CLOSED, WORKING, Action, ActionOwner, ActionUpdate, Status
from actions.services import Due
from meetings.models import Minute
from organisations.models import Board
from rr3tracker.demonstration.playing import at_noon
from rr3tracker.scale.size import Sitting, Years
from rr3tracker.scale.words import Words

STILL_OPEN = ((60, 0.9), (180, 0.6), (365, 0.25), (3 * 365, 0.06), (10**6, 0.015))
"""Of the actions that are up to so many days old, this share."""
Heard = tuple[dt.date, Minute | None]


def first_due(action: Action, years: Years, rng: Random) -> Due:
    kind = rng.random()
    day = action.raised_on + dt.timedelta(days=rng.randint(14, 180))
    if kind < 0.6:
        return Due(on=day)
    if kind < 0.65:
        return Due(on=day, text="After the summer")
    if kind < 0.85:
        return at_next_meeting(years, action.raised_on) or Due(on=day)
    return Due(text="Once the figures are published") if kind < 0.9 else Due()


def at_next_meeting(years: Years, after: dt.date) -> Due | None:
    coming = (sitting.meeting for sitting in years.sittings if sitting.meeting.held_on > after)
    meeting = next(coming, None)
    return Due(at=meeting) if meeting else None


def live(
    action: Action, owners: list[ActionOwner], years: Years, boards: list[Board], words: Words, *, today: dt.date
) -> list[ActionUpdate]:
    """The updates of an action that is open and was just raised; it stands afterwards as they say."""
    rng = words.rng
    age = (today - action.raised_on).days
    is_open = rng.random() < next(share for days, share in STILL_OPEN if age <= days)
    moments = moments_of(action, years, rng, is_open=is_open, today=today)
    statuses = statuses_of(len(moments), rng, is_open=is_open)
    updates = []
    for (day, paragraph), status in zip(moments, statuses, strict=True):
        updates.append(report(action, status, day, paragraph, years, boards, words))
    hand_on(owners, updates, rng)
    tick_off(owners, updates, rng)
    for update in updates:
        if not update.recorded_in and not update.is_chairs_action:
            update.reported_by = next((owner.person for owner in owners if owner.person and rng.random() < 0.7), None)
    return updates


def moments_of(action: Action, years: Years, rng: Random, *, is_open: bool, today: dt.date) -> list[Heard]:
    """About three days on which it was reported on, each later than the last: half at a meeting, half between."""
    age = (today - action.raised_on).days
    lasts = float(age) if is_open else min(rng.lognormvariate(5.3, 0.7), age)
    number = rng.choice((2, 3, 3, 3, 3, 4, 4))
    moments: list[Heard] = []
    last = action.raised_on
    for n in range(1, number + 1):
        day = action.raised_on + dt.timedelta(days=round(lasts * n / (number + 0.5 * is_open)))
        sitting = next_held(years, day) if rng.random() < 0.55 else None
        heard: Heard = (sitting.meeting.held_on, hearing(sitting, rng)) if sitting else (day, None)
        if heard[0] <= last:
            heard = (last + dt.timedelta(days=1), None)
        if heard[0] > today:
            break
        moments.append(heard)
        last = heard[0]
    return moments


def next_held(years: Years, day: dt.date) -> Sitting | None:
    return next((sitting for sitting in years.held if sitting.meeting.held_on >= day), None)


def hearing(sitting: Sitting, rng: Random) -> Minute:
    return rng.choice(sitting.hearing)


def statuses_of(number: int, rng: Random, *, is_open: bool) -> list[Status]:
    """The last says how it stands; before it the work goes on, now and then closed too soon and reopened."""
    if not number:
        return []
    on_the_way = (Status.IN_PROGRESS, Status.OPEN, Status.DELAYED, Status.TO_BE_AGREED)
    statuses = rng.choices(on_the_way, (5, 1, 3, 2), k=number)
    if not is_open:
        statuses[-1] = rng.choices((Status.COMPLETE, Status.NO_LONGER_NEEDED, Status.REFERRED), (88, 9, 3))[0]
    reopened = number - 2 if is_open else number - 3
    if reopened >= 0 and rng.random() < 0.06:
        statuses[reopened] = Status.COMPLETE
        statuses[reopened + 1] = Status.IN_PROGRESS
    return statuses


def report(
    action: Action,
    status: Status,
    day: dt.date,
    paragraph: Minute | None,
    years: Years,
    boards: list[Board],
    words: Words,
) -> ActionUpdate:
    """As ``actions.services.report_progress`` would record it, in memory alone."""
    rng = words.rng
    update = ActionUpdate(
        action=action,
        reported_on=day,
        text=words.report(),
        status_before=action.status,
        status_after=status,
        due_before=action.due_day,
        due_words_before=action.due_words,
        reopens=action.status in CLOSED and status not in CLOSED,
        recorded_in=paragraph,
        is_chairs_action=not paragraph
        and (action.status, status) == (Status.TO_BE_AGREED, Status.COMPLETE)
        and rng.random() < 0.8,
        entered_by=years.secretary,
        entered_at=at_noon(day),
    )
    if status in WORKING and action.due_day and rng.random() < 0.35:
        put_off(action, years, day, rng)
    update.due_after, update.due_words_after = action.due_day, action.due_words
    if status not in CLOSED:
        action.closed_on = None
    elif not action.is_closed:
        action.closed_on = day
    action.status = status
    action.referred_to = None
    if status == Status.REFERRED:
        action.referred_to = rng.choice([board for board in boards if board.pk != years.board.pk] or [years.board])
    return update


def put_off(action: Action, years: Years, day: dt.date, rng: Random) -> None:
    """To a later day; one time in ten it is brought forward instead."""
    later = max(action.due_day or day, day) + dt.timedelta(days=rng.randint(14, 120))
    due = Due(on=day + dt.timedelta(days=rng.randint(1, 20))) if rng.random() < 0.1 else Due(on=later)
    if rng.random() < 0.3:
        due = at_next_meeting(years, max(action.due_day or day, day)) or due
    due.put_on(action)


def hand_on(owners: list[ActionOwner], updates: list[ActionUpdate], rng: Random) -> None:
    if updates and rng.random() < 0.06:
        update = rng.choice(updates)
        update.owners_before = [rng.choice(("Theme leads", "Secretariat", "The former lead"))]
        update.owners_after = [f"{owner.name} (lead)" if owner.is_lead else owner.name for owner in owners]


def tick_off(owners: list[ActionOwner], updates: list[ActionUpdate], rng: Random) -> None:
    if len(owners) > 1 and updates and rng.random() < 0.1:
        update = updates[0]
        owners[0].done_on = update.reported_on
        update.ticked_off = owners[0].name
