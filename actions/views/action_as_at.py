"""An action as it stood at the end of a day, or when a meeting began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render

from actions.forms.as_at import AT_MEETING, address_of, words_for
from actions.models.as_at import day_of
from actions.story import story_as_at

if TYPE_CHECKING:
    from django.http import HttpRequest

    from actions.forms.as_at import AsAtForm
    from actions.models import Action


def show_as_at(request: HttpRequest, action: Action, as_at: AsAtForm) -> HttpResponse:
    """The page of an action that this reader may see today, ``with_owners()``. A link sent on names the meeting in the
    way that other pages do, so the form's own field leads there.
    """
    moment = as_at.moment
    if moment and AT_MEETING in request.GET:
        return redirect(f"{action.get_absolute_url()}?as_at={address_of(moment)}")
    story = story_as_at(action, request.user, moment) if moment else None
    context = {
        "action": action,
        "as_at": as_at,
        "words": words_for(moment) if moment else "",
        "story": story,
        "is_overdue": bool(moment and story and story.stood.is_overdue(day_of(moment))),
    }
    return render(request, "actions/action_as_at.html", context)
