"""Pages that write a paragraph for who would rather choose than remember words. Each writes text, like typing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actions.models import Action, ActionOwner
from meetings.models import AgendaItem, Meeting, Minute
from meetings.views.finding import find_item, signed_in
from organisations.dates import write_date
from organisations.forms.refusals import add_refusal
from rr3tracker.taking.forms import OWNERS, ActionWordsForm, ReportWordsForm
from rr3tracker.taking.placing import place_words
from rr3tracker.taking.understanding import Understanding
from rr3tracker.taking.wording import action_words, report_words, task_in
from rr3tracker.views.taking import answer_to_script, asks_for_json


@require_http_methods(["GET", "HEAD", "POST"])
def taking_action(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """An action with its owners and its date: a new paragraph, or one that is there worded as an action."""
    item = find_item(request, pk, item_pk)
    minute = _paragraph(request, item)
    understanding = Understanding(item.meeting)
    form = ActionWordsForm(request.POST or None, initial=_initial(understanding, item, minute))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        words = action_words(understanding, item, task=typed["task"], owners=form.owners, due=typed["due"])
        if answer := _placed(request, item, form, words, minute):
            return answer
    page = {"minute": minute, "names": _names(understanding), "dates": _dates(item.meeting)}
    return _draw(request, "rr3tracker/taking_action.html", item, form, page)


@require_http_methods(["GET", "HEAD", "POST"])
def taking_report(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """What became of the outstanding actions, one after another."""
    item = find_item(request, pk, item_pk)
    minute = _paragraph(request, item)
    understanding = Understanding(item.meeting)
    review = _review(understanding, asked=request.GET.get("action", ""))
    if review.action is None:
        return _draw(request, "rr3tracker/taking_report.html", item, Form(), {"review": review, "minute": None})
    form = ReportWordsForm(
        request.POST or None, action=review.action, day=item.meeting.held_on, initial={"status": review.action.status}
    )
    if request.method == "POST" and form.is_valid():
        words = report_words(understanding, item, action=review.action, **form.cleaned_data)
        if answer := _placed(request, item, form, words, minute, then=_next_report(item, review)):
            return answer
    return _draw(request, "rr3tracker/taking_report.html", item, form, {"review": review, "minute": minute})


@dataclass(frozen=True, slots=True)
class Review:
    """The outstanding actions of a meeting: the one at hand, and of which its text says something already."""

    action: Action | None
    actions: list[Action]
    done: frozenset[str]

    @property
    def left(self) -> list[Action]:
        return [action for action in self.actions if action.reference not in self.done]

    @property
    def next(self) -> Action | None:
        """The one after this that nothing is said of yet; after the last, the first such."""
        at = self.actions.index(self.action) + 1 if self.action in self.actions else 0
        rest = [*self.actions[at:], *self.actions[:at]]
        return next((one for one in rest if one != self.action and one.reference not in self.done), None)


def _review(understanding: Understanding, *, asked: str) -> Review:
    paragraphs = [paragraph for item in understanding.items() for paragraph in item.paragraphs]
    written = {report.reference for paragraph in paragraphs for report in paragraph.reports if report.action}
    recorded = {update.action.reference for paragraph in paragraphs for update in paragraph.updates}
    meeting = understanding.meeting
    rows = (
        Action.objects.outstanding_at(meeting).open_then().select_related("due_at", "raised_in__item__meeting__board")
    )
    actions = list(rows.with_owners().sorted_by("reference"))
    done = frozenset(written | recorded)
    if asked:
        named = Action.objects.filter(board=meeting.board_id, raised_on__lt=meeting.held_on, reference=asked)
        action: Action | None = get_object_or_404(named.select_related("due_at", "raised_in__item__meeting__board"))
    else:
        action = next((action for action in actions if action.reference not in done), None)
    return Review(action, actions, done)


def _next_report(item: AgendaItem, review: Review) -> str:
    address = reverse("taking_report", args=[item.meeting_id, item.pk])
    return f"{address}?action={review.next.reference}" if review.next else address


def _paragraph(request: HttpRequest, item: AgendaItem) -> Minute | None:
    """The paragraph that is to be worded anew, where the address names one."""
    given = request.GET.get("paragraph", "")
    if not given:
        return None
    return get_object_or_404(Minute, pk=int(given) if given.isdecimal() and len(given) < 19 else 0, item=item)


def _initial(understanding: Understanding, item: AgendaItem, minute: Minute | None) -> dict[str, str]:
    """What the paragraph says by now."""
    if minute is None:
        return {}
    plain = Minute(item=item, level=2, kind=Minute.Kind.ACTION, text=minute.text)
    (paragraph,) = understanding.item(item, [plain]).paragraphs
    if not paragraph.actions:
        return {"task": minute.text}
    said = paragraph.actions[0]
    owners = {f"owner_{n}": owner.row.name for n, owner in enumerate(said.owners[:OWNERS], start=1)}
    return {"task": task_in(said), "due": said.due.text, **owners}


def _names(understanding: Understanding) -> list[str]:
    roles = [str(label) for label in ActionOwner.Role.labels]
    names = understanding.names
    return [*roles, *(p.name for p in names.people), *(body.short_name for body in names.organisations)]


def _dates(meeting: Meeting) -> list[str]:
    later = Meeting.objects.after(meeting).values_list("held_on", flat=True)[:3]
    return ["the next meeting", *map(write_date, later)]


def _placed(
    request: HttpRequest, item: AgendaItem, form: Form, words: str, minute: Minute | None, then: str = ""
) -> HttpResponse | None:
    """The answer once the paragraph stands in the text; None where that was refused, and the form says why."""
    after = request.POST.get("after", "")
    try:
        saved = place_words(
            item,
            words=words,
            by=signed_in(request),
            after=int(after) if after.isdecimal() and len(after) < 9 else None,
            instead_of=minute.pk if minute else None,
        )
    except ValidationError as error:
        add_refusal(form, error)
        return None
    then = then if "next" in request.POST else ""
    if asks_for_json(request):
        understood = Understanding(item.meeting).item(item, saved.rows)
        return JsonResponse({**answer_to_script(request, understood), "text": understood.text, "then": then})
    messages.success(request, "The paragraph was added." if minute is None else "The paragraph was saved.")
    return redirect(then or f"{reverse('taking', args=[item.meeting_id])}?saved={item.pk}#item-{item.pk}")


def _draw(request: HttpRequest, template: str, item: AgendaItem, form: Form, page: dict[str, Any]) -> HttpResponse:
    context = {
        "form": form,
        "item": item,
        "meeting": item.meeting,
        "after": request.POST.get("after", ""),
        "cancel_address": f"{reverse('taking', args=[item.meeting_id])}#item-{item.pk}",
        **page,
    }
    return render(request, template, context, status=422 if form.errors else 200)
