from django.urls import path

from actions.views import action, calendar, dashboard, forms, register, report, report_by_link

app_name = "actions"

urlpatterns = [
    path("actions/", register.action_list, name="action_list"),
    path("actions/csv/", register.action_csv, name="action_csv"),
    path("actions/add/", forms.action_add, name="action_add"),
    path("actions/<slug:reference>/", action.action_detail, name="action_detail"),
    path("actions/<slug:reference>/edit/", forms.action_edit, name="action_edit"),
    path("actions/<slug:reference>/report/", report.action_report, name="action_report"),
    path("report/", report_by_link.report_from_link, name="report_from_link"),
    path("report/on/<slug:reference>/", report_by_link.report_one_from_link, name="report_one_from_link"),
    path("report/<str:token>/", report_by_link.report_by_link, name="report_by_link"),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("my/calendar/", calendar.my_calendar, name="my_calendar"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
]
