from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from meetings.forms import ItemForm
from meetings.views.finding import IN_PLACE, edit_address, find_item, signed_in
from meetings.views.items import draw_item_form
from organisations.forms.refusals import add_refusal
from rr3tracker.themes.tagging import change_item_and_themes


@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """The actions that were raised in the item follow its themes, so this page is above those of the meeting alone."""
    item = find_item(request, pk, item_pk)
    form = ItemForm(request.POST or None, instance=item, user=request.user, board=item.meeting.board)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        themes = fields.pop("themes", None)
        try:
            change_item_and_themes(item, themes=themes, by=signed_in(request), **fields)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, "The item was saved.", extra_tags=IN_PLACE)
            return redirect(edit_address(item.meeting, f"item-{item.pk}", request=request))
    return draw_item_form(request, form, item.meeting, page_title="Edit agenda item")
