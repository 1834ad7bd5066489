"""Mail to owners, as pages show it.

{% load mailing %}
{% mail_state mail %}       its state, in a coloured tag
{% last_chased action %}    who was last sent a mail about it, and when: drawn for the secretariat of its board alone
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.db.models import Max
from django.template import Context
from django.utils.safestring import SafeString

from actions.models import Action, Mail
from organisations.permissions import can_edit_board
from organisations.templatetags.govuk import tag

if TYPE_CHECKING:
    from organisations.roles import AnyUser

register = template.Library()

State = Mail.State
STATES = {
    State.WAITING: ("To be looked at", "blue"),
    State.READY: ("Ready", "purple"),
    State.SENDING: ("Cut off", "red"),
    State.SENT: ("Sent", "green"),
    State.FAILED: ("Not sent", "red"),
    State.DROPPED: ("Not to be sent", "grey"),
}


@register.simple_tag
def mail_state(mail: Mail) -> SafeString:
    return tag(*STATES[State(mail.state)])


@register.inclusion_tag("actions/partials/last_chased.html", takes_context=True)
def last_chased(context: Context, action: Action) -> dict[str, Any]:
    user: AnyUser = context["request"].user
    if not can_edit_board(user, action.board):
        return {"chased": []}
    sent = Mail.objects.visible_to(user).sent().filter(actions=action).order_by("person__name")
    return {"chased": list(sent.values_list("person__name").annotate(Max("sent_at")))}
