"""Rebuilds the committed data from its two sources; for maintainers, never run by a service."""
