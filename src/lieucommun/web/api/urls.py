"""Addresses under /api/."""

from .site import api

urlpatterns = api.urls[0]
