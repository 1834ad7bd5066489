from django.urls import include, path

from tests.benchmark.floor import floor

urlpatterns = [
    path("floor/<int:number>/", floor),
    path("", include("rr3tracker.urls")),
]
