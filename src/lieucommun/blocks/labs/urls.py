"""Addresses of the pages of a network of labs."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new_canvas, name="new"),
    path("<str:key>/", views.sheet, name="sheet"),
    path("<str:key>/edit/", views.edit_canvas, name="edit"),
    path("<str:key>/versions/<int:version>/", views.canvas_version, name="version"),
]
