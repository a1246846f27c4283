"""Addresses of a directory."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.entries, name="index"),
    path("feed/", views.feed, name="feed"),
    path("<str:key>/", views.sheet, name="sheet"),
]
