"""Screens of the place itself: home, search, services, accounts, health."""
