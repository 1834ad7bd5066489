"""A list of recommendations is pasted, read, checked on a screen, and recorded. Nothing is stored in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions.addresses import number_in
from actions.forms.pasting import (
    Entry,
    LeftOver,
    PasteForm,
    counted_again,
    entries_of,
    entry_forms,
    joined,
    left_over,
    split,
    typed_entries,
    typed_left,
)
from actions.recommendations.reading import read_list
from actions.services import add_recommendations
from actions.services.advising import MOST_AT_ONCE
from actions.views.advice import advice_to_edit
from organisations.matching import KnownOrganisations

if TYPE_CHECKING:
    from actions.forms.pasting import BaseEntryFormSet
    from actions.models import Advice
    from organisations.models import User

MOST_LEFT = 1000
"""Lines that found no place: the screen sends each back, and no form may have more than some thousand fields."""
CHECKED = "checked"
"""Sent from the screen on which the list is checked."""


@require_http_methods(["GET", "HEAD", "POST"])
def advice_paste(request: HttpRequest, pk: int) -> HttpResponse:
    advice, user = advice_to_edit(request, pk)
    known = KnownOrganisations.load()
    if request.method == "POST" and CHECKED in request.POST:
        return _checked(request, advice, user, known)
    form = PasteForm(request.POST if request.method == "POST" else None, known=known)
    if form.is_valid():
        reading = read_list(form.cleaned_data["pasted"])
        found = len(reading.rows)
        if not found:
            form.add_error("pasted", "Nothing in this text could be read as a recommendation.")
        elif found > MOST_AT_ONCE:
            form.add_error("pasted", f"These are {found}: paste them in parts of at most {MOST_AT_ONCE}.")
        elif (left := len(reading.left)) > MOST_LEFT:
            form.add_error("pasted", f"{left} lines of this are no part of a recommendation: paste the list alone.")
        else:
            entries = entries_of(reading, kind=form.cleaned_data["kind"], to=form.cleaned_data["to"], known=known)
            return _screen(request, advice, entry_forms(known=known, entries=entries), left_over(reading.left))
    return _paste(request, advice, form)


def _paste(request: HttpRequest, advice: Advice, form: PasteForm) -> HttpResponse:
    context = {
        "advice": advice,
        "page_title": "Paste a list of recommendations",
        "form": form,
        "submit_label": "Read the list",
        "cancel_address": advice.get_absolute_url(),
    }
    return render(request, "actions/advice_paste.html", context)


def _checked(request: HttpRequest, advice: Advice, user: User, known: KnownOrganisations) -> HttpResponse:
    entries = typed_entries(request.POST)
    left = typed_left(request.POST, rows=len(entries))
    if "back" in request.POST:
        form = PasteForm(known=known)
        form.initial = {name: request.POST.get(name, "") for name in ("pasted", "kind")}
        return _paste(request, advice, form)
    changed = _changed(request.POST, entries, left)
    if changed:
        entries, left = changed
        return _screen(request, advice, entry_forms(known=known, entries=entries), left)
    rows = entry_forms(counted_again(request.POST), known=known)
    if rows.is_valid():
        try:
            made = add_recommendations(advice, rows.recommended, by=user, after=number_in(request.POST.get("after")))
        except ValidationError as refusal:
            rows.non_form_errors().extend(refusal.messages)
        else:
            count = "1 recommendation was" if len(made) == 1 else f"{len(made)} recommendations were"
            messages.success(request, f"{count} added.")
            return redirect(advice)
    return _screen(request, advice, rows, left)


def _changed(data: Any, entries: list[Entry], left: list[LeftOver]) -> tuple[list[Entry], list[LeftOver]] | None:
    """What a button of the screen made of the rows; None where it was the one that saves."""
    at = {name: number_in(data.get(name)) for name in ("join", "split", "take")}
    if (n := at["join"]) is not None and 0 < n < len(entries):
        return joined(entries, n), [_moved(line, by=-1) if line.after > n else line for line in left]
    if (n := at["split"]) is not None and n < len(entries):
        parts = split(entries, n)
        more = len(parts) - len(entries)
        if len(parts) <= MOST_AT_ONCE:
            return parts, [_moved(line, by=more) if line.after > n else line for line in left]
    if (n := at["take"]) is not None and n < len(left) and len(entries) < MOST_AT_ONCE:
        place = left[n].after
        like = entries[max(place - 1, 0)] if entries else Entry()
        taken = Entry(kind=like.kind, text=left[n].text, to=like.to)
        rest = [_moved(line, by=1) if i > n else line for i, line in enumerate(left) if i != n]
        return [*entries[:place], taken, *entries[place:]], rest
    if "fill" in data:
        to = data.get("to_all", "")
        return [
            entry if entry.to.strip() else Entry(entry.number, entry.kind, entry.text, to, entry.keep)
            for entry in entries
        ], left
    return (entries, left) if {"join", "split", "take"} & set(data) else None


def _moved(line: LeftOver, *, by: int) -> LeftOver:
    return LeftOver(line.text, line.after + by)


def _screen(request: HttpRequest, advice: Advice, rows: BaseEntryFormSet, left: list[LeftOver]) -> HttpResponse:
    newest = advice.recommendations.aggregate(newest=Max("pk"))["newest"] or 0
    after = number_in(request.POST.get("after"))
    context = {
        "advice": advice,
        "page_title": "Check what was read",
        "rows": rows,
        "entries": [
            (form, [(n, line) for n, line in enumerate(left) if line.after == at]) for at, form in enumerate(rows.forms)
        ],
        "left_at_end": [(n, line) for n, line in enumerate(left) if line.after >= len(rows.forms)],
        "left": left,
        "after": newest if after is None else after,
        "pasted": request.POST.get("pasted", ""),
        "kind": request.POST.get("kind", ""),
        "to_all": request.POST.get("to_all", ""),
    }
    return render(request, "actions/advice_check.html", context)
