"""Addresses of the peer."""

from django.urls import path

from . import views

urlpatterns = [
    path("structures/", views.structures),
    path("plain/", views.plain_structures),
    path("json/", views.json_structures),
]
