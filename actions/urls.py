from django.urls import path

from actions.views import action, dashboard, forms, mail_choice, register, report

app_name = "actions"

urlpatterns = [
    path("actions/", register.action_list, name="action_list"),
    path("actions/csv/", register.action_csv, name="action_csv"),
    path("actions/add/", forms.action_add, name="action_add"),
    path("actions/<slug:reference>/", action.action_detail, name="action_detail"),
    path("actions/<slug:reference>/edit/", forms.action_edit, name="action_edit"),
    path("actions/<slug:reference>/report/", report.action_report, name="action_report"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("my/mail/", mail_choice.my_mail, name="my_mail"),
]
