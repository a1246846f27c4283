"""Hostile input, sent through every real entrance and measured: `python -m tests.hostile`."""
