"""Addresses of a page of field work."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.round_, name="index"),
    path("start/", views.start, name="start"),
    path("connect/", views.connect_other, name="connect"),
    path("devices/<uuid:uuid>/end/", views.end, name="end"),
]
