"""Address of an observatory."""

from django.urls import path

from . import views

urlpatterns = [path("", views.charts, name="index")]
