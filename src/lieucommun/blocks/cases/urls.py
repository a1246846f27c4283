"""Addresses of a queue of cases."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.queue, name="index"),
    path("<str:key>/", views.case, name="sheet"),
    path("<str:key>/do/<str:transition>/", views.step, name="step"),
]
