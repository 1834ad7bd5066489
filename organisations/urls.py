from django.urls import path

from organisations.views import boards, memberships, organisations, people, seats

app_name = "organisations"

urlpatterns = [
    path("boards/", boards.board_list, name="board_list"),
    path("boards/add/", boards.board_add, name="board_add"),
    path("boards/<slug:slug>/", boards.board_detail, name="board_detail"),
    path("boards/<slug:slug>/edit/", boards.board_edit, name="board_edit"),
    path("boards/<slug:slug>/seats/add/", seats.seat_add, name="seat_add"),
    path("boards/<slug:slug>/seats/<int:pk>/edit/", seats.seat_edit, name="seat_edit"),
    path("boards/<slug:slug>/members/add/", memberships.membership_add, name="membership_add"),
    path("boards/<slug:slug>/members/<int:pk>/edit/", memberships.membership_edit, name="membership_edit"),
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/add/", organisations.organisation_add, name="organisation_add"),
    path("organisations/<int:pk>/", organisations.organisation_detail, name="organisation_detail"),
    path("organisations/<int:pk>/edit/", organisations.organisation_edit, name="organisation_edit"),
    path("people/", people.person_list, name="person_list"),
    path("people/add/", people.person_add, name="person_add"),
    path("people/<int:pk>/", people.person_detail, name="person_detail"),
    path("people/<int:pk>/edit/", people.person_edit, name="person_edit"),
]
