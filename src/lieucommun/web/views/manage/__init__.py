"""Screens of those who see to the place, or to a service of it."""
