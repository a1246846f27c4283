"""Lieu commun: a public service is a folder."""
