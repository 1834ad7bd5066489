from django.urls import path

from actions.views import action, dashboard, evidence, forms, register, report

app_name = "actions"

urlpatterns = [
    path("actions/", register.action_list, name="action_list"),
    path("actions/csv/", register.action_csv, name="action_csv"),
    path("actions/add/", forms.action_add, name="action_add"),
    path("actions/evidence/<int:pk>/", evidence.evidence_download, name="evidence_download"),
    path("actions/<slug:reference>/", action.action_detail, name="action_detail"),
    path("actions/<slug:reference>/edit/", forms.action_edit, name="action_edit"),
    path("actions/<slug:reference>/report/", report.action_report, name="action_report"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
]
