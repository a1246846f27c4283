"""Lieu commun: a public service is a folder."""

__version__ = "0.1.0"
