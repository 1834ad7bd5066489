from django.urls import path

from actions.views import (
    action,
    calendar,
    dashboard,
    evidence,
    forms,
    handing_on,
    mine,
    queue,
    register,
    report,
    report_by_link,
)

app_name = "actions"

urlpatterns = [
    path("actions/", register.action_list, name="action_list"),
    path("actions/csv/", register.action_csv, name="action_csv"),
    path("actions/add/", forms.action_add, name="action_add"),
    path("actions/reports/", queue.report_list, name="report_list"),
    path("actions/reports/<int:pk>/answer/", queue.report_answer, name="report_answer"),
    path("actions/evidence/<int:pk>/", evidence.evidence_download, name="evidence_download"),
    path("actions/<slug:reference>/", action.action_detail, name="action_detail"),
    path("actions/<slug:reference>/edit/", forms.action_edit, name="action_edit"),
    path("actions/<slug:reference>/report/", report.action_report, name="action_report"),
    path("actions/<slug:reference>/hand-on/", handing_on.action_hand_on, name="action_hand_on"),
    path("actions/<slug:reference>/owners/<int:pk>/", handing_on.owner_part, name="owner_part"),
    path("actions/<slug:reference>/agree/", queue.action_agree, name="action_agree"),
    path("boards/<slug:slug>/hand-on/", handing_on.board_hand_on, name="board_hand_on"),
    path("my/actions/", mine.my_actions, name="my_actions"),
    path("my/calendar/", calendar.my_calendar, name="my_calendar"),
    path("report/", report_by_link.report_from_link, name="report_from_link"),
    path("report/on/<slug:reference>/", report_by_link.report_one_from_link, name="report_one_from_link"),
    path("report/<str:token>/", report_by_link.report_by_link, name="report_by_link"),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
]
