from django.urls import path

from meetings import views
from meetings.views import comments, editions, forward

app_name = "meetings"

ITEM = "meetings/<int:pk>/items/<int:item_pk>/"
PLAN = "boards/<slug:slug>/forward-plan/"
PARAGRAPH = ITEM + "paragraphs/<int:minute_pk>/"

urlpatterns = [
    path("meetings/", views.meeting_list, name="meeting_list"),
    path("meetings/add/", views.meeting_add, name="meeting_add"),
    path("meetings/<int:pk>/", views.meeting_detail, name="meeting_detail"),
    path("meetings/<int:pk>/agenda/", views.agenda, name="agenda"),
    path("meetings/<int:pk>/roll/", views.roll_edit, name="roll_edit"),
    path("meetings/<int:pk>/editions/", editions.edition_list, name="edition_list"),
    path("meetings/<int:pk>/editions/<int:edition_pk>/", editions.edition_detail, name="edition_detail"),
    path("meetings/<int:pk>/editions/<int:edition_pk>/changes/", editions.edition_changes, name="edition_changes"),
    path("meetings/<int:pk>/comments/", comments.comment_list, name="comment_list"),
    path("meetings/<int:pk>/comments/<int:comment_pk>/resolve/", comments.comment_resolve, name="comment_resolve"),
    path("meetings/<int:pk>/documents/add/", views.document_add, name="document_add"),
    path("documents/<int:pk>/edit/", views.document_edit, name="document_edit"),
    path("documents/<int:pk>/delete/", views.document_delete, name="document_delete"),
    path("documents/<int:pk>/", views.document_download, name="document_download"),
    path("meetings/<int:pk>/items/add/", views.item_add, name="item_add"),
    path(ITEM + "move/", views.item_move, name="item_move"),
    path(ITEM + "place/", views.item_place, name="item_place"),
    path(ITEM + "defer/", views.item_defer, name="item_defer"),
    path(ITEM + "bring-back/", forward.item_bring_back, name="item_bring_back"),
    path(ITEM + "delete/", views.item_delete, name="item_delete"),
    path(ITEM + "paragraphs/add/", views.minute_add, name="minute_add"),
    path(PARAGRAPH + "edit/", views.minute_edit, name="minute_edit"),
    path(PARAGRAPH + "comment/", comments.comment_add, name="comment_add"),
    path(PARAGRAPH + "move/", views.minute_move, name="minute_move"),
    path(PARAGRAPH + "delete/", views.minute_delete, name="minute_delete"),
    path(PLAN, forward.forward_plan, name="forward_plan"),
    path(PLAN + "add/", forward.forward_add, name="forward_add"),
    path(PLAN + "<int:pk>/edit/", forward.forward_edit, name="forward_edit"),
    path(PLAN + "<int:pk>/withdraw/", forward.forward_withdraw, name="forward_withdraw"),
]
