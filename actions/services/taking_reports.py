"""What owners report: taken in, recorded at once or kept waiting, and answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.models import Action, ActionReport
from actions.services.evidence import GivenEvidence, keep_evidence
from actions.services.reporting import crossed, report_progress

if TYPE_CHECKING:
    from actions.due import Due
    from actions.models import ReportLink
    from organisations.models import Person, User

Channel, State = ActionReport.Channel, ActionReport.State


@transaction.atomic
def take_report(
    action: Action,
    *,
    text: str,
    status: str,
    reported_on: dt.date,
    at: dt.datetime,
    by: User | None,
    channel: str = Channel.SIGNED_IN,
    link: ReportLink | None = None,
    due_on: dt.date | None = None,
    due_reason: str = "",
    due: Due | None = None,
    reported_by: Person | None = None,
    reported_by_words: str = "",
    evidence: Iterable[GivenEvidence] = (),
    sent_key: str | None = None,
    after: int | None = None,
) -> ActionReport:
    """What an owner says becomes a report: three facts, and what shows them.

    From somebody signed in, or entered by the secretariat for them, what happened and the status are recorded at once
    as an update; by link (``by`` None) they wait. A date that is needed, ``due_on``, always waits for the secretariat;
    ``due`` is one that the secretariat gives while entering a report for somebody, and counts at once. The same
    ``sent_key`` again is the same form sent twice, and gives the report that there is. Refuses, with a
    ``ValidationError``, what ``report_progress`` refuses (``after`` as there), a date before the action was raised or
    before it is asked for, evidence that ``keep_evidence`` refuses, and an action that was closed meanwhile.
    """
    held = Action.objects.select_for_update(of=("self",)).select_related("board", "due_at").get(pk=action.pk)
    if sent_key and (twin := ActionReport.objects.filter(sent_key=sent_key, action=held).first()):
        return twin
    if held.is_closed:
        raise ValidationError(
            f"{held.reference} was closed meanwhile: nothing more is reported on it. Tell the secretariat if it is to be reopened."
        )
    if due_on and due_on < held.raised_on:
        raise ValidationError({"due_on": "An action cannot be due before it was raised."})
    if due_on and due_on < reported_on:
        raise ValidationError({"due_on": "The date you need cannot be in the past."})
    report = ActionReport(
        action=held,
        channel=channel,
        state=State.WAITING if channel == Channel.LINK or due_on else State.RECORDED,
        text=text.strip(),
        status=status,
        due_on=due_on,
        due_reason=due_reason.strip(),
        reported_on=reported_on,
        reported_by=reported_by,
        reported_by_words=reported_by_words.strip(),
        made_at=at,
        made_by=by,
        link=link,
        sent_key=sent_key,
    )
    if channel != Channel.LINK and (report.text or status != held.status or due):
        report.update = report_progress(
            held,
            status=status,
            reported_on=reported_on,
            text=text,
            due=due,
            reported_by=reported_by,
            by=by,
            at=at,
            after=after,
        )
        if ActionReport.objects.filter(update=report.update).exists():
            # The same words from another form: that one may have had other evidence, or asked for another date.
            raise crossed(held)
    report.full_clean()
    report.save()
    keep_evidence(report, evidence)
    action.refresh_from_db()
    return report
