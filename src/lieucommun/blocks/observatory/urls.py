"""Addresses of an observatory."""

from django.urls import path

from . import views
from .following import views as following
from .territories import views as territories

urlpatterns = [
    path("", views.index, name="index"),
    path("suivi/", following.followings, name="followings"),
    path("suivi/<slug:indicator>/", following.followed, name="followed"),
    path("indicateurs/<slug:indicator>/", territories.indicator, name="indicator"),
    path("comparer/", territories.compare, name="compare"),
    path("territoires/<slug:level>/<slug:code>/", territories.territory, name="territory"),
]
