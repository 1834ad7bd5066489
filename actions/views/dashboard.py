from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions import rag
from actions.charts import chart_of_figures, chart_of_lines
from actions.chips import chips_of
from actions.dashboard import dashboard_of
from actions.forms.dashboard import DashboardForm
from actions.line_charts import Row, line_chart
from actions.queue import count_reports_waiting
from organisations.dates import write_date


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Of the boards that the reader may see, or of those that the address names, and of a period."""
    form = DashboardForm(request.GET, user=request.user, on=timezone.localdate())
    scope = form.scope
    counted = dashboard_of(scope, themes=form.themes)
    months = [month.short for month in counted.months]
    context = {
        "form": form,
        "chips": chips_of(form, request.GET, only=("board", "organisation", "theme", "every_line")),
        "periods": form.periods(request.GET),
        "more_in_force": bool(form.chosen or scope.organisation or scope.theme),
        "today": write_date(scope.on),
        "first": write_date(scope.first),
        "last": write_date(scope.last),
        "since": write_date(scope.since),
        "rule": rag.RULE,
        "dashboard": counted,
        "reports_waiting": count_reports_waiting(request.user),
        "status_chart": chart_of_figures("status", "Actions by status", counted.by_status),
        "board_chart": chart_of_lines("board", "Open actions by board", counted.by_board.lines),
        "age_chart": chart_of_figures("age", "Open actions by age", counted.by_age),
        "carried_chart": chart_of_figures("carried", "Open actions by meetings carried", counted.by_carried),
        "lateness_chart": chart_of_figures("lateness", "Overdue actions by how late they are", counted.by_lateness),
        "flow_chart": line_chart(
            "flow",
            "Raised and completed each month",
            months,
            [
                Row("Raised", "raised", "dot", [month.raised.count for month in counted.months]),
                Row("Completed", "completed", "square", [month.completed.count for month in counted.months]),
            ],
        ),
        "open_chart": line_chart(
            "open",
            "Open as each month ended",
            months,
            [Row("Open", "open", "dot", [month.open_then.count for month in counted.months])],
        ),
    }
    return render(request, "actions/dashboard.html", context)
