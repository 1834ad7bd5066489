from django.urls import path

from actions.views import action, board_mailing, dashboard, forms, mail, mail_choice, register, report

app_name = "actions"

urlpatterns = [
    path("actions/", register.action_list, name="action_list"),
    path("actions/csv/", register.action_csv, name="action_csv"),
    path("actions/add/", forms.action_add, name="action_add"),
    path("actions/<slug:reference>/", action.action_detail, name="action_detail"),
    path("actions/<slug:reference>/edit/", forms.action_edit, name="action_edit"),
    path("actions/<slug:reference>/report/", report.action_report, name="action_report"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("mail/", mail.mail_list, name="mail_list"),
    path("mail/<int:pk>/", mail.mail_detail, name="mail_detail"),
    path("mail/<int:pk>/html/", mail.mail_html, name="mail_html"),
    path("boards/<slug:slug>/mail/", board_mailing.board_mailing, name="board_mailing"),
    path("boards/<slug:slug>/mail/waiting/", mail.mail_waiting, name="mail_waiting"),
    path("boards/<slug:slug>/mail/<int:pk>/", board_mailing.board_mail_choice, name="board_mail_choice"),
    path("boards/<slug:slug>/mail/<int:pk>/withdraw/", board_mailing.links_withdraw, name="links_withdraw"),
    path("my/mail/", mail_choice.my_mail, name="my_mail"),
]
