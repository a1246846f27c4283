"""Exports that are prepared by a job, and kept for the person who asked for them."""
