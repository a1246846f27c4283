"""Devices of a service, and what they sent: for whoever sees to it."""
