from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.forms.as_at import AsAtForm, past_meetings
from actions.models import Action, Status
from actions.owner_lines import are_all_done, owner_lines
from actions.permissions import can_agree, can_edit_action, can_refer, can_report_progress
from actions.rows import times
from actions.story import story_of, with_what_there_is
from actions.views.action_as_at import show_as_at

FETCHED = ("board", "due_at", "raised_in__item__meeting", "referred_to")


@require_safe
def action_detail(request: HttpRequest, reference: str) -> HttpResponse:
    today = timezone.localdate()
    actions = Action.objects.visible_to(request.user).with_meetings_carried(on=today).with_owners()
    seen = with_what_there_is(actions.with_paragraph_for(request.user)).select_related(*FETCHED)
    action = get_object_or_404(seen, reference=reference)
    held = past_meetings(request.user, request.GET, boards=[action.board.slug], today=today, since=action.raised_on)
    as_at = AsAtForm(request.GET, meetings=held, today=today)
    if as_at.is_asked:
        return show_as_at(request, action, as_at)
    story = story_of(action, request.user)
    owners = owner_lines(action, request.user, on=today)
    context = {
        "action": action,
        "as_at": as_at,
        "owners": owners,
        "are_all_done": are_all_done(owners, action),
        "themes": list(action.themes.all()),
        "story": story,
        "put_off": times(story.slips) if story.slips else "",
        "is_overdue": action.is_overdue(today),
        "can_edit": can_edit_action(request.user, action),
        "can_agree": action.status == Status.TO_BE_AGREED and can_agree(request.user, action),
        "can_refer": can_refer(request.user, action),
        "can_report": can_report_progress(request.user, action),
    }
    return render(request, "actions/action_detail.html", context)
