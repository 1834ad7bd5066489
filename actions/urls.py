from django.urls import path

from actions.views import (
    action,
    changes,
    changing,
    dashboard,
    forms,
    handing_on,
    merging,
    mine,
    register,
    report,
    splitting,
)

app_name = "actions"

urlpatterns = [
    path("actions/", register.action_list, name="action_list"),
    path("actions/csv/", register.action_csv, name="action_csv"),
    path("actions/add/", forms.action_add, name="action_add"),
    path("actions/change/", changing.bulk_change, name="bulk_change"),
    path("actions/changes/", changes.change_list, name="change_list"),
    path("actions/changes/<int:pk>/", changes.change_detail, name="change_detail"),
    path("actions/<slug:reference>/", action.action_detail, name="action_detail"),
    path("actions/<slug:reference>/edit/", forms.action_edit, name="action_edit"),
    path("actions/<slug:reference>/report/", report.action_report, name="action_report"),
    path("actions/<slug:reference>/hand-on/", handing_on.action_hand_on, name="action_hand_on"),
    path("actions/<slug:reference>/owners/<int:pk>/", handing_on.owner_part, name="owner_part"),
    path("boards/<slug:slug>/hand-on/", handing_on.board_hand_on, name="board_hand_on"),
    path("my/actions/", mine.my_actions, name="my_actions"),
    path("actions/<slug:reference>/merge/", merging.action_merge, name="action_merge"),
    path("actions/<slug:reference>/split/", splitting.action_split, name="action_split"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
]
