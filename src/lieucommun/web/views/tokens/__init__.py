"""Screens of tokens: a person's own, and those that open a service to whoever sees to it."""
