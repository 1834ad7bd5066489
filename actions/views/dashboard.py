from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.charts import chart_of_figures, chart_of_lines
from actions.dashboard import dashboard_of
from actions.forms.dashboard import BoardChoiceForm
from actions.models import Action
from actions.queue import count_reports_waiting
from organisations.dates import write_date
from organisations.roles import roles_of


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Of the boards that the reader may see, or of those that ``?board=`` names."""
    today = timezone.localdate()
    form = BoardChoiceForm(request.GET, user=request.user)
    actions = Action.objects.visible_to(request.user)
    if form.chosen:
        actions = actions.filter(board__slug__in=form.chosen)
    # Who works for whom is in the directory, for those who have a role on a board.
    figures = dashboard_of(actions, boards=form.chosen, organisations=roles_of(request.user).any, on=today)
    context = {
        "form": form,
        "today": write_date(today),
        "dashboard": figures,
        "reports_waiting": count_reports_waiting(request.user),
        "status_chart": chart_of_figures("status", "Actions by status", figures.by_status),
        "board_chart": chart_of_lines("board", "Open actions by board", figures.by_board),
        "organisation_chart": chart_of_lines(
            "organisation",
            "Open actions by organisation",
            [line for line in figures.by_organisation if line.figures[0].count],
        ),
        "age_chart": chart_of_figures("age", "Open actions by age", figures.by_age),
        "lateness_chart": chart_of_figures("lateness", "Overdue actions by how late they are", figures.by_lateness),
    }
    return render(request, "actions/dashboard.html", context)
