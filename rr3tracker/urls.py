"""Every address. Each app declares its own paths in full, such as `boards/` or `actions/`."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from rr3tracker.views.approval import approval, approval_amend
from rr3tracker.views.board_comparison import board_comparison, board_comparison_csv
from rr3tracker.views.board_summary import board_summary
from rr3tracker.views.board_year import board_year
from rr3tracker.views.checking import check_minutes, warning_accept
from rr3tracker.views.home import home
from rr3tracker.views.item_edit import item_edit
from rr3tracker.views.meeting_edit import meeting_edit
from rr3tracker.views.meeting_themes import meeting_themes
from rr3tracker.views.search import search
from rr3tracker.views.several_themes import theme_add_several
from rr3tracker.views.stage import stage_edit
from rr3tracker.views.taking import taking, taking_item
from rr3tracker.views.taking_issue import taking_issue
from rr3tracker.views.taking_versions import taking_version, taking_versions
from rr3tracker.views.taking_words import taking_action, taking_report
from rr3tracker.views.theme_report import theme_detail
from rr3tracker.views.themes import theme_add, theme_delete, theme_edit, theme_list

# The admin's own sign-in page would go round the second factor and the rate limits.
admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth documents

urlpatterns = [
    path("", home, name="home"),
    path("search/", search, name="search"),
    path("boards/<slug:slug>/summary/", board_summary, name="board_summary"),
    path("summaries/", board_comparison, name="board_comparison"),
    path("summaries/csv/", board_comparison_csv, name="board_comparison_csv"),
    path("boards/<slug:slug>/year/", board_year, name="board_year"),
    path("meetings/<int:pk>/edit/", meeting_edit, name="meeting_edit"),
    path("meetings/<int:pk>/items/<int:item_pk>/edit/", item_edit, name="item_edit"),
    path("meetings/<int:pk>/themes/", meeting_themes, name="meeting_themes"),
    path("meetings/<int:pk>/minutes/", taking, name="taking"),
    path("meetings/<int:pk>/minutes/issue/", taking_issue, name="taking_issue"),
    path("meetings/<int:pk>/minutes/<int:item_pk>/", taking_item, name="taking_item"),
    path("meetings/<int:pk>/minutes/<int:item_pk>/action/", taking_action, name="taking_action"),
    path("meetings/<int:pk>/minutes/<int:item_pk>/report/", taking_report, name="taking_report"),
    path("meetings/<int:pk>/minutes/<int:item_pk>/versions/", taking_versions, name="taking_versions"),
    path("meetings/<int:pk>/minutes/<int:item_pk>/versions/<int:key>/", taking_version, name="taking_version"),
    path("meetings/<int:pk>/check/", check_minutes, name="check_minutes"),
    path("meetings/<int:pk>/check/accept/", warning_accept, name="warning_accept"),
    path("meetings/<int:pk>/stage/", stage_edit, name="stage_edit"),
    path("meetings/<int:pk>/approval/", approval, name="approval"),
    path("meetings/<int:pk>/approval/<int:minutes_pk>/", approval_amend, name="approval_amend"),
    path("themes/", theme_list, name="theme_list"),
    path("themes/add/", theme_add, name="theme_add"),
    path("themes/add-several/", theme_add_several, name="theme_add_several"),
    path("themes/<int:pk>/", theme_detail, name="theme_detail"),
    path("themes/<int:pk>/edit/", theme_edit, name="theme_edit"),
    path("themes/<int:pk>/delete/", theme_delete, name="theme_delete"),
    path("", include("organisations.urls")),
    path("", include("meetings.urls")),
    path("", include("actions.urls")),
    # An address is who somebody is, so it is for the secretariat to change.
    path("accounts/email/", RedirectView.as_view(pattern_name="account_change_password"), name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
