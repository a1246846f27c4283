"""Addresses of the theme: the living reference, and the stylesheet of an accent colour."""

from django.urls import path

from . import views

app_name = "design"
urlpatterns = [
    path("", views.reference, name="reference"),
    path("accent-<str:digits>.css", views.accent, name="accent"),
]
