"""Recommendations and how they are answered.

{% load recommendations %}
{% answer_tag answer %}    a value of Answer, in a coloured tag
"""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from actions.models import Answer
from organisations.templatetags.govuk import tag

register = template.Library()

COLOURS = {
    Answer.AWAITING: "blue",
    Answer.ACCEPTED: "green",
    Answer.ACCEPTED_IN_PART: "teal",
    Answer.NOT_ACCEPTED: "orange",
    Answer.SUPERSEDED: "grey",
}


@register.simple_tag
def answer_tag(answer: str) -> SafeString:
    known = Answer(answer)
    return tag(str(known.label), COLOURS[known])
